//! A phone's storage: strict writes last; of the relaxed ones since, a kill may lose the latest.

use fieldbook_book::store::{Batch, Durability, Memory, Pairs, Table};

#[derive(Default, Clone)]
pub(crate) struct Disk {
    durable: Memory,
    volatile: Vec<Batch>,
    pub(crate) current: Memory,
}

impl Disk {
    pub(crate) fn write(&mut self, batch: Batch) {
        self.current.write(&batch);
        let strict = batch.durability == Durability::Strict;
        self.volatile.push(batch);
        if strict {
            self.flush(usize::MAX);
        }
    }

    fn flush(&mut self, most: usize) {
        for batch in self.volatile.drain(..).take(most) {
            self.durable.write(&batch);
        }
    }

    /// The machine goes down: only so many of the relaxed writes since the last strict one are kept.
    pub(crate) fn kill(&mut self, kept: usize) {
        self.flush(kept);
        self.current = self.durable.clone();
    }

    pub(crate) fn relaxed(&self) -> usize {
        self.volatile.len()
    }

    pub(crate) fn tables(&self, tables: &[Table]) -> Vec<(Table, Pairs)> {
        let all = |table: Table| self.current.table(table).map(|(k, v)| (k.to_vec(), v.to_vec())).collect();
        tables.iter().map(|table| (*table, all(*table))).collect()
    }
}
