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
