//! What lies beside the book: each attachment that is kept against its hash, and each that a record names for being there.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;

use fieldbook_book::hash::Hash;

use super::Findings;
use crate::attachments::{Attachments, Soundness};

/// What was found of attachments, beside what is wrong with them.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Attached {
    /// Here, and what their hash says.
    pub sound: usize,
    /// Records name them, and no phone has brought them yet.
    pub awaited: usize,
    /// Have come in part.
    pub begun: usize,
    /// Here, and no record names them: what came after a backup that was restored since.
    pub unnamed: usize,
    /// Files that are no attachments.
    pub strange: Vec<PathBuf>,
}

/// Looks at them after [`super::check`] has read which there should be; what is missing or damaged is added to what is wrong.
///
/// # Errors
/// Where the disk or the object store does not answer.
pub fn attached(findings: &mut Findings, kept: &Attachments) -> io::Result<Attached> {
    let listing = kept.all()?.unwrap_or_default();
    let mut told = Attached { begun: kept.begun()?, strange: listing.strange, ..Attached::default() };
    let named = findings.named.keys().chain(&findings.noted).copied();
    let all: BTreeSet<Hash> = listing.hashes.into_iter().chain(named).collect();
    for hash in all {
        let doc = findings.named.get(&hash);
        let of = doc.map(|doc| format!(" of document {doc}")).unwrap_or_default();
        match kept.soundness(hash)? {
            Soundness::Sound => {
                told.sound += 1;
                told.unnamed += usize::from(doc.is_none());
            }
            Soundness::Damaged => findings
                .wrong
                .push(format!("attachment {hash}{of}: it is damaged, its bytes are not what its hash says")),
            Soundness::Missing if findings.noted.contains(&hash) => {
                findings.wrong.push(format!("attachment {hash}{of}: it is missing, and it was here"));
            }
            Soundness::Missing => told.awaited += 1,
        }
    }
    Ok(told)
}
