//! A rep's quarter as a calendar: what 林曉雯 does day by day, and what stands on Today on named days, in every sort of
//! duty there is. The company's October: free from the first to the eighth, worked on Sunday the 27th of September and on
//! Saturday the tenth of October. Lin is on leave from the 2nd to the 4th of November, Chen stands in.

use super::super::*;
use crate::opportunity::{Closed, Deal, FollowUp, Question};
use crate::people::{Absence, Person};
use crate::prospecting::{Capture, Customer};
use crate::testing::{
    CHEN, CustomerBuilder, DealBuilder, LIN, LUO, QuestionBuilder, ReportBuilder, WANG, ZHOU, customer, day,
    deal, market_report, ms, needs_report, nth_entry, question, with_marketing_and_rnd,
};
use crate::value::Instant;

fn company() -> Company {
    let mut company = crate::testing::company();
    company.calendar.free = (1..=8).filter_map(|n| Day::of_date(2026, 10, n)).collect();
    company.calendar.make_up = [day("2026-09-27"), day("2026-10-10")].into();
    let (from, to) = (day("2026-11-02"), day("2026-11-04"));
    company.absences.push(Absence { person: LIN, from, to, deputy: Some(CHEN) });
    if let Some(chen) = company.people.get(CHEN).cloned() {
        company.people.put(Person { notice_ms: Some(ms("2026-10-20 15:00")), ..chen });
    }
    company
}

/// A customer of Chen, who moves to another department; Lin gets it.
fn of_chen() -> CustomerBuilder {
    customer()
        .owned_by(CHEN)
        .registered("2026-08-01 09:00")
        .touched("2026-10-20 10:00", CHEN)
        .handed("2026-10-21 09:00", LIN, WANG)
        .accepted("2026-10-22 09:00", LIN)
        .introduced("2026-10-23 09:00", LIN)
}

/// A lead of the website that Wang gave to Lin, who met them at a show the day after.
fn came_in() -> Customer {
    let lead =
        customer().owned_by(WANG).handed("2026-10-12 11:00", LIN, WANG).accepted("2026-10-12 12:00", LIN);
    let lead = lead.introduced("2026-10-13 10:00", LIN).with_contact("吳芳", "13812345678");
    let (id, by, at) = (nth_entry(0), Some(LIN), Some(Instant(ms("2026-10-13 10:00"))));
    let capture = Capture { id, by, at, words: "要 3 kW".to_owned(), ..Capture::default() };
    let arrived = Some(Instant(ms("2026-10-12 09:30")));
    Customer { arrived, named: at, captures: vec![capture], ..lead.build() }
}

/// The second phase: high, then low, gone on with, let go of in the end.
fn second_phase() -> DealBuilder {
    let wrong_clock = FollowUp {
        // A visit of the 25th, written down on the 29th; the phone's own clock was days behind, its corrected one not.
        happened: Some(Instant(ms("2026-09-25 10:00"))),
        entered: Some(Instant(ms("2026-09-29 10:00"))),
        reached: true,
        ..deal().entry("2026-09-25 10:00")
    };
    deal()
        .titled("二期")
        .at("2026-09-21 09:00")
        .noted(wrong_clock)
        .judged_high("2026-09-28 11:00")
        .contacted("2026-10-09 10:00")
        .resourced("2026-10-13 09:30", WANG)
        .contacted("2026-10-16 15:00")
        .judged_low("2026-10-26 10:00")
        .proposed("2026-10-28 10:00", false)
        .contacted("2026-10-30 10:00")
        .decided("2026-11-03 16:00", WANG, false)
        .contacted("2026-11-06 10:00")
        .decided("2026-11-16 16:00", WANG, true)
        .closed("2026-11-18 10:00", Closed::Dropped)
}

/// The third phase: tried in vain, rested, handed to Chen while Lin was away.
fn third_phase() -> DealBuilder {
    deal()
        .titled("三期")
        .at("2026-10-09 09:00")
        .tried("2026-10-12 10:00")
        .tried("2026-10-13 10:00")
        .tried("2026-10-14 10:00")
        .contacted("2026-10-21 10:00")
        .judged_mid("2026-10-22 10:00")
        .offered("2026-10-27 10:00", (LIN, CHEN), Clause::C3_2_b, "2026-10-21 10:00")
        .accepted("2026-10-27 11:00")
        .contacted("2026-11-04 15:00")
        .resting("2026-11-05 10:00", "2026-12-01")
}

/// A question that came up on the twelfth of October.
fn asked() -> QuestionBuilder {
    question()
        .at("2026-10-12 11:00")
        .taken_by(ZHOU)
        .answered("2026-10-15 10:00", ZHOU)
        .told("2026-10-16 15:00", LIN)
}

/// The market report of the quarter before: two days late, and read in time.
fn reported() -> ReportBuilder {
    market_report()
        .of("2026-Q3")
        .named("2026-09-28 09:00")
        .written()
        .submitted("2026-10-12 16:00")
        .continued("2026-10-12 17:00")
        .followed("2026-10-15 10:00", WANG)
}

/// What of a record was known by then: entries entered later are not there yet.
fn known(facts: &Facts, now_ms: i64) -> Facts {
    let written = |path: &Path, name: &str| {
        let (kind, id) = path.entry.as_ref()?;
        match facts.get(&Path::entry(kind, *id, name)) {
            Some(crate::Value::Instant(ms)) => Some(*ms),
            _ => None,
        }
    };
    let steps = [
        ("closed_at", ["closed", "closed_on", "closed_at", "closed_why"].as_slice()),
        ("planned", &["planned", "resting_until", "resting_why", "interval_days"]),
        ("answered", &["answer", "answered", "answered_by", "taken_by"]),
        ("told", &["told", "told_by", "told_words"]),
    ];
    let stepped = |path: &Path| {
        let of_it =
            |(_, fields): &&(&str, &[&str])| path.entry.is_none() && fields.contains(&path.field.as_str());
        let (moment, _) = steps.iter().find(of_it)?;
        match facts.get(&Path::field(moment)) {
            Some(crate::Value::Instant(ms)) => Some(*ms),
            _ => None,
        }
    };
    let since = |path: &Path| {
        if path.field == "accepted" {
            return facts
                .get(path)
                .and_then(|it| if let crate::Value::Instant(ms) = it { Some(*ms) } else { None });
        }
        written(path, "entered").or_else(|| written(path, "at")).or_else(|| stepped(path))
    };
    let there = facts.iter().filter(|(path, _)| since(path).is_none_or(|at_ms| at_ms <= now_ms));
    there.map(|(path, value)| (path.clone(), value.clone())).collect()
}

/// What is open on a day at nine, over all three records: `overdue`, `today` or `soon` with the day, who owes it to do
/// what about which.
fn today(on: &str) -> Vec<String> {
    let company = company();
    let now_ms = ms(&format!("{on} 09:00"));
    let name = |id: PersonId| match id {
        LIN => "lin",
        CHEN => "chen",
        WANG => "wang",
        ZHOU => "zhou",
        _ => "?",
    };
    let mut lines = Vec::new();
    let records = [
        ("2", RecordKind::Deal, second_phase().facts(), "opened"),
        ("3", RecordKind::Deal, third_phase().facts(), "opened"),
        ("q", RecordKind::Question, asked().facts(), "asked"),
    ];
    for (which, kind, facts, begun) in records {
        let begins = facts.get(&Path::field(begun));
        if !matches!(begins, Some(crate::Value::Instant(at_ms)) if *at_ms <= now_ms) {
            continue;
        }
        for duty in duties(kind, &known(&facts, now_ms), &company) {
            if duty.owing.state != DutyState::Open || duty.owing.since_ms > now_ms {
                continue;
            }
            let due = company.calendar.day_of(duty.owing.due_ms);
            let when = match due.cmp(&day(on)) {
                std::cmp::Ordering::Less => "overdue".to_owned(),
                std::cmp::Ordering::Equal => "today".to_owned(),
                std::cmp::Ordering::Greater => format!("soon {}", due.to_string().split_off(5)),
            };
            lines.push((
                duty.owing.due_ms,
                format!("{when} {} {} {which}", name(duty.owing.who), duty.asks.code()),
            ));
        }
    }
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}

#[test]
fn monday_the_21st_of_september_the_deal_is_opened_contact_and_judgement_are_soon_due() {
    assert_eq!(today("2026-09-21"), ["soon 09-28 lin contact 2", "soon 09-28 lin evaluation 2"]);
}

#[test]
fn monday_the_28th_both_are_due_today() {
    assert_eq!(today("2026-09-28"), ["today lin contact 2", "today lin evaluation 2"]);
}

#[test]
fn tuesday_the_29th_the_contact_not_entered_yet_is_overdue_and_resources_wait_behind_the_holidays() {
    assert_eq!(
        today("2026-09-29"),
        [
            "overdue lin contact 2",
            // Five working days after Monday the 28th: 29, 30, 9, 10 (a Saturday that is worked), 12.
            "soon 10-12 wang resources 2",
            "soon 10-28 lin evaluation 2",
        ]
    );
}

#[test]
fn wednesday_the_30th_the_contact_entered_late_counts_from_when_it_happened() {
    assert_eq!(
        today("2026-09-30"),
        // Seven days after the 25th is a holiday.
        ["soon 10-09 lin contact 2", "soon 10-12 wang resources 2", "soon 10-28 lin evaluation 2"]
    );
}

#[test]
fn friday_the_9th_of_october_work_begins_with_what_fell_into_the_holidays() {
    assert_eq!(
        today("2026-10-09"),
        [
            "today lin contact 2",
            "soon 10-12 wang resources 2",
            "soon 10-16 lin contact 3",
            "soon 10-16 lin evaluation 3",
            "soon 10-28 lin evaluation 2",
        ]
    );
}

#[test]
fn tuesday_the_13th_the_managers_resources_are_overdue_and_the_department_owes_an_answer() {
    assert_eq!(
        today("2026-10-13"),
        [
            "overdue wang resources 2",
            "soon 10-14 zhou answer q",
            "soon 10-16 lin contact 2",
            "soon 10-16 lin contact 3",
            "soon 10-16 lin evaluation 3",
            "soon 10-28 lin evaluation 2",
        ]
    );
}

#[test]
fn thursday_the_15th_after_three_tries_the_contact_is_owed_later_and_the_answer_is_late() {
    assert_eq!(
        today("2026-10-15"),
        [
            "overdue zhou answer q",
            "soon 10-16 lin contact 2",
            "soon 10-16 lin evaluation 3",
            "soon 10-21 lin contact 3",
            "soon 10-28 lin evaluation 2",
        ]
    );
}

#[test]
fn friday_the_16th_the_answer_is_to_be_told_today() {
    assert_eq!(
        today("2026-10-16"),
        [
            "today lin contact 2",
            "today lin evaluation 3",
            "today lin telling q",
            "soon 10-21 lin contact 3",
            "soon 10-28 lin evaluation 2",
        ]
    );
}

#[test]
fn tuesday_the_27th_the_deal_turned_low_is_for_lin_to_propose_and_for_wang_to_decide() {
    assert_eq!(
        today("2026-10-27"),
        [
            "overdue lin contact 2",
            "soon 10-28 lin contact 3",
            "soon 10-29 lin proposal 2",
            // Seven days after the 26th.
            "soon 11-02 wang decision 2",
            "soon 11-23 lin evaluation 3",
            "soon 11-25 lin evaluation 2",
        ]
    );
}

#[test]
fn wednesday_the_28th_chen_has_taken_on_the_contact_of_the_third_phase() {
    assert_eq!(
        today("2026-10-28"),
        [
            "overdue lin contact 2",
            "today chen contact 3",
            "soon 10-29 lin proposal 2",
            "soon 11-02 wang decision 2",
            "soon 11-23 lin evaluation 3",
            "soon 11-25 lin evaluation 2",
        ]
    );
}

#[test]
fn tuesday_the_3rd_of_november_what_is_lins_waits_for_her_and_the_decision_is_overdue() {
    assert_eq!(
        today("2026-11-03"),
        [
            "overdue chen contact 3",
            "overdue wang decision 2",
            // Seven days after the 30th.
            "soon 11-06 lin contact 2",
            "soon 11-23 lin evaluation 3",
            "soon 11-25 lin evaluation 2",
        ]
    );
    assert_eq!(company().stand_in(LIN, day("2026-11-03")), Some(CHEN), "and Chen sees it as hers (代)");
}

#[test]
fn friday_the_6th_it_was_decided_to_go_on_and_the_third_phase_rests() {
    assert_eq!(
        today("2026-11-06"),
        [
            "today lin contact 2",
            "soon 11-23 lin evaluation 3",
            "soon 11-25 lin evaluation 2",
            "soon 12-01 lin contact 3",
        ]
    );
}

#[test]
fn tuesday_the_17th_it_was_stopped_and_is_to_be_closed() {
    assert_eq!(
        today("2026-11-17"),
        [
            "overdue lin contact 2",
            "soon 11-19 lin closing 2",
            "soon 11-23 lin evaluation 3",
            "soon 11-25 lin evaluation 2",
            "soon 12-01 lin contact 3",
        ]
    );
}

#[test]
fn tuesday_the_24th_of_the_closed_deal_nothing_is_owed_any_more() {
    assert_eq!(today("2026-11-24"), ["overdue lin evaluation 3", "soon 12-01 lin contact 3"]);
}

#[test]
fn over_the_quarter_every_sort_of_duty_was_asked_for_and_the_history_says_how_it_was_met() {
    let company = company();
    let (second, third): (Deal, Deal) = (second_phase().build(), third_phase().build());
    let question: Question = asked().build();
    let mut all: Vec<Duty> = duties_of(&second, &company);
    all.extend(duties_of(&third, &company));
    all.extend(duties_of(&question, &company));
    all.extend(duties_of(&of_chen().build(), &company));
    all.extend(duties_of(&came_in(), &company));
    all.extend(duties_of(&reported().build(), &company));
    let report = needs_report().handed_over_at("2026-11-10 09:00").answered_at("2026-11-16 09:00", LUO);
    all.extend(duties_of(&report, &with_marketing_and_rnd(company.clone(), &[LUO])));
    for asks in Asks::ALL {
        assert!(all.iter().any(|duty| duty.asks == *asks), "{asks:?}");
    }
    let met = |late: bool| {
        let done = all.iter().filter_map(|duty| match duty.owing.state {
            DutyState::Done(at_ms) => Some(at_ms > duty.owing.due_ms),
            _ => None,
        });
        done.filter(|it| *it == late).count()
    };
    // Late: a contact of each deal, resources, the decision, the third phase's first judgement, the answer, the report.
    assert_eq!((met(false), met(true)), (20, 7));
}
