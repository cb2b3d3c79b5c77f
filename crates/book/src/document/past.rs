//! What was: the edits that one change made, and the record as it stood at a moment. Both are told by the changes
//! themselves, at their own dependencies; nothing is stored for it.

use std::collections::BTreeSet;

use fieldbook_process::Facts;
use fieldbook_process::facts::{Edit, difference};

use super::{Document, Heads, View, deps_of};
use crate::hash::Hash;
use crate::message::Message;

impl Document {
    /// What one change set, against what stood at its dependencies; `None` where the document lacks it.
    #[must_use]
    pub fn edits_of(&self, hash: Hash) -> Option<Vec<Edit>> {
        let change = self.change(hash)?;
        let deps = deps_of(&change);
        let before = if deps.is_empty() { Facts::new() } else { self.at(&deps).ok()?.view().facts };
        let after = self.at(&[hash]).ok()?.view().facts;
        Some(difference(&before, &after))
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
