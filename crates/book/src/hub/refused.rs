//! What was refused, kept for the office: so that words which are in no book are not on one phone alone. A change
//! that did not pass the wall leaves its hash and size, and nothing of what it says.
//!
//! Under a person stand their acts by number, the number of each by its hash, and how much there is; over the
//! bounds the oldest goes and is counted.

use fieldbook_process::facts::{Edit, difference};
use fieldbook_process::{ActName, DeviceId, DocId, EntryId, PersonId, RecordKind};
use serde::{Deserialize, Serialize};

use super::ledger::Ledger;
use super::{BOUNDS, Caller, judge, tables};
use crate::hash::{Hash, Short};
use crate::store::{StoreFault, Table, Tx, to_cbor};
use crate::wire::{Sent, Unit, Verdict};

/// An act that the server refused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Refused {
    /// Its id: follows from its first change, as on the phone that set it aside.
    pub id: EntryId,
    /// Who sent it.
    pub person: PersonId,
    /// From which device.
    pub device: DeviceId,
    /// Received, ms UTC by the server's clock.
    pub received_ms: i64,
    /// What it was answered.
    pub verdict: Verdict,
    /// Its changes, at most as many as an act may have.
    pub parts: Vec<RefusedPart>,
}

/// One change of a refused act.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RefusedPart {
    /// The document that it was sent for.
    pub doc: DocId,
    /// The change; of bytes that are none their SHA-256.
    pub hash: Hash,
    /// Its size as sent, in bytes.
    pub size_bytes: u64,
    /// What it was to do; `None` where it did not pass the wall, or where that is too much to be kept.
    pub meant: Option<Meant>,
}

/// What a refused change was to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Meant {
    /// The act that it names.
    pub act: ActName,
    /// The kind of record; `None` where this server does not know it.
    pub kind: Option<RecordKind>,
    /// Under which company version.
    pub company: u64,
    /// When it was entered, ms UTC.
    pub entered_ms: i64,
    /// Its values, path by path: old and new.
    pub edits: Vec<Edit>,
}

/// How much is kept of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally {
    /// Acts.
    pub acts: u64,
    /// Bytes of them, as stored.
    pub bytes: u64,
    /// Acts dropped since there was no room for them any more.
    pub dropped: u64,
    /// The number of the next one.
    next: u64,
}

impl Tally {
    fn is_over(self) -> bool {
        self.acts > BOUNDS.refused || self.bytes > BOUNDS.refused_bytes
    }
}

const BY_NUMBER: &[u8] = &[0];
const BY_ID: &[u8] = &[1];

/// Keeps a unit that was refused; any other verdict keeps nothing here.
///
/// # Errors
/// [`StoreFault`].
pub(super) fn keep(
    ledger: &mut Ledger<'_>,
    caller: &Caller,
    unit: &Unit,
    verdict: &Verdict,
) -> Result<(), StoreFault> {
    let is_refused = matches!(verdict, Verdict::Refused(_) | Verdict::Malformed(_) | Verdict::TooLarge(_));
    let Some(first) = unit.changes.first().filter(|_| is_refused) else { return Ok(()) };
    let id = EntryId(Short::of(&hash_of(first).0).0);
    // Its answer may have been lost: then it comes again.
    if ledger.tx.get(Table::Refused, &by_id(caller.person, id))?.is_some() {
        return Ok(());
    }
    let mut parts = Vec::new();
    for sent in unit.changes.iter().take(BOUNDS.group) {
        let size_bytes = sent.bytes.0.len() as u64;
        let meant = meant(ledger, caller, unit, sent)?;
        parts.push(RefusedPart { doc: sent.doc, hash: hash_of(sent), size_bytes, meant });
    }
    let (person, device, received_ms) = (caller.person, caller.device, ledger.now_ms);
    let mut refused = Refused { id, person, device, received_ms, verdict: verdict.clone(), parts };
    let mut bytes = encode(&refused)?;
    if bytes.len() as u64 > BOUNDS.refused_bytes {
        refused.parts.iter_mut().for_each(|part| part.meant = None);
        bytes = encode(&refused)?;
    }
    put(ledger.tx, &refused, &bytes)
}

/// The change's own hash where its header is right, as the phone knows it.
fn hash_of(sent: &Sent) -> Hash {
    crate::chunk::hash_of(&sent.bytes.0).map_or_else(|| Hash::of(&sent.bytes.0), Hash::from)
}

fn meant(
    ledger: &mut Ledger<'_>,
    caller: &Caller,
    unit: &Unit,
    sent: &Sent,
) -> Result<Option<Meant>, StoreFault> {
    let laid = match judge::read(ledger, caller, unit, sent) {
        Ok(laid) => laid,
        Err(judge::Stop::Store(fault)) => return Err(fault),
        Err(judge::Stop::Answer(_) | judge::Stop::Again(_)) => return Ok(None),
    };
    let (was, is) = (laid.before.view(), laid.after.view());
    Ok(Some(Meant {
        act: laid.message.act,
        kind: is.record_kind(),
        company: laid.message.company,
        entered_ms: laid.message.entered_ms,
        edits: difference(&was.facts, &is.facts),
    }))
}

fn encode(refused: &Refused) -> Result<Vec<u8>, StoreFault> {
    to_cbor(refused).map_err(|fault| StoreFault(format!("table refused: {fault}")))
}

fn put(tx: &mut dyn Tx, refused: &Refused, bytes: &[u8]) -> Result<(), StoreFault> {
    let person = refused.person;
    let mut tally = tally(tx, person)?;
    let number = tally.next;
    tx.put(Table::Refused, &by_number(person, number), bytes)?;
    tx.put(Table::Refused, &by_id(person, refused.id), &number.to_be_bytes())?;
    tally.next += 1;
    tally.acts += 1;
    tally.bytes += bytes.len() as u64;
    while tally.is_over() {
        let from = tables::key([&person.0, BY_NUMBER]);
        let oldest = tx.scan(Table::Refused, &from, &tables::after(&from), 1, false)?;
        let Some((key, bytes)) = oldest.first() else { break };
        remove(tx, person, key, bytes, &mut tally)?;
        tally.dropped += 1;
    }
    tables::write(tx, Table::Refused, &person.0, &tally)
}

/// Removes an act by its key, with what is stored there.
fn remove(
    tx: &mut dyn Tx,
    person: PersonId,
    key: &[u8],
    bytes: &[u8],
    tally: &mut Tally,
) -> Result<(), StoreFault> {
    let refused: Refused = tables::decode(Table::Refused, bytes)?;
    tx.delete(Table::Refused, &by_id(person, refused.id))?;
    tx.delete(Table::Refused, key)?;
    tally.acts = tally.acts.saturating_sub(1);
    tally.bytes = tally.bytes.saturating_sub(bytes.len() as u64);
    Ok(())
}

/// What is kept of a person, the oldest first.
///
/// # Errors
/// [`StoreFault`].
pub fn refused(tx: &mut dyn Tx, person: PersonId) -> Result<Vec<Refused>, StoreFault> {
    let from = tables::key([&person.0, BY_NUMBER]);
    let pairs = tx.scan(Table::Refused, &from, &tables::after(&from), usize::MAX, false)?;
    pairs.iter().map(|(_, value)| tables::decode(Table::Refused, value)).collect()
}

/// Everybody of whom something is or was kept, with how much.
///
/// # Errors
/// [`StoreFault`].
pub fn refused_people(tx: &mut dyn Tx) -> Result<Vec<(PersonId, Tally)>, StoreFault> {
    let mut all = Vec::new();
    let mut from = Vec::new();
    while let Some((key, _)) = tx.scan(Table::Refused, &from, &[0xff; 33], 1, false)?.into_iter().next() {
        let Some(person) = key.first_chunk::<16>().copied().map(PersonId) else { break };
        all.push((person, tally(tx, person)?));
        from = tables::after(&person.0);
    }
    Ok(all)
}

/// Throws an act away that was kept; `false` where there is none.
///
/// # Errors
/// [`StoreFault`].
pub fn forget(tx: &mut dyn Tx, person: PersonId, id: EntryId) -> Result<bool, StoreFault> {
    let number = tx.get(Table::Refused, &by_id(person, id))?.and_then(|bytes| bytes.try_into().ok());
    let Some(key) = number.map(|number| by_number(person, u64::from_be_bytes(number))) else {
        return Ok(false);
    };
    let Some(bytes) = tx.get(Table::Refused, &key)? else { return Ok(false) };
    let mut tally = tally(tx, person)?;
    remove(tx, person, &key, &bytes, &mut tally)?;
    tables::write(tx, Table::Refused, &person.0, &tally)?;
    Ok(true)
}

fn tally(tx: &mut dyn Tx, person: PersonId) -> Result<Tally, StoreFault> {
    Ok(tables::read(tx, Table::Refused, &person.0)?.unwrap_or_default())
}

fn by_number(person: PersonId, number: u64) -> Vec<u8> {
    tables::key([&person.0, BY_NUMBER, &number.to_be_bytes()])
}

fn by_id(person: PersonId, id: EntryId) -> Vec<u8> {
    tables::key([&person.0, BY_ID, &id.0])
}
