//! Backup while serving, and restore. A backup is a whole book in one file, without the receipt key. A restored
//! book begins a new life (epoch): phones then bring back what the server had accepted after the backup, with
//! the receipts that they hold.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use fieldbook_book::hub;
use fieldbook_book::store::StoreFault;

use crate::book::{BookFault, Place};
use crate::chance::{OsChance, now_ms};
use crate::check;
use crate::store::{InUse, Lock, OpenFault, Sqlite};

/// Receipts are announced as no longer needed only this long before the backup, since clocks step; ms.
const MARGIN_MS: i64 = 60_000;

/// Why there is no backup, or nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupFault {
    /// A file is there already.
    #[error("{0} is there already; nothing was written over")]
    Exists(PathBuf),
    /// There is a book already.
    #[error("{0} holds a book already; with --force it is put aside (and not deleted)")]
    Occupied(PathBuf),
    /// The backup is damaged.
    #[error("{0} is damaged: {1}")]
    Damaged(PathBuf, String),
    /// The backup can be read, and `check` finds something wrong in it.
    #[error(
        "{0} is not sound: {first} ({count} found wrong). An older backup may be; with --damaged this one is taken as \
         it is",
        first = .1.first().map_or("", String::as_str),
        count = .1.len()
    )]
    Wrong(PathBuf, Vec<String>),
    /// A file cannot be read or written.
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
    /// A server runs.
    #[error(transparent)]
    InUse(#[from] InUse),
    /// A book cannot be opened.
    #[error(transparent)]
    Book(#[from] BookFault),
    /// It is not one of ours.
    #[error(transparent)]
    Open(#[from] OpenFault),
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreFault),
}

/// Writes a backup into a new file and announces it to phones; answers up to when (ms UTC) everything received
/// is in it.
///
/// # Errors
/// [`BackupFault`]; then nothing was announced.
pub fn back_up(store: &Sqlite, to: &Path) -> Result<i64, BackupFault> {
    if to.exists() {
        return Err(BackupFault::Exists(to.to_path_buf()));
    }
    // Whoever was writing has ended when this gets its turn; whoever comes later is dated later.
    let up_to_ms = store.transaction(|_| Ok::<_, StoreFault>(now_ms()))?.saturating_sub(MARGIN_MS);
    let part = beside(to, ".part");
    remove(&part)?;
    store.copy_to(&part)?;
    check_file(&part)?;
    settle(&part, to)?;
    store.transaction(|tx| hub::announce_backup(tx, up_to_ms))?;
    Ok(up_to_ms)
}

/// What else than the usual a restore may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Allowed {
    /// Put a book that is there aside.
    pub force: bool,
    /// Take a backup in which [`check`] finds something wrong.
    pub damaged: bool,
}

/// What a restore has done.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// The book that was there is now here.
    pub aside: Option<PathBuf>,
    /// What is wrong in the backup.
    pub wrong: Vec<String>,
}

/// Puts a backup in the place of a folder's book and begins a new life. A book that was there is kept beside.
///
/// # Errors
/// [`BackupFault`]; then the book that was there is still in its place.
pub fn restore(from: &Path, place: &Place, allowed: Allowed) -> Result<Restored, BackupFault> {
    let _lock = Lock::of(&place.data)?;
    let book = Sqlite::file_in(&place.data);
    if book.exists() && !allowed.force {
        return Err(BackupFault::Occupied(place.data.clone()));
    }
    check_file(from)?;
    let part = beside(&book, ".part");
    remove_all(&part)?;
    fs::copy(from, &part).map_err(|fault| BackupFault::File(part.clone(), fault))?;
    let revived = revive(&part, from, place, allowed.damaged);
    if revived.is_err() {
        remove_all(&part)?;
    }
    let wrong = revived?;
    let aside = if book.exists() { Some(put_aside(&book)?) } else { None };
    settle(&part, &book)?;
    Ok(Restored { aside, wrong })
}

/// Begins a new life in a copy of a backup, once it was checked from the ground: SQLite sees no damage in what it
/// only keeps.
fn revive(part: &Path, from: &Path, place: &Place, damaged: bool) -> Result<Vec<String>, BackupFault> {
    let restored = place.open_file(part)?;
    let wrong = restored.store.snapshot(check::check)?.wrong;
    if !wrong.is_empty() && !damaged {
        return Err(BackupFault::Wrong(from.to_path_buf(), wrong));
    }
    restored.store.transaction(|tx| hub::install(tx, &mut OsChance))?;
    Ok(wrong)
}

/// Moves the old book away, with what SQLite keeps beside it.
fn put_aside(book: &Path) -> Result<PathBuf, BackupFault> {
    // Opened and closed, its log is merged into it; a damaged one is moved as it lies.
    drop(Sqlite::open_file(book));
    let aside = beside(book, &format!(".replaced-{}", now_ms()));
    for end in ["-wal", "-shm", ""] {
        let file = beside(book, end);
        if file.exists() {
            fs::rename(&file, beside(&aside, end)).map_err(|fault| BackupFault::File(file.clone(), fault))?;
        }
    }
    Ok(aside)
}

fn check_file(file: &Path) -> Result<(), BackupFault> {
    let damage = Sqlite::damage_of(file)?;
    if damage.is_empty() { Ok(()) } else { Err(BackupFault::Damaged(file.to_path_buf(), damage.join("; "))) }
}

/// Brings a finished file onto the disk and under its name.
fn settle(part: &Path, name: &Path) -> Result<(), BackupFault> {
    let settled = File::open(part).and_then(|file| file.sync_all()).and_then(|()| fs::rename(part, name));
    settled.map_err(|fault| BackupFault::File(name.to_path_buf(), fault))?;
    #[cfg(unix)]
    if let Some(folder) = name.parent() {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let synced = File::open(folder).and_then(|folder| folder.sync_all());
        synced.map_err(|fault| BackupFault::File(folder.to_path_buf(), fault))?;
    }
    Ok(())
}

/// With what SQLite keeps beside it.
fn remove_all(file: &Path) -> Result<(), BackupFault> {
    ["", "-wal", "-shm"].iter().try_for_each(|end| remove(&beside(file, end)))
}

fn remove(file: &Path) -> Result<(), BackupFault> {
    match fs::remove_file(file) {
        Err(fault) if fault.kind() != io::ErrorKind::NotFound => {
            Err(BackupFault::File(file.to_path_buf(), fault))
        }
        _ => Ok(()),
    }
}

fn beside(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}
