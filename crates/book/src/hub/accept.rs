//! Appending what was accepted: document, change, receipt, actor, feeds; and filing a document anew where its
//! audience changed.

use std::collections::BTreeSet;

use fieldbook_process::audience::{Concerned, Feed, concerned, customer_of, with_customer};
use fieldbook_process::prospecting::{Customer, is_ring};
use fieldbook_process::{DeviceId, DocId, Facts, PersonId, Record as _, RecordKind};

use super::judge::Ready;
use super::kept;
use super::ledger::Ledger;
use super::tables::{self, Binding, Stored};
use crate::hash::{Bytes, Hash, Short};
use crate::row::phone_hint;
use crate::store::{StoreFault, Table};
use crate::wire::{Card, Item, Receipt, Record, Verdict};

/// Appends a unit that passed.
///
/// # Errors
/// [`StoreFault`].
pub(crate) fn unit(ledger: &mut Ledger<'_>, changes: Vec<Ready>) -> Result<Verdict, StoreFault> {
    if let Some(id) = changes.first().and_then(|first| first.message.takes_over)
        && let Some(refusal) = kept::take_over(ledger, id, &changes)?
    {
        return Ok(refusal);
    }
    for ready in changes {
        let (hash, company) = (Hash::from(ready.checked.hash), ready.message.company);
        let receipt = receive(ledger, ready.doc, hash, (ready.person, ready.device), company)?;
        let actor = ready.checked.actor.to_bytes().to_vec();
        let binding = Binding { person: ready.person, device: ready.device, doc: ready.doc, company };
        tables::write(ledger.tx, Table::Actors, &actor, &binding)?;
        tables::put_verdict(ledger.tx, hash, ready.person, &Verdict::Accepted)?;
        let record = Record { doc: ready.doc, bytes: Bytes(ready.checked.bytes), receipt };
        append(ledger, ready.kind, record, ready.document)?;
    }
    Ok(Verdict::Accepted)
}

/// The receipt for a change that is accepted now; it is kept beside the change.
///
/// # Errors
/// [`StoreFault`].
pub(crate) fn receive(
    ledger: &mut Ledger<'_>,
    doc: DocId,
    hash: Hash,
    (person, device): (PersonId, DeviceId),
    company: u64,
) -> Result<Receipt, StoreFault> {
    let received_ms = ledger.now_ms;
    let signature = Bytes::default();
    let mut receipt = Receipt { hash, person, device, company, received_ms, signature, back_ms: None };
    receipt.signature = Bytes(ledger.seal.sign(&receipt.signed_bytes(doc)));
    tables::put_receipt(ledger.tx, doc, &receipt)?;
    Ok(receipt)
}

/// Puts an accepted change into the book and its feeds. `document` holds it already.
///
/// # Errors
/// [`StoreFault`].
pub(crate) fn append(
    ledger: &mut Ledger<'_>,
    kind: RecordKind,
    record: Record,
    document: crate::document::Document,
) -> Result<(), StoreFault> {
    let doc = record.doc;
    let hash = record.receipt.hash;
    tables::write(ledger.tx, Table::Changes, &hash.0, &record)?;
    let facts = document.view().facts;
    let customer = customer_of(kind, &facts);
    let with = ledger.concerned_with(doc, customer)?;
    let mut concerned = concerned(kind, &facts, with.as_ref(), &ledger.company);
    // What was taken back is a customer again as soon as a deal goes with it.
    concerned.hidden &= tables::goes_alone(ledger.tx, doc)?;
    let hidden = concerned.hidden;
    let before = ledger.stored(doc)?;
    let feeds: Vec<Feed> = concerned.feeds(&ledger.company, ledger.today()).into_iter().collect();
    let stored = Stored {
        kind,
        bytes: Bytes::default(),
        digest: document.digest(doc),
        customer,
        concerned,
        feeds,
        card: card(kind, doc, &facts).filter(|_| !hidden),
    };
    if let Some(customer) =
        customer.filter(|customer| before.as_ref().and_then(|b| b.customer) != Some(*customer))
    {
        ledger.tx.put(Table::Deals, &tables::key([&customer.0, &doc.0]), &[])?;
        show(ledger, customer)?;
    }
    // A customer can come after its deals: brought back after a restore, or imported.
    let workers_changed = before.as_ref().is_none_or(|before| before.concerned != stored.concerned);
    file(ledger, doc, before.as_ref(), &stored, Some(hash))?;
    ledger.put(doc, stored, document);
    if kind != RecordKind::Customer {
        return Ok(());
    }
    if workers_changed {
        refile_with(ledger, doc)?;
    }
    let was = before.and_then(|before| before.customer);
    for into in [was, customer].into_iter().flatten().filter(|_| was != customer) {
        refile_ring(ledger, doc, into)?;
    }
    Ok(())
}

/// Files the customers anew that are each other in a ring, where this one closes or opens it by what it is joined into.
/// Judged changes close none; those that come back after a restore can.
fn refile_ring(ledger: &mut Ledger<'_>, doc: DocId, into: DocId) -> Result<(), StoreFault> {
    let next =
        |ledger: &mut Ledger<'_>, at| Ok::<_, StoreFault>(ledger.stored(at)?.and_then(|it| it.customer));
    if !is_ring(doc, into, |at| next(ledger, at))? {
        return Ok(());
    }
    let (mut others, mut at) = (Vec::new(), Some(into));
    while let Some(other) = at.filter(|at| *at != doc) {
        others.push(other);
        at = next(ledger, other)?;
    }
    // Who works on each follows from the one after it.
    for other in others.into_iter().rev() {
        refile_anew(ledger, other)?;
    }
    Ok(())
}

/// Files a customer that was taken back with its import where it was, since somebody works with it.
fn show(ledger: &mut Ledger<'_>, customer: DocId) -> Result<(), StoreFault> {
    let Some(before) = ledger.stored(customer)?.filter(|stored| stored.concerned.hidden) else {
        return Ok(());
    };
    let facts = ledger.document(customer)?.map(|loaded| loaded.document.view().facts).unwrap_or_default();
    let mut stored = before.clone();
    stored.concerned.hidden = false;
    stored.card = card(stored.kind, customer, &facts);
    stored.feeds = stored.concerned.feeds(&ledger.company, ledger.today()).into_iter().collect();
    file(ledger, customer, Some(&before), &stored, None)?;
    ledger.put_stored(customer, &stored)
}

/// Files anew what goes with a customer: its deals, and the customers that turned out to be it, with theirs.
fn refile_with(ledger: &mut Ledger<'_>, customer: DocId) -> Result<(), StoreFault> {
    for doc in tables::deals_of(ledger.tx, customer)? {
        if let Some(stored) = ledger.stored(doc)? {
            refile(ledger, doc, stored)?;
        }
    }
    Ok(())
}

/// Computes a document's audience anew, and moves it where that changed.
///
/// # Errors
/// [`StoreFault`].
pub(crate) fn refile(ledger: &mut Ledger<'_>, doc: DocId, before: Stored) -> Result<(), StoreFault> {
    let mut concerned = before.concerned.clone();
    if let Some(with) = ledger.concerned_with(doc, before.customer)? {
        // Only who works on the customer can differ: the record itself is as it was.
        concerned = with_customer(&concerned, &with);
    }
    moved(ledger, doc, before, concerned)
}

/// [`refile`] after the policy changed: from which day on a customer lies in the pool follows from it.
///
/// # Errors
/// [`StoreFault`].
pub(crate) fn refile_by_policy(
    ledger: &mut Ledger<'_>,
    doc: DocId,
    before: Stored,
) -> Result<(), StoreFault> {
    if before.kind == RecordKind::Customer { refile_anew(ledger, doc) } else { refile(ledger, doc, before) }
}

/// [`refile`] by the values of the record itself.
fn refile_anew(ledger: &mut Ledger<'_>, doc: DocId) -> Result<(), StoreFault> {
    let Some(loaded) = ledger.document(doc)? else { return Ok(()) };
    let (before, facts) = (loaded.stored.clone(), loaded.document.view().facts);
    let with = ledger.concerned_with(doc, before.customer)?;
    let mut concerned = concerned(before.kind, &facts, with.as_ref(), &ledger.company);
    concerned.hidden &= tables::goes_alone(ledger.tx, doc)?;
    moved(ledger, doc, before, concerned)
}

/// Moves a document to the feeds of who works on it now, and what goes with it.
fn moved(
    ledger: &mut Ledger<'_>,
    doc: DocId,
    before: Stored,
    concerned: Concerned,
) -> Result<(), StoreFault> {
    let feeds = concerned.feeds(&ledger.company, ledger.today()).into_iter().collect();
    let stored = Stored { concerned, feeds, ..before.clone() };
    if stored == before {
        return Ok(());
    }
    file(ledger, doc, Some(&before), &stored, None)?;
    ledger.put_stored(doc, &stored)?;
    let workers_changed = stored.concerned != before.concerned;
    if stored.kind == RecordKind::Customer && workers_changed { refile_with(ledger, doc) } else { Ok(()) }
}

/// Moves a document between feeds and tells each: the change where it stays, the whole where it enters, gone
/// where it leaves.
fn file(
    ledger: &mut Ledger<'_>,
    doc: DocId,
    before: Option<&Stored>,
    after: &Stored,
    change: Option<Hash>,
) -> Result<(), StoreFault> {
    let none = Short::default();
    let old: BTreeSet<&Feed> = before.map(|before| before.feeds.iter().collect()).unwrap_or_default();
    let new: BTreeSet<&Feed> = after.feeds.iter().collect();
    let old_digest = before.map_or(none, |before| before.digest);
    for feed in old.difference(&new) {
        ledger.append(feed, &Item::Gone(doc))?;
        tables::leave(ledger.tx, feed, doc)?;
        let state = ledger.feed(feed)?;
        state.digest = state.digest.minus(old_digest);
    }
    for feed in new {
        if old.contains(feed) {
            if let Some(hash) = change {
                ledger.append(feed, &Item::Change(doc, hash))?;
            }
            let state = ledger.feed(feed)?;
            state.digest = state.digest.minus(old_digest).plus(after.digest);
        } else {
            let seq = ledger.append(feed, &Item::Whole(doc))?;
            tables::enter(ledger.tx, feed, doc, seq)?;
            let state = ledger.feed(feed)?;
            state.digest = state.digest.plus(after.digest);
        }
    }
    tables::put_pool_day(ledger.tx, doc, before.map(|it| &it.concerned), &after.concerned)?;
    file_card(ledger, doc, before.and_then(|before| before.card.as_ref()), after.card.as_ref())
}

fn file_card(
    ledger: &mut Ledger<'_>,
    doc: DocId,
    old: Option<&(String, Card)>,
    new: Option<&(String, Card)>,
) -> Result<(), StoreFault> {
    if old == new {
        return Ok(());
    }
    if let Some((territory, _)) = old.filter(|(territory, _)| new.is_none_or(|(now, _)| now != territory)) {
        let feed = Feed::Territory(territory.clone());
        ledger.append(&feed, &Item::CardGone(doc))?;
        tables::leave(ledger.tx, &feed, doc)?;
    }
    if let Some((territory, card)) = new {
        let feed = Feed::Territory(territory.clone());
        let seq = ledger.append(&feed, &Item::Card(card.clone()))?;
        tables::leave(ledger.tx, &feed, doc)?;
        tables::enter(ledger.tx, &feed, doc, seq)?;
    }
    Ok(())
}

/// What others of the territory see of a customer.
fn card(kind: RecordKind, doc: DocId, facts: &Facts) -> Option<(String, Card)> {
    if kind != RecordKind::Customer {
        return None;
    }
    let customer = Customer::from_facts(facts);
    let phones = customer.present_contacts().filter_map(|contact| phone_hint(&contact.phone)).collect();
    let card = Card { doc, name: customer.name, town: customer.town, owner: customer.owner, phones };
    (!customer.territory.is_empty()).then_some((customer.territory, card))
}
