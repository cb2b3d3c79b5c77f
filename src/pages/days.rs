//! What happened, latest first, under the days on which it happened; the year stands where it is not this one.

use fieldbook_process::Company;

use crate::browser::clock::now_ms;
use crate::texts::format;

/// Something with the day written above it where another one begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Dated<T> {
    /// The day, where this is the first of it.
    pub day: Option<String>,
    /// What happened.
    pub it: T,
}

/// The things with their days; they come latest first.
pub fn dated<T>(all: impl Iterator<Item = T>, at_ms: impl Fn(&T) -> i64, company: &Company) -> Vec<Dated<T>> {
    let today = company.calendar.day_of(now_ms());
    let mut last = None;
    let date = |it: T| {
        let day = company.calendar.day_of(at_ms(&it));
        let is_new = last.replace(day) != Some(day);
        Dated { day: is_new.then(|| format::head_day(day, today)), it }
    };
    all.map(date).collect()
}
