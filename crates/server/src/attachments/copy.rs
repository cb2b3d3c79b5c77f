//! Copying attachments into a folder, or back: what is there already stays, so one folder serves many backups.

use std::io;

use fieldbook_book::hash::Hash;

use super::{Attachments, SLICE, Taken};

/// What was copied.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// New ones.
    pub new: usize,
    /// Those that were there.
    pub there: usize,
    /// Those whose bytes are not what their hash says: not copied.
    pub damaged: Vec<Hash>,
}

impl Attachments {
    /// Copies all that is here whole and the other one lacks; each is hashed on the way. `None` where the keeper does not
    /// list what it keeps.
    ///
    /// # Errors
    /// Where a disk does not answer; what was copied before stays.
    pub fn copy_to(&self, other: &Self) -> io::Result<Option<Copied>> {
        let Some(listing) = self.all()? else { return Ok(None) };
        let mut copied = Copied::default();
        for hash in listing.hashes {
            if other.keeper.size(hash)?.is_some() {
                copied.there += 1;
            } else if self.copy_one(hash, other)? {
                copied.new += 1;
            } else {
                copied.damaged.push(hash);
            }
        }
        Ok(Some(copied))
    }

    /// Answers whether it is what its hash says.
    fn copy_one(&self, hash: Hash, other: &Self) -> io::Result<bool> {
        let Some(total) = self.keeper.size(hash)? else { return Ok(false) };
        loop {
            // A copy that was broken off goes on where it stood.
            let offset = other.has(hash)?;
            let piece = self.keeper.read(hash, offset, SLICE)?;
            match other.take(hash, offset, total, &piece)? {
                Taken::Has(has) if has >= total => return Ok(true),
                Taken::Has(has) if has > offset => {}
                Taken::Has(_) | Taken::Other => return Ok(false),
            }
        }
    }
}
