//! What names an attachment follows from the records on this phone, accepted and pending, and from what is set aside: it
//! is told anew whenever they change, and nothing here needs to remember it. So neither a power cut between photo and record
//! nor another tab can part the two, and what was undone is of no record again by itself.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use fieldbook_process::DocId;
use fieldbook_process::attachment::LIST;

use super::{Courier, Effect, Kept, LOOSE_MS};
use crate::hash::Hash;
use crate::replica::Part;
use fieldbook_process::Value;

/// What names attachments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// Records that do, with what of them is pending.
    pub records: BTreeMap<Hash, BTreeSet<DocId>>,
    /// Acts that are set aside, by the records they were for: a colleague may take them over yet.
    pub aside: BTreeMap<Hash, BTreeSet<DocId>>,
    /// Forms that are not saved.
    pub drafts: BTreeSet<Hash>,
}

impl Named {
    /// What acts name that are in no row.
    pub fn of_acts<'a>(parts: impl IntoIterator<Item = &'a Part>) -> BTreeMap<Hash, BTreeSet<DocId>> {
        let mut named = BTreeMap::<Hash, BTreeSet<DocId>>::new();
        for part in parts {
            let hashes = part.values.iter().filter_map(|(path, value)| match value {
                Some(Value::Text(text)) if path.field == "hash" => {
                    let (list, _) = path.entry.as_ref()?;
                    (list == LIST).then(|| text.parse().ok())?
                }
                _ => None,
            });
            for hash in hashes {
                named.entry(hash).or_default().insert(part.doc);
            }
        }
        named
    }

    /// Whether bytes that are not sent are somebody's work, in a record or in a form.
    #[must_use]
    pub fn needs(&self, kept: &Kept) -> bool {
        kept.waits()
            && (kept.is_promised() || self.is_in_acts(&kept.hash) || self.drafts.contains(&kept.hash))
    }

    fn is_in_acts(&self, hash: &Hash) -> bool {
        self.records.contains_key(hash) || self.aside.contains_key(hash)
    }
}

impl Kept {
    /// One whose bytes came from the server, which has it.
    #[must_use]
    pub fn from_server(hash: Hash, (size, mime): (u64, String), doc: DocId, used_ms: i64) -> Self {
        Self { hash, size, mime, doc: Some(doc), is_sent: true, used_ms, is_lost: false, is_undone: false }
    }

    /// Whether its bytes are here and nowhere else.
    #[must_use]
    pub const fn waits(&self) -> bool {
        !self.is_sent && !self.is_lost
    }

    /// Whether a record named it that may have left this phone since.
    #[must_use]
    pub const fn is_promised(&self) -> bool {
        self.doc.is_some() && !self.is_undone
    }
}

impl Courier {
    /// What the browser lost before it was sent, with the record that names it.
    pub fn lost(&self) -> impl Iterator<Item = (Hash, Option<DocId>)> {
        let lost = self.kept.values().filter(|kept| kept.is_lost && !kept.is_sent);
        lost.map(|kept| (kept.hash, self.docs(kept).into_iter().next()))
    }

    /// Bytes that are here and nowhere else.
    pub fn waiting(&self) -> impl Iterator<Item = Hash> {
        self.kept.values().filter(|kept| kept.waits()).map(|kept| kept.hash)
    }

    /// Whether that is somebody's work, as far as is known here; before the book is read it may be.
    #[must_use]
    pub fn needs(&self, kept: &Kept) -> bool {
        self.named.as_ref().map_or_else(|| kept.waits(), |named| named.needs(kept))
    }

    /// Whether a record names it.
    pub(super) fn is_named(&self, kept: &Kept) -> bool {
        match &self.named {
            Some(named) => named.records.contains_key(&kept.hash),
            None => kept.is_promised(),
        }
    }

    pub(super) fn is_loose(&self, kept: &Kept) -> bool {
        !kept.is_promised() && self.named.as_ref().is_none_or(|named| !named.is_in_acts(&kept.hash))
    }

    /// By which records the server can be asked about it: each may be the one that it knows.
    pub(super) fn docs(&self, kept: &Kept) -> BTreeSet<DocId> {
        let named = self.named.iter().flat_map(|named| [&named.records, &named.aside]);
        let named = named.filter_map(|named| named.get(&kept.hash)).flatten();
        named.copied().chain(kept.doc).collect()
    }

    /// Notes by which record it can be sent once no record is left on this phone.
    pub(super) fn follow_names(&mut self, now_ms: i64, effects: &mut Vec<Effect>) {
        let Some(named) = &self.named else { return };
        for kept in self.kept.values_mut().filter(|kept| !kept.is_sent) {
            let Some(docs) = named.records.get(&kept.hash) else { continue };
            if kept.is_undone || kept.doc.is_none_or(|doc| !docs.contains(&doc)) {
                (kept.doc, kept.is_undone) = (docs.first().copied(), false);
                // Tried at once: what waited was another record.
                self.later.retain(|(hash, _), at_ms| *hash != kept.hash || *at_ms <= now_ms);
                effects.push(Effect::Write(kept.clone()));
            }
        }
    }

    /// The server knows no record that names it. If this phone knows of none either, an act was undone or given up: it
    /// is loose again, and its time begins.
    pub(super) fn is_undone(&mut self, now_ms: i64, hash: Hash, effects: &mut Vec<Effect>) {
        if self.named.as_ref().is_none_or(|named| named.is_in_acts(&hash)) {
            return;
        }
        if let Some(kept) = self.kept.get_mut(&hash).filter(|kept| !kept.is_undone) {
            (kept.is_undone, kept.used_ms) = (true, now_ms);
            effects.extend([Effect::Write(kept.clone()), Effect::Told]);
        }
    }

    /// What lies too long without a record was a form given up.
    pub(super) fn give_up_loose(&mut self, now_ms: i64, effects: &mut Vec<Effect>) {
        let is_old = |kept: &Kept| kept.used_ms.saturating_add(LOOSE_MS) < now_ms;
        let drafts = self.named.iter().flat_map(|named| &named.drafts).collect::<BTreeSet<_>>();
        let given_up = self.kept.values().filter(|kept| self.is_loose(kept) && is_old(kept));
        let given_up: Vec<Hash> =
            given_up.map(|kept| kept.hash).filter(|hash| !drafts.contains(hash)).collect();
        given_up.into_iter().for_each(|hash| self.drop(hash, effects));
    }
}
