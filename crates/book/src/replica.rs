//! The phone's machine: what is on this phone, what is not sent yet, and what to do next. It does one thing at
//! a time: an event that needs stored documents or writes something holds the next ones back until storage has
//! answered, so that memory and disk never tell different stories.

use std::collections::{BTreeMap, VecDeque};

use fieldbook_process::{Company, DocId, EntryId};

use crate::row::Row;
use crate::store::Table;
use crate::wire::{Card, Kept};

mod event;

pub use event::*;

/// The tables that [`Event::Boot`] carries. Documents are read when needed.
pub const BOOT_TABLES: [Table; 6] =
    [Table::Meta, Table::Rows, Table::Outbox, Table::Aside, Table::Company, Table::Cards];

/// The key in [`Table::Meta`] where the shell writes the [`Identity`] (as CBOR) at sign-in.
pub const IDENTITY_KEY: &[u8] = b"identity";

/// The phone's machine.
#[derive(Debug, Default)]
pub struct Replica {
    inbox: VecDeque<Event>,
    rows: BTreeMap<DocId, Row>,
    cards: BTreeMap<DocId, Card>,
    aside: BTreeMap<EntryId, Aside>,
    kept: BTreeMap<EntryId, Kept>,
    company: Company,
    identity: Option<Identity>,
    status: Status,
    offset_ms: i64,
}

impl Replica {
    /// One that waits for [`Event::Boot`].
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes an event in and says what to do. `now_ms` is the phone's own clock.
    pub fn handle(&mut self, now_ms: i64, chance: &mut dyn Chance, event: Event) -> Vec<Effect> {
        let _ = (now_ms, chance);
        self.inbox.push_back(event);
        Vec::new()
    }

    /// Who signed in here; `None` before.
    #[must_use]
    pub fn identity(&self) -> Option<&Identity> {
        self.identity.as_ref()
    }

    /// The company as this phone knows it.
    #[must_use]
    pub fn company(&self) -> &Company {
        &self.company
    }

    /// A row for every document held.
    #[must_use]
    pub fn rows(&self) -> &BTreeMap<DocId, Row> {
        &self.rows
    }

    /// Customers of the territory whose documents are not here.
    #[must_use]
    pub fn cards(&self) -> &BTreeMap<DocId, Card> {
        &self.cards
    }

    /// Own acts that are not in the book, to be looked at.
    #[must_use]
    pub fn aside(&self) -> &BTreeMap<EntryId, Aside> {
        &self.aside
    }

    /// Others' work kept for this person to take over.
    #[must_use]
    pub fn kept(&self) -> &BTreeMap<EntryId, Kept> {
        &self.kept
    }

    /// Acts saved here and not answered yet, oldest first.
    pub fn outbox(&self) -> impl Iterator<Item = &Pending> {
        std::iter::empty()
    }

    /// Where sync stands.
    #[must_use]
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// The corrected clock: the phone's own, moved by what the server last said. Ms UTC.
    #[must_use]
    pub fn corrected_ms(&self, now_ms: i64) -> i64 {
        now_ms.saturating_add(self.offset_ms)
    }
}
