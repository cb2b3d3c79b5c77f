//! What the outbox derives is what a walk over all acts would find.

use automerge::ActorId;
use fieldbook_process::testing::LIN;
use fieldbook_process::{ActName, EntryId, RecordKind};

use super::*;
use crate::document::Document;
use crate::replica::{Chance, Part};
use crate::testing::{Seed, editing, message, write_as};

const DOCS: u8 = 5;

fn part(doc: DocId, text: &str) -> Part {
    Part { kind: RecordKind::Deal, ..editing(doc, "product", text) }
}

/// An act on one or two documents, on top of what was written there last, relying on a third.
fn act(chance: &mut Seed, order: u64, documents: &mut BTreeMap<DocId, Document>) -> Pending {
    let mut number = |below: u8| {
        let mut byte = [0];
        chance.fill(&mut byte);
        byte[0] % below
    };
    let (first, other, relied) = (number(DOCS), number(DOCS), number(DOCS));
    let (entered_ms, hold_until_ms) = (i64::from(number(9)), i64::from(number(9)));
    let docs: BTreeSet<DocId> = [first, other].map(|n| DocId([n; 16])).into();
    let relied = DocId([relied; 16]);
    let heads = documents.entry(relied).or_default().heads();
    let relies_on = heads.into_iter().map(|hash| (relied, hash)).collect();
    let message = Message { relies_on, ..message(ActName::EditDeal, LIN, entered_ms) };
    let mut pending = Pending {
        order,
        parts: Vec::new(),
        old: Vec::new(),
        changes: Vec::new(),
        hashes: Vec::new(),
        entered_ms,
        made_ms: 0,
        hold_until_ms,
        takes_over: None::<EntryId>,
        names: BTreeMap::new(),
    };
    for doc in docs {
        let (part, document) = (part(doc, &order.to_string()), documents.entry(doc).or_default());
        let sent = write_as(&ActorId::from(&chance.id()[..]), document, &part, &message);
        let change = automerge::Change::from_bytes(sent.bytes.0.clone()).unwrap();
        pending.hashes.push(change.hash().into());
        document.apply([change]).unwrap();
        pending.changes.push(sent);
        pending.parts.push(part);
    }
    pending
}

/// What stands on an act, found by walking from each to all before it.
fn standing_on(all: &BTreeMap<u64, Pending>, order: u64) -> BTreeSet<u64> {
    let mut found = BTreeSet::from([order]);
    for (later, pending) in all.range(order..) {
        let said = Said::of(pending);
        let gone = found.iter().flat_map(|order| &all[order].hashes);
        if gone.clone().any(|hash| said.on.contains(hash)) {
            found.insert(*later);
        }
    }
    found
}

#[test]
fn whatever_comes_and_goes_what_is_asked_is_what_a_walk_over_all_acts_finds() {
    let mut chance = Seed(7);
    let mut documents = BTreeMap::new();
    let (mut outbox, mut all) = (Outbox::default(), BTreeMap::new());
    for order in 0..200 {
        let pending = act(&mut chance, order, &mut documents);
        outbox.insert(pending.clone());
        all.insert(order, pending);
        let [coin, which] = chance.id().first_chunk::<2>().copied().unwrap();
        let which = order.saturating_sub(u64::from(which) % 20);
        match coin % 4 {
            0 => assert_eq!(outbox.remove(which), all.remove(&which)),
            1 => {
                outbox.hold_at_most(4);
                all.values_mut().for_each(|pending| pending.hold_until_ms = pending.hold_until_ms.min(4));
            }
            _ => {}
        }
        assert!(outbox.iter().eq(all.values()) && outbox.len() == all.len());
        assert_eq!(outbox.last(), all.keys().next_back().copied());
        assert_eq!(outbox.oldest_ms(), all.values().map(|pending| pending.entered_ms).min());
        let held = all.values().map(|pending| pending.hold_until_ms).filter(|ms| *ms > 2);
        assert_eq!(outbox.next_free_ms(2), held.min());
        for doc in (0..DOCS).map(|n| DocId([n; 16])) {
            let is_of = |pending: &&Pending| pending.parts.iter().any(|part| part.doc == doc);
            assert!(outbox.of(doc).eq(all.values().filter(is_of)));
            assert_eq!(outbox.count_of(doc), all.values().filter(is_of).count());
        }
        for order in all.keys().rev().take(20) {
            assert_eq!(outbox.with_standing_on([*order]), standing_on(&all, *order));
        }
    }
    let orders: Vec<u64> = all.keys().copied().collect();
    orders.into_iter().for_each(|order| assert_eq!(outbox.remove(order), all.remove(&order)));
    assert!(outbox.is_empty() && outbox.docs() == 0 && outbox.held.is_empty() && outbox.entered.is_empty());
}
