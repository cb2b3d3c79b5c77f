//! Taking in sheets: the company's calendar and catalogue, customers, and the books of other systems. History that comes so is not judged, since it happened under other rules;
//! its form is. Ids are made from the source's own keys, so that what is there already is found again.

pub mod calendar;
pub mod catalogue;
pub mod customers;
pub mod maven;
mod sheet;
#[cfg(test)]
mod tests;
pub mod xlsform;

pub use sheet::{Rejected, Row, RowFault, Sheet, SheetFault, write_rejected};

use std::borrow::Cow;

use encoding_rs::Encoding;
use fieldbook_book::card;
use fieldbook_book::wire::office::Wrong;
use fieldbook_process::law::{Fact, Line};
use fieldbook_process::schema::Kind;
use fieldbook_process::{Day, Path, Value, line};
use sha2::{Digest, Sha256};

/// So many characters of a cell are shown.
const SHOWN: usize = 80;

/// A day such as 2026-11-23, of those that a record can hold.
#[must_use]
pub fn day(text: &str) -> Option<Day> {
    let fits = |day: &Day| Kind::Day.check(&Path::field("day"), &Value::Int(day.0.into())).is_ok();
    Day::parse(text).filter(fits)
}

/// Bytes as text in an encoding of that name.
#[must_use]
pub fn decoded(charset: &str, bytes: &[u8]) -> Option<String> {
    let encoding = Encoding::for_label(charset.as_bytes())?;
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(Cow::into_owned)
}

/// A file's text: what its mark says it is, UTF-8, or GB18030.
#[must_use]
pub fn text_of(bytes: &[u8]) -> Option<String> {
    match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => decoded(encoding.name(), bytes.get(mark..)?),
        None => card::text_of(bytes, &decoded),
    }
}

/// An id that comes out the same each time: the first 16 bytes of SHA-256 over the parts, each ended by a zero.
fn id_of(parts: &[&str]) -> [u8; 16] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let mut id = [0; 16];
    id.iter_mut().zip(hash.finalize()).for_each(|(to, from)| *to = from);
    id
}

/// A day of a sheet's cell, or what is wrong with it.
fn day_of_cell(text: &str) -> Result<Day, Line> {
    day(text).ok_or_else(|| line!("not_a_day", text = quoted(text)))
}

/// The beginning of a text, as much as a message has room for.
fn shortened(text: &str) -> String {
    let mut chars = text.chars();
    let begins: String = chars.by_ref().take(SHOWN).collect();
    if chars.next().is_none() { begins } else { begins + "…" }
}

/// A cell's text, as a fact.
fn quoted(text: &str) -> Fact {
    Fact::Text(shortened(text))
}

/// A number, as a fact.
fn counted(n: impl TryInto<i64>) -> Fact {
    Fact::Count(n.try_into().unwrap_or(i64::MAX))
}

/// What is wrong in a row.
fn wrong(row: &Row, what: Line) -> Wrong {
    Wrong { line: Some(row.line), what }
}

/// The minor units of an amount such as `4821` or `4821.50`, of at most twelve digits before the point; `None` for any
/// other text.
#[must_use]
pub fn minor_units(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "00"));
    let digits =
        |text: &str, most| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let fits = digits(whole, 12) && digits(part, 2);
    fits.then(|| format!("{whole}{part:0<2}").parse().ok()).flatten()
}
