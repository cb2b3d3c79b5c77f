//! Questions to departments (3.2.c): asked by a rep, answered by a department, told to the customer.

pub mod new;
pub mod read;

use fieldbook_book::row::Row;
use fieldbook_process::value::Instant;

use crate::t;

/// Where a question stands.
pub fn state_of(row: &Row) -> &'static str {
    let has = |field| row.get::<Option<Instant>>(field).is_some();
    match (has("answered"), has("told")) {
        (_, true) => t!("question.told"),
        (true, false) => t!("question.answered"),
        (false, false) => t!("question.asked"),
    }
}
