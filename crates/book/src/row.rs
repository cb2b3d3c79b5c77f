//! A row: what lists, search and Today need of a record without opening its document. Derived from the record
//! as shown (accepted and pending together) and the company; small, and kept for every document.

mod members;

use std::ops::Range;

use fieldbook_process::attachment;
use fieldbook_process::general::HandOn;
use fieldbook_process::law::{Asks, Duty, DutyState, Finding, duties, findings};
use fieldbook_process::prospecting::Sign;
use fieldbook_process::record::{Entry, entry_of};
use fieldbook_process::schema::Kind;
use fieldbook_process::value::FieldType;
use fieldbook_process::{Company, DocId, EntryId, Facts, Money, Path, PersonId, Record, RecordKind, Value};
use serde::{Deserialize, Serialize};

use self::members::{Members, entry_in, part};
use crate::document::View;
use crate::store::{Unreadable, from_cbor, to_cbor};

/// Raised where the same record gives another row than before: phones then compute all of theirs anew.
pub const FORM: u32 = 7;

/// One record in a list. It lies in memory as it is stored: of ten thousand rows a screen shows a few, so what is
/// compared at each start is read at once, and the rest when it is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The document.
    pub doc: DocId,
    /// Its kind.
    pub kind: RecordKind,
    /// What is owed, undone; [`Row::duties`] in the same order tells each whole.
    pub dues: Vec<Due>,
    /// The money at stake.
    pub amount: Option<Money>,
    /// To whom a duty of it is offered that they have not answered.
    pub offered_to: Vec<PersonId>,
    /// When the latest entry happened, ms UTC.
    pub latest_ms: Option<i64>,
    /// When somebody was reached last, ms UTC; a try does not count.
    pub reached_ms: Option<i64>,
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
    /// Where the findings do; empty where there is none.
    findings: Range<usize>,
}

/// Who owes what kind of thing by when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(PersonId, i64, i64, Asks)", into = "(PersonId, i64, i64, Asks)")]
pub struct Due {
    /// Who.
    pub who: PersonId,
    /// By then, ms UTC.
    pub due_ms: i64,
    /// Its cause happened then, ms UTC.
    pub since_ms: i64,
    /// What answers it.
    pub asks: Asks,
}

impl From<(PersonId, i64, i64, Asks)> for Due {
    fn from((who, due_ms, since_ms, asks): (PersonId, i64, i64, Asks)) -> Self {
        Self { who, due_ms, since_ms, asks }
    }
}

impl From<Due> for (PersonId, i64, i64, Asks) {
    fn from(due: Due) -> Self {
        (due.who, due.due_ms, due.since_ms, due.asks)
    }
}

impl From<&Duty> for Due {
    fn from(duty: &Duty) -> Self {
        let owing = &duty.owing;
        Self { who: owing.who, due_ms: owing.due_ms, since_ms: owing.since_ms, asks: duty.asks }
    }
}

/// The stored form. What is read at each start comes first and short.
#[derive(Serialize)]
struct Stored {
    #[serde(rename = "d")]
    doc: DocId,
    #[serde(rename = "k")]
    kind: RecordKind,
    #[serde(rename = "w", skip_serializing_if = "Vec::is_empty")]
    dues: Vec<Due>,
    #[serde(rename = "m", skip_serializing_if = "Option::is_none")]
    amount: Option<Money>,
    #[serde(rename = "h", skip_serializing_if = "Vec::is_empty")]
    offered_to: Vec<PersonId>,
    #[serde(rename = "l", skip_serializing_if = "Option::is_none")]
    latest_ms: Option<i64>,
    #[serde(rename = "r", skip_serializing_if = "Option::is_none")]
    reached_ms: Option<i64>,
    #[serde(rename = "c", skip_serializing_if = "Vec::is_empty")]
    conflicts: Vec<Path>,
    #[serde(rename = "p", skip_serializing_if = "is_zero")]
    pending: u32,
    /// The record's own short fields, and of its lists what is searched for; long texts are not here.
    #[serde(rename = "f")]
    facts: Facts,
    #[serde(rename = "o", skip_serializing_if = "Vec::is_empty")]
    duties: Vec<Duty>,
    #[serde(rename = "i", skip_serializing_if = "Vec::is_empty")]
    findings: Vec<Finding>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(n: &u32) -> bool {
    *n == 0
}

/// The lists of which a row keeps every short field: from them follows who works on the record, what was offered to
/// whom, how often something was let go or claimed, which customer is another one, and what a partner cost.
const KEPT_WHOLE: [&str; 7] =
    ["sharer", "hand_on", "waiver", "claim", "handover", "joining", "partner_payment"];

/// What a row keeps of lists that are long: of attachments what they are fetched by before anybody looks at them, and of
/// people whether they are still there.
const KEPT_FIELDS: [(&str, &[&str]); 2] =
    [(attachment::LIST, &["hash", "size", "mime", "at", "removed"]), ("contact", &["removed"])];

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
                Some((entry, id)) => {
                    field.searched || (short && is_kept(entry, id)) || is_kept_field(path, entry)
                }
            }
        };
        let facts = view.facts.iter().filter(|(path, value)| is_short(path) || is_sign(path, value));
        let happened = happened(&view.facts);
        let mut duties = duties(kind, &view.facts, company);
        duties.retain(|duty| duty.owing.state == DutyState::Open);
        let mut findings = findings(kind, &view.facts, company);
        findings.retain(|finding| finding.answered_ms.is_none());
        let stored = Stored {
            doc,
            kind,
            dues: duties.iter().map(Due::from).collect(),
            amount: view.facts.get(&Path::field("amount")).and_then(<Option<Money>>::from_value).flatten(),
            offered_to: offered_to(&view.facts),
            latest_ms: happened.iter().map(|(at_ms, _)| *at_ms).max(),
            reached_ms: happened.iter().filter(|(_, reached)| *reached).map(|(at_ms, _)| *at_ms).max(),
            conflicts: view.conflicts.keys().cloned().collect(),
            pending,
            facts: facts.map(|(path, value)| (path.clone(), value.clone())).collect(),
            duties,
            findings,
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
            amount: None,
            offered_to: Vec::new(),
            latest_ms: None,
            reached_ms: None,
            conflicts: Vec::new(),
            pending: 0,
            stored: stored.into_boxed_slice(),
            facts: 0..0,
            duties: 0..0,
            findings: 0..0,
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
                "w" => row.dues = from_cbor(part)?,
                "m" => row.amount = from_cbor(part)?,
                "h" => row.offered_to = from_cbor(part)?,
                "l" => row.latest_ms = from_cbor(part)?,
                "r" => row.reached_ms = from_cbor(part)?,
                "c" => row.conflicts = from_cbor(part)?,
                "p" => row.pending = from_cbor(part)?,
                "f" => row.facts = range,
                "o" => row.duties = range,
                "i" => row.findings = range,
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

    /// What the record is called; empty where it does not say.
    #[must_use]
    pub fn name(&self) -> String {
        self.get(self.kind.named_by())
    }

    /// The record's own short fields, and of its lists what is kept.
    #[must_use]
    pub fn facts(&self) -> Facts {
        from_cbor(part(&self.stored, &self.facts)).unwrap_or_default()
    }

    /// What is owed, undone.
    #[must_use]
    pub fn duties(&self) -> Vec<Duty> {
        self.all(&self.duties)
    }

    /// What went against a clause and is not answered.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        self.all(&self.findings)
    }

    fn all<T: serde::de::DeserializeOwned>(&self, range: &Range<usize>) -> Vec<T> {
        if range.is_empty() { Vec::new() } else { from_cbor(part(&self.stored, range)).unwrap_or_default() }
    }

    /// The record as far as the row knows it.
    #[must_use]
    pub fn record<R: Record>(&self) -> R {
        R::from_facts(&self.facts())
    }

    /// The record as far as some of its own fields tell: enough for whoever compares thousands.
    #[must_use]
    pub fn only<R: Record>(&self, fields: &[&str]) -> R {
        let own = self.members().take_while(|(path, _)| entry_in(path).is_none());
        let wanted = own.filter(|(path, _)| fields.contains(path));
        let told = wanted.filter_map(|(path, range)| Some((Path::field(path), self.value(&range)?)));
        R::from_facts(&told.collect())
    }

    /// One field of the record itself.
    #[must_use]
    pub fn get<T: FieldType>(&self, field: &str) -> T {
        // The record's own fields come before those of its lists.
        let mut own = self.members().take_while(|(path, _)| entry_in(path).is_none());
        let found = own.find(|(path, _)| *path == field);
        found.and_then(|(_, range)| T::from_value(&self.value(&range)?)).unwrap_or_default()
    }

    /// Several fields of the record itself in one pass, each in its place.
    #[must_use]
    pub fn pick<const N: usize>(&self, fields: [&str; N]) -> [Option<Value>; N] {
        let mut found = [const { None }; N];
        for (path, range) in self.members().take_while(|(path, _)| entry_in(path).is_none()) {
            let place = fields.iter().zip(&mut found).find(|(field, _)| **field == path);
            if let Some((_, place)) = place {
                *place = self.value(&range);
            }
        }
        found
    }

    /// The texts by which search finds the record, each with its field's name.
    pub fn searched(&self) -> impl Iterator<Item = (&str, String)> {
        let schema = self.kind.schema();
        self.members().filter_map(move |(path, range)| {
            let (list, name) = match entry_in(path) {
                Some((list, _, field)) => (Some(list), field),
                None => (None, path),
            };
            let searched = schema.named(list, name).is_some_and(|field| field.searched);
            searched.then(|| String::from_value(&self.value(&range)?)).flatten().map(|text| (name, text))
        })
    }

    /// Whether the row keeps an entry of a list.
    #[must_use]
    pub fn has_entry(&self, list: &str) -> bool {
        self.members().any(|(path, _)| entry_in(path).is_some_and(|(of, ..)| of == list))
    }

    /// One of the lists that rows keep, as far as they do.
    #[must_use]
    pub fn entries<E: Entry>(&self, list: &str) -> Vec<E> {
        let mut found: Vec<E> = Vec::new();
        for (path, range) in self.members() {
            let Some((of, id, field)) = entry_in(path) else { continue };
            if of == list
                && let (Ok(id), Some(value)) = (id.parse(), self.value(&range))
                && let Some(entry) = entry_of(&mut found, id)
            {
                entry.put(field, &value);
            }
        }
        found
    }

    /// The paths of what is kept, and where the value of each lies.
    fn members(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        Members::of(&self.stored, &self.facts).into_iter().flatten().map_while(Result::ok)
    }

    fn value(&self, range: &Range<usize>) -> Option<Value> {
        from_cbor(part(&self.stored, range)).ok()
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

/// To whom duties are offered that they neither took on nor declined.
fn offered_to(facts: &Facts) -> Vec<PersonId> {
    let mut offers: Vec<HandOn> = Vec::new();
    for (path, value) in facts {
        let Some((_, id)) = path.entry.as_ref().filter(|(list, _)| list == "hand_on") else { continue };
        if let Some(offer) = entry_of(&mut offers, *id) {
            offer.put(&path.field, value);
        }
    }
    let open = offers.into_iter().filter(|it| it.accepted.is_none() && it.declined.is_none());
    open.filter_map(|it| it.to).collect()
}

fn is_kept_field(path: &Path, entry: &str) -> bool {
    KEPT_FIELDS.iter().any(|(list, fields)| *list == entry && fields.contains(&path.field.as_str()))
}

/// Whether it is a scanned code that only one person has: by it they are known again (2.2.b). Any other code's text is
/// too long to be kept of each customer.
fn is_sign(path: &Path, value: &Value) -> bool {
    let is_code = path.field == "code" && path.entry.as_ref().is_some_and(|(list, _)| list == "capture");
    is_code && matches!(value, Value::Text(text) if Sign::of_code(text).is_some())
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

/// 20 bits of the hash of a phone number's digits: enough for a hint at a duplicate, too few to guess the number back.
/// `None` where it is no [`Sign`].
#[must_use]
pub fn phone_hint(phone: &str) -> Option<u32> {
    Sign::of_phone(phone).as_ref().and_then(hint_of)
}

/// The same of a sign; `None` where it is no phone number, of which alone cards hold hints.
#[must_use]
pub fn hint_of(sign: &Sign) -> Option<u32> {
    let Sign::Phone(digits) = sign else { return None };
    let [a, b, c, ..] = crate::hash::Short::of(&[b"phone:", digits.as_bytes()].concat()).0;
    Some(u32::from_be_bytes([0, a, b, c]) >> 4)
}

#[cfg(test)]
mod tests;
