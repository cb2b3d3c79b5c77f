//! Bytes of attachments on the server, by their hash. One trait; a folder beside the book is the usual keeper of it. What
//! comes in pieces lies in the folder until it is whole and is what its hash says.

mod bucket;
mod copy;
mod grants;
pub mod noted;
#[cfg(test)]
mod tests;

pub use bucket::{Bucket, BucketFault};
pub use copy::Copied;
pub use grants::{Grants, Upload};

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek, SeekFrom, Write};
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

    /// Everything it keeps; `None` where it does not list it.
    ///
    /// # Errors
    /// Where it does not answer.
    fn all(&self) -> io::Result<Option<Listing>>;
}

/// What a keeper keeps.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Attachments, by hash.
    pub hashes: BTreeSet<Hash>,
    /// Files that are none.
    pub strange: Vec<PathBuf>,
}

/// Some bytes of a whole attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// How many there are in all.
    pub size: u64,
    /// Those asked for.
    pub bytes: Vec<u8>,
}

/// Whether what is kept is what its hash says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Soundness {
    /// It is.
    Sound,
    /// It is not.
    Damaged,
    /// It is not here.
    Missing,
}

/// Bytes hashed or copied at once.
const SLICE: usize = 1 << 20;
/// Locks of what comes in.
const LOCKS: usize = 64;
/// The folder of what is not whole yet.
const PARTS: &str = "parts";

/// Attachments as they come in and are kept.
pub struct Attachments {
    parts: PathBuf,
    keeper: Box<dyn Keeper>,
    /// Two phones may bring the same bytes at once: pieces of one are appended one after the other. Those of others
    /// wait only where their hashes begin alike.
    appending: [Mutex<()>; LOCKS],
    /// Uploads that were found to be their people's.
    pub grants: Grants,
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
        Self::in_this(data.join("attachments"))
    }

    /// In this very folder.
    #[must_use]
    pub fn in_this(whole: PathBuf) -> Self {
        Self::of(whole.join(PARTS), Box::new(Folder(whole)))
    }

    /// Whole ones with that keeper; those that come in beside the book.
    #[must_use]
    pub fn kept_by(data: &Path, keeper: impl Keeper + 'static) -> Self {
        Self::of(data.join("attachments").join(PARTS), Box::new(keeper))
    }

    fn of(parts: PathBuf, keeper: Box<dyn Keeper>) -> Self {
        let appending = std::array::from_fn(|_| Mutex::default());
        Self { parts, keeper, appending, grants: Grants::default() }
    }

    /// How many bytes of it are here, whole or in part.
    ///
    /// # Errors
    /// Where the disk does not answer.
    pub fn has(&self, hash: Hash) -> io::Result<u64> {
        match self.keeper.size(hash)? {
            Some(size) => Ok(size),
            None => self.has_in_part(hash),
        }
    }

    fn has_in_part(&self, hash: Hash) -> io::Result<u64> {
        match fs::metadata(self.part(hash)) {
            Ok(part) => Ok(part.len()),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(fault) => Err(fault),
        }
    }

    /// Takes a piece in. One that does not begin where the bytes end changes nothing; the answer says where they do. That
    /// all are here it answers only once the keeper has them: where that failed before, the next piece, an empty one
    /// too, tries it again.
    ///
    /// # Errors
    /// Where disk or keeper does not take it.
    pub fn take(&self, hash: Hash, offset: u64, total: u64, piece: &[u8]) -> io::Result<Taken> {
        let lock = self.appending.get(usize::from(hash.0[0]) % LOCKS);
        let _alone = lock.map(|it| it.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some(size) = self.keeper.size(hash)? {
            return Ok(Taken::Has(size));
        }
        let path = self.part(hash);
        let has = self.appended(hash, offset, total, piece)?;
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

    /// Appends a piece that begins where the bytes end; answers how many there are then.
    fn appended(&self, hash: Hash, offset: u64, total: u64, piece: &[u8]) -> io::Result<u64> {
        let has = self.has_in_part(hash)?;
        if piece.is_empty() || offset != has || has >= total {
            return Ok(has);
        }
        let room = usize::try_from(total - has).unwrap_or(usize::MAX);
        let piece = piece.get(..piece.len().min(room)).unwrap_or_default();
        fs::create_dir_all(&self.parts)?;
        let mut file = OpenOptions::new().create(true).append(true).open(self.part(hash))?;
        file.write_all(piece)?;
        file.sync_all()?;
        Ok(has + piece.len() as u64)
    }

    /// Bytes of a whole one, from an offset on; `None` where it is not whole here.
    ///
    /// # Errors
    /// Where the disk does not answer.
    pub fn read(&self, hash: Hash, offset: u64, most: usize) -> io::Result<Option<Read>> {
        let Some(size) = self.keeper.size(hash)? else { return Ok(None) };
        let bytes = if offset < size { self.keeper.read(hash, offset, most)? } else { Vec::new() };
        Ok(Some(Read { size, bytes }))
    }

    /// Everything that is here whole; `None` where the keeper does not list it.
    ///
    /// # Errors
    /// Where the disk does not answer.
    pub fn all(&self) -> io::Result<Option<Listing>> {
        self.keeper.all()
    }

    /// How many have come in part.
    ///
    /// # Errors
    /// Where the disk does not answer.
    pub fn begun(&self) -> io::Result<usize> {
        Ok(entries(&self.parts)?.len())
    }

    /// Reads one from the first to the last byte and hashes it.
    ///
    /// # Errors
    /// Where the disk does not answer.
    pub fn soundness(&self, hash: Hash) -> io::Result<Soundness> {
        let Some(size) = self.keeper.size(hash)? else { return Ok(Soundness::Missing) };
        let mut hasher = Sha256::new();
        let mut offset = 0;
        while offset < size {
            let piece = self.keeper.read(hash, offset, SLICE)?;
            if piece.is_empty() {
                return Ok(Soundness::Damaged);
            }
            offset += piece.len() as u64;
            hasher.update(&piece);
        }
        let is_it = Hash(hasher.finalize().into()) == hash;
        Ok(if is_it { Soundness::Sound } else { Soundness::Damaged })
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

/// The files and folders in a folder, in the order of names; none where there is no such folder.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let found = match fs::read_dir(folder) {
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        found => found?,
    };
    let mut all = found.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    all.sort();
    Ok(all)
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

    fn all(&self) -> io::Result<Option<Listing>> {
        let mut listing = Listing::default();
        for shelf in
            entries(&self.0)?.into_iter().filter(|it| it.file_name().is_none_or(|name| name != PARTS))
        {
            let files = if shelf.is_dir() { entries(&shelf)? } else { vec![shelf] };
            for file in files {
                let name = file.file_name().and_then(|name| name.to_str());
                match name.and_then(|name| name.parse::<Hash>().ok()).filter(|hash| self.file(*hash) == file)
                {
                    Some(hash) => drop(listing.hashes.insert(hash)),
                    None => listing.strange.push(file),
                }
            }
        }
        Ok(Some(listing))
    }
}
