//! How a field is described – once: name, kind with its limits, clause, approval scope, act. Form, import,
//! export, history, conflicts and the check of what came over the network all read this description.

#[cfg(test)]
mod tests;

use crate::facts::{Facts, Path};
use crate::{ActName, Clause, EntryId, Value, value};

/// What a field holds, with its limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line, at most this many characters.
    Line(usize),
    /// Several lines, at most this many characters in all.
    Lines(usize),
    /// One of these codes.
    Choice(&'static [&'static str]),
    /// A whole number between two limits, both allowed.
    Number(i64, i64),
    /// A calendar year, 1900 to 2200.
    Year,
    /// An amount with its currency, not negative.
    Money,
    /// A date.
    Day,
    /// A moment, ms UTC.
    Instant,
    /// Yes or no.
    Flag,
    /// A person of the company.
    Person,
    /// A document.
    Document,
    /// An entry of the same record.
    Entry,
}

/// Which approval a field is covered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Money, quantities, parties, terms, days: a change voids a commercial approval.
    Commercial,
    /// A fact about the work that no approval covers. Free text is never this.
    Plain,
    /// Words: covered by whatever approval shows them.
    Words,
}

/// One field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name in documents, texts, CSV headings: the same word everywhere.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// The clause that asks for it.
    pub clause: Clause,
    /// Which approval covers it.
    pub scope: Scope,
    /// The act that a change of it amounts to.
    pub act: ActName,
    /// Whether the record or entry cannot be made without it.
    pub required: bool,
    /// Whether search finds the record by it.
    pub searched: bool,
    /// Whether a machine writes it, not a hand: a number or day brought along by an import.
    pub stamped: bool,
    /// Whether lists show it below the record's name.
    pub listed: bool,
}

/// The words that may end a line of a record's table.
impl Field {
    /// The record or entry cannot be made without it.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// Search finds the record by it.
    #[must_use]
    pub const fn searched(self) -> Self {
        Self { searched: true, ..self }
    }

    /// A machine writes it, not a hand.
    #[must_use]
    pub const fn stamped(self) -> Self {
        Self { stamped: true, ..self }
    }

    /// Lists show it below the record's name.
    #[must_use]
    pub const fn listed(self) -> Self {
        Self { listed: true, ..self }
    }

    /// Whether people fill it in by hand: machines stamp moments, pages choose documents and people.
    #[must_use]
    pub fn is_by_hand(&self) -> bool {
        let chosen = matches!(self.kind, Kind::Instant | Kind::Document | Kind::Entry | Kind::Person);
        !chosen && !self.stamped
    }
}

/// A list of a record, such as its follow-ups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryKind {
    /// The part of the key before the colon.
    pub name: &'static str,
    /// The fields of one entry.
    pub fields: &'static [Field],
    /// The act that making one amounts to.
    pub made_by: ActName,
    /// Fields of the record that making one sets in the same act, whatever act they belong to by themselves.
    pub along: &'static [&'static str],
    /// Lists of the record that get entries in the same act, whatever act these are made by.
    pub carries: &'static [&'static str],
}

/// A kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schema {
    /// The kind's name, such as `deal`.
    pub name: &'static str,
    /// Its own fields.
    pub fields: &'static [Field],
    /// Its lists.
    pub entries: &'static [EntryKind],
    /// The act that making one amounts to.
    pub made_by: ActName,
}

impl Schema {
    /// The field at a path; `None` where this version of the app knows none.
    #[must_use]
    pub fn field(&self, path: &Path) -> Option<&'static Field> {
        self.named(path.entry.as_ref().map(|(kind, _)| kind.as_str()), &path.field)
    }

    /// The field of that name, of the record itself or of one of its lists.
    #[must_use]
    pub fn named(&self, list: Option<&str>, name: &str) -> Option<&'static Field> {
        let fields = match list {
            None => self.fields,
            Some(list) => self.entry(list)?.fields,
        };
        fields.iter().find(|field| field.name == name)
    }

    /// The list of that name.
    #[must_use]
    pub fn entry(&self, name: &str) -> Option<&'static EntryKind> {
        self.entries.iter().find(|entry| entry.name == name)
    }
}

/// What is wrong with the form of a value.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum FormFault {
    /// This version knows no such field: a newer app made it.
    Unknown(Path),
    /// The value is of another kind than the field.
    WrongKind(Path),
    /// Longer than the limit.
    TooLong {
        /// Where.
        path: Path,
        /// Characters allowed.
        limit: usize,
    },
    /// A number outside its limits, an unknown choice, a control character in a line.
    OutOfRange(Path),
    /// A field that must be there is not.
    Missing(Path),
}

impl FormFault {
    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Unknown(path) | Self::WrongKind(path) | Self::OutOfRange(path) | Self::Missing(path) => {
                path
            }
            Self::TooLong { path, .. } => path,
        }
    }
}

impl Kind {
    /// Whether a value fits.
    ///
    /// # Errors
    /// A [`FormFault`] that names the path.
    pub fn check(self, path: &Path, value: &Value) -> Result<(), FormFault> {
        let in_range = match (self, value) {
            (Self::Line(limit) | Self::Lines(limit), Value::Text(text)) => {
                if text.chars().count() > limit {
                    return Err(FormFault::TooLong { path: path.clone(), limit });
                }
                let lines = matches!(self, Self::Lines(_));
                !text.is_empty() && !text.chars().any(|c| c.is_control() && !(lines && c == '\n'))
            }
            (Self::Choice(codes), Value::Text(text)) => codes.contains(&text.as_str()),
            (Self::Money, Value::Text(text)) => {
                value::Money::parse(text).is_some_and(|money| money.minor >= 0)
            }
            (Self::Number(least, most), Value::Int(n)) => (least..=most).contains(n),
            (Self::Year, Value::Int(n)) => (1900..=2200).contains(n),
            // From 1900 to 2200: a day typed in the wrong century is a slip.
            (Self::Day, Value::Int(n)) => (-25_567..=84_006).contains(n),
            (Self::Instant, Value::Instant(ms)) => (0..=7_258_118_400_000).contains(ms),
            (Self::Flag, Value::Flag(_)) | (Self::Person | Self::Document | Self::Entry, Value::Id(_)) => {
                true
            }
            _ => return Err(FormFault::WrongKind(path.clone())),
        };
        if in_range { Ok(()) } else { Err(FormFault::OutOfRange(path.clone())) }
    }
}

/// Every fault of form among the paths touched, and required fields missing from what this change makes.
#[must_use]
pub fn form_faults(
    schema: &Schema,
    before: Option<&Facts>,
    after: &Facts,
    touched: &[Path],
) -> Vec<FormFault> {
    let mut faults = Vec::new();
    let mut made: Vec<(&str, EntryId)> = Vec::new();
    for path in touched {
        let Some(field) = schema.field(path) else {
            faults.push(FormFault::Unknown(path.clone()));
            continue;
        };
        if let Some(value) = after.get(path) {
            faults.extend(field.kind.check(path, value).err());
        } else if field.required {
            faults.push(FormFault::Missing(path.clone()));
        }
        if let Some((kind, id)) = &path.entry
            && !made.contains(&(kind, *id))
            && before.is_none_or(|facts| !has_entry(facts, kind, *id))
        {
            made.push((kind, *id));
        }
    }
    let required = |fields: &'static [Field]| fields.iter().filter(|field| field.required);
    if before.is_none() {
        let paths = required(schema.fields).map(|field| Path::field(field.name));
        faults.extend(paths.filter(|path| !after.contains_key(path)).map(FormFault::Missing));
    }
    for (kind, id) in made {
        let Some(entry) = schema.entry(kind) else { continue };
        let paths = required(entry.fields).map(|field| Path::entry(kind, id, field.name));
        faults.extend(paths.filter(|path| !after.contains_key(path)).map(FormFault::Missing));
    }
    faults.dedup();
    faults
}

/// Whether any field of that entry is set.
#[must_use]
pub fn has_entry(facts: &Facts, kind: &str, id: EntryId) -> bool {
    facts
        .range(Path::entry(kind, id, "")..)
        .next()
        .is_some_and(|(path, _)| path.entry.as_ref().is_some_and(|(k, i)| k == kind && *i == id))
}
