//! Leave moves what is due.

use super::*;
use crate::testing::{CHEN, HE, LIN, WANG, ZHAO, ZHOU, company, day, ms};

fn with_leave(from: &str, to: &str) -> Company {
    let mut company = company();
    company.absences.push(Absence { person: LIN, from: day(from), to: day(to), deputy: None });
    company
}

#[test]
fn first_and_last_day_of_leave_are_away_the_next_is_not() {
    let company = with_leave("2026-11-09", "2026-11-10");
    let away: Vec<bool> = ["2026-11-08", "2026-11-09", "2026-11-10", "2026-11-11"]
        .map(|text| company.is_away(LIN, day(text)))
        .into();
    assert_eq!(away, [false, true, true, false]);
    assert!(!company.is_away(CHEN, day("2026-11-09")));
}

#[test]
fn what_is_due_on_leave_moves_to_the_next_working_day() {
    let company = with_leave("2026-11-12", "2026-11-13");
    assert_eq!(
        company.due_ms(LIN, ms("2026-11-05 10:00"), 7),
        ms("2026-11-16 18:00"),
        "over the weekend too"
    );
    assert_eq!(company.due_ms(CHEN, ms("2026-11-05 10:00"), 7), ms("2026-11-12 18:00"));
}

#[test]
fn a_leave_without_end_moves_nothing() {
    let company = with_leave("2026-11-01", "2036-11-01");
    assert_eq!(company.close_for(LIN, day("2026-11-07")), ms("2026-11-09 18:00"));
}

#[test]
fn who_is_above_others_decides_and_who_leads_a_department_and_their_deputy_while_they_are_away() {
    let mut company = company();
    let leave = Absence { person: WANG, from: day("2026-11-09"), to: day("2026-11-10"), deputy: Some(CHEN) };
    company.absences.push(leave);
    let decides = |text: &str| {
        let all = [ZHAO, WANG, ZHOU, CHEN, LIN, HE];
        all.map(|who| company.decides(who, day(text)))
    };
    assert_eq!(decides("2026-11-08"), [true, true, true, false, false, false]);
    assert_eq!(decides("2026-11-10"), [true, true, true, true, false, false]);
    assert_eq!(decides("2026-11-11"), [true, true, true, false, false, false]);
}
