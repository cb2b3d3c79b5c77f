//! What revoked devices pushed once more: never judged, until somebody of the office releases it.

use fieldbook_process::DeviceId;
use fieldbook_process::id::GroupId;

use super::ledger::Ledger;
use super::tables;
use super::{BOUNDS, Caller, Seal};
use crate::chunk;
use crate::hash::Short;
use crate::message::Message;
use crate::store::{StoreFault, Table, Tx};
use crate::wire::{Request, Sent, Unit, Verdict};

/// Puts what a revoked device pushes aside, never judged, up to a bound.
///
/// # Errors
/// [`StoreFault`].
pub(super) fn put(ledger: &mut Ledger<'_>, caller: &Caller, request: &Request) -> Result<(), StoreFault> {
    let prefix = caller.device.0;
    let held = ledger.tx.scan(Table::Quarantine, &prefix, &tables::after(&prefix), usize::MAX, false)?;
    let mut bytes: usize = held.iter().map(|(_, value)| value.len()).sum();
    for sent in request.units.iter().flat_map(|unit| &unit.changes) {
        bytes = bytes.saturating_add(sent.bytes.0.len());
        if bytes > BOUNDS.quarantine_bytes {
            break;
        }
        tables::write(ledger.tx, Table::Quarantine, &key(caller.device, sent), sent)?;
    }
    Ok(())
}

/// What a device left, with its messages, in the order in which it was entered; without a message what cannot be
/// read.
///
/// # Errors
/// [`StoreFault`].
pub fn quarantined(tx: &mut dyn Tx, device: DeviceId) -> Result<Vec<(Sent, Option<Message>)>, StoreFault> {
    let pairs = tx.scan(Table::Quarantine, &device.0, &tables::after(&device.0), usize::MAX, false)?;
    let mut all = Vec::new();
    for (_, value) in pairs {
        let sent: Sent = tables::decode(Table::Quarantine, &value)?;
        let message = message_of(&sent);
        all.push((sent, message));
    }
    all.sort_by_key(|(_, message)| message.as_ref().map(|message| message.entered_ms));
    Ok(all)
}

fn message_of(sent: &Sent) -> Option<Message> {
    let checked = chunk::check(&sent.bytes.0, &chunk::LIMITS).ok()?;
    Message::read(checked.message.as_deref()?).ok()
}

/// Judges now what a device left, as if it had been pushed in time. What gets its final answer leaves the
/// quarantine; what lacks something, or is for later, stays.
///
/// # Errors
/// [`StoreFault`].
pub fn release(
    tx: &mut dyn Tx,
    device: DeviceId,
    now_ms: i64,
    seal: &dyn Seal,
) -> Result<Vec<(Message, Verdict)>, StoreFault> {
    let mut waiting = units(quarantined(tx, device)?);
    let mut told = Vec::new();
    // Changes at one moment may lie in another order than they stand on each other.
    loop {
        let before = waiting.len();
        let mut ledger = Ledger::open(tx, now_ms, seal)?;
        let mut left = Vec::new();
        let mut done = Vec::new();
        for (message, unit) in waiting {
            let caller = Caller { person: message.person, device, revoked: false };
            match super::answer(&mut ledger, &caller, &unit)? {
                verdict @ (Verdict::MissingDependency(_) | Verdict::Later) => {
                    left.push((message, unit, verdict));
                }
                verdict => done.push((message, unit, verdict)),
            }
        }
        ledger.flush()?;
        for (message, unit, verdict) in done {
            unit.changes.iter().try_for_each(|sent| remove(tx, device, sent))?;
            told.push((message, verdict));
        }
        if left.is_empty() || left.len() == before {
            told.extend(left.into_iter().map(|(message, _, verdict)| (message, verdict)));
            return Ok(told);
        }
        waiting = left.into_iter().map(|(message, unit, _)| (message, unit)).collect();
    }
}

/// The changes as units: those of one group together.
fn units(changes: Vec<(Sent, Option<Message>)>) -> Vec<(Message, Unit)> {
    let mut units: Vec<(Message, Unit)> = Vec::new();
    for (sent, message) in changes {
        let Some(message) = message else { continue };
        let same = |group: &GroupId| units.iter().position(|(other, _)| other.group.as_ref() == Some(group));
        let at = message.group.as_ref().and_then(same);
        match at.and_then(|at| units.get_mut(at)) {
            Some((_, unit)) => unit.changes.push(sent),
            None => units.push((message, Unit { changes: vec![sent] })),
        }
    }
    units
}

/// Throws away what a device left; answers how many changes that were.
///
/// # Errors
/// [`StoreFault`].
pub fn discard(tx: &mut dyn Tx, device: DeviceId) -> Result<usize, StoreFault> {
    let all = quarantined(tx, device)?;
    all.iter().try_for_each(|(sent, _)| remove(tx, device, sent))?;
    Ok(all.len())
}

fn remove(tx: &mut dyn Tx, device: DeviceId, sent: &Sent) -> Result<(), StoreFault> {
    tx.delete(Table::Quarantine, &key(device, sent))
}

fn key(device: DeviceId, sent: &Sent) -> Vec<u8> {
    tables::key([&device.0, &Short::of(&sent.bytes.0).0])
}
