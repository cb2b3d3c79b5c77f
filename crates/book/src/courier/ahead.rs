//! Fetching ahead: what colleagues, or this person's other phone, hung on their own customers is here before it is looked
//! at without a network. Newest first, one at a time, in what is left of the room, when nothing waits to be sent and
//! the network costs nothing.

#[cfg(test)]
mod tests;

use super::{Answer, Courier, Effect, ROOM};
use crate::hash::Hash;
use fieldbook_process::DocId;

/// What is fetched ahead fills no more than this; the rest of the room is for what is looked at.
pub const AHEAD: u64 = ROOM / 2;

/// An attachment that a record of one's own names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// SHA-256 of its bytes.
    pub hash: Hash,
    /// The record.
    pub doc: DocId,
    /// How many bytes.
    pub size: u64,
    /// What kind of file, as the web names them.
    pub mime: String,
    /// When it was hung on the record, ms.
    pub at_ms: i64,
}

/// What is known for it.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    /// The newest first.
    wanted: Vec<Wanted>,
    /// The network costs nothing.
    is_free: bool,
    /// The phone was short of space: nothing more is fetched ahead until the next start.
    is_short: bool,
    /// Under way.
    now: Option<(Hash, DocId)>,
}

impl Courier {
    pub(super) fn wants(&mut self, mut wanted: Vec<Wanted>) {
        wanted.sort_by_key(|it| (std::cmp::Reverse(it.at_ms), it.hash));
        self.ahead.wanted = wanted;
    }

    pub(super) const fn is_free(&mut self, is_free: bool) {
        self.ahead.is_free = is_free;
    }

    pub(super) const fn is_short(&mut self) {
        self.ahead.is_short = true;
    }

    pub(super) fn fetched(&mut self, now_ms: i64, hash: Hash, answer: Answer) {
        if let Some(now) = self.ahead.now.take_if(|(now, _)| *now == hash) {
            self.heard(now_ms, now, answer);
        }
    }

    /// Asks for the newest that is not here, where nothing is under way and nothing waits to be sent.
    pub(super) fn fetch_ahead(&mut self, now_ms: i64, effects: &mut Vec<Effect>) {
        let Ahead { is_free, is_short, now, .. } = &self.ahead;
        let is_still = self.now.is_none() && now.is_none() && self.unsent.is_empty();
        let may = *is_free && !is_short && !self.is_signed_out && now_ms >= self.rest_until_ms;
        if !may || !is_still || self.unsent().next().is_some() {
            return;
        }
        let held: u64 = self.kept.values().filter(|kept| kept.is_sent).map(|kept| kept.size).sum();
        let room = AHEAD.saturating_sub(held);
        let is_next = |it: &&Wanted| {
            let is_here = self.kept.get(&it.hash).is_some_and(|kept| !kept.is_lost);
            it.size <= room && !is_here && self.is_due(it.hash, it.doc, now_ms)
        };
        if let Some(wanted) = self.ahead.wanted.iter().find(is_next).cloned() {
            self.ahead.now = Some((wanted.hash, wanted.doc));
            effects.push(Effect::Fetch(wanted));
        }
    }
}
