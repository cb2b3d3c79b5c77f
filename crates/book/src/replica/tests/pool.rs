//! The pool (2.2.b) between phones: read by whoever sells there once protection is over, claimed without a network.

use fieldbook_process::law::Asks;
use fieldbook_process::{ActName, EntryId, RecordKind};

use super::*;
use crate::testing::part;

const DAY_MS: i64 = 86_400_000;

/// A customer of Lin whose protection has just ended, and the phones of Lin and Chen.
fn in_the_pool(pair: &Pair) -> (Phone, Phone, DocId) {
    let mut lin = pair.phone(LIN);
    let doc = DocId([9; 16]);
    let mut registering = registering(doc, &customer());
    registering.values.push((Path::field("registered"), Some(NOW)));
    lin.does(vec![registering]);
    lin.syncs();
    let mut chen = pair.phone(CHEN);
    assert!(!chen.stored().contains_key(&doc), "protected");
    pair.passes(91 * DAY_MS);
    chen.syncs();
    assert!(chen.stored().contains_key(&doc), "in the pool");
    lin.syncs();
    (lin, chen, doc)
}

fn claiming(phone: &mut Phone, doc: DocId) -> Part {
    let me = Some(Value::Id(phone.person.0));
    let keep = phone.duties(doc).into_iter().find(|duty| duty.asks == Asks::Touch).unwrap();
    let lapsed_on = company().calendar.day_of(keep.owing.due_ms);
    let entry = EntryId(phone.id());
    let at = |name: &str| Path::entry("claim", entry, name);
    let values = vec![
        (at("lapsed_on"), Some(Value::Int(i64::from(lapsed_on.0)))),
        (at("by"), me.clone()),
        (at("at"), Some(NOW)),
        (Path::field("owner"), me),
    ];
    part(doc, RecordKind::Customer, ActName::ClaimCustomer, values)
}

#[test]
fn who_claims_it_owns_it_and_what_was_kept_of_theirs_before_does_not_come_into_the_book_with_it() {
    let pair = Pair::new();
    let (_, mut chen, doc) = in_the_pool(&pair);
    // Read, but not theirs to write yet: it is kept for Lin.
    chen.does(vec![part(
        doc,
        RecordKind::Customer,
        ActName::EditCustomer,
        vec![(Path::field("town"), text("上海"))],
    )]);
    chen.syncs();
    assert_eq!(chen.aside().why, Why::KeptFor(LIN));
    let claim = claiming(&mut chen, doc);
    chen.does(vec![claim]);
    chen.syncs();
    let facts = pair.office().facts(doc);
    assert_eq!(facts.get(&Path::field("owner")), Some(&Value::Id(CHEN.0)));
    assert_ne!(field(&facts, "town"), "上海");
    chen.syncs();
    assert_eq!(chen.replica.status().refetched, None);
    assert!(chen.is_honest());
}

#[test]
fn two_who_claim_it_without_a_network_both_have_it_until_their_manager_settles_it() {
    let pair = Pair::new();
    let (mut lin, mut chen, doc) = in_the_pool(&pair);
    let mut wang = pair.phone(WANG);
    lin.goes_offline();
    chen.goes_offline();
    for phone in [&mut lin, &mut chen] {
        let claim = claiming(phone, doc);
        phone.does(vec![claim]);
    }
    lin.comes_online();
    chen.comes_online();
    lin.syncs();
    wang.syncs();
    assert_eq!((lin.unsent(), chen.unsent()), (0, 0));
    assert!(lin.replica.aside().is_empty() && chen.replica.aside().is_empty());
    assert!(lin.stored().contains_key(&doc) && chen.stored().contains_key(&doc));
    let found = wang.replica.rows()[&doc].findings();
    assert_eq!(
        found.iter().map(|it| (it.what.key.as_ref(), it.who)).collect::<Vec<_>>(),
        [("claims_collide", WANG)]
    );
}
