//! After a restore: phones bring back what the server had accepted, with its own receipts. A valid receipt is
//! taken unjudged from whoever brings it; bytes are still looked at like any others.

use super::accept;
use super::ledger::Ledger;
use super::tables::{self, Binding};
use crate::chunk;
use crate::hash::Bytes;
use crate::message::Message;
use crate::store::{StoreFault, Table};
use crate::wire::{Receipt, Record, Verdict};

/// Takes back what fits; what lacks a dependency waits for somebody who brings that first.
///
/// # Errors
/// [`StoreFault`].
pub(crate) fn take(ledger: &mut Ledger<'_>, records: &[Record]) -> Result<(), StoreFault> {
    // Not bounded by number: the body was, and whatever were passed over would be lost.
    for record in records {
        one(ledger, record)?;
    }
    Ok(())
}

fn one(ledger: &mut Ledger<'_>, record: &Record) -> Result<(), StoreFault> {
    let receipt = &record.receipt;
    if !ledger.seal.verify(&receipt.signed_bytes(record.doc), &receipt.signature.0) {
        return Ok(());
    }
    let Ok(checked) = chunk::check(&record.bytes.0, &chunk::LIMITS) else { return Ok(()) };
    if checked.hash.0 != receipt.hash.0 || tables::change(ledger.tx, receipt.hash)?.is_some() {
        return Ok(());
    }
    let mut document = ledger.document(record.doc)?.map(|loaded| loaded.document.clone()).unwrap_or_default();
    if chunk::fits(document.automerge(), &checked, &chunk::RecordShape).is_err()
        || chunk::apply(document.automerge_mut(), &checked).is_err()
    {
        return Ok(());
    }
    let (Some(kind), Some(message)) = (document.view().record_kind(), checked.message.as_deref()) else {
        return Ok(());
    };
    let Ok(message) = Message::read(message) else { return Ok(()) };
    let binding =
        Binding { person: receipt.person, device: receipt.device, doc: record.doc, company: message.company };
    tables::write(ledger.tx, Table::Actors, checked.actor.to_bytes(), &binding)?;
    tables::put_verdict(ledger.tx, receipt.hash, receipt.person, &Verdict::Accepted)?;
    let receipt = Receipt { back_ms: Some(ledger.now_ms), ..receipt.clone() };
    tables::put_receipt(ledger.tx, record.doc, &receipt)?;
    let record = Record { doc: record.doc, bytes: Bytes(checked.bytes), receipt };
    accept::append(ledger, kind, record, document)
}
