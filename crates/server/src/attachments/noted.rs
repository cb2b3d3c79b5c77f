//! Which attachments the server has told phones that it holds whole: from then on a phone may let go of them, so one that
//! is missing later is lost here, not merely on its way.

use std::collections::BTreeSet;

use fieldbook_book::hash::Hash;
use fieldbook_book::store::{StoreFault, Table, Tx};

/// Before the hash in the keys of [`Table::Meta`].
const PREFIX: &[u8] = b"attachment/";
/// Read at once.
const PAGE: usize = 1_000;

fn key(hash: Hash) -> Vec<u8> {
    [PREFIX, &hash.0].concat()
}

/// Whether it was told.
///
/// # Errors
/// [`StoreFault`].
pub fn is_noted(tx: &mut dyn Tx, hash: Hash) -> Result<bool, StoreFault> {
    Ok(tx.get(Table::Meta, &key(hash))?.is_some())
}

/// It is whole, and is about to be told.
///
/// # Errors
/// [`StoreFault`].
pub fn note(tx: &mut dyn Tx, hash: Hash, now_ms: i64) -> Result<(), StoreFault> {
    tx.put(Table::Meta, &key(hash), &now_ms.to_be_bytes())
}

/// All of them.
///
/// # Errors
/// [`StoreFault`].
pub fn all(tx: &mut dyn Tx) -> Result<BTreeSet<Hash>, StoreFault> {
    let mut all = BTreeSet::new();
    let mut from = PREFIX.to_vec();
    let end = [PREFIX, &[0xff; 33]].concat();
    loop {
        let page = tx.scan(Table::Meta, &from, &end, PAGE, false)?;
        let Some((last, _)) = page.last() else { return Ok(all) };
        from = [last.as_slice(), &[0]].concat();
        let hashes = page.iter().filter_map(|(key, _)| key.strip_prefix(PREFIX)?.try_into().ok());
        all.extend(hashes.map(Hash));
    }
}
