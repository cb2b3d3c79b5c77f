//! The shell's own tables, typed: CBOR under a key, as the book keeps everything else.

use fieldbook_book::store::{StoreFault, Table, Tx, Unreadable, from_cbor, to_cbor};
use fieldbook_process::EntryId;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Greater than every key of the shell's tables, none of which begins with a full byte four times.
const END: [u8; 40] = [0xff; 40];

/// Reads what stands under a key.
///
/// # Errors
/// [`StoreFault`].
pub fn read<T: DeserializeOwned>(tx: &mut dyn Tx, table: Table, key: &[u8]) -> Result<Option<T>, StoreFault> {
    tx.get(table, key)?.map(|bytes| decode(table, &bytes)).transpose()
}

/// Writes a value under a key.
///
/// # Errors
/// [`StoreFault`].
pub fn write<T: Serialize>(tx: &mut dyn Tx, table: Table, key: &[u8], value: &T) -> Result<(), StoreFault> {
    let bytes = to_cbor(value).map_err(|fault| unreadable(table, &fault))?;
    tx.put(table, key, &bytes)
}

/// Everything in a table, in the order of keys.
///
/// # Errors
/// [`StoreFault`].
pub fn all<T: DeserializeOwned>(tx: &mut dyn Tx, table: Table) -> Result<Vec<(Vec<u8>, T)>, StoreFault> {
    let pairs = tx.scan(table, &[], &END, usize::MAX, false)?;
    pairs.into_iter().map(|(key, bytes)| Ok((key, decode(table, &bytes)?))).collect()
}

/// Everything in [`Table::Meta`] whose key is a prefix and an id.
///
/// # Errors
/// [`StoreFault`].
pub fn under<T: DeserializeOwned>(tx: &mut dyn Tx, prefix: &[u8]) -> Result<Vec<(EntryId, T)>, StoreFault> {
    let end = [prefix, &[0xff; 17]].concat();
    let pairs = tx.scan(Table::Meta, prefix, &end, usize::MAX, false)?;
    let id = |key: &[u8]| key.strip_prefix(prefix).and_then(|id| id.try_into().ok()).map(EntryId);
    let pairs = pairs.into_iter().filter_map(|(key, bytes)| Some((id(&key)?, bytes)));
    pairs.map(|(id, bytes)| Ok((id, decode(Table::Meta, &bytes)?))).collect()
}

fn decode<T: DeserializeOwned>(table: Table, bytes: &[u8]) -> Result<T, StoreFault> {
    from_cbor(bytes).map_err(|fault| unreadable(table, &fault))
}

fn unreadable(table: Table, fault: &Unreadable) -> StoreFault {
    StoreFault(format!("table {}: {fault}", table.name()))
}
