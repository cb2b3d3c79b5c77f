//! A row: what lists, search and Today need of a record without opening its document. Derived from the record
//! as shown (accepted and pending together) and the company; small, and kept for every document.

use fieldbook_process::law::{Duty, DutyState, Finding, duties, findings};
use fieldbook_process::schema::Kind;
use fieldbook_process::value::FieldType;
use fieldbook_process::{Company, DocId, EntryId, Facts, Path, Record, RecordKind, Value};
use serde::{Deserialize, Serialize};

use crate::document::View;

/// Raised where the same record gives another row than before: phones then compute all of theirs anew.
pub const FORM: u32 = 4;

/// One record in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The document.
    #[serde(rename = "d")]
    pub doc: DocId,
    /// Its kind.
    #[serde(rename = "k")]
    pub kind: RecordKind,
    /// The record's own short fields, and of its lists what is searched for; long texts are not here.
    #[serde(rename = "f")]
    pub facts: Facts,
    /// What is owed, undone.
    #[serde(rename = "o", default, skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<Duty>,
    /// What went against a clause and is not answered.
    #[serde(rename = "i", default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// When the latest entry happened, ms UTC.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub latest_ms: Option<i64>,
    /// When somebody was reached last, ms UTC; a try does not count.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub reached_ms: Option<i64>,
    /// Paths with several values.
    #[serde(rename = "c", default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Path>,
    /// Acts on it that the server has not answered yet.
    #[serde(rename = "p", default, skip_serializing_if = "is_zero")]
    pub pending: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(n: &u32) -> bool {
    *n == 0
}

/// The lists of which a row keeps every short field: from them follows who works on the record, what was offered to
/// whom, how often something was let go or claimed, and which customer is another one.
const KEPT_WHOLE: [&str; 6] = ["sharer", "hand_on", "waiver", "claim", "handover", "joining"];

/// The list of which a row keeps the latest entry: from it follows a deal's grade.
const KEPT_LATEST: &str = "evaluation";

/// The list that holds tries beside contacts.
const TRIES: &str = "follow_up";

impl Row {
    /// The row of a record; `None` where this version does not know its kind.
    #[must_use]
    pub fn of(doc: DocId, view: &View, company: &Company, pending: u32) -> Option<Self> {
        let kind = view.record_kind()?;
        let schema = kind.schema();
        let latest = latest(&view.facts);
        let is_kept = |entry: &str, id: &EntryId| KEPT_WHOLE.contains(&entry) || latest == Some(*id);
        let is_short = |path: &Path| {
            let Some(field) = schema.field(path) else { return false };
            let short = !matches!(field.kind, Kind::Lines(_));
            match &path.entry {
                None => short,
                Some((entry, id)) => field.searched || (short && is_kept(entry, id)),
            }
        };
        let facts = view.facts.iter().filter(|(path, _)| is_short(path));
        let happened = happened(&view.facts);
        Some(Self {
            doc,
            kind,
            facts: facts.map(|(path, value)| (path.clone(), value.clone())).collect(),
            duties: duties(kind, &view.facts, company)
                .into_iter()
                .filter(|duty| duty.owing.state == DutyState::Open)
                .collect(),
            findings: findings(kind, &view.facts, company)
                .into_iter()
                .filter(|finding| finding.answered_ms.is_none())
                .collect(),
            latest_ms: happened.iter().map(|(at_ms, _)| *at_ms).max(),
            reached_ms: happened.iter().filter(|(_, reached)| *reached).map(|(at_ms, _)| *at_ms).max(),
            conflicts: view.conflicts.keys().cloned().collect(),
            pending,
        })
    }

    /// The record as far as the row knows it.
    #[must_use]
    pub fn record<R: Record>(&self) -> R {
        R::from_facts(&self.facts)
    }

    /// One field of the record itself.
    #[must_use]
    pub fn get<T: FieldType>(&self, field: &str) -> T {
        self.facts.get(&Path::field(field)).and_then(T::from_value).unwrap_or_default()
    }
}

/// When the entries happened, ms UTC, and whether somebody was reached.
fn happened(facts: &Facts) -> Vec<(i64, bool)> {
    let of_entry = facts.iter().filter_map(|(path, value)| match (&path.entry, value) {
        (Some((entry, id)), Value::Instant(ms)) if path.field == "happened" => Some((entry, *id, *ms)),
        _ => None,
    });
    // Only a deal's contacts are written down where nobody was reached, too.
    let reached = |entry: &str, id| {
        entry != TRIES || facts.get(&Path::entry(entry, id, "reached")) == Some(&Value::Flag(true))
    };
    of_entry.map(|(entry, id, at_ms)| (at_ms, reached(entry, id))).collect()
}

/// The entry of [`KEPT_LATEST`] that was written last.
fn latest(facts: &Facts) -> Option<EntryId> {
    let written = facts.iter().filter_map(|(path, value)| match (&path.entry, value) {
        (Some((entry, id)), Value::Instant(ms)) if entry == KEPT_LATEST && path.field == "at" => {
            Some((*ms, *id))
        }
        _ => None,
    });
    written.max().map(|(_, id)| id)
}

/// 20 bits of the hash of a phone number's digits (the last eleven, so that a country code does not matter):
/// enough for a hint at a duplicate, too few to guess the number back. `None` below seven digits.
#[must_use]
pub fn phone_hint(phone: &str) -> Option<u32> {
    let digits: Vec<u8> = phone.bytes().filter(u8::is_ascii_digit).collect();
    if digits.len() < 7 {
        return None;
    }
    let tail = digits.get(digits.len().saturating_sub(11)..)?;
    let [a, b, c, ..] = crate::hash::Short::of(&[b"phone:", tail].concat()).0;
    Some(u32::from_be_bytes([0, a, b, c]) >> 4)
}
