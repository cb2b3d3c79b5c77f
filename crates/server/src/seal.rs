//! The key that signs receipts (Ed25519). It lies in a file of its own, apart from the folder of data: whoever
//! gets a backup cannot make receipts with it, and after a restore phones bring back what they have receipts
//! for – so the same key must be there again.

#[cfg(test)]
mod tests;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use ed25519_dalek::{Signature, Signer, SigningKey};
use fieldbook_book::hub::Seal;
use fieldbook_book::store::{StoreFault, Table, Tx};

use crate::chance;

/// How the file begins; then 64 hex digits.
const HEADING: &str = "fieldbook receipt key 1 ";
/// Where the book remembers which key it signs with.
const KNOWN: &[u8] = b"receipt_key";

/// A key for receipts.
pub struct ReceiptKey(SigningKey);

/// Why there is no key to sign with.
#[derive(Debug, thiserror::Error)]
pub enum KeyFault {
    /// The file cannot be read or written.
    #[error("the receipt key {0} cannot be used: {1}")]
    File(PathBuf, io::Error),
    /// It holds something else.
    #[error("{0} is no receipt key of Fieldbook")]
    NotAKey(PathBuf),
    /// The book was signed with another one.
    #[error(
        "the receipt key {0} is not the one that this book signs with. Name the right file with \
         --receipt-key; if it is lost for good, `--new-receipt-key` goes on with this one, and receipts that \
         phones hold by now cannot be used after a restore"
    )]
    Other(PathBuf),
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreFault),
}

impl ReceiptKey {
    /// Where the key lies if nothing else is said: beside the folder of data, not in it.
    #[must_use]
    pub fn usual_file(data: &Path) -> PathBuf {
        // `./data/` and `.` have to give a name too.
        let data = fs::canonicalize(data).unwrap_or_else(|_| data.to_path_buf());
        let mut name = data.file_name().unwrap_or_default().to_owned();
        name.push(".receipt-key");
        data.with_file_name(name)
    }

    /// Reads the key from its file, or makes a new one where there is no file.
    ///
    /// # Errors
    /// [`KeyFault`].
    pub fn of_file(file: &Path) -> Result<Self, KeyFault> {
        match fs::read_to_string(file) {
            Ok(text) => Self::read(&text).ok_or_else(|| KeyFault::NotAKey(file.to_path_buf())),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Self::make(file),
            Err(fault) => Err(KeyFault::File(file.to_path_buf(), fault)),
        }
    }

    /// Compares the key with the one that the book knows. A book without one, or one that is told so, takes it.
    ///
    /// # Errors
    /// [`KeyFault::Other`] where the book signs with another key.
    pub fn settle(&self, tx: &mut dyn Tx, file: &Path, take: bool) -> Result<(), KeyFault> {
        let public = self.0.verifying_key().to_bytes();
        match tx.get(Table::Meta, KNOWN)? {
            Some(known) if known == public => Ok(()),
            Some(_) if !take => Err(KeyFault::Other(file.to_path_buf())),
            _ => Ok(tx.put(Table::Meta, KNOWN, &public)?),
        }
    }

    fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix(HEADING)?.trim_end();
        let pairs =
            digits.as_bytes().chunks(2).map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok());
        let secret: [u8; 32] = pairs.collect::<Option<Vec<u8>>>()?.try_into().ok()?;
        Some(Self(SigningKey::from_bytes(&secret)))
    }

    fn make(file: &Path) -> Result<Self, KeyFault> {
        let secret = chance::random::<32>()?;
        let digits: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written = options.open(file).and_then(|mut open| {
            writeln!(open, "{HEADING}{digits}")?;
            open.sync_all()
        });
        written.map_err(|fault| KeyFault::File(file.to_path_buf(), fault))?;
        Ok(Self(SigningKey::from_bytes(&secret)))
    }
}

impl Seal for ReceiptKey {
    fn sign(&self, bytes: &[u8]) -> Vec<u8> {
        self.0.sign(bytes).to_bytes().to_vec()
    }

    fn verify(&self, bytes: &[u8], signature: &[u8]) -> bool {
        let signature = Signature::from_slice(signature);
        signature.is_ok_and(|signature| self.0.verifying_key().verify_strict(bytes, &signature).is_ok())
    }
}
