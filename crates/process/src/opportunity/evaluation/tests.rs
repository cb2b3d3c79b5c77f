//! Judging a deal, by clause.

use crate::law::{DutyState, Fact};
use crate::opportunity::{Deal, Grade, grade};
use crate::testing::{CHEN, DealBuilder, LIN, company, deal, judging, ms};

fn owed(deal: &Deal) -> Vec<(String, String, String)> {
    let day = |ms: i64| company().calendar.day_of(ms).to_string();
    let told = |state: DutyState| match state {
        DutyState::Open => "open".to_owned(),
        DutyState::Done(at_ms) => format!("done {}", day(at_ms)),
        DutyState::Lapsed(at_ms) => format!("lapsed {}", day(at_ms)),
        DutyState::Waived(at_ms) => format!("waived {}", day(at_ms)),
    };
    let owed = super::judge_periodically(deal, &company());
    owed.into_iter().map(|it| (it.what.key.into_owned(), day(it.due_ms), told(it.state))).collect()
}

fn row(what: &str, due: &str, state: &str) -> (String, String, String) {
    (what.to_owned(), due.to_owned(), state.to_owned())
}

mod c3_3_a {
    use super::*;

    const NOTHING: [&str; 0] = [];

    fn judging_it(change: impl FnOnce(&mut Deal)) -> crate::testing::Judging {
        let mut after = deal().judged("2026-11-06 10:00", 4, 4, 3).build();
        change(&mut after);
        judging(Some(&deal().build()), &after).entered("2026-11-06 10:00")
    }

    #[test]
    fn a_judgement_with_all_its_reasons_passes() {
        assert_eq!(judging_it(|_| {}).told(LIN), NOTHING);
    }

    #[test]
    fn each_score_and_the_feasibility_say_why() {
        let refusals = judging_it(|deal| deal.evaluations[0].power_why = " ".to_owned()).refusals_to(LIN);
        assert_eq!(refusals[0].wrong.key, "judged_without_reasons");
        let lacking: Vec<&Fact> =
            refusals[0].lacks.iter().filter_map(|line| line.facts.get("field")).collect();
        assert_eq!(lacking, [&Fact::Field("power_why".into())]);
        assert_eq!(refusals[0].holds.len(), 3);
        assert!(refusals[0].holds.iter().all(|line| line.key == "reason_of"));
        for empty in [
            |deal: &mut Deal| deal.evaluations[0].need_why.clear(),
            |deal: &mut Deal| deal.evaluations[0].rivals_why.clear(),
            |deal: &mut Deal| deal.evaluations[0].feasible_why.clear(),
        ] {
            assert_eq!(judging_it(empty).told(LIN), ["3.3.a judged_without_reasons"]);
        }
    }

    #[test]
    fn an_unrelated_edit_on_a_deal_judged_without_reasons_passes() {
        let mut before = deal().judged("2026-11-06 10:00", 4, 4, 3).build();
        before.evaluations[0].need_why.clear();
        let after = Deal { title: "北辰電機 三期".to_owned(), ..before.clone() };
        assert_eq!(judging(Some(&before), &after).told(LIN), NOTHING);
    }

    #[test]
    fn the_first_is_owed_within_a_week_and_then_one_every_month() {
        // Opened on Monday 2026-11-02.
        assert_eq!(owed(&deal().build()), [row("first_evaluation", "2026-11-09", "open")]);
        let judged = deal().judged("2026-11-06 10:00", 4, 4, 3);
        assert_eq!(
            owed(&judged.clone().build()),
            [
                row("first_evaluation", "2026-11-09", "done 2026-11-06"),
                // 30 days later is a Sunday: the next working day.
                row("evaluate_again", "2026-12-07", "open"),
            ]
        );
        let again = judged.judged("2026-12-01 10:00", 4, 4, 3).build();
        assert_eq!(owed(&again)[1], row("evaluate_again", "2026-12-07", "done 2026-12-01"));
        assert_eq!(owed(&again)[2], row("evaluate_again", "2026-12-31", "open"));
    }

    #[test]
    fn a_closed_deal_owes_none_and_an_imported_one_from_the_import_on() {
        let closed = deal().closed("2026-11-05 10:00", crate::opportunity::Closed::Won).build();
        assert_eq!(owed(&closed), [row("first_evaluation", "2026-11-09", "lapsed 2026-11-05")]);
        let imported = deal().imported("2026-01-05", "2026-11-23 09:00").build();
        assert_eq!(owed(&imported), [row("first_evaluation", "2026-11-30", "open")]);
    }

    #[test]
    fn the_order_of_entries_does_not_matter() {
        let mut there =
            deal().judged("2026-11-06 10:00", 4, 4, 3).judged("2026-11-20 10:00", 2, 2, 2).build();
        let owed_then = owed(&there);
        there.evaluations.reverse();
        assert_eq!(owed(&there), owed_then);
        assert_eq!(grade(&there, &company()), Some(Grade::Low));
    }

    #[test]
    fn nobody_judges_in_anothers_name() {
        assert_eq!(judging_it(|_| {}).told(CHEN), ["1.1 signed_for"]);
    }
}

mod c3_3_b {
    use super::*;
    use crate::policy::{Agreed, PolicyValue};

    fn graded(judge: impl FnOnce(DealBuilder) -> DealBuilder) -> Option<Grade> {
        grade(&judge(deal()).build(), &company())
    }

    fn score([need, power, rivals]: [i64; 3]) -> Option<i64> {
        let deal = deal().judged("2026-11-06 10:00", need, power, rivals).build();
        deal.evaluations[0].score(&company())
    }

    #[test]
    fn before_a_judgement_there_is_no_grade() {
        assert_eq!(graded(|deal| deal), None);
    }

    #[test]
    fn weights_of_40_30_30_make_the_score() {
        assert_eq!(score([5, 5, 5]), Some(500));
        assert_eq!(score([1, 1, 1]), Some(100));
        assert_eq!(score([5, 4, 3]), Some(410));
        assert_eq!(score([2, 4, 3]), Some(290));
    }

    #[test]
    fn four_is_high_and_a_hair_less_is_middle() {
        assert_eq!(score([4, 4, 4]), Some(400));
        assert_eq!(graded(|deal| deal.judged("2026-11-06 10:00", 4, 4, 4)), Some(Grade::High));
        assert_eq!(score([4, 5, 3]), Some(400));
        assert_eq!(score([3, 5, 4]), Some(390));
        assert_eq!(graded(|deal| deal.judged("2026-11-06 10:00", 3, 5, 4)), Some(Grade::Mid));
    }

    #[test]
    fn two_and_a_half_is_middle_and_a_hair_less_is_low() {
        assert_eq!(score([1, 3, 4]), Some(250));
        assert_eq!(graded(|deal| deal.judged("2026-11-06 10:00", 1, 3, 4)), Some(Grade::Mid));
        assert_eq!(score([3, 2, 2]), Some(240));
        assert_eq!(graded(|deal| deal.judged("2026-11-06 10:00", 3, 2, 2)), Some(Grade::Low));
    }

    #[test]
    fn what_cannot_be_done_is_low_whatever_its_scores() {
        let mut deal = deal().judged("2026-11-06 10:00", 5, 5, 5).build();
        deal.evaluations[0].infeasible = true;
        assert_eq!(grade(&deal, &company()), Some(Grade::Low));
    }

    #[test]
    fn the_latest_judgement_counts_by_the_weights_of_its_day() {
        let deal = deal().judged("2026-11-06 10:00", 5, 1, 1).build();
        let mut company = company();
        assert_eq!(deal.evaluations[0].score(&company), Some(260));
        for value in [PolicyValue::PowerWeight, PolicyValue::RivalsWeight] {
            let later = Agreed { from_ms: ms("2026-11-06 10:01"), number: 0 };
            company.policy.agree(value, later).unwrap();
        }
        assert_eq!(deal.evaluations[0].score(&company), Some(260), "agreed after it");
        for value in [PolicyValue::PowerWeight, PolicyValue::RivalsWeight] {
            let before = Agreed { from_ms: ms("2026-11-06 09:00"), number: 0 };
            company.policy.agree(value, before).unwrap();
        }
        assert_eq!(deal.evaluations[0].score(&company), Some(500));
        let none = Agreed { from_ms: ms("2026-11-06 09:00"), number: 0 };
        company.policy.agree(PolicyValue::NeedWeight, none).unwrap();
        assert_eq!(deal.evaluations[0].score(&company), Some(233), "without weights each counts the same");
    }

    #[test]
    fn a_better_score_never_makes_a_lower_grade() {
        for need in 1..5 {
            for power in 1..=5 {
                for rivals in 1..=5 {
                    assert!(score([need, power, rivals]) < score([need + 1, power, rivals]));
                }
            }
        }
    }
}
