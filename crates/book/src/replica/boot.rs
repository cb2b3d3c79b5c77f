//! Starting, and starting again after storage failed: everything but documents is read into memory.

use fieldbook_process::{Company, DocId, EntryId};

use super::request::SyncState;
use super::rows::ROWS_KEY;
use super::{Doing, Effect, Event, IDENTITY_KEY, Mode, Replica, Turn};
use crate::hub::take_part;
use crate::store::{Pairs, Table, from_cbor};

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
        for (table, pairs) in tables {
            for (key, value) in pairs {
                self.load(table, &key, &value);
            }
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
        self.booted = true;
        turn.effects.push(Effect::Rows(self.rows.keys().copied().collect()));
        turn.effects.push(Effect::Company);
        self.ask_after_start(turn);
    }

    /// Takes one stored value in. What cannot be read is left where it is: an older app may be at work.
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
            Table::Company => {
                let mut company = Company::clone(&self.company);
                if take_part(&mut company, &String::from_utf8_lossy(key), value).is_ok() {
                    self.company = company;
                }
            }
            Table::Rows => {
                if let (Some(id), Ok(row)) = (id, from_cbor(value)) {
                    self.rows.insert(DocId(id), row);
                }
            }
            Table::Held => {
                if let (Some(id), Ok(held)) = (id, from_cbor(value)) {
                    self.held.insert(DocId(id), held);
                }
            }
            Table::Outbox => {
                if let Ok(pending) = from_cbor::<super::Pending>(value) {
                    self.outbox.insert(pending);
                }
            }
            Table::Aside => self.load_aside(key, value),
            Table::Cards => {
                if let (Some(id), Ok(card)) = (id, from_cbor(value)) {
                    self.cards.insert(DocId(id), card);
                }
            }
            _ => {}
        }
    }

    fn load_aside(&mut self, key: &[u8], value: &[u8]) {
        match key {
            [b'k', id @ ..] => {
                if let (Ok(id), Ok(kept)) = (id.try_into(), from_cbor(value)) {
                    self.kept.insert(EntryId(id), kept);
                }
            }
            [b't', id @ ..] => {
                if let (Ok(id), Ok(kept)) = (id.try_into(), from_cbor(value)) {
                    self.taken_over.insert(EntryId(id), kept);
                }
            }
            [b'a', id @ ..] => {
                if let (Ok(id), Ok(aside)) = (id.try_into(), from_cbor(value)) {
                    self.aside.insert(EntryId(id), aside);
                }
            }
            _ => {}
        }
    }
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
