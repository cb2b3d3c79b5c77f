//! Planning, by clause.

use super::slower_than_policy;
use crate::law::Fact;
use crate::opportunity::{Closed, Deal};
use crate::policy::PolicyValue;
use crate::testing::{LIN, WANG, ZHAO, company, company_without, day, deal, judging, ms};
use crate::value::Instant;

mod c3_2_b {
    use super::*;
    use crate::line;
    use crate::{Company, Value};

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

    fn found(deal: &Deal, company: &Company) -> Vec<(String, crate::PersonId)> {
        let found = slower_than_policy(deal, company).into_iter();
        found.map(|it| (format!("{} {}", it.what.key, crate::testing::local(it.at_ms)), it.who)).collect()
    }

    #[test]
    fn a_plan_slower_than_the_policy_is_found_for_the_sellers_superior() {
        let planned = |days| deal().planned("2026-11-05 10:00", days).build();
        assert_eq!(found(&planned(7), &company()), []);
        assert_eq!(found(&planned(8), &company()), [("slow_plan 2026-11-05 10:00".to_owned(), WANG)]);
        let what =
            line!("slow_plan", seller = Fact::Person(LIN), days = Fact::Days(8), usual = Fact::Days(7));
        assert_eq!(slower_than_policy(&planned(8), &company())[0].what, what);
        assert_eq!(judging(Some(&deal().build()), &planned(90)).told(LIN), NOTHING, "it is no offence");
    }

    #[test]
    fn slower_than_the_policy_in_force_when_it_was_made() {
        let mut company = company();
        let agreed = crate::policy::Agreed { from_ms: ms("2026-11-06 09:00"), number: 14 };
        company.policy.agree(PolicyValue::FollowUpIntervalDays, agreed).unwrap();
        let planned = |local, days| found(&deal().planned(local, days).build(), &company).len();
        assert_eq!(planned("2026-11-05 10:00", 14), 1);
        assert_eq!(planned("2026-11-06 10:00", 14), 0);
        assert_eq!(planned("2026-11-06 10:00", 15), 1);
    }

    #[test]
    fn nothing_is_found_of_a_deal_that_ended_is_not_planned_or_has_nobody_above() {
        let slow = || deal().planned("2026-11-05 10:00", 30);
        assert_eq!(found(&slow().closed("2026-11-06 10:00", Closed::Won).build(), &company()), []);
        let unplanned = Deal { planned: None, ..slow().build() };
        assert_eq!(found(&unplanned, &company()), []);
        assert_eq!(found(&slow().opened_by(ZHAO).build(), &company()), []);
        assert_eq!(found(&slow().build(), &company_without(WANG))[0].1, ZHAO);
    }

    #[test]
    fn planned_anew_it_is_found_anew() {
        let again = deal().planned("2026-11-12 10:00", 30).build();
        assert_eq!(found(&again, &company())[0].0, "slow_plan 2026-11-12 10:00");
    }
}
