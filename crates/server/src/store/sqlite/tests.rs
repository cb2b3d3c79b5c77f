//! SQLite keeps the storage contract, and opens only what is its own.

use fieldbook_book::store::contract::{self, Subject};
use fieldbook_book::store::{StoreFault, Table, Tx};
use rusqlite::Connection;
use tempfile::TempDir;

use super::{OpenFault, Sqlite};

struct OnDisk {
    folder: TempDir,
    store: Option<Sqlite>,
}

impl OnDisk {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let store = Some(Sqlite::open(folder.path()).unwrap());
        Self { folder, store }
    }
}

impl Subject for OnDisk {
    fn transact(
        &mut self,
        body: &mut dyn FnMut(&mut dyn Tx) -> Result<(), StoreFault>,
    ) -> Result<(), StoreFault> {
        self.store.as_ref().unwrap().transaction(body)
    }

    fn reopen(&mut self) -> Result<(), StoreFault> {
        drop(self.store.take());
        let opened = Sqlite::open(self.folder.path()).map_err(|fault| StoreFault(fault.to_string()));
        self.store = Some(opened?);
        Ok(())
    }
}

#[test]
fn sqlite_keeps_the_contract() {
    let mut subject = OnDisk::new();
    assert_eq!(contract::run(&mut subject, &contract::steps()), Ok(()));
    assert_eq!(contract::run(&mut subject, &contract::server_steps()), Ok(()));
}

#[test]
fn every_table_of_the_server_can_be_written() {
    let mut subject = OnDisk::new();
    for table in Table::SERVER {
        subject.transact(&mut |tx| tx.put(table, b"k", table.name().as_bytes())).unwrap();
        let read = &mut |tx: &mut dyn Tx| {
            assert_eq!(tx.get(table, b"k")?.as_deref(), Some(table.name().as_bytes()));
            Ok(())
        };
        subject.transact(read).unwrap();
    }
}

#[test]
fn a_panic_inside_a_transaction_undoes_it_and_the_next_one_works() {
    let subject = OnDisk::new();
    let store = subject.store.as_ref().unwrap();
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.transaction(|tx| {
            tx.put(Table::Meta, b"k", b"lost")?;
            let fail = true;
            assert!(!fail, "planned");
            Ok::<_, StoreFault>(())
        })
    }));
    assert!(caught.is_err());
    let found = store.transaction(|tx| tx.get(Table::Meta, b"k")).unwrap();
    assert_eq!(found, None);
    store.transaction(|tx| tx.put(Table::Meta, b"k", b"kept")).unwrap();
}

#[test]
fn a_snapshot_reads_while_another_writes_and_writes_nothing_itself() {
    let subject = OnDisk::new();
    let store = subject.store.as_ref().unwrap();
    store.transaction(|tx| tx.put(Table::Meta, b"k", b"before")).unwrap();
    let read = || store.snapshot(|tx| tx.get(Table::Meta, b"k")).unwrap();
    store
        .transaction(|tx| {
            tx.put(Table::Meta, b"k", b"after")?;
            assert_eq!(read().as_deref(), Some(&b"before"[..]), "nobody waits");
            Ok::<_, StoreFault>(())
        })
        .unwrap();
    for _ in 0..2 {
        assert!(store.snapshot(|tx| tx.put(Table::Meta, b"k", b"by a reader")).is_err());
    }
    assert_eq!(read().as_deref(), Some(&b"after"[..]));
}

#[test]
fn a_commit_of_another_connection_shows_as_written_elsewhere_and_an_own_one_does_not() {
    let subject = OnDisk::new();
    let store = subject.store.as_ref().unwrap();
    let before = store.written_elsewhere().unwrap();
    store.transaction(|tx| tx.put(Table::Meta, b"k", b"own")).unwrap();
    assert_eq!(store.written_elsewhere().unwrap(), before);
    let other = Sqlite::open(subject.folder.path()).unwrap();
    other.transaction(|tx| tx.put(Table::Meta, b"k", b"theirs")).unwrap();
    assert_ne!(store.written_elsewhere().unwrap(), before);
}

#[test]
fn a_foreign_file_a_newer_format_and_no_database_are_refused_and_left_as_they_are() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("foreign.sqlite");
    Connection::open(&file).unwrap().execute_batch("CREATE TABLE theirs (x)").unwrap();
    let before = std::fs::read(&file).unwrap();
    assert!(matches!(Sqlite::open_file(&file), Err(OpenFault::Foreign(_))));
    assert_eq!(std::fs::read(&file).unwrap(), before);

    drop(Sqlite::open(folder.path()).unwrap());
    let ours = Sqlite::file_in(folder.path());
    Connection::open(&ours).unwrap().execute_batch("PRAGMA user_version = 3").unwrap();
    let told = Sqlite::open(folder.path()).unwrap_err().to_string();
    assert!(told.contains("format 3, this program knows up to 2"), "{told}");

    let text = folder.path().join("text.sqlite");
    std::fs::write(&text, "not a database at all, but long enough to be looked at").unwrap();
    assert!(matches!(Sqlite::open_file(&text), Err(OpenFault::Unreadable(..))));
}

#[test]
fn ranges_are_read_from_the_index_and_never_sorted() {
    let subject = OnDisk::new();
    let connection = Connection::open(Sqlite::file_in(subject.folder.path())).unwrap();
    for table in Table::SERVER {
        let sql = format!(
            "EXPLAIN QUERY PLAN SELECT key, value FROM {} WHERE key >= x'00' AND key < x'01' ORDER BY key DESC LIMIT 5",
            table.name()
        );
        let plan: String = connection.query_row(&sql, [], |row| row.get(3)).unwrap();
        assert!(plan.starts_with("SEARCH") && plan.contains("key>? AND key<?"), "{}: {plan}", table.name());
    }
}
