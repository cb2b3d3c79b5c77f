//! An import of customers that is taken back (2.2.b): nobody holds them any more, and what was written meanwhile counts.

use fieldbook_process::testing::SYSTEM;
use fieldbook_process::{ActName, RecordKind};

use super::*;
use crate::hub::{self, Back, Ledger};
use crate::message::Message;

/// The office takes a customer of Lin's in.
fn imported(pair: &Pair) -> DocId {
    let mut office = pair.office();
    let (doc, actor, now_ms, stamp) = (DocId(office.id()), office.id(), office.now_ms, office.stamp);
    let facts = customer().in_territory("華東").facts();
    let message =
        Message { person: SYSTEM, ..crate::testing::message(ActName::RegisterCustomer, LIN, now_ms) };
    let taken = office.store.transaction(|tx| {
        let mut ledger = Ledger::open(tx, now_ms, &stamp)?;
        hub::import(&mut ledger, doc, RecordKind::Customer, &facts, &message, actor, Back::Receipts).unwrap();
        ledger.flush().map(drop)
    });
    taken.unwrap();
    doc
}

/// The office takes it back; `false` where it stays.
fn withdrawn(pair: &Pair, doc: DocId) -> bool {
    let mut office = pair.office();
    let (actor, now_ms, stamp) = (office.id(), office.now_ms, office.stamp);
    let done = office.store.transaction(|tx| {
        let mut ledger = Ledger::open(tx, now_ms, &stamp)?;
        let done = hub::withdraw(&mut ledger, doc, SYSTEM, actor).unwrap();
        ledger.flush().map(|_| done)
    });
    done.unwrap()
}

fn holds(phone: &mut Phone, doc: DocId) -> bool {
    phone.syncs();
    assert!(phone.is_honest());
    phone.replica.rows().contains_key(&doc)
}

#[test]
fn a_customer_that_is_taken_back_leaves_every_phone_and_every_card() {
    let pair = Pair::new();
    let doc = imported(&pair);
    let (mut lin, mut wang, mut chen) = (pair.phone(LIN), pair.phone(WANG), pair.phone(CHEN));
    assert!(holds(&mut lin, doc) && holds(&mut wang, doc));
    chen.syncs();
    assert!(chen.replica.cards().contains_key(&doc));
    pair.passes(60_000);
    assert!(withdrawn(&pair, doc));
    assert!(!holds(&mut lin, doc) && !holds(&mut wang, doc) && !holds(&mut chen, doc));
    assert!(!chen.replica.cards().contains_key(&doc));
    assert!(!withdrawn(&pair, doc), "once is enough");
}

#[test]
fn what_somebody_wrote_in_keeps_it_before_and_brings_it_back_after() {
    let pair = Pair::new();
    let (before, after) = (imported(&pair), imported(&pair));
    let (mut lin, mut wang) = (pair.phone(LIN), pair.phone(WANG));
    lin.edits(before, "address", "中山路 12 號");
    lin.syncs();
    pair.passes(60_000);
    assert!(!withdrawn(&pair, before), "she worked with it");
    lin.goes_offline();
    lin.edits(after, "address", "人民路 3 號");
    pair.passes(60_000);
    assert!(withdrawn(&pair, after));
    assert!(!holds(&mut wang, after));
    lin.comes_online();
    assert!(holds(&mut lin, after) && lin.unsent() == 0 && lin.replica.aside().is_empty());
    assert!(holds(&mut wang, after) && holds(&mut wang, before));
    assert_eq!(field(&pair.office().facts(after), "address"), "人民路 3 號");
}

#[test]
fn a_deal_that_goes_with_it_keeps_it_before_and_brings_it_back_after() {
    let pair = Pair::new();
    let (before, after) = (imported(&pair), imported(&pair));
    let (mut lin, mut wang) = (pair.phone(LIN), pair.phone(WANG));
    lin.opens_deal(&deal().of(before));
    lin.syncs();
    pair.passes(60_000);
    assert!(!withdrawn(&pair, before));
    lin.goes_offline();
    let opened = lin.opens_deal(&deal().of(after));
    assert!(withdrawn(&pair, after));
    lin.comes_online();
    assert!(holds(&mut lin, after) && holds(&mut lin, opened) && lin.unsent() == 0);
    assert!(holds(&mut wang, after) && holds(&mut wang, opened));
}

#[test]
fn an_import_since_the_backup_comes_back_with_the_phones_that_hold_it() {
    let pair = Pair::new();
    let backup = pair.office().backup();
    let doc = imported(&pair);
    let mut lin = pair.phone(LIN);
    assert!(holds(&mut lin, doc));
    pair.office().restored(&backup);
    assert!(pair.office().stored(doc).is_none());
    lin.syncs();
    lin.waits(60_000);
    let mut wang = pair.phone(WANG);
    assert!(holds(&mut lin, doc) && holds(&mut wang, doc));
}
