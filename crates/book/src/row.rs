//! A row: what lists, search and Today need of a record without opening its document. Derived from the record
//! as shown (accepted and pending together) and the company; small, and kept for every document.

use std::ops::Range;

use fieldbook_process::law::{Duty, DutyState, duties};
use fieldbook_process::schema::Kind;
use fieldbook_process::value::FieldType;
use fieldbook_process::{Company, DocId, Facts, Path, PersonId, Record, RecordKind, Value};
use minicbor::Decoder;
use serde::{Deserialize, Serialize};

use crate::document::View;
use crate::store::{Unreadable, from_cbor, to_cbor};

/// Raised where the same record gives another row than before: phones then compute all of theirs anew.
pub const FORM: u32 = 1;

/// One record in a list. It lies in memory as it is stored: of ten thousand rows a screen shows a few, so what is
/// compared on each start is read at once, and the rest when it is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The document.
    pub doc: DocId,
    /// Its kind.
    pub kind: RecordKind,
    /// What is owed, undone; [`Row::duties`] in the same order tells each whole.
    pub dues: Vec<Due>,
    /// When the latest entry happened, ms UTC.
    pub latest_ms: Option<i64>,
    /// Paths with several values.
    pub conflicts: Vec<Path>,
    /// Acts on it that the server has not answered yet.
    pub pending: u32,
    /// All of it, as CBOR.
    stored: Box<[u8]>,
    /// Where the facts lie in it.
    facts: Range<usize>,
    /// Where the duties do; empty where none is owed.
    duties: Range<usize>,
}

/// Who owes something by when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Due {
    /// Who.
    pub who: PersonId,
    /// By then, ms UTC.
    pub due_ms: i64,
}

/// The stored form.
#[derive(Serialize)]
struct Stored {
    #[serde(rename = "d")]
    doc: DocId,
    #[serde(rename = "k")]
    kind: RecordKind,
    /// The record's own short fields, and of its lists what is searched for; long texts are not here.
    #[serde(rename = "f")]
    facts: Facts,
    #[serde(rename = "o", skip_serializing_if = "Vec::is_empty")]
    duties: Vec<Duty>,
    #[serde(rename = "l", skip_serializing_if = "Option::is_none")]
    latest_ms: Option<i64>,
    #[serde(rename = "c", skip_serializing_if = "Vec::is_empty")]
    conflicts: Vec<Path>,
    #[serde(rename = "p", skip_serializing_if = "is_zero")]
    pending: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(n: &u32) -> bool {
    *n == 0
}

/// Of a stored duty what is compared.
#[derive(Deserialize)]
struct Owed {
    owing: Due,
}

/// The list that a row keeps whole, beside what is searched for: from it follows who works on the record.
const KEPT_WHOLE: &str = "sharer";

impl Row {
    /// The row of a record; `None` where this version does not know its kind.
    #[must_use]
    pub fn of(doc: DocId, view: &View, company: &Company, pending: u32) -> Option<Self> {
        let kind = view.record_kind()?;
        let schema = kind.schema();
        let is_short = |path: &Path| match &path.entry {
            None => schema.field(path).is_some_and(|field| !matches!(field.kind, Kind::Lines(_))),
            Some((entry, _)) => schema.field(path).is_some_and(|field| field.searched || entry == KEPT_WHOLE),
        };
        let facts = view.facts.iter().filter(|(path, _)| is_short(path));
        let happened = view.facts.iter().filter(|(path, _)| path.entry.is_some() && path.field == "happened");
        let stored = Stored {
            doc,
            kind,
            facts: facts.map(|(path, value)| (path.clone(), value.clone())).collect(),
            duties: duties(kind, &view.facts, company)
                .into_iter()
                .filter(|duty| duty.owing.state == DutyState::Open)
                .collect(),
            latest_ms: happened
                .filter_map(|(_, v)| if let Value::Instant(ms) = v { Some(*ms) } else { None })
                .max(),
            conflicts: view.conflicts.keys().cloned().collect(),
            pending,
        };
        Self::read(to_cbor(&stored).ok()?).ok()
    }

    /// A row from its stored form.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub fn read(stored: Vec<u8>) -> Result<Self, Unreadable> {
        let mut row = Self {
            doc: DocId::default(),
            kind: RecordKind::Customer,
            dues: Vec::new(),
            latest_ms: None,
            conflicts: Vec::new(),
            pending: 0,
            stored: stored.into_boxed_slice(),
            facts: 0..0,
            duties: 0..0,
        };
        let (mut doc, mut kind) = (None, None);
        let mut end = 0;
        for member in Members::of(&row.stored, &(0..row.stored.len()))? {
            let (name, range) = member?;
            let part = part(&row.stored, &range);
            end = range.end;
            match name {
                "d" => doc = Some(from_cbor(part)?),
                "k" => kind = Some(from_cbor(part)?),
                "f" => row.facts = range,
                "o" => {
                    row.dues = from_cbor::<Vec<Owed>>(part)?.into_iter().map(|owed| owed.owing).collect();
                    row.duties = range;
                }
                "l" => row.latest_ms = from_cbor(part)?,
                "c" => row.conflicts = from_cbor(part)?,
                "p" => row.pending = from_cbor(part)?,
                _ => {}
            }
        }
        let (Some(doc), Some(kind), false) = (doc, kind, row.facts.is_empty()) else {
            return Err(Unreadable("a row lacks what makes it one".into()));
        };
        if end != row.stored.len() {
            return Err(Unreadable("trailing bytes".into()));
        }
        Ok(Self { doc, kind, ..row })
    }

    /// Its stored form.
    #[must_use]
    pub fn stored(&self) -> &[u8] {
        &self.stored
    }

    /// The record's own short fields, and of its lists what is searched for.
    #[must_use]
    pub fn facts(&self) -> Facts {
        from_cbor(part(&self.stored, &self.facts)).unwrap_or_default()
    }

    /// What is owed, undone.
    #[must_use]
    pub fn duties(&self) -> Vec<Duty> {
        from_cbor(part(&self.stored, &self.duties)).unwrap_or_default()
    }

    /// The record as far as the row knows it.
    #[must_use]
    pub fn record<R: Record>(&self) -> R {
        R::from_facts(&self.facts())
    }

    /// One field of the record itself.
    #[must_use]
    pub fn get<T: FieldType>(&self, field: &str) -> T {
        let value = self.values(move |path| path == field).next();
        value.and_then(|(_, value)| T::from_value(&value)).unwrap_or_default()
    }

    /// The texts by which search finds the record, each with its field's name.
    pub fn searched(&self) -> impl Iterator<Item = (&str, String)> {
        let schema = self.kind.schema();
        let values = self.values(move |path| {
            let (entry, field) = split(path);
            schema.named(entry, field).is_some_and(|field| field.searched)
        });
        values.filter_map(|(path, value)| Some((split(path).1, String::from_value(&value)?)))
    }

    /// The values at the paths that are wanted; the others are stepped over.
    fn values<'a>(&'a self, wanted: impl Fn(&str) -> bool + 'a) -> impl Iterator<Item = (&'a str, Value)> {
        let members = Members::of(&self.stored, &self.facts).into_iter().flatten();
        let wanted = members.map_while(Result::ok).filter(move |(path, _)| wanted(path));
        wanted.filter_map(|(path, range)| Some((path, from_cbor(part(&self.stored, &range)).ok()?)))
    }
}

/// A path's list, if any, and its field.
fn split(path: &str) -> (Option<&str>, &str) {
    match path.split_once('/') {
        Some((entry, field)) => (entry.split_once(':').map(|(kind, _)| kind), field),
        None => (None, path),
    }
}

fn part<'a>(bytes: &'a [u8], range: &Range<usize>) -> &'a [u8] {
    bytes.get(range.clone()).unwrap_or_default()
}

/// The names of a CBOR map, and where in the bytes the value of each lies; values are stepped over.
struct Members<'a> {
    from: Decoder<'a>,
    /// Where the bytes begin in what the places are counted in.
    start: usize,
    left: u64,
}

impl<'a> Members<'a> {
    fn of(bytes: &'a [u8], range: &Range<usize>) -> Result<Self, Unreadable> {
        let mut from = Decoder::new(part(bytes, range));
        // Maps are written with their length: see the test of the stored form.
        let left =
            from.map().map_err(unreadable)?.ok_or_else(|| Unreadable("a map without length".into()))?;
        Ok(Self { from, start: range.start, left })
    }

    fn member(&mut self) -> Result<(&'a str, Range<usize>), Unreadable> {
        let name = self.from.str().map_err(unreadable)?;
        let start = self.from.position();
        self.from.skip().map_err(unreadable)?;
        Ok((name, self.start + start..self.start + self.from.position()))
    }
}

impl<'a> Iterator for Members<'a> {
    type Item = Result<(&'a str, Range<usize>), Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.left == 0 {
            return None;
        }
        self.left -= 1;
        let member = self.member();
        if member.is_err() {
            self.left = 0;
        }
        Some(member)
    }
}

fn unreadable(fault: minicbor::decode::Error) -> Unreadable {
    Unreadable(fault.to_string())
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

#[cfg(test)]
mod tests;
