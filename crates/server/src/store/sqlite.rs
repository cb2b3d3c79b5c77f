//! The book in one SQLite file: a table for each [`Table`], keys and values as bytes, ordered by key. Writes
//! are on the disk when a transaction has ended (WAL with full sync). One connection writes, behind a mutex:
//! SQLite takes one writer at a time anyway, and a commit costs the disk's time, not ours.

mod open;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use fieldbook_book::store::{Pairs, StoreFault, Table, Tx};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::lock::make_folder;
pub use open::OpenFault;

/// The book's file inside the folder of data.
const FILE: &str = "fieldbook.sqlite";

/// So many connections that read are kept open.
const READERS: usize = 4;

/// An open book.
#[derive(Debug)]
pub struct Sqlite {
    path: PathBuf,
    connection: Mutex<Connection>,
    /// Connections that only read and are in nobody's hands now.
    readers: Mutex<Vec<Connection>>,
}

impl Sqlite {
    /// Opens the book in a folder; makes both where they are missing.
    ///
    /// # Errors
    /// [`OpenFault`], whose text says what to do.
    pub fn open(folder: &Path) -> Result<Self, OpenFault> {
        make_folder(folder)?;
        Self::open_file(&Self::file_in(folder))
    }

    /// Opens the book in this very file.
    ///
    /// # Errors
    /// [`OpenFault`].
    pub fn open_file(path: &Path) -> Result<Self, OpenFault> {
        let connection = Mutex::new(open::connection(path)?);
        Ok(Self { path: path.to_path_buf(), connection, readers: Mutex::default() })
    }

    /// Where a folder's book lies.
    #[must_use]
    pub fn file_in(folder: &Path) -> PathBuf {
        folder.join(FILE)
    }

    /// Runs a body in one transaction: on the disk if it answers well, undone if not, and undone if it panics.
    ///
    /// # Errors
    /// What the body answers; [`StoreFault`] where the disk fails, and then nothing happened.
    pub fn transaction<T, E: From<StoreFault>>(
        &self,
        body: impl FnOnce(&mut dyn Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = self.connection();
        let transaction =
            connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
        let mut tx = SqliteTx(transaction);
        let done = body(&mut tx)?;
        tx.0.commit().map_err(fault)?;
        Ok(done)
    }

    /// Writes a copy of the whole book, as it is at one moment, into a new file. Others go on writing.
    ///
    /// # Errors
    /// [`StoreFault`] where it cannot be written; an unfinished file may be left.
    pub fn copy_to(&self, file: &Path) -> Result<(), StoreFault> {
        // A connection of its own, so that nobody waits for the copy.
        let reader = open::connection(&self.path).map_err(|fault| StoreFault(fault.to_string()))?;
        let name = file.to_str().ok_or_else(|| StoreFault("the file's name is not text".into()))?;
        reader.execute("VACUUM INTO ?1", [name]).map_err(fault)?;
        Ok(())
    }

    /// Runs a body on one snapshot, for as long as it takes: others go on writing, and it waits for none of them. The
    /// body only reads.
    ///
    /// # Errors
    /// What the body answers; [`StoreFault`].
    pub fn snapshot<T, E: From<StoreFault>>(
        &self,
        body: impl FnOnce(&mut dyn Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        let waiting = self.readers().pop();
        let opened = || open::reader(&self.path).map_err(|fault| StoreFault(fault.to_string()));
        let mut reader = waiting.map_or_else(opened, Ok)?;
        let transaction = reader.transaction_with_behavior(TransactionBehavior::Deferred).map_err(fault)?;
        let read = body(&mut SqliteTx(transaction));
        let mut readers = self.readers();
        if readers.len() < READERS {
            readers.push(reader);
        }
        read
    }

    fn readers(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What SQLite finds damaged in a file of ours; empty if nothing. The file is only read.
    ///
    /// # Errors
    /// [`OpenFault`] where it is none of ours.
    pub fn damage_of(file: &Path) -> Result<Vec<String>, OpenFault> {
        open::damage_of(file)
    }

    /// Where this book lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A number that differs from the last one where another process has written meanwhile.
    ///
    /// # Errors
    /// [`StoreFault`].
    pub fn written_elsewhere(&self) -> Result<i64, StoreFault> {
        self.connection().query_row("PRAGMA data_version", [], |row| row.get(0)).map_err(fault)
    }

    /// The connection. A panic of an earlier user left no transaction open, since its drop rolled back.
    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
fn fault(fault: rusqlite::Error) -> StoreFault {
    StoreFault(fault.to_string())
}

/// One transaction.
struct SqliteTx<'a>(Transaction<'a>);

impl Tx for SqliteTx<'_> {
    fn get(&mut self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreFault> {
        let sql = format!("SELECT value FROM {} WHERE key = ?1", table.name());
        let mut get = self.0.prepare_cached(&sql).map_err(fault)?;
        get.query_row([key], |row| row.get(0)).optional().map_err(fault)
    }

    fn put(&mut self, table: Table, key: &[u8], value: &[u8]) -> Result<(), StoreFault> {
        let sql = format!(
            "INSERT INTO {} (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            table.name()
        );
        self.0.prepare_cached(&sql).and_then(|mut put| put.execute([key, value])).map_err(fault).map(drop)
    }

    fn delete(&mut self, table: Table, key: &[u8]) -> Result<(), StoreFault> {
        let sql = format!("DELETE FROM {} WHERE key = ?1", table.name());
        self.0.prepare_cached(&sql).and_then(|mut delete| delete.execute([key])).map_err(fault).map(drop)
    }

    fn scan(
        &mut self,
        table: Table,
        from: &[u8],
        to: &[u8],
        limit: usize,
        backwards: bool,
    ) -> Result<Pairs, StoreFault> {
        let order = if backwards { "DESC" } else { "ASC" };
        let sql = format!(
            "SELECT key, value FROM {} WHERE key >= ?1 AND key < ?2 ORDER BY key {order} LIMIT ?3",
            table.name()
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut scan = self.0.prepare_cached(&sql).map_err(fault)?;
        let rows =
            scan.query_map(params![from, to, limit], |row| Ok((row.get(0)?, row.get(1)?))).map_err(fault)?;
        rows.collect::<Result<_, _>>().map_err(fault)
    }
}
