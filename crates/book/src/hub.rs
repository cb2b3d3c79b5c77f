//! The server's machine: judges what phones push and hands out what they may read, inside one transaction of
//! the [`Tx`] that the shell gives it. Time and chance are arguments; what it accepts is on the disk before
//! its verdict leaves, since the verdict leaves after the shell's commit.
//!
//! A request goes: standing → [`returned`] → [`judge`] each unit and [`accept`] it (or keep it: [`kept`], [`refused`])
//! → [`pull`].
//!
//! **Invariants.** Numbers of a feed are dense and given out in the transaction that accepts. A feed's digest is
//! the sum over its members' accepted heads at its last number. A verdict that says no for good is given again
//! for the same bytes. Nobody is handed a document that is not a member of one of their feeds now.

use std::collections::BTreeSet;

use fieldbook_process::audience::Feed;
use fieldbook_process::{DeviceId, PersonId};

use crate::hash::Short;
use crate::replica::Chance;
use crate::store::{StoreFault, Table, Tx};
use crate::wire::{Request, Response, Standing, Unit, Verdict};

mod accept;
mod attachments;
mod company;
mod import;
mod judge;
mod kept;
mod ledger;
mod office;
mod pull;
mod quarantine;
mod refused;
mod returned;
mod tables;

pub use attachments::{NotYours, bringable, readable};
pub use company::{check_companies, company, company_at, company_version, set_company, take_part};
pub use import::{Back, Imported, import};
pub use ledger::Ledger;
pub use office::{hand_over, withdraw};
pub use quarantine::{discard, quarantined, release};
pub use refused::{Meant, Refused, RefusedPart, Tally, forget, refused, refused_people};
pub use tables::{FeedState, Stored, concerned_with, feed_key, goes_alone, read_by_all};

/// Whose request it is, as the shell's session says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Who.
    pub person: PersonId,
    /// From which device.
    pub device: DeviceId,
    /// Whether the device was revoked: it may push once more, into quarantine.
    pub revoked: bool,
}

/// Signs receipts and checks them; its key is kept apart from the data.
pub trait Seal {
    /// A signature over bytes.
    fn sign(&self, bytes: &[u8]) -> Vec<u8>;
    /// Whether a signature is ours.
    fn verify(&self, bytes: &[u8], signature: &[u8]) -> bool;
}

/// An answer, and whom to tell that there is news.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// What the phone gets.
    pub response: Response,
    /// Feeds with new entries: their readers are poked.
    pub news: BTreeSet<Feed>,
}

/// Bounds of one request; over them the rest waits for the next one.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Units judged in one request.
    pub units: usize,
    /// Documents and changes handed out in one answer.
    pub items: usize,
    /// Bytes of them, before deflating.
    pub bytes: usize,
    /// Documents that one unit may touch.
    pub group: usize,
    /// How far ahead of the server a phone's clock may be, ms.
    pub clock_ahead_ms: i64,
    /// Bytes kept in quarantine for one device.
    pub quarantine_bytes: usize,
    /// Refused acts of one person kept for the office.
    pub refused: u64,
    /// Bytes of them, as stored.
    pub refused_bytes: u64,
}

/// The bounds in force; the README's table of limits names them.
pub const BOUNDS: Bounds = Bounds {
    units: 2_000,
    items: 1_000,
    bytes: 2_000_000,
    group: 200,
    clock_ahead_ms: 10 * 60_000,
    quarantine_bytes: 10_000_000,
    refused: 1_000,
    refused_bytes: 5_000_000,
};

const EPOCH: &[u8] = b"epoch";
const BACKED_UP_TO: &[u8] = b"backed_up_to";
const OLDEST_APP: &[u8] = b"oldest_app";

/// Begins a new life of the server: at the very first start, after a restore, after a reset.
///
/// # Errors
/// [`StoreFault`].
pub fn install(tx: &mut dyn Tx, chance: &mut dyn Chance) -> Result<Short, StoreFault> {
    let mut epoch = [0; 16];
    chance.fill(&mut epoch);
    tx.put(Table::Meta, EPOCH, &epoch)?;
    company::skip_versions(tx, chance)?;
    Ok(Short(epoch))
}

/// The server's life; `None` before [`install`].
///
/// # Errors
/// [`StoreFault`].
pub fn epoch(tx: &mut dyn Tx) -> Result<Option<Short>, StoreFault> {
    Ok(tx.get(Table::Meta, EPOCH)?.and_then(|bytes| bytes.try_into().ok()).map(Short))
}

/// Announces that everything received before a moment (ms UTC) is in a backup, so that its receipts can go.
///
/// # Errors
/// [`StoreFault`].
pub fn announce_backup(tx: &mut dyn Tx, up_to_ms: i64) -> Result<(), StoreFault> {
    tx.put(Table::Meta, BACKED_UP_TO, &up_to_ms.to_be_bytes())?;
    tables::drop_receipts(tx, up_to_ms)
}

fn backed_up_to(tx: &mut dyn Tx) -> Result<i64, StoreFault> {
    let bytes = tx.get(Table::Meta, BACKED_UP_TO)?.and_then(|bytes| bytes.try_into().ok());
    Ok(bytes.map_or(0, i64::from_be_bytes))
}

/// Says which app is the oldest that is still handed news, such as 1.2.0.
///
/// # Errors
/// [`StoreFault`].
pub fn set_oldest_app(tx: &mut dyn Tx, version: AppVersion) -> Result<(), StoreFault> {
    let bytes: Vec<u8> = version.iter().flat_map(|part| part.to_be_bytes()).collect();
    tx.put(Table::Meta, OLDEST_APP, &bytes)
}

/// The oldest app that is still handed news; `None` where any is.
///
/// # Errors
/// [`StoreFault`].
pub fn oldest_app(tx: &mut dyn Tx) -> Result<Option<AppVersion>, StoreFault> {
    let Some(bytes) = tx.get(Table::Meta, OLDEST_APP)? else { return Ok(None) };
    let (parts, _) = bytes.as_chunks::<4>();
    Ok(<[[u8; 4]; 3]>::try_from(parts).ok().map(|parts| parts.map(u32::from_be_bytes)))
}

/// Major, minor, patch.
pub type AppVersion = [u32; 3];

/// Reads `1.2.0`; what follows a `-` says nothing here.
#[must_use]
pub fn app_version(text: &str) -> Option<AppVersion> {
    let plain = text.split_once('-').map_or(text, |(plain, _)| plain);
    let parts: Vec<u32> = plain.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    parts.try_into().ok()
}

/// Whether an app is too old to be handed news. One that does not say its version is not known to be.
fn is_too_old(tx: &mut dyn Tx, app: &str) -> Result<bool, StoreFault> {
    let oldest = oldest_app(tx)?;
    Ok(oldest.zip(app_version(app)).is_some_and(|(oldest, app)| app < oldest))
}

/// Answers one request: judges what was pushed, hands out what is new. Call inside one transaction and commit
/// before the answer leaves.
///
/// # Errors
/// [`StoreFault`]: roll back and answer with a failure; the phone tries again.
pub fn sync(
    tx: &mut dyn Tx,
    caller: &Caller,
    request: &Request,
    now_ms: i64,
    seal: &dyn Seal,
) -> Result<Reply, StoreFault> {
    let epoch = epoch(tx)?.unwrap_or_default();
    let backed_up_to_ms = backed_up_to(tx)?;
    let mut ledger = Ledger::open(tx, now_ms, seal)?;
    let mut response = Response {
        now_ms,
        epoch,
        standing: Standing::Good,
        verdicts: Vec::new(),
        company: None,
        feeds: Vec::new(),
        records: Vec::new(),
        wholes: Vec::new(),
        up_to_date: false,
        backed_up_to_ms,
    };
    if caller.revoked {
        quarantine::put(&mut ledger, caller, request)?;
        response.standing = Standing::Revoked;
        return Ok(Reply { response, news: BTreeSet::new() });
    }
    if request.epoch.is_some_and(|known| known != epoch) {
        response.standing = Standing::NewEpoch;
        return Ok(Reply { response, news: BTreeSet::new() });
    }
    company::file_for_today(&mut ledger)?;
    returned::take(&mut ledger, &request.returned)?;
    for unit in request.units.iter().take(BOUNDS.units) {
        response.verdicts.push(answer(&mut ledger, caller, unit)?);
    }
    let news = ledger.flush()?;
    if is_too_old(ledger.tx, &request.app)? {
        // What it brought counts; what is new it might not understand.
        response.standing = Standing::AppTooOld;
    } else if request.pull {
        pull::answer(&mut ledger, caller, request, &mut response)?;
    }
    Ok(Reply { response, news })
}

/// Judges a unit and does what follows: it is appended, kept for somebody, or refused and kept for the office.
fn answer(ledger: &mut Ledger<'_>, caller: &Caller, unit: &Unit) -> Result<Verdict, StoreFault> {
    let verdict = match judge::unit(ledger, caller, unit)? {
        judge::Judged::Accept(changes) => accept::unit(ledger, changes)?,
        judge::Judged::Keep(changes) => kept::keep(ledger, changes)?,
        judge::Judged::Answer(verdict) => verdict,
        judge::Judged::Again(verdict) => return Ok(verdict),
    };
    refused::keep(ledger, caller, unit, &verdict)?;
    Ok(verdict)
}

#[cfg(test)]
mod tests;
