//! Opening the file: whose it is, of which format, and how it is written. Formats are only added to
//! ([`FORMATS`]): a book of any earlier one is brought up to this one in one transaction.

use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

/// Each format as the step from the one before.
const FORMATS: &[&str] = &[include_str!("migrations/001.sql"), include_str!("migrations/002.sql")];
/// Says in the file's header that it is a book: "FBK1".
const APPLICATION_ID: i64 = 0x4642_4b31;
/// How long to wait for another process that writes, such as `fieldbook company …`.
const WAIT: Duration = Duration::from_secs(10);
/// Statements kept ready: four for each table, and some.
const STATEMENTS: usize = 128;

/// Why a book cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenFault {
    /// The folder cannot be made.
    #[error("the folder of data cannot be used: {0}")]
    Folder(#[from] io::Error),
    /// SQLite cannot read or write it.
    #[error("{0} cannot be opened: {1}")]
    Unreadable(String, rusqlite::Error),
    /// It is somebody else's.
    #[error("{0} is a SQLite file, but not one of Fieldbook; it was left as it is")]
    Foreign(String),
    /// A newer program wrote it.
    #[error("{file} has format {found}, this program knows up to {known}: a newer fieldbook has written it")]
    Newer {
        /// The file.
        file: String,
        /// Its format.
        found: i64,
        /// The latest one known.
        known: usize,
    },
}

/// Opens the file and brings it to the latest format.
pub(super) fn connection(path: &Path) -> Result<Connection, OpenFault> {
    let unreadable = |fault| OpenFault::Unreadable(path.display().to_string(), fault);
    let mut connection = Connection::open(path).map_err(unreadable)?;
    let _may_be_new = identify(&connection, path)?;
    settle(&connection).and_then(|()| migrate(&mut connection)).map_err(unreadable)?;
    Ok(connection)
}

/// Opens the file as [`connection`], and writes nothing from then on: what is said to read only cannot do otherwise.
pub(super) fn reader(path: &Path) -> Result<Connection, OpenFault> {
    let connection = connection(path)?;
    let unreadable = |fault| OpenFault::Unreadable(path.display().to_string(), fault);
    connection.pragma_update(None, "query_only", true).map_err(unreadable)?;
    Ok(connection)
}

/// What is damaged in a file, which is only read.
pub(super) fn damage_of(path: &Path) -> Result<Vec<String>, OpenFault> {
    let unreadable = |fault| OpenFault::Unreadable(path.display().to_string(), fault);
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(unreadable)?;
    if identify(&connection, path)? {
        return Err(OpenFault::Foreign(path.display().to_string()));
    }
    let mut check = connection.prepare("PRAGMA integrity_check").map_err(unreadable)?;
    let lines = check.query_map([], |row| row.get::<_, String>(0)).map_err(unreadable)?;
    let lines: Vec<String> = lines.collect::<Result<_, _>>().map_err(unreadable)?;
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}

/// Refuses what is not ours or of a later format, before anything is written. Answers whether nothing is in it yet.
fn identify(connection: &Connection, path: &Path) -> Result<bool, OpenFault> {
    let name = || path.display().to_string();
    let unreadable = |fault| OpenFault::Unreadable(name(), fault);
    let application = pragma(connection, "application_id").map_err(unreadable)?;
    let format = pragma(connection, "user_version").map_err(unreadable)?;
    let is_empty = pragma(connection, "schema_version").map_err(unreadable)? == 0;
    if application != APPLICATION_ID && !is_empty {
        return Err(OpenFault::Foreign(name()));
    }
    if usize::try_from(format).is_ok_and(|format| format > FORMATS.len()) {
        return Err(OpenFault::Newer { file: name(), found: format, known: FORMATS.len() });
    }
    Ok(is_empty)
}

fn pragma(connection: &Connection, name: &str) -> Result<i64, rusqlite::Error> {
    connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))
}

/// How this connection reads and writes.
fn settle(connection: &Connection) -> Result<(), rusqlite::Error> {
    connection.busy_timeout(WAIT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    let _mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    // FULL: in WAL mode the lesser ones may lose the last commits with the power.
    connection
        .execute_batch("PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA trusted_schema = OFF;")
}

fn migrate(connection: &mut Connection) -> Result<(), rusqlite::Error> {
    let format = pragma(connection, "user_version")?;
    if usize::try_from(format) == Ok(FORMATS.len()) {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Asked again inside: another process may have been first.
    let format = usize::try_from(pragma(&transaction, "user_version")?).unwrap_or(0);
    for (sql, reached) in FORMATS.iter().zip(1_i64..).skip(format) {
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", reached)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.commit()
}
