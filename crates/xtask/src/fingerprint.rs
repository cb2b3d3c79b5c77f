//! Whether something must be made again: a digest over the bytes and names of what it is made from,
//! remembered beside it. File times are not asked, so a fresh checkout of the same content changes nothing.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::root;

/// Files and folders that something is made from, as one digest.
pub struct Fingerprint {
    name: &'static str,
    digest: String,
}

impl Fingerprint {
    /// Of these paths, as they are now; a path that doesn't exist counts as empty. `name` is unique per product.
    ///
    /// # Errors
    /// If a file can't be read.
    pub fn of(name: &'static str, paths: &[&str]) -> Result<Self> {
        let mut files = Vec::new();
        for path in paths {
            gather(Path::new(path), &mut files)?;
        }
        files.sort();
        let mut hash = Sha256::new();
        for file in files {
            let bytes = fs::read(&file).with_context(|| file.display().to_string())?;
            hash.update(file.to_string_lossy().as_bytes());
            hash.update([0]);
            hash.update(Sha256::digest(&bytes));
        }
        Ok(Self { name, digest: hex(&hash.finalize()) })
    }

    /// Whether `product` exists and was made from just this.
    pub fn holds_for(&self, product: &Path) -> bool {
        product.exists() && fs::read_to_string(self.note()).is_ok_and(|noted| noted == self.digest)
    }

    /// Remembers that the product has been made.
    ///
    /// # Errors
    /// If the note can't be written.
    pub fn remember(&self) -> Result<()> {
        fs::create_dir_all(root::NOTES)?;
        fs::write(self.note(), &self.digest).context("writing a fingerprint")
    }

    fn note(&self) -> PathBuf {
        Path::new(root::NOTES).join(self.name)
    }
}

fn gather(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path).with_context(|| path.display().to_string())? {
            gather(&entry?.path(), files)?;
        }
    } else if path.exists() {
        files.push(path.to_path_buf());
    }
    Ok(())
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
