//! What is read of each row, kept, and read anew only of those that changed: after a save that is one of thousands.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use fieldbook_book::replica::Replica;
use fieldbook_book::row::Row;
use fieldbook_process::DocId;

use super::book::Book;

/// By record, what was read of its row.
#[derive(Debug)]
pub struct PerRow<T> {
    /// Read as it was at that turn of the book; `None` before the first time.
    turn: Option<u64>,
    /// Not read yet.
    stale: Vec<DocId>,
    of: BTreeMap<DocId, T>,
}

impl<T> Default for PerRow<T> {
    fn default() -> Self {
        Self { turn: None, stale: Vec::new(), of: BTreeMap::new() }
    }
}

impl<T> PerRow<T> {
    /// Reads what changed, at most so many rows at once; whether all is read. A row of which nothing is read is not kept.
    pub fn follow(
        &mut self,
        book: Book,
        replica: &Replica,
        at_most: usize,
        read: impl Fn(&Row) -> Option<T>,
    ) -> bool {
        self.follow_rows(|turn| book.changed_since(turn), replica.rows(), at_most, read)
    }

    fn follow_rows(
        &mut self,
        changed_since: impl Fn(u64) -> (u64, Option<Vec<DocId>>),
        rows: &BTreeMap<DocId, Row>,
        at_most: usize,
        read: impl Fn(&Row) -> Option<T>,
    ) -> bool {
        let (turn, changed) = changed_since(self.turn.unwrap_or(0));
        match changed.filter(|_| self.turn.is_some()) {
            Some(changed) => self.stale.extend(changed),
            None => {
                self.of.retain(|doc, _| rows.contains_key(doc));
                self.stale = rows.keys().copied().collect();
            }
        }
        self.turn = Some(turn);
        for doc in self.stale.split_off(self.stale.len().saturating_sub(at_most)) {
            match rows.get(&doc).and_then(&read) {
                Some(told) => self.of.insert(doc, told),
                None => self.of.remove(&doc),
            };
        }
        self.stale.is_empty()
    }

    /// What is kept, by record.
    pub const fn all(&self) -> &BTreeMap<DocId, T> {
        &self.of
    }
}
