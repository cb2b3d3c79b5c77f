//! Storage as both machines see it: ordered tables of bytes by key, and batches that are written whole or not
//! at all. Memory, SQLite and IndexedDB keep the same contract ([`contract`]).

use std::collections::BTreeMap;

mod codec;
#[cfg(any(test, feature = "testing"))]
pub mod contract;

pub use codec::{Unreadable, from_cbor, to_cbor};

/// A table. The number is part of the stored format: never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Table {
    /// One value by name: identity, cursors, clock, marks.
    Meta = 1,
    /// Document id → accepted document.
    Documents = 2,
    /// Document id → row for lists.
    Rows = 3,
    /// Order → act not yet answered by the server.
    Outbox = 4,
    /// Id → act set aside, with its values and why.
    Aside = 5,
    /// Part of the company by name.
    Company = 6,
    /// Change hash → receipt.
    Receipts = 7,
    /// Document id → card of a customer of the territory.
    Cards = 8,
    /// Document id → what this phone holds of it: digest and the feeds that give it.
    Held = 9,
    /// Server: change hash → change as stored and served.
    Changes = 16,
    /// Server: change hash → verdict given, to whom.
    Verdicts = 17,
    /// Server: actor → person and device.
    Actors = 18,
    /// Server: feed → last sequence number and digest.
    Feeds = 19,
    /// Server: feed, sequence number → entry.
    Entries = 20,
    /// Server: feed, entered at → document; and feed, document → entered at.
    Members = 21,
    /// Server: customer, document → nothing.
    Deals = 22,
    /// Server: id → work kept for somebody.
    Kept = 23,
    /// Server: device and hash → change of a revoked device.
    Quarantine = 24,
    /// Server: version → the company's manifest; and part hash → part.
    Companies = 25,
    /// Server: account name → account.
    Accounts = 26,
    /// Server: device id → device.
    Devices = 27,
    /// Server: session token's hash → session.
    Sessions = 28,
    /// Server: person, then number → act refused; hash → its number; and nothing → how much there is.
    Refused = 29,
}

impl Table {
    /// Every table that a phone has.
    pub const PHONE: [Self; 9] = [
        Self::Meta,
        Self::Documents,
        Self::Rows,
        Self::Outbox,
        Self::Aside,
        Self::Company,
        Self::Receipts,
        Self::Cards,
        Self::Held,
    ];

    /// Every table that the server has.
    pub const SERVER: [Self; 19] = [
        Self::Meta,
        Self::Documents,
        Self::Rows,
        Self::Cards,
        Self::Receipts,
        Self::Changes,
        Self::Verdicts,
        Self::Actors,
        Self::Feeds,
        Self::Entries,
        Self::Members,
        Self::Deals,
        Self::Kept,
        Self::Quarantine,
        Self::Companies,
        Self::Accounts,
        Self::Devices,
        Self::Sessions,
        Self::Refused,
    ];

    /// Its name in SQLite and IndexedDB.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Documents => "documents",
            Self::Rows => "rows",
            Self::Outbox => "outbox",
            Self::Aside => "aside",
            Self::Company => "company",
            Self::Receipts => "receipts",
            Self::Cards => "cards",
            Self::Held => "held",
            Self::Changes => "changes",
            Self::Verdicts => "verdicts",
            Self::Actors => "actors",
            Self::Feeds => "feeds",
            Self::Entries => "entries",
            Self::Members => "members",
            Self::Deals => "deals",
            Self::Kept => "kept",
            Self::Quarantine => "quarantine",
            Self::Companies => "companies",
            Self::Accounts => "accounts",
            Self::Devices => "devices",
            Self::Sessions => "sessions",
            Self::Refused => "refused",
        }
    }
}

/// A key: bytes, compared as bytes.
pub type Key = Vec<u8>;

/// What went wrong in storage: a sentence for the log; the caller keeps everything and tries again or stops.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("storage: {0}")]
pub struct StoreFault(pub String);

/// One transaction of the server's storage: reads see its own writes; dropped without commit, nothing happened.
pub trait Tx {
    /// The value of a key.
    ///
    /// # Errors
    /// [`StoreFault`] where storage fails.
    fn get(&mut self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreFault>;

    /// Sets a key.
    ///
    /// # Errors
    /// [`StoreFault`] where storage fails.
    fn put(&mut self, table: Table, key: &[u8], value: &[u8]) -> Result<(), StoreFault>;

    /// Removes a key; a missing one is fine.
    ///
    /// # Errors
    /// [`StoreFault`] where storage fails.
    fn delete(&mut self, table: Table, key: &[u8]) -> Result<(), StoreFault>;

    /// At most `limit` entries with `from <= key < to`, in the order of keys or backwards.
    ///
    /// # Errors
    /// [`StoreFault`] where storage fails.
    fn scan(
        &mut self,
        table: Table,
        from: &[u8],
        to: &[u8],
        limit: usize,
        backwards: bool,
    ) -> Result<Pairs, StoreFault>;
}

/// Keys with their values.
pub type Pairs = Vec<(Key, Vec<u8>)>;

/// How long a write must last before it counts as done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// On the disk: what a person was told is saved.
    Strict,
    /// It may be lost with the machine, since the server has it.
    Relaxed,
}

/// Writes that happen whole or not at all, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Sets (`Some`) and removals (`None`).
    pub writes: Vec<(Table, Key, Option<Vec<u8>>)>,
    /// How durable.
    pub durability: Durability,
}

impl Batch {
    /// An empty one.
    #[must_use]
    pub fn new(durability: Durability) -> Self {
        Self { writes: Vec::new(), durability }
    }

    /// Sets a key.
    pub fn put(&mut self, table: Table, key: impl Into<Key>, value: Vec<u8>) {
        self.writes.push((table, key.into(), Some(value)));
    }

    /// Removes a key.
    pub fn delete(&mut self, table: Table, key: impl Into<Key>) {
        self.writes.push((table, key.into(), None));
    }
}

/// Storage in memory, for tests and the simulator. Also a [`Tx`]: see [`Memory::transaction`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memory {
    data: BTreeMap<(Table, Key), Vec<u8>>,
}

impl Memory {
    /// Writes a batch.
    pub fn write(&mut self, batch: &Batch) {
        for (table, key, value) in &batch.writes {
            match value {
                Some(value) => self.data.insert((*table, key.clone()), value.clone()),
                None => self.data.remove(&(*table, key.clone())),
            };
        }
    }

    /// Runs a body whose writes count only if it succeeds.
    ///
    /// # Errors
    /// What the body answers; then nothing happened.
    pub fn transaction<T, E>(&mut self, body: impl FnOnce(&mut dyn Tx) -> Result<T, E>) -> Result<T, E> {
        let mut tx = MemoryTx { base: &mut self.data, undo: Vec::new() };
        let done = body(&mut tx);
        if done.is_err() {
            tx.roll_back();
        }
        done
    }

    /// All entries of a table, in the order of keys.
    pub fn table(&self, table: Table) -> impl Iterator<Item = (&[u8], &[u8])> {
        let all = self.data.range((table, Vec::new())..).take_while(move |((t, _), _)| *t == table);
        all.map(|((_, key), value)| (key.as_slice(), value.as_slice()))
    }

    /// The value of a key.
    #[must_use]
    pub fn read(&self, table: Table, key: &[u8]) -> Option<&[u8]> {
        self.data.get(&(table, key.to_vec())).map(Vec::as_slice)
    }

    /// Bytes held, keys and values.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        self.data.iter().map(|((_, key), value)| key.len() + value.len()).sum()
    }
}

/// A key and what stood there.
type Undone = ((Table, Key), Option<Vec<u8>>);

struct MemoryTx<'a> {
    base: &'a mut BTreeMap<(Table, Key), Vec<u8>>,
    undo: Vec<Undone>,
}

impl MemoryTx<'_> {
    fn roll_back(&mut self) {
        while let Some((key, old)) = self.undo.pop() {
            match old {
                Some(old) => self.base.insert(key, old),
                None => self.base.remove(&key),
            };
        }
    }
}

impl Tx for MemoryTx<'_> {
    fn get(&mut self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreFault> {
        Ok(self.base.get(&(table, key.to_vec())).cloned())
    }

    fn put(&mut self, table: Table, key: &[u8], value: &[u8]) -> Result<(), StoreFault> {
        let key = (table, key.to_vec());
        let old = self.base.insert(key.clone(), value.to_vec());
        self.undo.push((key, old));
        Ok(())
    }

    fn delete(&mut self, table: Table, key: &[u8]) -> Result<(), StoreFault> {
        let key = (table, key.to_vec());
        if let Some(old) = self.base.remove(&key) {
            self.undo.push((key, Some(old)));
        }
        Ok(())
    }

    fn scan(
        &mut self,
        table: Table,
        from: &[u8],
        to: &[u8],
        limit: usize,
        backwards: bool,
    ) -> Result<Pairs, StoreFault> {
        if from >= to {
            return Ok(Vec::new());
        }
        let range = self.base.range((table, from.to_vec())..(table, to.to_vec()));
        let owned = |((_, key), value): (&(Table, Key), &Vec<u8>)| (key.clone(), value.clone());
        Ok(if backwards {
            range.rev().take(limit).map(owned).collect()
        } else {
            range.take(limit).map(owned).collect()
        })
    }
}
