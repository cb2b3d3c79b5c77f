//! Answers that a broken server or a broken line gives: whatever a phone took of them, it comes to rest, and with the
//! true answers it agrees with the server again.

use std::cell::RefCell;
use std::rc::Rc;

use fieldbook_book::store::{from_cbor, to_cbor};
use fieldbook_book::wire::Response;
use fieldbook_process::audience::Feed;
use fieldbook_process::testing::{LIN, WANG};

use crate::cbor;
use crate::chance::Chance;
use crate::left::left;

/// Some answers are changed before the phone reads them.
pub fn changed(chance: &mut Chance) {
    let (pair, mut lin) = left().starts(left().disk.clone());
    let mut wang = pair.phone(WANG);
    wang.logs(left().deal, "主管");
    let inner = Rc::new(RefCell::new(Chance::new(chance.next())));
    let mut changes_left = 1 + chance.below(4);
    lin.answers_are_changed(move |response| {
        let chance = &mut *inner.borrow_mut();
        if changes_left > 0 && !chance.once_in(4) {
            changes_left -= 1;
            let mut bytes = to_cbor(response).unwrap();
            cbor::mutate(&mut bytes, chance);
            // What cannot be read at all is another target's.
            if let Ok(changed) = from_cbor::<Response>(&bytes) {
                *response = changed;
            }
        }
    });
    lin.comes_online();
    lin.waits(10_000);
    lin.looks_at(left().deal);
    lin.answers_are_honest();
    for _ in 0..4 {
        lin.syncs();
        lin.waits(61_000);
    }
    if lin.wiped {
        return;
    }
    let waiting: Vec<_> =
        lin.replica.outbox().flat_map(|pending| &pending.parts).map(|part| part.doc).collect();
    let docs = pair.office().documents();
    for doc in docs {
        let stored = pair.office().stored(doc);
        let reads = stored.is_some_and(|stored| stored.feeds.contains(&Feed::Person(LIN)));
        if reads && !waiting.contains(&doc) {
            assert_eq!(lin.sees(doc), pair.office().facts(doc), "{doc}");
        }
    }
}
