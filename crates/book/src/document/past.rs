//! What was: the edits that one change made, and the record as it stood at a moment. Both are told by the changes
//! themselves, at their own dependencies; nothing is stored for it.

use std::collections::BTreeSet;

use fieldbook_process::facts::{Edit, difference};
use fieldbook_process::{Path, Value};

use super::{Document, Heads, View, deps_of};
use crate::hash::Hash;
use crate::message::Message;

/// What one change did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Done {
    /// The fields it set, against what stood there.
    pub edits: Vec<Edit>,
    /// The fields with several values that it decided, each with those values; also where the one that showed before
    /// was chosen, which is no edit.
    pub decided: Vec<Decided>,
}

/// A field with several values that a change decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// The field.
    pub path: Path,
    /// What stood there beside each other.
    pub values: Vec<Value>,
    /// What stands there since.
    pub chosen: Option<Value>,
}

impl Document {
    /// What one change did to what stood at its dependencies; `None` where the document lacks it.
    #[must_use]
    pub fn done_by(&self, hash: Hash) -> Option<Done> {
        let change = self.change(hash)?;
        let deps = deps_of(&change);
        let before = if deps.is_empty() { View::default() } else { self.at(&deps).ok()?.view() };
        let after = self.at(&[hash]).ok()?.view();
        let decided = before.conflicts.into_iter().filter(|(path, _)| !after.conflicts.contains_key(path));
        let decided = decided.map(|(path, values)| {
            let chosen = after.facts.get(&path).cloned();
            Decided { path, values, chosen }
        });
        let decided: Vec<Decided> = decided.collect();
        let mut edits = difference(&before.facts, &after.facts);
        edits.retain(|edit| !decided.iter().any(|it| it.path == edit.path));
        Some(Done { edits, decided })
    }

    /// The record as it stood at a moment (ms UTC): all that was entered until then and stands on nothing later.
    /// `None` before its first change.
    #[must_use]
    pub fn as_of(&self, until_ms: i64) -> Option<View> {
        let mut kept: BTreeSet<Hash> = BTreeSet::new();
        let mut heads: BTreeSet<Hash> = BTreeSet::new();
        // What a change stands on comes before it.
        for change in self.automerge().get_changes(&[]) {
            let entered_ms =
                change.message().and_then(|text| Message::read(text).ok()).map(|it| it.entered_ms);
            let deps = deps_of(&change);
            if entered_ms.is_some_and(|at_ms| at_ms > until_ms) || !deps.iter().all(|dep| kept.contains(dep))
            {
                continue;
            }
            let hash = Hash::from(change.hash());
            deps.iter().for_each(|dep| {
                heads.remove(dep);
            });
            kept.insert(hash);
            heads.insert(hash);
        }
        let heads: Heads = heads.into_iter().collect();
        if heads.is_empty() { None } else { self.at(&heads).ok().map(|then| then.view()) }
    }
}
