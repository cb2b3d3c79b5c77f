//! Working days, make-up days and the company's zone.

use super::*;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// The national days 2026 with the Saturday worked for them.
fn golden_week() -> Calendar {
    Calendar {
        free: (1..=7).map(|d| Day::of_date(2026, 10, d).unwrap()).collect(),
        make_up: [day("2026-10-10")].into(),
        ..Calendar::default()
    }
}

#[test]
fn the_local_day_begins_at_local_midnight() {
    let calendar = Calendar::default();
    let midnight = calendar.moment(day("2026-11-23"), 0);
    assert_eq!(calendar.day_of(midnight), day("2026-11-23"));
    assert_eq!(calendar.day_of(midnight - 1), day("2026-11-22"));
}

#[test]
fn five_days_are_working_days_and_six_are_calendar_days() {
    let calendar = Calendar::default();
    let monday = day("2026-11-23");
    assert_eq!(calendar.due_day(monday, 5), day("2026-11-30"));
    assert_eq!(calendar.due_day(monday, 6), day("2026-11-30"), "29 November is a Sunday");
    assert_eq!(calendar.due_day(monday, 7), day("2026-11-30"));
}

#[test]
fn a_due_day_moves_over_the_holiday_and_a_make_up_saturday_is_worked() {
    let calendar = golden_week();
    assert_eq!(calendar.due_day(day("2026-09-30"), 1), day("2026-10-08"));
    assert_eq!(calendar.due_day(day("2026-10-09"), 1), day("2026-10-10"), "a worked Saturday");
    assert_eq!(calendar.due_day(day("2026-09-25"), 7), day("2026-10-08"));
}

#[test]
fn a_zone_that_changes_its_offset_keeps_local_hours() {
    let change = 1_000_000_000_000;
    let calendar = Calendar {
        offsets: vec![Offset { from_ms: 0, minutes: 60 }, Offset { from_ms: change, minutes: 120 }],
        ..Calendar::default()
    };
    let before = calendar.day_of(change).plus(-2);
    let after = calendar.day_of(change).plus(2);
    assert_eq!(calendar.close_of(before).rem_euclid(86_400_000), 17 * 3_600_000);
    assert_eq!(calendar.close_of(after).rem_euclid(86_400_000), 16 * 3_600_000);
}

#[test]
fn nothing_to_go_is_due_the_same_day_or_the_next_one_worked() {
    let calendar = Calendar::default();
    assert_eq!(calendar.due_day(day("2026-11-27"), 0), day("2026-11-27"));
    assert_eq!(calendar.due_day(day("2026-11-28"), 0), day("2026-11-30"));
}

#[test]
fn working_days_are_counted_from_the_day_after_also_from_a_day_off() {
    let calendar = Calendar::default();
    assert_eq!(calendar.due_day(day("2026-11-28"), 1), day("2026-11-30"), "from a Saturday");
    assert_eq!(calendar.due_day(day("2026-11-27"), 2), day("2026-12-01"), "over a weekend");
}

#[test]
fn a_make_up_day_is_worked_even_where_it_is_also_called_free() {
    let mut calendar = golden_week();
    calendar.free.insert(day("2026-10-10"));
    assert!(calendar.is_working(day("2026-10-10")));
    assert!(!calendar.is_working(day("2026-10-11")));
}

#[test]
fn a_limit_beyond_all_time_does_not_overflow() {
    let calendar = Calendar::default();
    assert!(calendar.due_day(day("2026-11-27"), i64::MAX) > day("2026-11-27"));
    assert_eq!(calendar.day_of(i64::MAX), Day(i32::MAX));
}
