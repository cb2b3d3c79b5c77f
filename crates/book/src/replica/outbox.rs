//! The acts saved here and not answered yet, in the order of saves, and what each save asks of them without walking
//! them all: which are for a document, which is the oldest, which can be undone the shortest. All of it is derived
//! from the acts; only they are stored.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use fieldbook_process::DocId;

use super::Pending;
use crate::document::deps_of;
use crate::hash::Hash;
use crate::message::Message;

/// An act, with what its changes say of themselves.
#[derive(Debug)]
struct Entry {
    pending: Pending,
    /// Read from the bytes when it is asked for first, since a start is not to read every act.
    said: OnceLock<Said>,
}

/// What an act's changes stand on.
#[derive(Debug, Default)]
struct Said {
    /// Dependencies, and changes of other documents relied on.
    on: Vec<Hash>,
    /// Other documents relied on.
    docs: Vec<DocId>,
}

impl Said {
    fn of(pending: &Pending) -> Self {
        let mut said = Self::default();
        for sent in &pending.changes {
            let Ok(change) = automerge::Change::from_bytes(sent.bytes.0.clone()) else { continue };
            said.on.extend(deps_of(&change));
            let message = change.message().and_then(|text| Message::read(text).ok());
            for (doc, hash) in message.map(|message| message.relies_on).unwrap_or_default() {
                said.on.push(hash);
                said.docs.push(doc);
            }
        }
        said
    }
}

/// Other documents that an act relies on.
pub(super) fn relied_on(pending: &Pending) -> Vec<DocId> {
    Said::of(pending).docs
}

/// What is not answered yet.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    entries: BTreeMap<u64, Entry>,
    by_doc: BTreeMap<DocId, BTreeSet<u64>>,
    /// When each was entered, ms UTC, with its order.
    entered: BTreeSet<(i64, u64)>,
    /// Until when each can be undone, ms by the phone's own clock, with its order.
    held: BTreeSet<(i64, u64)>,
}

impl Outbox {
    /// Puts an act in its place; what was there goes.
    pub(super) fn insert(&mut self, pending: Pending) {
        let order = pending.order;
        self.remove(order);
        for part in &pending.parts {
            self.by_doc.entry(part.doc).or_default().insert(order);
        }
        self.entered.insert((pending.entered_ms, order));
        self.held.insert((pending.hold_until_ms, order));
        self.entries.insert(order, Entry { pending, said: OnceLock::new() });
    }

    pub(super) fn remove(&mut self, order: u64) -> Option<Pending> {
        let Entry { pending, .. } = self.entries.remove(&order)?;
        for part in &pending.parts {
            if let Some(orders) = self.by_doc.get_mut(&part.doc) {
                orders.remove(&order);
                if orders.is_empty() {
                    self.by_doc.remove(&part.doc);
                }
            }
        }
        self.entered.remove(&(pending.entered_ms, order));
        self.held.remove(&(pending.hold_until_ms, order));
        Some(pending)
    }

    pub(super) fn get(&self, order: u64) -> Option<&Pending> {
        self.entries.get(&order).map(|entry| &entry.pending)
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The acts, oldest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Pending> {
        self.entries.values().map(|entry| &entry.pending)
    }

    /// The place of the last one.
    pub(super) fn last(&self) -> Option<u64> {
        self.entries.keys().next_back().copied()
    }

    /// The acts with a part for a document, oldest first.
    pub(super) fn of(&self, doc: DocId) -> impl DoubleEndedIterator<Item = &Pending> {
        let orders = self.by_doc.get(&doc).into_iter().flatten();
        orders.filter_map(|order| self.get(*order))
    }

    /// How many acts have a part for a document.
    pub(super) fn count_of(&self, doc: DocId) -> usize {
        self.by_doc.get(&doc).map_or(0, BTreeSet::len)
    }

    /// The documents that the acts are for.
    pub(super) fn named(&self) -> impl Iterator<Item = DocId> {
        self.by_doc.keys().copied()
    }

    /// How many documents the acts are for.
    pub(super) fn docs(&self) -> usize {
        self.by_doc.len()
    }

    /// The documents of these acts.
    pub(super) fn docs_of<'a>(&self, orders: impl IntoIterator<Item = &'a u64>) -> BTreeSet<DocId> {
        let acts = orders.into_iter().filter_map(|order| self.get(*order));
        acts.flat_map(|pending| pending.parts.iter().map(|part| part.doc)).collect()
    }

    /// When the first of them was entered, ms UTC.
    pub(super) fn oldest_ms(&self) -> Option<i64> {
        self.entered.first().map(|(entered_ms, _)| *entered_ms)
    }

    /// When the next of those that are held can go, ms by the phone's own clock.
    pub(super) fn next_free_ms(&self, now_ms: i64) -> Option<i64> {
        self.held.range((now_ms.saturating_add(1), 0)..).next().map(|(until_ms, _)| *until_ms)
    }

    /// Holds none back longer than until then, ms by the phone's own clock.
    pub(super) fn hold_at_most(&mut self, until_ms: i64) {
        let longer: Vec<(i64, u64)> = self.held.range((until_ms.saturating_add(1), 0)..).copied().collect();
        for (held_ms, order) in longer {
            self.held.remove(&(held_ms, order));
            self.held.insert((until_ms, order));
            if let Some(entry) = self.entries.get_mut(&order) {
                entry.pending.hold_until_ms = until_ms;
            }
        }
    }

    /// Whether an act stands on one of these changes: as a dependency, or relying on it.
    pub(super) fn stands_on(&self, order: u64, hashes: &BTreeSet<Hash>) -> bool {
        let entry = self.entries.get(&order).filter(|_| !hashes.is_empty());
        entry.is_some_and(|entry| {
            entry.said.get_or_init(|| Said::of(&entry.pending)).on.iter().any(|hash| hashes.contains(hash))
        })
    }

    /// These acts with everything that stands on them.
    pub(super) fn with_standing_on(&self, orders: impl IntoIterator<Item = u64>) -> BTreeSet<u64> {
        let mut all: BTreeSet<u64> = orders.into_iter().filter(|order| self.get(*order).is_some()).collect();
        let mut gone: BTreeSet<Hash> = BTreeSet::new();
        let first = all.first().copied().unwrap_or(u64::MAX);
        for (order, entry) in self.entries.range(first..) {
            if all.contains(order) || self.stands_on(*order, &gone) {
                gone.extend(entry.pending.hashes.iter().copied());
                all.insert(*order);
            }
        }
        all
    }
}

#[cfg(test)]
mod tests;
