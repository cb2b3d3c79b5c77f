//! Rows: one by one where a record changes, all of them where the company or the app does. What they were computed
//! by is written down once all are, so that neither a kill in between nor a newer app leaves old ones standing.

use fieldbook_process::DocId;
use serde::{Deserialize, Serialize};

use super::{After, Effect, Replica, Turn};
use crate::row::{self, Row};
use crate::store::{Batch, Durability, Table, to_cbor};

/// The key of [`RowsBy`] in [`Table::Meta`].
pub(super) const ROWS_KEY: &[u8] = b"rows";

/// By what all stored rows were computed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct RowsBy {
    /// Version of the app, since its law may owe other duties.
    app: String,
    /// [`row::FORM`].
    form: u32,
    /// Version of the company.
    company: u64,
}

impl Replica {
    fn rows_by_now(&self) -> RowsBy {
        RowsBy { app: env!("CARGO_PKG_VERSION").to_owned(), form: row::FORM, company: self.company.version }
    }

    /// Where the stored rows were computed by something else, all are to be computed anew, in slices.
    pub(super) fn rows_may_be_old(&mut self) {
        if self.rows_by != self.rows_by_now() {
            self.dirty = self.held.keys().chain(self.rows.keys()).copied().collect();
        }
    }

    /// A record whose stored row cannot be read is in no list until that is computed anew.
    pub(super) fn rows_may_be_missing(&mut self) {
        let here = self.held.keys().copied().chain(self.outbox.named());
        let missing: Vec<DocId> = here.filter(|doc| !self.rows.contains_key(doc)).collect();
        self.dirty.extend(missing);
    }

    /// Writes down by what the rows were computed, once none waits.
    pub(super) fn put_rows_by(&mut self, batch: &mut Batch) {
        let now = self.rows_by_now();
        if self.dirty.is_empty() && self.rows_by != now {
            batch.put(Table::Meta, ROWS_KEY, to_cbor(&now).unwrap_or_default());
            self.rows_by = now;
        }
    }

    /// Computes a document's row anew; it must be on the desk. What is held of it is another key, so that a save
    /// in a second tab never writes over what the tab that syncs knows.
    pub(super) fn put_row(&mut self, doc: DocId, batch: &mut Batch) {
        let pending = self.outbox.count_of(doc);
        // To lay what is pending over it asks for a copy of the document: most have nothing pending.
        let copy = self.desk.get(&doc).filter(|_| pending == 0).map(|copy| &copy.document);
        let shown = if copy.is_none() { Some(self.shown(doc)) } else { None };
        let Some(shown) = copy.or(shown.as_ref()).filter(|shown| !shown.heads().is_empty()) else {
            // Its copy could not be read: until it is fetched again the row that is known stands.
            return;
        };
        let view = shown.view();
        match Row::of(doc, &view, &self.company, u32::try_from(pending).unwrap_or(u32::MAX)) {
            Some(row) => {
                batch.put(Table::Rows, doc.0, row.stored().to_vec());
                self.rows.insert(doc, row);
            }
            None => {
                batch.delete(Table::Rows, doc.0);
                self.rows.remove(&doc);
            }
        }
    }

    /// Whether the row of each document in memory is what it would be if computed now, for tests and the simulator:
    /// rows are computed where something changed, and nothing may be overlooked.
    #[must_use]
    pub fn rows_are_true(&self) -> bool {
        let is_true = |doc: &DocId| {
            let pending = u32::try_from(self.outbox.count_of(*doc)).unwrap_or(u32::MAX);
            let row = Row::of(*doc, &self.shown(*doc).view(), &self.company, pending);
            self.rows.get(doc) == row.as_ref()
        };
        self.desk.keys().filter(|doc| !self.dirty.contains(doc)).all(is_true)
    }

    /// Computes a slice of rows anew.
    pub(super) fn compute_rows(&mut self, turn: &mut Turn<'_>, docs: &[DocId]) {
        let mut batch = Batch::new(Durability::Relaxed);
        for doc in docs {
            self.dirty.remove(doc);
            if self.held.contains_key(doc) || self.rows.contains_key(doc) || self.outbox.count_of(*doc) > 0 {
                self.put_row(*doc, &mut batch);
            }
        }
        self.put_rows_by(&mut batch);
        let done = vec![Effect::Rows(docs.to_vec())];
        self.write(turn, batch, After { done, ..After::default() });
    }
}
