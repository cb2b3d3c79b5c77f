//! The company as the server keeps it: a numbered manifest of parts named by content hash, for ever. Written
//! online only; each state gets the next version.

use std::collections::BTreeMap;

use fieldbook_process::audience::Feed;
use fieldbook_process::{Company, Day, DocId};
use serde::{Deserialize, Serialize};

use super::tables::{self, Stored};
use super::{Ledger, Seal, accept};
use crate::hash::{Bytes, Short};
use crate::replica::Chance;
use crate::store::{StoreFault, Table, Tx, from_cbor, to_cbor};
use crate::wire::CompanyNews;

const VERSION: &[u8] = b"company";
/// For whom who stood in when all documents were filed last.
const STAND_INS: &[u8] = b"stand_ins";
/// The day on which the pool was filed last.
const POOL_FILED: &[u8] = b"pool_filed";

/// More than a company is changed between two backups.
const SKIPPED: u64 = 1_000;

/// Which parts a version is made of, and when it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Manifest {
    set_ms: i64,
    parts: BTreeMap<String, Short>,
}

fn manifest_key(version: u64) -> Vec<u8> {
    tables::key([b"v", &version.to_be_bytes()])
}

fn part_key(part: Short) -> Vec<u8> {
    tables::key([b"p", &part.0])
}

/// The parts of a company, by name.
fn parts_of(company: &Company) -> Result<[(&'static str, Vec<u8>); 6], StoreFault> {
    let cbor = |fault: crate::store::Unreadable| StoreFault(fault.to_string());
    Ok([
        ("policy", to_cbor(&company.policy).map_err(cbor)?),
        ("people", to_cbor(&company.people).map_err(cbor)?),
        ("absences", to_cbor(&company.absences).map_err(cbor)?),
        ("calendar", to_cbor(&company.calendar).map_err(cbor)?),
        ("catalogue", to_cbor(&company.catalogue).map_err(cbor)?),
        ("proposals", to_cbor(&company.proposals).map_err(cbor)?),
    ])
}

/// Puts parts into a company; a part of an unknown name (a newer server's) is passed over.
///
/// # Errors
/// [`StoreFault`] where a part cannot be read.
pub fn take_part(company: &mut Company, name: &str, bytes: &[u8]) -> Result<(), StoreFault> {
    let fault = |fault: crate::store::Unreadable| StoreFault(format!("part {name}: {fault}"));
    match name {
        "policy" => company.policy = from_cbor(bytes).map_err(fault)?,
        "people" => company.people = from_cbor(bytes).map_err(fault)?,
        "absences" => company.absences = from_cbor(bytes).map_err(fault)?,
        "calendar" => company.calendar = from_cbor(bytes).map_err(fault)?,
        "catalogue" => company.catalogue = from_cbor(bytes).map_err(fault)?,
        "proposals" => company.proposals = from_cbor(bytes).map_err(fault)?,
        _ => {}
    }
    Ok(())
}

/// The latest version; 0 = no company yet.
///
/// # Errors
/// [`StoreFault`].
pub fn company_version(tx: &mut dyn Tx) -> Result<u64, StoreFault> {
    let bytes = tx.get(Table::Meta, VERSION)?.and_then(|bytes| bytes.try_into().ok());
    Ok(bytes.map_or(0, u64::from_be_bytes))
}

/// The company as it is; `None` before the first [`set_company`].
///
/// # Errors
/// [`StoreFault`].
pub fn company(tx: &mut dyn Tx) -> Result<Option<Company>, StoreFault> {
    let version = company_version(tx)?;
    company_at(tx, version)
}

/// The company of a version; `None` where there never was one.
///
/// # Errors
/// [`StoreFault`].
pub fn company_at(tx: &mut dyn Tx, version: u64) -> Result<Option<Company>, StoreFault> {
    let Some(manifest) = tables::read::<Manifest>(tx, Table::Companies, &manifest_key(version))? else {
        return Ok(None);
    };
    let mut company = Company { version, ..Company::default() };
    for (name, part) in &manifest.parts {
        let bytes = tx.get(Table::Companies, &part_key(*part))?;
        let bytes = bytes.ok_or_else(|| StoreFault(format!("company {version} lacks its {name}")))?;
        take_part(&mut company, name, &bytes)?;
    }
    Ok(Some(company))
}

/// Reads every version: each part must be what its hash says.
///
/// # Errors
/// [`StoreFault`] of the first version that cannot be read.
pub fn check_companies(tx: &mut dyn Tx) -> Result<(), StoreFault> {
    for (key, bytes) in tx.scan(Table::Companies, b"p", b"q", usize::MAX, false)? {
        if key != part_key(Short::of(&bytes)) {
            return Err(StoreFault("a part of the company is not what its hash says".into()));
        }
    }
    // By what is there: a damaged number would have no end.
    for (key, _) in tx.scan(Table::Companies, b"v", b"w", usize::MAX, false)? {
        let version = key.get(1..).and_then(|number| number.try_into().ok()).map(u64::from_be_bytes);
        company_at(tx, version.unwrap_or_default())?;
    }
    let latest = company_version(tx)?;
    if latest != 0 && company_at(tx, latest)?.is_none() {
        return Err(StoreFault(format!("the company has no version {latest}")));
    }
    Ok(())
}

/// When a version was replaced, ms UTC; `None` while it is the latest.
pub(crate) fn replaced_ms(tx: &mut dyn Tx, version: u64) -> Result<Option<i64>, StoreFault> {
    let next = tables::read::<Manifest>(tx, Table::Companies, &manifest_key(version.saturating_add(1)))?;
    Ok(next.map(|manifest| manifest.set_ms))
}

/// After a restore, versions that were given out since the backup must not be given out again with another
/// content: the present company goes on under a number far ahead, and how far is chance, since the same backup may
/// be restored twice.
pub(crate) fn skip_versions(tx: &mut dyn Tx, chance: &mut dyn Chance) -> Result<(), StoreFault> {
    let version = company_version(tx)?;
    let Some(manifest) = tables::read::<Manifest>(tx, Table::Companies, &manifest_key(version))? else {
        return Ok(());
    };
    let mut further = [0; 4];
    chance.fill(&mut further);
    let ahead = version.saturating_add(SKIPPED).saturating_add(u32::from_be_bytes(further).into());
    tables::write(tx, Table::Companies, &manifest_key(ahead), &manifest)?;
    tx.put(Table::Meta, VERSION, &ahead.to_be_bytes())
}

/// What a phone that holds `known` lacks; `None` where nothing.
pub(crate) fn news_since(tx: &mut dyn Tx, known: u64) -> Result<Option<CompanyNews>, StoreFault> {
    let version = company_version(tx)?;
    let Some(latest) = tables::read::<Manifest>(tx, Table::Companies, &manifest_key(version))? else {
        return Ok(None);
    };
    if version == known {
        return Ok(None);
    }
    let held = tables::read::<Manifest>(tx, Table::Companies, &manifest_key(known))?;
    let mut parts = BTreeMap::new();
    for (name, part) in latest.parts {
        if held.as_ref().and_then(|held| held.parts.get(&name)) != Some(&part) {
            let bytes = tx.get(Table::Companies, &part_key(part))?.unwrap_or_default();
            parts.insert(name, Bytes(bytes));
        }
    }
    Ok(Some(CompanyNews { version, parts }))
}

/// Makes a company the next version and files every document anew where its audience changes (somebody got
/// another superior, left, or moved). Answers the version and the feeds with news. The company's own version
/// number is not looked at.
///
/// # Errors
/// [`StoreFault`].
pub fn set_company(
    tx: &mut dyn Tx,
    company: &Company,
    now_ms: i64,
    seal: &dyn Seal,
) -> Result<(u64, std::collections::BTreeSet<Feed>), StoreFault> {
    let version = company_version(tx)? + 1;
    let policy_changed = self::company(tx)?.is_none_or(|before| before.policy != company.policy);
    let mut manifest = Manifest { set_ms: now_ms, parts: BTreeMap::new() };
    for (name, bytes) in parts_of(company)? {
        let part = Short::of(&bytes);
        tx.put(Table::Companies, &part_key(part), &bytes)?;
        manifest.parts.insert(name.to_owned(), part);
    }
    tables::write(tx, Table::Companies, &manifest_key(version), &manifest)?;
    tx.put(Table::Meta, VERSION, &version.to_be_bytes())?;
    let mut ledger = Ledger::open(tx, now_ms, seal)?;
    file_all(&mut ledger, if policy_changed { accept::refile_by_policy } else { accept::refile })?;
    Ok((version, ledger.flush()?))
}

/// Files every document anew where who stands in for whom is not as it was when that was done last: an absence began
/// or ended; and customers whose protection has ended since, into the pool. Nothing happens else.
///
/// # Errors
/// [`StoreFault`].
pub(crate) fn file_for_today(ledger: &mut Ledger<'_>) -> Result<(), StoreFault> {
    let filed = ledger.tx.get(Table::Meta, STAND_INS)?.unwrap_or_default();
    if filed != stand_ins(ledger) {
        file_all(ledger, accept::refile)?;
    }
    let today = ledger.today();
    let day = |bytes: Vec<u8>| bytes.try_into().ok().map(i32::from_be_bytes).map(Day);
    let filed = ledger.tx.get(Table::Meta, POOL_FILED)?.and_then(day);
    if filed.is_some_and(|filed| filed >= today) {
        return Ok(());
    }
    for doc in tables::pooled_between(ledger.tx, filed.unwrap_or_default(), today)? {
        if let Some(stored) = ledger.stored(doc)? {
            accept::refile(ledger, doc, stored)?;
        }
    }
    ledger.tx.put(Table::Meta, POOL_FILED, &today.0.to_be_bytes())
}

/// Who stands in for whom today, pair by pair.
fn stand_ins(ledger: &Ledger<'_>) -> Vec<u8> {
    let (company, today) = (&ledger.company, ledger.today());
    let away =
        company.people.iter().filter_map(|person| Some((person.id, company.stand_in(person.id, today)?)));
    away.flat_map(|(away, stand_in)| away.0.into_iter().chain(stand_in.0)).collect()
}

fn file_all(
    ledger: &mut Ledger<'_>,
    file: fn(&mut Ledger<'_>, DocId, Stored) -> Result<(), StoreFault>,
) -> Result<(), StoreFault> {
    let filed_for = stand_ins(ledger);
    ledger.tx.put(Table::Meta, STAND_INS, &filed_for)?;
    let mut from = Vec::new();
    loop {
        let page = ledger.tx.scan(Table::Documents, &from, &[0xff; 17], 500, false)?;
        let Some((last, _)) = page.last() else { return Ok(()) };
        from = tables::key([last, &[0]]);
        for (key, bytes) in &page {
            let stored: Stored = tables::decode(Table::Documents, bytes)?;
            let Some(doc) = tables::tail_id(key) else { continue };
            file(ledger, DocId(doc), stored)?;
        }
    }
}
