//! What a book only keeps: each value must be what its table holds, and where the key is a hash, the hash of it.

use std::fmt::Display;

use fieldbook_book::chunk;
use fieldbook_book::hash::Hash;
use fieldbook_book::hub;
use fieldbook_book::store::{StoreFault, Table, Tx, from_cbor};
use fieldbook_book::wire::{Item, Receipt, Record, Verdict};
use fieldbook_process::PersonId;
use serde::de::DeserializeOwned;

use super::PAGE;
use crate::account::Account;
use crate::device::Device;
use crate::session;

/// Says of every value that it cannot be read or is not what its key says.
pub(super) fn read(tx: &mut dyn Tx, wrong: &mut Vec<String>) -> Result<(), StoreFault> {
    each(tx, Table::Changes, wrong, |key, value| {
        let record: Record = from_cbor(value)?;
        let is_it = chunk::hash_of(&record.bytes.0).is_some_and(|hash| Hash::from(hash).0 == key);
        if is_it { Ok(()) } else { Err("it is another change, or damaged".into()) }
    })?;
    each(tx, Table::Verdicts, wrong, readable::<(PersonId, Verdict)>)?;
    each(tx, Table::Receipts, wrong, readable::<Receipt>)?;
    each(tx, Table::Entries, wrong, readable::<Item>)?;
    each(tx, Table::Accounts, wrong, readable::<Account>)?;
    each(tx, Table::Devices, wrong, readable::<Device>)?;
    if let Err(fault) = session::seen(tx) {
        wrong.push(fault.to_string());
    }
    if let Err(fault) = hub::check_companies(tx) {
        wrong.push(fault.to_string());
    }
    Ok(())
}

/// Why a value is not what it should be.
type Fault = Box<dyn std::error::Error>;

fn readable<T: DeserializeOwned>(_: &[u8], value: &[u8]) -> Result<(), Fault> {
    let _read: T = from_cbor(value)?;
    Ok(())
}

fn each(
    tx: &mut dyn Tx,
    table: Table,
    wrong: &mut Vec<String>,
    look: impl Fn(&[u8], &[u8]) -> Result<(), Fault>,
) -> Result<(), StoreFault> {
    let mut from = Vec::new();
    loop {
        let page = tx.scan(table, &from, &[0xff; 65], PAGE, false)?;
        let Some((last, _)) = page.last() else { return Ok(()) };
        from = [last.as_slice(), &[0]].concat();
        let faults = page.iter().filter_map(|(key, value)| Some((key, look(key, value).err()?)));
        wrong.extend(faults.map(|(key, fault)| told(table, key, &fault)));
    }
}

fn told(table: Table, key: &[u8], fault: &dyn Display) -> String {
    let key: String = key.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{} {key}: {fault}", table.name())
}
