//! What is read at a start: everything but documents, decoded piece by piece, so that a shell with one thread
//! can draw and listen in between. The machine takes it in whole, with [`super::Event::Boot`].

use std::collections::BTreeMap;

use fieldbook_process::{Company, DocId, EntryId};

use super::holding::Held;
use super::request::SyncState;
use super::rows::{ROWS_KEY, RowsBy};
use super::{Aside, IDENTITY_KEY, Identity, Pending};
use crate::chunk;
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
    /// A company that lacks a part is none that has a number: it is asked for again, whole.
    pub(super) lacks_a_part: bool,
    pub(super) rows: BTreeMap<DocId, Row>,
    pub(super) held: BTreeMap<DocId, Held>,
    pub(super) outbox: Vec<Pending>,
    /// The last place on disk whose act cannot be read.
    pub(super) unread_order: u64,
    pub(super) aside: BTreeMap<EntryId, Aside>,
    pub(super) kept: BTreeMap<EntryId, Kept>,
    pub(super) taken_over: BTreeMap<EntryId, Kept>,
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

    /// Takes some of a table in, in any order. What cannot be read, or stands under another's key, is left where it
    /// is: an older app may be at work, and a damaged value must not take the place of a whole one.
    pub fn take(&mut self, table: Table, pairs: Pairs) {
        match table {
            Table::Rows => self.rows.extend(pairs.into_iter().filter_map(|(key, value)| {
                let row = Row::read(value).ok()?;
                (row.doc.0[..] == key[..]).then_some((row.doc, row))
            })),
            table => pairs.iter().for_each(|(key, value)| self.take_one(table, key, value)),
        }
    }

    fn take_one(&mut self, table: Table, key: &[u8], value: &[u8]) {
        let id: Option<[u8; 16]> = key.try_into().ok();
        match table {
            Table::Meta if key == IDENTITY_KEY => self.identity = from_cbor(value).ok(),
            Table::Meta if key == SYNC_KEY => self.sync = from_cbor(value).ok(),
            Table::Meta if key == ROWS_KEY => self.rows_by = from_cbor(value).unwrap_or_default(),
            Table::Company => self.take_part(key, value),
            Table::Held => {
                if let (Some(id), Ok(held)) = (id, from_cbor(value)) {
                    self.held.insert(DocId(id), held);
                }
            }
            Table::Outbox => {
                let place = key.try_into().map(u64::from_be_bytes).unwrap_or_default();
                let whole = |pending: &Pending| pending.order == place && is_as_made(pending);
                match from_cbor::<Pending>(value).ok().filter(whole) {
                    Some(pending) => self.outbox.push(pending),
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

    fn take_part(&mut self, key: &[u8], value: &[u8]) {
        let mut company = Company::clone(&self.company);
        match take_part(&mut company, &String::from_utf8_lossy(key), value) {
            Ok(()) => self.company = company,
            Err(_) => self.lacks_a_part = true,
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
