//! Bytes of attachments on the server, by their hash. One trait; a folder beside the book is the usual keeper of it. What
//! comes in pieces lies in the folder until it is whole and is what its hash says.

mod bucket;
#[cfg(test)]
mod tests;

pub use bucket::{Bucket, BucketFault};

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use fieldbook_book::hash::Hash;
use sha2::{Digest as _, Sha256};

/// Where whole attachments are kept. What is put under a hash is never changed.
pub trait Keeper: Send + Sync {
    /// How many bytes are kept under a hash; `None` where it keeps none.
    ///
    /// # Errors
    /// Where it does not answer.
    fn size(&self, hash: Hash) -> io::Result<Option<u64>>;

    /// Keeps what lies in a file, which it may take away. It is on the disk when this answers.
    ///
    /// # Errors
    /// Where it cannot; the file is still there then.
    fn put(&self, hash: Hash, file: &Path) -> io::Result<()>;

    /// Bytes from an offset on, at most so many.
    ///
    /// # Errors
    /// Where it does not answer, or keeps none.
    fn read(&self, hash: Hash, offset: u64, most: usize) -> io::Result<Vec<u8>>;
}

/// Attachments as they come in and are kept.
pub struct Attachments {
    parts: PathBuf,
    keeper: Box<dyn Keeper>,
    /// Two phones may bring the same bytes at once: pieces are appended one after the other.
    appending: Mutex<()>,
}

/// What became of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// So many bytes are there now; the next piece begins there.
    Has(u64),
    /// All were there, and they are others than the hash says: they are gone, it begins anew.
    Other,
}

impl Attachments {
    /// In folders beside the book.
    #[must_use]
    pub fn in_folder(data: &Path) -> Self {
        let whole = data.join("attachments");
        Self { parts: whole.join("parts"), keeper: Box::new(Folder(whole)), appending: Mutex::default() }
    }

    /// Whole ones with that keeper; those that come in beside the book.
    #[must_use]
    pub fn kept_by(data: &Path, keeper: impl Keeper + 'static) -> Self {
        let parts = data.join("attachments").join("parts");
        Self { parts, keeper: Box::new(keeper), appending: Mutex::default() }
    }

    /// How many bytes of it are here, whole or in part.
    ///
    /// # Errors
    /// Where the disk does not answer.
    pub fn has(&self, hash: Hash) -> io::Result<u64> {
        if let Some(size) = self.keeper.size(hash)? {
            return Ok(size);
        }
        match fs::metadata(self.part(hash)) {
            Ok(part) => Ok(part.len()),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(fault) => Err(fault),
        }
    }

    /// Takes a piece in. One that does not begin where the bytes end changes nothing; the answer says where they do.
    ///
    /// # Errors
    /// Where the disk does not take it.
    pub fn take(&self, hash: Hash, offset: u64, total: u64, piece: &[u8]) -> io::Result<Taken> {
        let _alone = self.appending.lock().unwrap_or_else(PoisonError::into_inner);
        let has = self.has(hash)?;
        if piece.is_empty() || offset != has || has >= total {
            return Ok(Taken::Has(has));
        }
        let room = usize::try_from(total - has).unwrap_or(usize::MAX);
        let piece = piece.get(..piece.len().min(room)).unwrap_or_default();
        fs::create_dir_all(&self.parts)?;
        let path = self.part(hash);
        let mut file = OpenOptions::new().create(true).append(true).open(&path)?;
        file.write_all(piece)?;
        file.sync_all()?;
        let has = has + piece.len() as u64;
        if has < total {
            return Ok(Taken::Has(has));
        }
        if sha256(&path)? != hash {
            fs::remove_file(&path)?;
            return Ok(Taken::Other);
        }
        self.keeper.put(hash, &path)?;
        Ok(Taken::Has(has))
    }

    /// Bytes of a whole one, from an offset on; `None` where it is not whole here.
    ///
    /// # Errors
    /// Where the disk does not answer.
    pub fn read(&self, hash: Hash, offset: u64, most: usize) -> io::Result<Option<Vec<u8>>> {
        let Some(size) = self.keeper.size(hash)? else { return Ok(None) };
        if offset >= size {
            return Ok(Some(Vec::new()));
        }
        self.keeper.read(hash, offset, most).map(Some)
    }

    fn part(&self, hash: Hash) -> PathBuf {
        self.parts.join(hash.to_string())
    }
}

fn sha256(path: &Path) -> io::Result<Hash> {
    let mut hasher = Sha256::new();
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(Hash(hasher.finalize().into())),
            n => hasher.update(buffer.get(..n).unwrap_or_default()),
        }
    }
}

/// A folder with a file for each hash, under the first two digits of it.
struct Folder(PathBuf);

impl Folder {
    fn file(&self, hash: Hash) -> PathBuf {
        let name = hash.to_string();
        self.0.join(name.get(..2).unwrap_or_default()).join(name)
    }
}

impl Keeper for Folder {
    fn size(&self, hash: Hash) -> io::Result<Option<u64>> {
        match fs::metadata(self.file(hash)) {
            Ok(file) => Ok(Some(file.len())),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    fn put(&self, hash: Hash, file: &Path) -> io::Result<()> {
        let place = self.file(hash);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
            fs::rename(file, &place)?;
            // The name must be on the disk as well as the bytes.
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }

    fn read(&self, hash: Hash, offset: u64, most: usize) -> io::Result<Vec<u8>> {
        let mut file = File::open(self.file(hash))?;
        file.seek(SeekFrom::Start(offset))?;
        let mut bytes = Vec::new();
        file.take(most as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}
