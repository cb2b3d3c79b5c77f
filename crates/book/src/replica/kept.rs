//! Kept work, seen from both sides: what this person can take over, and what of theirs waits for somebody.

use fieldbook_process::Value;
use fieldbook_process::facts::Edit;
use fieldbook_process::prospecting::is_mark;

use super::answer::News;
use super::loaded::{aside_key, kept_key, taken_over_key};
use super::{Aside, Part, Pending, Replica, Why};
use crate::hash::Hash;
use crate::store::{Batch, Table, to_cbor};
use crate::wire::{Kept, KeptState};

impl Replica {
    pub(super) fn take_kept(&mut self, kept: &Kept, is_news: bool, batch: &mut Batch, news: &mut News) {
        let me = self.identity.as_ref().map(|identity| identity.person);
        let open = kept.state == KeptState::Open;
        if me == Some(kept.from) {
            if let KeptState::TakenBy(by) = kept.state {
                let waited = self.done_by_another(kept, batch, news);
                if (is_news || waited.is_some()) && me != Some(by) {
                    self.tell_taken_over(kept, waited.unwrap_or_default(), batch);
                }
            } else if !self.aside.values().any(|aside| is_about(aside, kept)) && !self.is_pending(kept.hash) {
                let aside = aside_of(kept);
                batch.put(Table::Aside, aside_key(kept.id), to_cbor(&aside).unwrap_or_default());
                self.aside.insert(kept.id, aside);
            }
        } else if open {
            batch.put(Table::Aside, kept_key(kept.id), to_cbor(kept).unwrap_or_default());
            self.kept.insert(kept.id, kept.clone());
        } else {
            batch.delete(Table::Aside, kept_key(kept.id));
            self.kept.remove(&kept.id);
        }
    }

    /// The line that says so stays until its person puts it away.
    fn tell_taken_over(&mut self, kept: &Kept, name: String, batch: &mut Batch) {
        let name = if kept.name.is_empty() { name } else { kept.name.clone() };
        let told = Kept { name, edits: Vec::new(), ..kept.clone() };
        batch.put(Table::Aside, taken_over_key(kept.id), to_cbor(&told).unwrap_or_default());
        self.taken_over.insert(kept.id, told);
    }

    /// Somebody took this person's work over. Of a group only that part goes: the rest is done by nobody yet. Answers
    /// what its record is called here, where it waited on this phone.
    fn done_by_another(&mut self, kept: &Kept, batch: &mut Batch, news: &mut News) -> Option<String> {
        let mut waited = None;
        let about: Vec<_> =
            self.aside.iter().filter(|(_, aside)| is_about(aside, kept)).map(|(id, _)| *id).collect();
        for id in about {
            let Some(mut aside) = self.aside.remove(&id) else { continue };
            waited = Some(aside.names.get(&kept.doc).cloned().unwrap_or_default());
            aside.parts.retain(|part| part.doc != kept.doc && !is_mark_part(part));
            if aside.parts.is_empty() {
                batch.delete(Table::Aside, aside_key(id));
            } else {
                batch.put(Table::Aside, aside_key(id), to_cbor(&aside).unwrap_or_default());
                self.aside.insert(id, aside);
            }
        }
        // Its answer was lost: the verdict that it is kept comes after the news that it is done.
        let is_done = |(part, hash): (&Part, &Hash)| *hash == kept.hash || is_mark_part(part);
        let is_about = |pending: &&Pending| {
            pending.hashes.contains(&kept.hash) && pending.parts.iter().zip(&pending.hashes).all(is_done)
        };
        let done = self.outbox.iter().filter(is_about);
        for order in done.map(|pending| pending.order).collect::<Vec<_>>() {
            let done = self.outbox.remove(order);
            waited = done.map(|mut done| done.names.remove(&kept.doc).unwrap_or_default());
            batch.delete(Table::Outbox, order.to_be_bytes());
            news.rows.insert(kept.doc);
        }
        waited
    }

    pub(super) fn is_pending(&self, hash: Hash) -> bool {
        self.outbox.iter().any(|pending| pending.hashes.contains(&hash))
    }
}

fn is_mark_part(part: &Part) -> bool {
    is_mark(part.act, part.values.iter().map(|(path, _)| path))
}

/// Whether an act set aside is, wholly or in part, this kept work. A group has the id of its first part only, so
/// its other parts are known by what they write; document, act and time are not enough, since acts on one record
/// can share a moment.
fn is_about(aside: &Aside, kept: &Kept) -> bool {
    let written = |part: &Part, edit: &Edit| {
        let same = |value: &Option<Value>| *value == edit.new || *value == Some(super::NOW);
        part.values.iter().any(|(path, value)| *path == edit.path && same(value))
    };
    let same = |part: &Part| {
        let here = part.doc == kept.doc && part.act == kept.act && !kept.edits.is_empty();
        here && kept.edits.iter().all(|edit| written(part, edit))
    };
    let in_group = aside.parts.len() > 1 && aside.entered_ms == kept.entered_ms;
    aside.id == kept.id || (in_group && aside.parts.iter().any(same))
}

/// What another device of this person, or this one before its store was lost, had kept on the server.
fn aside_of(kept: &Kept) -> Aside {
    let values = kept.edits.iter().map(|edit| (edit.path.clone(), edit.new.clone())).collect();
    Aside {
        id: kept.id,
        parts: vec![Part { doc: kept.doc, kind: kept.kind, act: kept.act, opened: None, values }],
        old: kept.edits.iter().filter_map(|edit| Some((edit.path.clone(), edit.old.clone()?))).collect(),
        why: if kept.past_grace { Why::ForSuperior(kept.to) } else { Why::KeptFor(kept.to) },
        entered_ms: kept.entered_ms,
        names: [(kept.doc, kept.name.clone())].into_iter().filter(|(_, name)| !name.is_empty()).collect(),
    }
}
