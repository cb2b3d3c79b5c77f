//! Judgements, by clause; then the same as properties over any history.

use super::*;
use crate::law::{Asks, Line, Verdict};
use crate::opportunity::Closed;
use crate::policy::Agreed;
use crate::schema::FormFault;
use crate::testing::{
    CHEN, DealBuilder, LIN, WANG, company, company_while_away, day, deal, judging, ms, owed, owing,
};
use crate::{EntryId, Path, Record};

const NOTHING: [&str; 0] = [];

mod c3_3_a {
    use super::*;
    use crate::line;

    /// The deal judged on the fourth, with that judgement instead.
    fn judged(change: impl Fn(Evaluation) -> Evaluation) -> Deal {
        let mut deal = deal().judged_mid("2026-11-04 10:00").build();
        deal.evaluations[0] = change(deal.evaluations[0].clone());
        deal
    }

    fn fields(lines: &[Line]) -> Vec<Fact> {
        lines.iter().flat_map(|line| line.facts.values().cloned()).collect()
    }

    fn named(fields: &[&'static str]) -> Vec<Fact> {
        fields.iter().map(|field| Fact::Field((*field).into())).collect()
    }

    #[test]
    fn the_companys_own_history_is_of_the_same_grade_and_of_ended_deals() {
        use Closed::{Dropped, Lost, Won};
        let ended = [
            (Grade::High, Won),
            (Grade::High, Lost),
            (Grade::High, Dropped),
            (Grade::Mid, Won),
            (Grade::Low, Lost),
        ];
        let of = |grade| ended_of_grade(grade, ended.into_iter());
        assert_eq!(of(Grade::High), Ended { won: 1, all: 3 });
        assert_eq!(of(Grade::Mid), Ended { won: 1, all: 1 });
        assert_eq!(
            [Grade::High, Grade::Mid, Grade::Low].map(|grade| of(grade).share()),
            [Some(33), Some(100), Some(0)]
        );
        assert_eq!(ended_of_grade(Grade::High, std::iter::empty()).share(), None);
    }

    #[test]
    fn a_judgement_with_all_its_reasons_passes() {
        let after = judged(|it| it);
        assert_eq!(judging(Some(&deal().build()), &after).told(LIN), NOTHING);
        assert_eq!(
            judging(Some(&deal().build()), &judged(|it| Evaluation { by: Some(WANG), ..it })).told(WANG),
            NOTHING
        );
        let infeasible = judged(|it| Evaluation { infeasible: true, ..it });
        assert_eq!(judging(Some(&deal().build()), &infeasible).told(LIN), NOTHING);
    }

    #[test]
    fn without_one_of_them_it_does_not_and_the_refusal_names_it() {
        type Emptied = (&'static str, fn(&mut Evaluation) -> &mut String);
        let emptied: [Emptied; 4] = [
            ("need_why", |it| &mut it.need_why),
            ("power_why", |it| &mut it.power_why),
            ("rivals_why", |it| &mut it.rivals_why),
            ("feasible_why", |it| &mut it.feasible_why),
        ];
        for (field, words) in emptied {
            for nothing in ["", " \n"] {
                let after = judged(|mut it| {
                    nothing.clone_into(words(&mut it));
                    it
                });
                let refusals = judging(Some(&deal().build()), &after).refusals_to(LIN);
                assert_eq!(refusals.len(), 1);
                assert_eq!(refusals[0].clause.id(), "3.3.a");
                assert_eq!(refusals[0].wrong, line!("judged_without_reasons"));
                assert_eq!(refusals[0].who, None, "who judges can put it right");
                let lacks = line!("reason_of", field = Fact::Field(field.into()));
                assert_eq!(refusals[0].lacks, [lacks]);
                let others: Vec<&str> = REASONS.into_iter().filter(|it| *it != field).collect();
                assert_eq!(fields(&refusals[0].holds), named(&others));
            }
        }
    }

    #[test]
    fn every_judgement_of_an_act_has_its_reasons_not_only_the_first() {
        let mut after = deal().judged_mid("2026-11-04 10:00").judged_mid("2026-11-04 10:00").build();
        assert_eq!(judging(Some(&deal().build()), &after).told(LIN), NOTHING);
        after.evaluations[1].need_why.clear();
        assert_eq!(judging(Some(&deal().build()), &after).told(LIN), ["3.3.a judged_without_reasons"]);
    }

    #[test]
    fn one_made_with_the_deal_has_its_reasons_too() {
        let mut opened = deal().judged_mid("2026-11-02 09:00").build();
        assert_eq!(judging(None, &opened).told(LIN), NOTHING);
        opened.evaluations[0].rivals_why.clear();
        assert_eq!(judging(None, &opened).told(LIN), ["3.3.a judged_without_reasons"]);
    }

    #[test]
    fn an_unrelated_edit_on_a_deal_already_judged_without_reasons_passes() {
        let bare = judged(|it| Evaluation { need_why: String::new(), ..it });
        let edited = Deal { title: "三期".to_owned(), ..bare.clone() };
        assert_eq!(judging(Some(&bare), &edited).told(LIN), NOTHING);
        let mut again = bare.clone();
        again.evaluations.push(Evaluation { id: EntryId([9; 16]), ..judged(|it| it).evaluations[0].clone() });
        let judging_again = judging(Some(&bare), &again).entered("2026-11-04 10:00");
        assert_eq!(judging_again.told(LIN), NOTHING, "nor does it bar a new judgement");
    }

    #[test]
    fn scores_reach_from_one_to_five_chances_to_a_hundred_reasons_to_500_characters() {
        let before = deal().build();
        let verdict = |change: &dyn Fn(Evaluation) -> Evaluation| {
            judging(Some(&before), &judged(change)).verdict_to(LIN)
        };
        let at = |field: &str| {
            let id = deal().judged_mid("2026-11-04 10:00").build().evaluations[0].id;
            Path::entry("evaluation", id, field)
        };
        for score in [1, 5] {
            assert_eq!(verdict(&|it| Evaluation { need: Some(score), ..it }), Ok(()));
        }
        for score in [0, 6] {
            let wrong = verdict(&|it| Evaluation { power: Some(score), ..it });
            assert_eq!(wrong, Err(Verdict::Form(vec![FormFault::OutOfRange(at("power"))])));
        }
        assert_eq!(verdict(&|it| Evaluation { chance: Some(100), ..it }), Ok(()));
        let wrong = verdict(&|it| Evaluation { chance: Some(101), ..it });
        assert_eq!(wrong, Err(Verdict::Form(vec![FormFault::OutOfRange(at("chance"))])));
        assert_eq!(verdict(&|it| Evaluation { need_why: "因".repeat(500), ..it }), Ok(()));
        let wrong = verdict(&|it| Evaluation { need_why: "因".repeat(501), ..it });
        let too_long = FormFault::TooLong { path: at("need_why"), limit: 500 };
        assert_eq!(wrong, Err(Verdict::Form(vec![too_long])));
        let missing = verdict(&|it| Evaluation { rivals: None, ..it });
        assert_eq!(missing, Err(Verdict::Form(vec![FormFault::Missing(at("rivals"))])));
    }

    fn judgements_owed(deal: DealBuilder) -> Vec<String> {
        owed(&deal.build(), &company(), Asks::Evaluation)
    }

    #[test]
    fn a_duty_says_since_when_it_waits() {
        let owed = judge_periodically(&deal().judged_mid("2026-11-04 10:00").build(), &company());
        let opened = Fact::Instant(ms("2026-11-02 09:00"));
        assert_eq!(owed[0].what, line!("first_evaluation", opened = opened));
        let last = Fact::Instant(ms("2026-11-04 10:00"));
        assert_eq!(owed[1].what, line!("evaluate_again", last = last));
    }

    #[test]
    fn a_new_deal_is_judged_within_seven_days_by_its_seller() {
        assert_eq!(judgements_owed(deal()), ["first_evaluation by 2026-11-09 18:00, open"]);
        assert_eq!(owing(&deal().build(), &company(), Asks::Evaluation), [LIN]);
    }

    #[test]
    fn due_on_a_weekend_or_on_leave_it_is_due_on_the_next_working_day() {
        let on_saturday = deal().at("2026-11-07 11:00");
        assert_eq!(judgements_owed(on_saturday), ["first_evaluation by 2026-11-16 18:00, open"]);
        let company = company_while_away(LIN, "2026-11-09", "2026-11-10", Some(CHEN));
        let due = owed(&deal().build(), &company, Asks::Evaluation);
        assert_eq!(due, ["first_evaluation by 2026-11-11 18:00, open"]);
    }

    #[test]
    fn then_every_thirty_days_counted_from_the_last_one_also_where_it_came_early() {
        let once = deal().judged_mid("2026-11-04 10:00");
        assert_eq!(
            judgements_owed(once.clone()),
            [
                "first_evaluation by 2026-11-09 18:00, done 2026-11-04 10:00",
                "evaluate_again by 2026-12-04 18:00, open",
            ]
        );
        assert_eq!(
            judgements_owed(once.judged_mid("2026-11-20 10:00")).split_first().unwrap().1,
            [
                "evaluate_again by 2026-12-04 18:00, done 2026-11-20 10:00",
                "evaluate_again by 2026-12-21 18:00, open",
            ],
            "the thirtieth day is a Sunday"
        );
    }

    #[test]
    fn late_ones_stay_visible() {
        let late = judgements_owed(deal().judged_mid("2026-11-09 18:01"));
        assert_eq!(late[0], "first_evaluation by 2026-11-09 18:00, done 2026-11-09 18:01");
    }

    #[test]
    fn what_is_owed_lapses_with_the_deal_and_comes_back_when_it_is_reopened() {
        let closed = deal().closed("2026-11-06 10:00", Closed::Lost);
        assert_eq!(
            judgements_owed(closed),
            ["first_evaluation by 2026-11-09 18:00, lapsed 2026-11-06 10:00"]
        );
        let after = deal().judged_mid("2026-11-07 10:00").closed("2026-11-06 10:00", Closed::Lost);
        assert_eq!(judgements_owed(after).len(), 1, "one of after the end answers nothing");
        let never = deal().imported("2026-01-05", "2026-11-23 09:00").closed("2026-11-20 10:00", Closed::Won);
        assert_eq!(judgements_owed(never), NOTHING);
    }

    #[test]
    fn an_imported_deal_owes_from_the_import_on() {
        let imported = deal().at("2026-01-05 09:00").imported("2026-01-05", "2026-11-23 09:00");
        assert_eq!(judgements_owed(imported), ["first_evaluation by 2026-11-30 18:00, open"]);
    }

    #[test]
    fn one_that_was_judged_before_its_duties_begin_is_judged_again_not_first() {
        let imported = deal().imported("2026-01-05", "2026-11-23 09:00");
        assert_eq!(
            judgements_owed(imported.judged_mid("2026-11-20 09:00")),
            ["evaluate_again by 2026-12-23 18:00, open"]
        );
        let with_the_deal = deal().judged_mid("2026-11-02 09:00");
        assert_eq!(judgements_owed(with_the_deal), ["evaluate_again by 2026-12-02 18:00, open"]);
    }

    #[test]
    fn two_of_one_moment_answer_one_duty() {
        let twice = deal().judged_mid("2026-11-04 10:00").judged_high("2026-11-04 10:00");
        assert_eq!(judgements_owed(twice).len(), 2);
    }

    #[test]
    fn without_an_opening_nothing_is_owed() {
        let unopened = Deal { opened: None, ..deal().build() };
        assert_eq!(owed(&unopened, &company(), Asks::Evaluation), NOTHING);
    }
}

mod c3_3_b {
    use super::*;
    use PolicyValue::{HighFrom, MidFrom, NeedWeight, PowerWeight, RivalsWeight};

    fn graded(scores: (i64, i64, i64), weights: (i64, i64, i64)) -> (Option<i64>, Option<Grade>) {
        let mut company = company();
        for (value, number) in [(NeedWeight, weights.0), (PowerWeight, weights.1), (RivalsWeight, weights.2)]
        {
            company.policy.agree(value, Agreed { from_ms: 0, number }).unwrap();
        }
        let deal = deal().judged("2026-11-04 10:00", scores.0, scores.1, scores.2).build();
        (latest(&deal).unwrap().score(&company), grade(&deal, &company))
    }

    #[test]
    fn need_counts_forty_power_and_rivals_thirty_each() {
        let usual = (40, 30, 30);
        assert_eq!(graded((5, 1, 1), usual), (Some(260), Some(Grade::Mid)));
        assert_eq!(graded((1, 5, 1), usual), (Some(220), Some(Grade::Low)));
        assert_eq!(graded((1, 1, 5), usual), (Some(220), Some(Grade::Low)));
        assert_eq!(graded((4, 4, 4), usual), (Some(400), Some(Grade::High)));
    }

    #[test]
    fn four_is_high_a_hundredth_less_is_middle() {
        let weights = (50, 1, 49);
        assert_eq!(graded((4, 4, 4), weights), (Some(400), Some(Grade::High)));
        assert_eq!(graded((4, 3, 4), weights), (Some(399), Some(Grade::Mid)));
    }

    #[test]
    fn two_and_a_half_is_middle_a_hundredth_less_is_low() {
        let weights = (50, 1, 49);
        assert_eq!(graded((3, 2, 2), weights), (Some(250), Some(Grade::Mid)));
        assert_eq!(graded((3, 1, 2), weights), (Some(249), Some(Grade::Low)));
    }

    #[test]
    fn the_grade_follows_the_score_as_it_is_shown() {
        assert_eq!(graded((4, 4, 3), (100, 99, 1)), (Some(400), Some(Grade::High)), "3.995 is shown as 4.00");
    }

    #[test]
    fn with_all_weights_nought_each_counts_the_same() {
        assert_eq!(graded((5, 4, 3), (0, 0, 0)), (Some(400), Some(Grade::High)));
        assert_eq!(graded((3, 2, 2), (0, 0, 0)), (Some(233), Some(Grade::Low)));
        assert_eq!(graded((1, 5, 5), (100, 0, 0)), (Some(100), Some(Grade::Low)));
    }

    #[test]
    fn what_cannot_be_done_is_low_however_it_scores() {
        let mut deal = deal().judged_high("2026-11-04 10:00").build();
        assert_eq!(grade(&deal, &company()), Some(Grade::High));
        deal.evaluations[0].infeasible = true;
        assert_eq!(grade(&deal, &company()), Some(Grade::Low));
    }

    #[test]
    fn the_latest_judgement_counts_whatever_its_place_in_the_list() {
        let deal = deal().judged_high("2026-11-20 10:00").judged_low("2026-11-04 10:00").build();
        assert_eq!(grade(&deal, &company()), Some(Grade::High));
        assert_eq!(
            grade(&crate::testing::deal().build(), &company()),
            None,
            "before the first there is none"
        );
    }

    #[test]
    fn a_grade_stays_when_weights_and_cut_offs_change_afterwards() {
        let mut company = company();
        let from_ms = ms("2026-11-10 09:00");
        company.policy.agree(HighFrom, Agreed { from_ms, number: 450 }).unwrap();
        company.policy.agree(MidFrom, Agreed { from_ms, number: 420 }).unwrap();
        company.policy.agree(NeedWeight, Agreed { from_ms, number: 100 }).unwrap();
        let judged = |local| grade(&deal().judged(local, 4, 4, 4).build(), &company);
        assert_eq!(judged("2026-11-04 10:00"), Some(Grade::High));
        assert_eq!(judged("2026-11-10 09:00"), Some(Grade::Low));
    }
}

mod of_any_history {
    use super::*;
    use crate::Clause;
    use crate::law::duties_of;
    use proptest::prelude::*;

    prop_compose! {
        fn judgement()(minutes in -20 * 24 * 60..200 * 24 * 60_i64, scores in [1..6_i64, 1..6, 1..6], infeasible: bool, id: [u8; 16])
            -> Evaluation {
            let [need, power, rivals] = scores.map(Some);
            let at = Some(Instant(ms("2026-11-02 09:00") + minutes * 60_000));
            Evaluation { id: EntryId(id), need, power, rivals, infeasible, at, ..Evaluation::default() }
        }
    }

    prop_compose! {
        fn history()(evaluations in prop::collection::vec(judgement(), 0..8), closed in prop::option::weighted(0.3, 1..200_i64))
            -> Deal {
            let deal = deal().imported("2026-10-01", "2026-11-05 09:00").build();
            let closed_at = closed.map(|days| Instant(ms("2026-11-02 10:00") + days * 24 * 3_600_000));
            Deal { evaluations, closed: closed.map(|_| Closed::Won), closed_at, ..deal }
        }
    }

    proptest! {
        #[test]
        fn at_most_one_judgement_is_owed_at_a_time(deal in history()) {
            let owed = judge_periodically(&deal, &company());
            let open = owed.iter().filter(|owing| owing.state == DutyState::Open).count();
            prop_assert_eq!(open, usize::from(deal.closed.is_none()));
            let mut causes: Vec<i64> = owed.iter().map(|owing| owing.since_ms).collect();
            causes.dedup();
            prop_assert_eq!(causes.len(), owed.len(), "each has a cause of its own");
            prop_assert!(owed.iter().all(|owing| owing.due_ms > owing.since_ms));
        }

        #[test]
        fn the_order_of_entries_does_not_matter(deal in history()) {
            let mut other = deal.clone();
            other.evaluations.reverse();
            prop_assert_eq!(duties_of(&deal, &company()), duties_of(&other, &company()));
            prop_assert_eq!(duties_of(&Deal::from_facts(&deal.to_facts()), &company()), duties_of(&deal, &company()));
        }

        #[test]
        fn a_judgement_now_clears_what_is_overdue(deal in history()) {
            let deal = Deal { closed: None, closed_at: None, ..deal };
            let now_ms = ms("2027-12-01 10:00");
            let mut after = deal.clone();
            let id = EntryId([0xee; 16]);
            after.evaluations.push(Evaluation { id, at: Some(Instant(now_ms)), ..Evaluation::default() });
            let owed = judge_periodically(&after, &company());
            prop_assert!(owed.iter().all(|owing| owing.state != DutyState::Open || owing.due_ms > now_ms));
        }

        #[test]
        fn a_waiver_changes_no_duty_of_another_cause(deal in history(), of in 0..8_usize, late in 1..200_i64) {
            let before = duties_of(&deal, &company());
            let chosen = &before[of % before.len().max(1)..];
            prop_assume!(!chosen.is_empty());
            let (clause, since_ms) = (chosen[0].clause, chosen[0].owing.since_ms);
            let mut after = deal.clone();
            let at = Some(Instant(since_ms + late * 3_600_000));
            after.waivers.push(crate::general::Waiver {
                clause: clause.id().to_owned(), since: Some(Instant(since_ms)), at, ..Default::default()
            });
            let now = duties_of(&after, &company());
            let other = |duty: &&crate::Duty| (duty.clause, duty.owing.since_ms) != (clause, since_ms);
            for duty in before.iter().filter(other) {
                prop_assert!(now.contains(duty), "{:?} of {:?}", duty, now);
            }
            let waivable = [Clause::C3_2_b, Clause::C3_3_a].contains(&clause);
            prop_assert!(waivable || now == before, "what may not be let go stays, whatever is written");
        }

        #[test]
        fn a_higher_score_never_gives_a_lower_grade(
            scores in [1..6_i64, 1..6, 1..6], which in 0..3_usize, weights in [0..101_i64, 0..101, 0..101],
        ) {
            let mut company = company();
            let values = [PolicyValue::NeedWeight, PolicyValue::PowerWeight, PolicyValue::RivalsWeight];
            for (value, number) in values.into_iter().zip(weights) {
                company.policy.agree(value, Agreed { from_ms: 0, number }).unwrap();
            }
            let mut higher = scores;
            higher[which] = (higher[which] + 1).min(5);
            let of = |[need, power, rivals]: [i64; 3]| {
                let deal = deal().judged("2026-11-04 10:00", need, power, rivals).build();
                let judged = latest(&deal).unwrap();
                (judged.score(&company).unwrap(), judged.grade(&company).unwrap())
            };
            let ((score, grade), (higher_score, higher_grade)) = (of(scores), of(higher));
            prop_assert!(higher_score >= score && (100..=500).contains(&score));
            // Grades are listed from high to low.
            prop_assert!(higher_grade <= grade);
        }
    }

    #[test]
    fn nothing_is_due_on_a_day_off() {
        let judged = deal().judged_mid("2026-11-21 23:00").build();
        for owing in judge_periodically(&judged, &company()) {
            assert!(company().calendar.is_working(company().calendar.day_of(owing.due_ms)));
        }
        assert!(!company().calendar.is_working(day("2026-11-21")));
    }
}
