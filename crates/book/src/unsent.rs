//! Acts that are not in the book, as a file that a person keeps or takes to another phone, and back: they are run
//! again as acts, through the law. The file is JSON, and whoever has it may have changed it.

use fieldbook_process::{DocId, EntryId, Facts, PersonId, Value, schema};
use serde::{Deserialize, Serialize};

use crate::replica::{Aside, Draft, NOW, Part, Pending};

#[cfg(test)]
mod tests;

const FORMAT: &str = "fieldbook-unsent";
const VERSION: u32 = 1;
/// The field of an entry that says when it took place, whenever it is written down.
const HAPPENED: &str = "happened";

/// The file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsent {
    format: String,
    version: u32,
    /// Whose acts they are.
    pub person: PersonId,
    /// When the file was made, ms UTC.
    pub made_ms: i64,
    /// The acts, oldest first, then those set aside.
    pub acts: Vec<Act>,
}

/// One act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// What is to be done.
    pub parts: Vec<Part>,
    /// When it was entered, ms UTC.
    pub entered_ms: i64,
    /// Kept work that it takes over.
    #[serde(default)]
    pub takes_over: Option<EntryId>,
}

impl Unsent {
    /// A file of these acts.
    #[must_use]
    pub fn of(person: PersonId, made_ms: i64, acts: Vec<Act>) -> Self {
        Self { format: FORMAT.to_owned(), version: VERSION, person, made_ms, acts }
    }

    /// As text; `None` only where a value cannot be written at all, which tests would show.
    #[must_use]
    pub fn write(&self) -> Option<String> {
        serde_json::to_string_pretty(self).ok()
    }

    /// From text; `None` for a file that is not ours.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let file: Self = serde_json::from_str(text).ok()?;
        (file.format == FORMAT && file.version == VERSION).then_some(file)
    }
}

impl From<&Pending> for Act {
    fn from(pending: &Pending) -> Self {
        let Pending { parts, entered_ms, takes_over, .. } = pending;
        Self { parts: parts.clone(), entered_ms: *entered_ms, takes_over: *takes_over }
    }
}

impl From<&Aside> for Act {
    fn from(aside: &Aside) -> Self {
        Self { parts: aside.parts.clone(), entered_ms: aside.entered_ms, takes_over: None }
    }
}

impl Act {
    /// The act to be run again.
    #[must_use]
    pub fn draft(self) -> Draft {
        let parts = self.parts.into_iter().map(|part| as_of(part, self.entered_ms)).collect();
        Draft { parts, takes_over: self.takes_over, undo_ms: 0, seen: true }
    }

    /// The record that it makes; `None` where it changes one.
    #[must_use]
    pub fn makes(&self) -> Option<DocId> {
        self.parts.first().filter(|part| part.kind.schema().made_by == part.act).map(|part| part.doc)
    }

    /// Whether a record holds already what its first part writes there: its entry, with all of its values.
    #[must_use]
    pub fn stands_in(&self, facts: &Facts) -> bool {
        let Some(part) = self.parts.first() else { return true };
        let entry = part.values.iter().find_map(|(path, _)| path.entry.as_ref());
        entry.is_some_and(|(kind, id)| schema::has_entry(facts, kind, *id))
            && part.values.iter().all(|(path, value)| {
                value.as_ref().is_none_or(|value| facts.get(path) == Some(value) || *value == NOW)
            })
    }
}

/// The part as it is run again: what was stamped as happening when it was entered happened then, not now. Every other
/// stamp is the act's own time, which the law wants to be that of writing.
fn as_of(mut part: Part, entered_ms: i64) -> Part {
    part.opened = None;
    let happened = part.values.iter_mut().filter(|(path, _)| path.field == HAPPENED);
    happened.filter(|(_, value)| value.as_ref() == Some(&NOW)).for_each(|(_, value)| {
        *value = Some(Value::Instant(entered_ms));
    });
    part
}
