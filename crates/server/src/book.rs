//! Opening a company's book: the file in the folder of data, a life of the server (its epoch), and the key that
//! belongs to it. Server and command line begin with this.

use std::path::{Path, PathBuf};

use fieldbook_book::hub;
use fieldbook_book::store::StoreFault;

use crate::attachments::{Attachments, Bucket, BucketFault};
use crate::chance::OsChance;
use crate::seal::{KeyFault, ReceiptKey};
use crate::store::{OpenFault, Sqlite};

/// Where a book lies and which key it signs with.
#[derive(Debug, Clone)]
pub struct Place {
    /// The folder of data.
    pub data: PathBuf,
    /// The file of the receipt key; beside the folder of data if not said.
    pub receipt_key: Option<PathBuf>,
    /// Go on with this key though the book signed with another.
    pub new_receipt_key: bool,
}

/// An open book.
pub struct Book {
    /// The storage.
    pub store: Sqlite,
    /// Signs receipts.
    pub seal: ReceiptKey,
}

/// Why a book cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum BookFault {
    /// Its file.
    #[error(transparent)]
    Open(#[from] OpenFault),
    /// Its key.
    #[error(transparent)]
    Key(#[from] KeyFault),
    /// Its storage.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// There is none, and none is to be made.
    #[error("there is no book in {0}; `fieldbook company init` or `fieldbook demo` makes one")]
    None(PathBuf),
}

impl Place {
    /// Opens the book; makes a new one where there is none.
    ///
    /// # Errors
    /// [`BookFault`].
    pub fn open(&self) -> Result<Book, BookFault> {
        self.with(Sqlite::open(&self.data)?)
    }

    /// Opens a book in another file than the folder's own, with the key of this place.
    ///
    /// # Errors
    /// [`BookFault`].
    pub fn open_file(&self, file: &Path) -> Result<Book, BookFault> {
        self.with(Sqlite::open_file(file)?)
    }

    fn with(&self, store: Sqlite) -> Result<Book, BookFault> {
        let file = self.key_file();
        let seal = ReceiptKey::of_file(&file)?;
        store.transaction(|tx| {
            seal.settle(tx, &file, self.new_receipt_key)?;
            if hub::epoch(tx)?.is_none() {
                hub::install(tx, &mut OsChance)?;
            }
            Ok::<_, BookFault>(())
        })?;
        Ok(Book { store, seal })
    }

    /// Bytes of photos, voice notes and files, beside the book.
    #[must_use]
    pub fn attachments(&self) -> Attachments {
        Attachments::in_folder(&self.data)
    }

    /// The same with an object store by its address, if it is said.
    ///
    /// # Errors
    /// [`BucketFault`].
    pub fn kept_by(&self, store: Option<&str>) -> Result<Attachments, BucketFault> {
        let Some(address) = store else { return Ok(self.attachments()) };
        Ok(Attachments::kept_by(&self.data, Bucket::of_address(address)?))
    }

    /// The file of the receipt key.
    #[must_use]
    pub fn key_file(&self) -> PathBuf {
        self.receipt_key.clone().unwrap_or_else(|| ReceiptKey::usual_file(&self.data))
    }

    /// Opens the book that is there.
    ///
    /// # Errors
    /// [`BookFault::None`] where there is none.
    pub fn open_existing(&self) -> Result<Book, BookFault> {
        if exists(&self.data) { self.open() } else { Err(BookFault::None(self.data.clone())) }
    }
}

/// Whether a folder holds a book.
#[must_use]
pub fn exists(data: &Path) -> bool {
    Sqlite::file_in(data).exists()
}
