//! Needs reports, by clause.

use super::*;
use crate::testing::{
    LIN, LUO, SUN, WANG, ZHAO, company, company_while_away, judging, needs_report, owed, owing,
    with_marketing_and_rnd,
};

const NOTHING: [&str; 0] = [];
const HANDED: &str = "2026-11-10 09:00";
const NOW: &str = "2026-11-12 10:00";
/// Engineer 高遠 of R&D.
const GAO: PersonId = PersonId([0x7e; 16]);

fn with_rnd() -> Company {
    with_marketing_and_rnd(company(), &[LUO, GAO])
}

fn told(before: &NeedsReport, after: &NeedsReport, by: PersonId) -> Vec<String> {
    judging(Some(before), after).entered(NOW).under(with_rnd()).told(by)
}

mod c2_4_b {
    use super::*;
    use crate::line;

    #[test]
    fn marketing_or_who_leads_sales_composes_it_in_their_own_name() {
        for (by, may) in [(SUN, true), (WANG, true), (ZHAO, true), (LIN, false), (LUO, false)] {
            let mine = NeedsReport { author: Some(by), ..needs_report() };
            let expected: &[&str] = if may { &[] } else { &["2.4.b not_your_report"] };
            assert_eq!(judging(None, &mine).under(with_rnd()).told(by), expected, "{by}");
            let renamed = NeedsReport { title: "別的".to_owned(), ..needs_report() };
            assert_eq!(told(&needs_report(), &renamed, by), expected, "{by}");
        }
        assert_eq!(judging(None, &needs_report()).under(with_rnd()).told(ZHAO), ["2.4.b not_your_report"]);
    }

    #[test]
    fn it_is_handed_over_with_figures_and_conclusions() {
        let handed = |before: &NeedsReport| {
            let after = before.clone().handed_over_at(NOW);
            judging(Some(before), &after).entered(NOW).under(with_rnd()).refusals_to(SUN)
        };
        assert_eq!(handed(&needs_report()), []);
        let conclusions = line!("conclusions_part", field = Fact::Field("conclusions".into()));
        let wordless = handed(&NeedsReport { conclusions: " ".to_owned(), ..needs_report() });
        assert_eq!(wordless[0].wrong, line!("report_empty"));
        assert_eq!(wordless[0].holds, [line!("figures_part")]);
        assert_eq!(wordless[0].lacks, std::slice::from_ref(&conclusions));
        for figures in [String::new(), "x".to_owned(), NeedsFigures::default().write(1000)] {
            let uncounted = handed(&NeedsReport { figures, ..needs_report() });
            assert_eq!(uncounted[0].lacks, [line!("figures_part")]);
            assert_eq!(uncounted[0].holds, std::slice::from_ref(&conclusions));
        }
    }

    #[test]
    fn it_is_not_handed_to_nobody() {
        let company = with_marketing_and_rnd(company(), &[]);
        let after = needs_report().handed_over_at(NOW);
        let judging = judging(Some(&needs_report()), &after).under(company);
        assert_eq!(judging.told(SUN), ["2.4.b nobody_answers"]);
    }

    #[test]
    fn what_was_handed_over_stays() {
        let before = needs_report().handed_over_at(HANDED);
        for after in [
            NeedsReport { title: "別的".to_owned(), ..before.clone() },
            NeedsReport { conclusions: "價格比噪音重要".to_owned(), ..before.clone() },
            NeedsReport { figures: NeedsFigures::default().write(1000), ..before.clone() },
        ] {
            assert_eq!(told(&before, &after, SUN), ["2.4.b handed_over_stays"]);
        }
    }

    #[test]
    fn somebody_of_rnd_takes_it_on_and_answers_in_their_own_name() {
        let before = needs_report().handed_over_at(HANDED);
        let other = ["2.4.b rnd_answers"];
        for (by, may) in [(GAO, true), (LUO, true), (SUN, false), (ZHAO, false), (LIN, false)] {
            let expected: &[&str] = if may { &[] } else { &other };
            let taken = NeedsReport { taken_by: Some(by), ..before.clone() };
            assert_eq!(told(&before, &taken, by), expected, "{by}");
            assert_eq!(told(&before, &before.clone().answered_at(NOW, by), by), expected, "{by}");
        }
        assert_eq!(told(&before, &before.clone().answered_at(NOW, LUO), GAO), other);
        let draft = needs_report();
        assert_eq!(told(&draft, &draft.clone().answered_at(NOW, LUO), LUO), ["2.4.b not_handed_over"]);
        let judging = judging(Some(&before), &before.clone().answered_at(NOW, SUN)).under(with_rnd());
        assert_eq!(judging.refusals_to(SUN)[0].who, Some(LUO));
    }

    #[test]
    fn an_answer_has_words() {
        let before = needs_report().handed_over_at(HANDED);
        let bare = NeedsReport { answer: " ".to_owned(), ..before.clone().answered_at(NOW, LUO) };
        let refusals = judging(Some(&before), &bare).entered(NOW).under(with_rnd()).refusals_to(LUO);
        assert_eq!(refusals[0].wrong, line!("needs_answered_without_words"));
        assert_eq!(refusals[0].lacks, [line!("needs_answer_words", field = Fact::Field("answer".into()))]);
    }

    #[test]
    fn its_steps_bear_the_moment_at_which_they_are_done() {
        let not_now = ["2.4.b report_step_not_now"];
        assert_eq!(judging(None, &needs_report()).entered(NOW).under(with_rnd()).told(SUN), not_now);
        assert_eq!(told(&needs_report(), &needs_report().handed_over_at(HANDED), SUN), not_now);
        let before = needs_report().handed_over_at(HANDED);
        assert_eq!(told(&before, &needs_report().handed_over_at(NOW), SUN), not_now, "it stays");
        assert_eq!(told(&before, &before.clone().answered_at("2026-11-12 09:59", LUO), LUO), not_now);
    }

    #[test]
    fn rnd_owes_an_answer_within_ten_days_of_the_hand_over() {
        let owed_by = |report: &NeedsReport, company: &Company| {
            (owed(report, company, Asks::NeedsAnswer), owing(report, company, Asks::NeedsAnswer))
        };
        assert_eq!(owed_by(&needs_report(), &with_rnd()).0, NOTHING);
        let handed = needs_report().handed_over_at(HANDED);
        let open = vec!["answer_needs by 2026-11-20 18:00, open".to_owned()];
        assert_eq!(owed_by(&handed, &with_rnd()), (open, vec![LUO]), "its head, until somebody takes it on");
        let taken = NeedsReport { taken_by: Some(GAO), ..handed.clone() };
        assert_eq!(owed_by(&taken, &with_rnd()).1, [GAO]);
        let mut moved = with_rnd();
        let gao = moved.people.get(GAO).cloned().unwrap();
        moved.people.put(Person { department: Some(Department::Quality), ..gao });
        assert_eq!(owed_by(&taken, &moved).1, [LUO], "who left R&D owes it no more");
        let answered = handed.clone().answered_at(NOW, LUO);
        let done = ["answer_needs by 2026-11-20 18:00, done 2026-11-12 10:00"];
        assert_eq!(owed_by(&answered, &with_rnd()).0, done);
        let away = with_marketing_and_rnd(company_while_away(LUO, "2026-11-20", "2026-11-22", None), &[LUO]);
        assert_eq!(owed_by(&handed, &away).0, ["answer_needs by 2026-11-23 18:00, open"]);
    }

    #[test]
    fn rnd_reads_it_once_it_is_handed_over() {
        let rnd = |report: &NeedsReport| report.concerned().departments.contains(&Department::Rnd);
        assert!(!rnd(&needs_report()));
        assert!(rnd(&needs_report().handed_over_at(HANDED)));
    }
}
