//! Checking a book from the ground: what is derived is derived again from the documents and compared, what stands
//! under its own hash is hashed again, and the rest is read. It reads one snapshot and writes nothing. Attachments, which lie
//! beside the book, are looked at afterwards.

use std::collections::{BTreeMap, BTreeSet};

use fieldbook_book::document::Document;
use fieldbook_book::hash::{FeedDigest, Hash, Short};
use fieldbook_book::hub::{self, FeedState, Stored, feed_key};
use fieldbook_book::store::{StoreFault, Table, Tx, from_cbor};
use fieldbook_process::attachment::attachments;
use fieldbook_process::audience::{concerned, customer_of};
use fieldbook_process::{Company, DocId};

use crate::attachments::noted;
use crate::record;

mod attached;
mod kept;
#[cfg(test)]
mod tests;

pub use attached::{Attached, attached};

/// Documents read at once.
const PAGE: usize = 500;

/// What a check has found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Documents looked at.
    pub documents: usize,
    /// Feeds looked at.
    pub feeds: usize,
    /// What is wrong, a sentence each.
    pub wrong: Vec<String>,
    /// Attachments that records name, each with one of them.
    pub named: BTreeMap<Hash, DocId>,
    /// Attachments of which phones were told that they are here.
    pub noted: BTreeSet<Hash>,
}

/// Checks every document and every feed.
///
/// # Errors
/// [`StoreFault`] where the book cannot be read at all.
pub fn check(tx: &mut dyn Tx) -> Result<Findings, StoreFault> {
    let mut findings = Findings::default();
    let company = hub::company(tx)?.unwrap_or_default();
    let mut sums: BTreeMap<[u8; 16], FeedDigest> = BTreeMap::new();
    let mut from = Vec::new();
    loop {
        let page = tx.scan(Table::Documents, &from, &[0xff; 17], PAGE, false)?;
        let Some((last, _)) = page.last() else { break };
        from = [last.as_slice(), &[0]].concat();
        for (key, bytes) in &page {
            let doc =
                DocId(key.as_slice().try_into().map_err(|_| StoreFault("a document without an id".into()))?);
            findings.documents += 1;
            match from_cbor::<Stored>(bytes) {
                Ok(stored) => document(tx, &company, (doc, &stored), &mut sums, &mut findings)?,
                Err(fault) => findings.wrong.push(format!("document {doc}: {fault}")),
            }
        }
    }
    for (key, state) in record::all::<FeedState>(tx, Table::Feeds)? {
        findings.feeds += 1;
        let name = Short(key.as_slice().try_into().unwrap_or_default());
        if sums.remove(&name.0).unwrap_or_default() != state.digest {
            findings.wrong.push(format!("feed {name}: its digest is not the sum over its documents"));
        }
        if let Some(gap) = gap(tx, &key, state.last)? {
            findings.wrong.push(format!("feed {name}: number {gap} is missing"));
        }
    }
    let unknown =
        sums.keys().map(|key| format!("feed {}: documents name it, but it is not there", Short(*key)));
    findings.wrong.extend(unknown);
    kept::read(tx, &mut findings.wrong)?;
    findings.noted = noted::all(tx)?;
    for (person, tally) in hub::refused_people(tx)? {
        if hub::refused(tx, person)?.len() as u64 != tally.acts {
            findings.wrong.push(format!("refused acts of {person}: their count is not how many there are"));
        }
    }
    Ok(findings)
}

fn document(
    tx: &mut dyn Tx,
    company: &Company,
    (doc, stored): (DocId, &Stored),
    sums: &mut BTreeMap<[u8; 16], FeedDigest>,
    findings: &mut Findings,
) -> Result<(), StoreFault> {
    let wrong = &mut findings.wrong;
    for feed in &stored.feeds {
        let sum = sums.entry(feed_key(feed)).or_default();
        *sum = sum.plus(stored.digest);
    }
    let document = match Document::load(&stored.bytes.0) {
        Ok(document) => document,
        Err(fault) => {
            wrong.push(format!("document {doc}: {fault}"));
            return Ok(());
        }
    };
    if document.digest(doc) != stored.digest {
        wrong.push(format!("document {doc}: its digest is not that of its versions"));
    }
    for change in document.automerge().get_changes(&[]) {
        let hash = Hash::from(change.hash());
        if tx.get(Table::Changes, &hash.0)?.is_none() {
            wrong.push(format!("document {doc}: its change {hash} is not stored"));
        }
    }
    let facts = document.view().facts;
    let named = attachments(&facts).into_iter().filter_map(|it| it.hash.parse().ok());
    findings.named.extend(named.map(|hash: Hash| (hash, doc)));
    let customer = customer_of(stored.kind, &facts);
    let with = hub::concerned_with(doc, customer, |at| record::read(tx, Table::Documents, &at.0))?;
    let mut concerned = concerned(stored.kind, &facts, with.as_ref(), company);
    concerned.hidden &= hub::goes_alone(tx, doc)?;
    if customer != stored.customer || concerned != stored.concerned {
        wrong.push(format!("document {doc}: who works on it is not what its values say"));
    }
    Ok(())
}

/// The first number from 1 to `last` that a feed lacks.
fn gap(tx: &mut dyn Tx, feed: &[u8], last: u64) -> Result<Option<u64>, StoreFault> {
    let key = |number: u64| [feed, &number.to_be_bytes()].concat();
    let mut next = 1;
    loop {
        let page = tx.scan(Table::Entries, &key(next), &key(u64::MAX), PAGE, false)?;
        for (found, _) in &page {
            if *found != key(next) {
                return Ok(Some(next));
            }
            next += 1;
        }
        if page.is_empty() {
            return Ok((next != last + 1).then_some(next));
        }
    }
}
