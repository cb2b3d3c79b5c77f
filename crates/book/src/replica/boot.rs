//! Starting, and starting again after storage failed: everything but documents is read into memory.

use fieldbook_process::{Company, DocId, EntryId};

use super::request::SyncState;
use super::rows::ROWS_KEY;
use super::{Aside, Doing, Effect, Event, IDENTITY_KEY, Mode, Pending, Replica, Turn};
use crate::chunk;
use crate::hub::take_part;
use crate::row::Row;
use crate::store::{Pairs, Table, from_cbor};
use crate::wire::{Card, Kept};

/// The key of [`SyncState`] in [`Table::Meta`].
pub(super) const SYNC_KEY: &[u8] = b"sync";

impl Replica {
    pub(super) fn boot(&mut self, turn: &mut Turn<'_>, tables: Vec<(Table, Pairs)>) {
        let inbox = std::mem::take(&mut self.inbox);
        let answered_ms = self.status.answered_ms;
        let (last_ms, unstored) = (self.last_ms, self.unstored);
        *self = Self::default();
        // An answer to a request of the time before is answered by asking again.
        self.inbox = inbox
            .into_iter()
            .filter(|event| !matches!(event, Event::Answered(_) | Event::SendFailed(_)))
            .collect();
        self.doing = Doing::Nothing;
        // A full phone reads well and takes nothing in: that is not over because it could be read.
        self.status.mode = if unstored > 1 { Mode::StoreFailed } else { Mode::Idle };
        self.status.answered_ms = answered_ms;
        (self.last_ms, self.unstored) = (last_ms, unstored);
        let (parts, rest): (Vec<_>, Vec<_>) =
            tables.into_iter().partition(|(table, _)| *table == Table::Company);
        for (table, pairs) in rest {
            pairs.iter().for_each(|(key, value)| self.load(table, key, value));
        }
        for (_, pairs) in parts {
            pairs.iter().for_each(|(key, value)| self.load_part(key, value));
        }
        // No undo is longer; what is held beyond was held by a clock that was wrong then.
        let longest = turn.now_ms.saturating_add(super::LONGEST_UNDO_MS);
        self.outbox.hold_at_most(longest);
        self.status.complete = self.link.state.complete;
        if self.link.state.returning {
            self.begin_return();
        }
        self.sum_digests();
        self.rows_may_be_old();
        self.rows_may_be_missing();
        self.booted = true;
        turn.effects.push(Effect::Rows(self.rows.keys().copied().collect()));
        turn.effects.push(Effect::Company);
        self.ask_after_start(turn);
    }

    /// Takes one stored value in. What cannot be read, or stands under another's key, is left where it is: an older
    /// app may be at work, and a damaged value must not take the place of a whole one.
    fn load(&mut self, table: Table, key: &[u8], value: &[u8]) {
        let id: Option<[u8; 16]> = key.try_into().ok();
        match table {
            Table::Meta if key == IDENTITY_KEY => self.identity = from_cbor(value).ok(),
            Table::Meta if key == SYNC_KEY => {
                if let Ok(state) = from_cbor::<SyncState>(value) {
                    self.link.offset_ms = state.offset_ms;
                    self.company.version = state.company;
                    self.link.state = state;
                }
            }
            Table::Meta if key == ROWS_KEY => self.rows_by = from_cbor(value).unwrap_or_default(),
            Table::Rows => {
                let row = from_cbor::<Row>(value).ok().filter(|row| Some(row.doc.0) == id);
                self.rows.extend(row.map(|row| (row.doc, row)));
            }
            Table::Held => {
                if let (Some(id), Ok(held)) = (id, from_cbor(value)) {
                    self.held.insert(DocId(id), held);
                }
            }
            Table::Outbox => {
                let place = key.try_into().map(u64::from_be_bytes).unwrap_or_default();
                let whole = |pending: &Pending| pending.order == place && is_as_made(pending);
                match from_cbor::<Pending>(value).ok().filter(whole) {
                    Some(pending) => self.outbox.insert(pending),
                    None => self.unread_order = self.unread_order.max(place),
                }
            }
            Table::Aside if key.starts_with(b"k") => {
                let kept = from_cbor::<Kept>(value).ok().filter(|kept| key == kept_key(kept.id));
                self.kept.extend(kept.map(|kept| (kept.id, kept)));
            }
            Table::Aside if key.starts_with(b"t") => {
                let kept = from_cbor::<Kept>(value).ok().filter(|kept| key == taken_over_key(kept.id));
                self.taken_over.extend(kept.map(|kept| (kept.id, kept)));
            }
            Table::Aside => {
                let aside = from_cbor::<Aside>(value).ok().filter(|aside| key == aside_key(aside.id));
                self.aside.extend(aside.map(|aside| (aside.id, aside)));
            }
            Table::Cards => {
                let card = from_cbor::<Card>(value).ok().filter(|card| Some(card.doc.0) == id);
                self.cards.extend(card.map(|card| (card.doc, card)));
            }
            _ => {}
        }
    }

    /// A company that lacks a part is none that has a number: it is asked for again, whole.
    fn load_part(&mut self, key: &[u8], value: &[u8]) {
        let mut company = Company::clone(&self.company);
        match take_part(&mut company, &String::from_utf8_lossy(key), value) {
            Ok(()) => self.company = company,
            Err(_) => (self.company.version, self.link.state.company) = (0, 0),
        }
    }
}

/// Whether the bytes of an act are those that it was made of: Automerge is shown no damaged change.
fn is_as_made(pending: &Pending) -> bool {
    let hashes = pending.changes.iter().map(|sent| chunk::hash_of_own(&sent.bytes.0));
    hashes.eq(pending.hashes.iter().map(|hash| Some(*hash)))
}

/// The key of an own act set aside.
pub(super) fn aside_key(id: EntryId) -> Vec<u8> {
    [b"a", &id.0[..]].concat()
}

/// The key of own work that somebody took over.
pub(super) fn taken_over_key(id: EntryId) -> Vec<u8> {
    [b"t", &id.0[..]].concat()
}

/// The key of others' work kept for this person.
pub(super) fn kept_key(id: EntryId) -> Vec<u8> {
    [b"k", &id.0[..]].concat()
}
