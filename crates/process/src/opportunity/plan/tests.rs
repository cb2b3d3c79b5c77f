//! Planning, by clause.

use crate::law::Fact;
use crate::opportunity::Deal;
use crate::testing::{LIN, day, deal, judging, ms};
use crate::value::Instant;

mod c3_2_b {
    use super::*;
    use crate::Value;
    use crate::line;

    const NOTHING: [&str; 0] = [];

    fn resting(why: &str) -> Deal {
        Deal { resting_why: why.to_owned(), ..deal().resting("2026-11-20 10:00", "2026-12-15").build() }
    }

    #[test]
    fn a_deal_rests_with_the_customers_reason() {
        assert_eq!(judging(Some(&deal().build()), &resting("等預算")).told(LIN), NOTHING);
    }

    #[test]
    fn without_a_reason_it_does_not_rest() {
        let explained_anew = Deal { resting_why: "春節後".to_owned(), ..resting("等預算") };
        let explaining = judging(Some(&resting("等預算")), &explained_anew).entered("2026-11-23 10:00");
        assert_eq!(
            explaining.told(LIN),
            ["3.2.b not_planned_now"],
            "nor is the reason changed in an old plan"
        );
        for why in ["", "  "] {
            let refusals = judging(Some(&deal().build()), &resting(why)).refusals_to(LIN);
            let until = Fact::Day(day("2026-12-15"));
            assert_eq!(refusals[0].wrong, line!("resting_unexplained", until = until));
            let reason = line!("reason", field = Fact::Field("resting_why".into()));
            assert_eq!(refusals[0].lacks, [reason]);
        }
    }

    #[test]
    fn the_reason_cannot_be_taken_away() {
        assert_eq!(
            judging(Some(&resting("等預算")), &resting("")).entered("2026-11-20 10:00").by(LIN),
            ["3.2.b"]
        );
    }

    #[test]
    fn an_unrelated_edit_on_a_deal_already_resting_without_reason_passes() {
        let before = resting("");
        let after = Deal { title: "北辰電機 三期".to_owned(), ..before.clone() };
        assert_eq!(judging(Some(&before), &after).told(LIN), NOTHING);
    }

    #[test]
    fn a_plan_counts_from_the_moment_it_is_made() {
        let before = deal().build();
        let planning =
            |time| judging(Some(&before), &deal().planned("2026-11-20 10:00", 14).build()).entered(time);
        assert_eq!(planning("2026-11-20 10:00").told(LIN), NOTHING);
        assert_eq!(planning("2026-11-20 10:01").told(LIN), ["3.2.b not_planned_now"]);
        assert_eq!(planning("2026-11-20 09:59").told(LIN), ["3.2.b not_planned_now"]);
    }

    #[test]
    fn a_change_of_plan_is_a_new_plan() {
        let before = deal().planned("2026-11-10 10:00", 14).build();
        let kept = Deal { interval_days: Some(30), ..before.clone() };
        assert_eq!(judging(Some(&before), &kept).told(LIN), ["3.2.b not_planned_now"]);
        let refocused = Deal { focus: "交期".to_owned(), ..before.clone() };
        assert_eq!(judging(Some(&before), &refocused).told(LIN), ["3.2.b not_planned_now"]);
        let redated = Deal { planned: Some(Instant(ms("2026-11-01 10:00"))), ..before.clone() };
        let redating = judging(Some(&before), &redated).entered("2026-11-20 10:00");
        assert_eq!(redating.told(LIN), ["3.2.b not_planned_now"]);
        let anew = deal().planned("2026-11-20 10:00", 30).build();
        assert_eq!(judging(Some(&before), &anew).told(LIN), NOTHING);
    }

    #[test]
    fn choosing_between_two_plans_made_at_once_is_no_new_plan() {
        let showing = deal().planned("2026-11-10 10:00", 14).build();
        let other = deal().planned("2026-11-10 11:00", 30).build();
        let settling = |after: &Deal| {
            let moments = [
                showing.planned.map(|at| Value::Instant(at.0)),
                other.planned.map(|at| Value::Instant(at.0)),
            ];
            judging(Some(&showing), after)
                .settling("interval_days", &[Value::Int(14), Value::Int(30)])
                .settling("planned", &moments.map(Option::unwrap))
                .entered("2026-11-12 10:00")
        };
        assert_eq!(settling(&other).told(LIN), NOTHING);
        assert_eq!(settling(&showing).told(LIN), NOTHING, "also for the one that showed");
        let third = Deal { interval_days: Some(20), ..other.clone() };
        assert_eq!(settling(&third).told(LIN), ["3.2.b not_planned_now"]);
        let reworded = Deal { focus: "交期".to_owned(), ..other.clone() };
        assert_eq!(settling(&reworded).told(LIN), ["3.2.b not_planned_now"]);
    }

    #[test]
    fn duties_cannot_be_put_off_by_hand() {
        let put_off = Deal { duties_from: Some(Instant(ms("2030-01-01 09:00"))), ..deal().build() };
        let opening = judging(None, &put_off).entered("2026-11-02 09:00");
        assert_eq!(opening.told(LIN), ["3.2.b duties_put_off"]);
        assert_eq!(judging(Some(&deal().build()), &put_off).told(LIN), ["3.2.b duties_put_off"]);
        assert_eq!(judging(Some(&put_off), &deal().build()).told(LIN), ["3.2.b duties_put_off"]);
    }

    #[test]
    fn an_unrelated_edit_on_an_imported_deal_with_an_odd_plan_passes() {
        let before =
            deal().imported("2026-01-05", "2030-01-01 09:00").planned("2029-01-01 09:00", 90).build();
        let after = Deal { title: "北辰電機 三期".to_owned(), ..before.clone() };
        assert_eq!(judging(Some(&before), &after).told(LIN), NOTHING);
    }

    #[test]
    fn a_plan_slower_than_the_policy_is_shown_to_the_superior() {
        let found = |days| {
            let deal = deal().planned("2026-11-20 10:00", days).build();
            let found = super::super::slower_than_policy(&deal, &crate::testing::company());
            found.into_iter().map(|it| (it.what, it.who, it.at_ms)).collect::<Vec<_>>()
        };
        assert_eq!(found(7), []);
        let (usual, days) = (Fact::Days(7), Fact::Days(8));
        let what = line!("slow_plan", seller = Fact::Person(LIN), days = days, usual = usual);
        assert_eq!(found(8), [(what, crate::testing::WANG, ms("2026-11-20 10:00"))]);
        let closed = deal()
            .planned("2026-11-20 10:00", 30)
            .closed("2026-11-21 10:00", crate::opportunity::Closed::Won);
        assert_eq!(super::super::slower_than_policy(&closed.build(), &crate::testing::company()), []);
    }
}
