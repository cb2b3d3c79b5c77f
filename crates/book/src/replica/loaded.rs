//! What is read at a start: everything but documents, decoded piece by piece, so that a shell with one thread
//! can draw and listen in between. The machine takes it in whole, with [`super::Event::Boot`].

use std::collections::BTreeMap;

use fieldbook_process::{Company, DocId, EntryId};

use super::holding::Held;
use super::request::SyncState;
use super::rows::{ROWS_KEY, RowsBy};
use super::{Aside, IDENTITY_KEY, Identity, Pending};
use crate::hub::take_part;
use crate::row::Row;
use crate::store::{Pairs, Table, from_cbor};
use crate::wire::{Card, Kept};

/// The key of [`SyncState`] in [`Table::Meta`].
pub(super) const SYNC_KEY: &[u8] = b"sync";

/// Stored values, decoded.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Loaded {
    pub(super) identity: Option<Identity>,
    pub(super) sync: Option<SyncState>,
    pub(super) rows_by: RowsBy,
    pub(super) company: Company,
    pub(super) rows: BTreeMap<DocId, Row>,
    pub(super) held: BTreeMap<DocId, Held>,
    pub(super) outbox: BTreeMap<u64, Pending>,
    pub(super) aside: BTreeMap<EntryId, Aside>,
    pub(super) kept: BTreeMap<EntryId, Kept>,
    pub(super) cards: BTreeMap<DocId, Card>,
}

impl Loaded {
    /// All of it at once, where nothing waits meanwhile.
    #[must_use]
    pub fn of(tables: impl IntoIterator<Item = (Table, Pairs)>) -> Self {
        let mut loaded = Self::default();
        tables.into_iter().for_each(|(table, pairs)| loaded.take(table, pairs));
        loaded
    }

    /// Takes some of a table in, in any order.
    pub fn take(&mut self, table: Table, pairs: Pairs) {
        pairs.into_iter().for_each(|(key, value)| self.take_one(table, &key, value));
    }

    /// Takes one stored value in. What cannot be read is left where it is: an older app may be at work.
    fn take_one(&mut self, table: Table, key: &[u8], value: Vec<u8>) {
        let id: Option<[u8; 16]> = key.try_into().ok();
        match table {
            Table::Meta if key == IDENTITY_KEY => self.identity = from_cbor(&value).ok(),
            Table::Meta if key == SYNC_KEY => self.sync = from_cbor(&value).ok(),
            Table::Meta if key == ROWS_KEY => self.rows_by = from_cbor(&value).unwrap_or_default(),
            Table::Company => {
                let mut company = Company::clone(&self.company);
                if take_part(&mut company, &String::from_utf8_lossy(key), &value).is_ok() {
                    self.company = company;
                }
            }
            Table::Rows => {
                if let (Some(id), Ok(row)) = (id, Row::read(value)) {
                    self.rows.insert(DocId(id), row);
                }
            }
            Table::Held => {
                if let (Some(id), Ok(held)) = (id, from_cbor(&value)) {
                    self.held.insert(DocId(id), held);
                }
            }
            Table::Outbox => {
                if let Ok(pending) = from_cbor::<Pending>(&value) {
                    self.outbox.insert(pending.order, pending);
                }
            }
            Table::Aside => self.take_aside(key, &value),
            Table::Cards => {
                if let (Some(id), Ok(card)) = (id, from_cbor(&value)) {
                    self.cards.insert(DocId(id), card);
                }
            }
            _ => {}
        }
    }

    fn take_aside(&mut self, key: &[u8], value: &[u8]) {
        match key {
            [b'k', id @ ..] => {
                if let (Ok(id), Ok(kept)) = (id.try_into(), from_cbor(value)) {
                    self.kept.insert(EntryId(id), kept);
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

/// The key of others' work kept for this person.
pub(super) fn kept_key(id: EntryId) -> Vec<u8> {
    [b"k", &id.0[..]].concat()
}
