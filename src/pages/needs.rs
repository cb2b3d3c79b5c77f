//! What customers need (2.4): questionnaires of marketing, researches with customers, reports for R&D.

pub mod questionnaire;
pub mod report;
pub mod research;

use std::cmp::Reverse;

use fieldbook_book::replica::Replica;
use fieldbook_book::row::Row;
use fieldbook_process::value::Instant;
use fieldbook_process::{Day, RecordKind};

use crate::pages::row;
use crate::t;
use crate::texts::{format, law};

/// Where a row stands in its list: what is open first, then the latest.
pub fn place(row: &Row) -> (bool, Reverse<Option<Instant>>) {
    let (begun, ended) = match row.kind {
        RecordKind::Questionnaire => ("drafted", "retired"),
        RecordKind::Research => ("begun", "finished"),
        _ => ("composed", "answered"),
    };
    (has(row, ended), Reverse(row.get(begun)))
}

/// What stands below the name of a row, and at its end.
pub fn words(replica: &Replica, row: &Row, today: Day) -> (String, String) {
    let on = |field| {
        let at: Option<Instant> = row.get(field);
        at.map(|at| format::day(replica.company().calendar.day_of(at.0), today)).unwrap_or_default()
    };
    let sub = match row.kind {
        RecordKind::Questionnaire => t!("needs.version", n = row.get::<Option<i64>>("version").unwrap_or(1)),
        RecordKind::Research => {
            let method = law::choice("method", &row.get::<String>("method"));
            let customer = row::customer_name(replica, row);
            [Some(on("begun")), customer, Some(method)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
        _ => on("composed"),
    };
    (sub, state_of(row).to_owned())
}

/// Where a record stands.
pub fn state_of(row: &Row) -> &'static str {
    match row.kind {
        RecordKind::Questionnaire if has(row, "retired") => t!("needs.retired"),
        RecordKind::Questionnaire if has(row, "published") => t!("needs.published"),
        RecordKind::Research if has(row, "finished") => t!("needs.finished"),
        RecordKind::Research => t!("needs.begun"),
        RecordKind::NeedsReport if has(row, "answered") => t!("needs.answered"),
        RecordKind::NeedsReport if has(row, "handed_over") => t!("needs.with_rnd"),
        _ => t!("needs.draft"),
    }
}

/// Whether a moment of the record is written down.
pub fn has(row: &Row, moment: &str) -> bool {
    row.get::<Option<Instant>>(moment).is_some()
}
