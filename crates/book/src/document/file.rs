//! A record as a plain `.automerge` file, as the JavaScript library opens and saves it, and back.
//!
//! Reading is for a person with a file, in a process of their own, not for what phones send: a whole document
//! cannot be looked at before Automerge parses it, so the wall of [`crate::chunk`] stands behind that, change by
//! change. What JavaScript writes by itself (texts as objects, floats, deletions) does not pass it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use automerge::{Automerge, SaveOptions};

use super::{Document, Heads, sorted};
use crate::chunk::{self, LIMITS, Malformed, Misfit, RecordShape};

/// The most bytes that a file may have; a record of 10,000 follow-ups has about 2 MB.
pub const FILE_BYTES: usize = 16_000_000;

/// Why a file is not taken for a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotARecord {
    /// More than [`FILE_BYTES`].
    #[error("the file has more than {FILE_BYTES} bytes")]
    TooLarge,
    /// Automerge cannot load it.
    #[error("it is not an Automerge document, or damaged: {0}")]
    Unreadable(String),
    /// It holds no change.
    #[error("the document is empty")]
    Empty,
    /// One of its changes is none that we would take from anybody.
    #[error("it holds a change that does not read: {0}")]
    Malformed(#[from] Malformed),
    /// One of its changes does not fit a record.
    #[error("it holds a change that fits no record: {0}")]
    Misfit(#[from] Misfit),
    /// Loaded, saved and loaded again it is something else.
    #[error("its versions change when it is saved")]
    Unstable,
}

/// The document as a file. What waits inside for a change that is not there stays out.
#[must_use]
pub fn export(document: &Document) -> Vec<u8> {
    document.0.save_with_options(SaveOptions { deflate: true, retain_orphans: false })
}

/// Reads a file: each of its changes passes the wall onto an empty document, in order; that one is saved and
/// loaded again. All three must have the same heads.
///
/// # Errors
/// [`NotARecord`], with what is wrong.
pub fn import(bytes: &[u8]) -> Result<Document, NotARecord> {
    if bytes.len() > FILE_BYTES {
        return Err(NotARecord::TooLarge);
    }
    let (changes, heads) = loaded(bytes)?;
    if heads.is_empty() {
        return Err(NotARecord::Empty);
    }
    let mut document = Automerge::new();
    for change in changes {
        let checked = chunk::check(&change, &LIMITS)?;
        chunk::fits(&document, &checked, &RecordShape)?;
        chunk::apply(&mut document, &checked)?;
    }
    let document = Document(document);
    let again =
        Document::load(&document.save()).map_err(|fault| NotARecord::Unreadable(fault.to_string()))?;
    if document.heads() == heads && again == document { Ok(again) } else { Err(NotARecord::Unstable) }
}

/// The bytes of the changes, each after what it stands on, and the heads. Bytes from outside can make Automerge
/// panic.
fn loaded(bytes: &[u8]) -> Result<(Vec<Vec<u8>>, Heads), NotARecord> {
    let load = || {
        let document = Automerge::load(bytes).map_err(|fault| NotARecord::Unreadable(fault.to_string()))?;
        let changes = document.get_changes(&[]).iter().map(|change| change.raw_bytes().to_vec()).collect();
        Ok((changes, sorted(document.get_heads())))
    };
    catch_unwind(AssertUnwindSafe(load))
        .unwrap_or(Err(NotARecord::Unreadable("Automerge gave up".to_owned())))
}
