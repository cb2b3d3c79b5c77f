//! Numbers in force.

use super::*;
use PolicyValue::FollowUpIntervalDays as Interval;

#[test]
fn a_value_is_in_force_from_its_moment_on_and_the_default_before() {
    let mut policy = Policy::default();
    assert_eq!(policy.agree(Interval, Agreed { from_ms: 1_000, number: 10 }), Ok(()));
    assert_eq!(policy.at(Interval, 999), 7);
    assert_eq!(policy.at(Interval, 1_000), 10);
}

#[test]
fn a_number_outside_its_limits_is_refused_with_them() {
    let mut policy = Policy::default();
    assert_eq!(policy.agree(Interval, Agreed { from_ms: 0, number: 91 }), Err((1, 90)));
    assert_eq!(policy.agree(Interval, Agreed { from_ms: 0, number: 90 }), Ok(()));
}

#[test]
fn every_default_is_within_its_limits() {
    for value in PolicyValue::ALL {
        let (least, most) = value.limits();
        assert!((least..=most).contains(&value.default_number()), "{}", value.id());
    }
}

#[test]
fn what_is_agreed_later_wins_over_what_was_agreed_for_the_same_moment_and_both_are_kept() {
    let mut policy = Policy::default();
    for number in [10, 12] {
        policy.agree(Interval, Agreed { from_ms: 1_000, number }).unwrap();
    }
    assert_eq!(policy.at(Interval, 1_000), 12);
    assert_eq!(policy.history(Interval).len(), 2);
}

#[test]
fn a_value_agreed_ahead_does_not_hold_yet() {
    let mut policy = Policy::default();
    policy.agree(Interval, Agreed { from_ms: 2_000, number: 14 }).unwrap();
    policy.agree(Interval, Agreed { from_ms: 1_000, number: 10 }).unwrap();
    let held: Vec<i64> = [999, 1_000, 1_999, 2_000].map(|at_ms| policy.at(Interval, at_ms)).into();
    assert_eq!(held, [7, 10, 10, 14], "in whatever order they were agreed");
}

#[test]
fn every_value_is_found_by_its_name_and_belongs_to_a_clause() {
    for value in PolicyValue::ALL {
        assert_eq!(PolicyValue::of_id(value.id()), Some(*value));
        assert!(Clause::ALL.contains(&value.clause()));
    }
    assert_eq!(PolicyValue::of_id("follow_up_interval"), None);
}

#[test]
fn a_policy_reads_what_it_writes() {
    let mut policy = Policy::default();
    policy.agree(Interval, Agreed { from_ms: 1_000, number: 10 }).unwrap();
    let text = serde_json::to_string(&policy).unwrap();
    assert!(text.contains("follow_up_interval_days"), "{text}");
    assert_eq!(serde_json::from_str::<Policy>(&text).unwrap(), policy);
}

#[test]
fn a_stored_number_that_was_damaged_is_none_that_a_rule_overflows_with() {
    let damaged = |number: i64| format!(r#"{{"clock_slack_minutes":[{{"from_ms":0,"number":{number}}}]}}"#);
    for (number, counts) in [(i64::MAX, LARGEST), (i64::MIN, -LARGEST), (60, 60)] {
        let policy: Policy = serde_json::from_str(&damaged(number)).unwrap();
        assert_eq!(policy.at(PolicyValue::ClockSlackMinutes, 1), counts);
    }
    for value in PolicyValue::ALL {
        assert!(value.limits().1 < LARGEST && value.limits().0 > -LARGEST, "{}", value.id());
    }
}
