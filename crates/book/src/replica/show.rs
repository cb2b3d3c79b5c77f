//! Showing a record: accepted and pending together, its history, and who wrote what where values differ.

use std::collections::BTreeMap;
use std::sync::Arc;

use automerge::Change;
use fieldbook_process::{DocId, Path, law};

use super::{Effect, Opened, Past, Replica, Rival, Ticket, Turn};
use crate::document::{Document, View};
use crate::hash::Hash;
use crate::message::Message;

impl Replica {
    pub(super) fn show(&mut self, turn: &mut Turn<'_>, ticket: Ticket, doc: DocId) {
        let shown = self.shown(doc);
        let heads = shown.heads();
        if heads.is_empty() {
            return turn.effects.push(Effect::Opened(ticket, None));
        }
        let view = shown.view();
        let duties =
            view.record_kind().map(|kind| law::duties(kind, &view.facts, &self.company)).unwrap_or_default();
        let (history, rivals) = (self.history(doc, &shown), rivals(&shown, &view));
        let opened = Opened { doc, heads, duties, history, rivals, view, document: Arc::new(shown) };
        turn.effects.push(Effect::Opened(ticket, Some(Box::new(opened))));
    }

    fn history(&self, doc: DocId, shown: &Document) -> Vec<Past> {
        let changes = shown.automerge().get_changes(&[]);
        let receipts = self.desk.get(&doc).map(|copy| copy.receipts.as_slice()).unwrap_or_default();
        let past = changes.iter().map(|change| {
            let message = said(change);
            let hash = Hash::from(change.hash());
            Past {
                hash,
                received_ms: receipts.iter().find(|it| it.hash == hash).map(|it| it.received_ms),
                act: message.as_ref().map(|message| message.act),
                person: message.as_ref().map(|message| message.person),
                entered_ms: message.as_ref().map_or(0, |message| message.entered_ms),
                company: message.as_ref().map_or(0, |message| message.company),
                accepted: self.accepted_has(doc, hash),
                joins: change.deps().len() > 1,
            }
        });
        past.collect()
    }
}

fn rivals(shown: &Document, view: &View) -> BTreeMap<Path, Vec<Rival>> {
    let of_path = |path: &Path| {
        let written = shown.writers(path).into_iter().map(|(value, hash)| {
            let message = message_of(shown, hash);
            let entered_ms = message.as_ref().map_or(0, |message| message.entered_ms);
            Rival { value, person: message.map(|message| message.person), entered_ms }
        });
        let mut rivals: Vec<Rival> = written.collect();
        // Where two wrote the same value it stands once, with the latest of them.
        rivals.sort_by_key(|rival| std::cmp::Reverse(rival.entered_ms));
        let mut seen = Vec::new();
        rivals.retain(|rival| {
            !seen.contains(&rival.value) && {
                seen.push(rival.value.clone());
                true
            }
        });
        rivals.reverse();
        rivals
    };
    view.conflicts.keys().map(|path| (path.clone(), of_path(path))).collect()
}

/// What a change of this document says of itself.
pub(super) fn message_of(document: &Document, hash: Hash) -> Option<Message> {
    document.change(hash).as_ref().and_then(said)
}

fn said(change: &Change) -> Option<Message> {
    Message::read(change.message()?).ok()
}
