//! Who was found to bring some bytes: the pieces of one upload come within seconds, and the record is looked up and read
//! for the first of them.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use fieldbook_book::hash::Hash;
use fieldbook_process::{DocId, PersonId};

use crate::limits::{GRANT_MS, GRANTS};

/// One upload: who brings which bytes of which record.
pub type Upload = (PersonId, DocId, Hash);

/// Uploads under way. What somebody may no longer bring they may for as long as [`GRANT_MS`]: bytes whose hash a
/// record names, and nothing else.
#[derive(Debug, Default)]
pub struct Grants(Mutex<BTreeMap<Upload, (u64, i64)>>);

impl Grants {
    /// How many bytes there are in all, where the upload was found to be theirs a short while ago.
    pub fn total(&self, upload: &Upload, now_ms: i64) -> Option<u64> {
        let grants = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        grants.get(upload).filter(|(_, at_ms)| is_fresh(*at_ms, now_ms)).map(|(total, _)| *total)
    }

    /// It was found to be theirs.
    pub fn put(&self, upload: Upload, total: u64, now_ms: i64) {
        let mut grants = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        grants.retain(|_, (_, at_ms)| is_fresh(*at_ms, now_ms));
        if grants.len() < GRANTS {
            grants.insert(upload, (total, now_ms));
        }
    }
}

fn is_fresh(at_ms: i64, now_ms: i64) -> bool {
    (0..GRANT_MS).contains(&now_ms.saturating_sub(at_ms))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upload(n: u8) -> Upload {
        (PersonId([n; 16]), DocId([1; 16]), Hash([2; 32]))
    }

    #[test]
    fn a_grant_is_of_one_upload_and_for_a_while() {
        let grants = Grants::default();
        grants.put(upload(1), 700, 1_000);
        assert_eq!(grants.total(&upload(1), 1_000 + GRANT_MS - 1), Some(700));
        assert_eq!(grants.total(&upload(1), 1_000 + GRANT_MS), None);
        assert_eq!(grants.total(&upload(1), 999), None, "the clock was put back");
        assert_eq!(grants.total(&upload(2), 1_000), None);
    }

    #[test]
    fn there_are_only_so_many_and_old_ones_make_room() {
        let grants = Grants::default();
        for n in 0..=u8::try_from(GRANTS).unwrap() {
            grants.put(upload(n), 1, 1_000);
        }
        assert_eq!(grants.total(&upload(u8::try_from(GRANTS).unwrap()), 1_000), None);
        grants.put(upload(255), 1, 1_000 + GRANT_MS);
        assert_eq!(grants.total(&upload(255), 1_000 + GRANT_MS), Some(1));
    }
}
