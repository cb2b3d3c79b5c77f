//! What must not look damaged.

use fieldbook_book::hub::{Back, Ledger};
use fieldbook_book::message::Message;
use fieldbook_book::testing::{Pair, message};
use fieldbook_process::testing::{LIN, SYSTEM, customer, deal};
use fieldbook_process::{ActName, RecordKind};

use super::*;

#[test]
fn a_customer_that_a_deal_brought_back_after_its_import_was_withdrawn_is_as_it_should_be() {
    let pair = Pair::new();
    let mut lin = pair.phone(LIN);
    let doc = DocId([0x77; 16]);
    let does = |withdraws: bool| {
        let mut office = pair.office();
        let (actor, now_ms, stamp) = (office.id(), office.now_ms, office.stamp);
        let done = office.store.transaction(|tx| {
            let mut ledger = Ledger::open(tx, now_ms, &stamp)?;
            if withdraws {
                assert!(hub::withdraw(&mut ledger, doc, SYSTEM, actor).unwrap());
            } else {
                let by = Message { person: SYSTEM, ..message(ActName::RegisterCustomer, LIN, now_ms) };
                let (kind, facts) = (RecordKind::Customer, customer().facts());
                hub::import(&mut ledger, doc, kind, &facts, &by, actor, Back::Receipts).unwrap();
            }
            ledger.flush().map(drop)
        });
        done.unwrap();
    };
    does(false);
    lin.syncs();
    lin.goes_offline();
    lin.opens_deal(&deal().of(doc));
    does(true);
    let wrong = |pair: &Pair| pair.office().store.transaction(|tx| check(tx)).unwrap().wrong;
    assert_eq!(wrong(&pair), [""; 0]);
    lin.comes_online();
    assert!(lin.replica.rows().contains_key(&doc));
    assert_eq!(wrong(&pair), [""; 0]);
}
