//! Signing out: the book leaves the phone, unless something in it is nowhere else.

use super::*;

#[test]
fn a_book_that_is_all_sent_leaves_and_nothing_is_written_after_it() {
    let pair = Pair::new();
    let (mut lin, mut wang, _, deal) = a_deal_in_the_book(&pair);
    assert!(lin.signs_out());
    assert!(lin.wiped && lin.stored().is_empty());
    wang.logs(deal, "要求報價");
    lin.syncs();
    assert!(lin.stored().is_empty());
}

#[test]
fn unsent_work_keeps_the_book_here_until_it_is_sent() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    lin.logs(deal, "要求報價");
    assert!(!lin.signs_out());
    assert_eq!((lin.wiped, lin.unsent()), (false, 1));
    // Signed in again, it goes on from there, and the book may leave.
    lin.comes_online();
    assert_eq!(lin.unsent(), 0);
    assert!(lin.signs_out() && lin.wiped);
}

#[test]
fn what_is_set_aside_keeps_the_book_here_until_it_is_settled() {
    let pair = Pair::new();
    let (mut lin, mut wang, customer, deal) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    lin.logs(deal, "要求報價");
    wang.hands_over(customer, CHEN);
    lin.comes_online();
    assert!(!lin.signs_out());
    lin.settles(lin.aside().id);
    assert!(lin.signs_out() && lin.wiped);
}

#[test]
fn storage_that_does_not_answer_keeps_what_it_holds() {
    let pair = Pair::new();
    let (mut lin, ..) = a_deal_in_the_book(&pair);
    lin.replica.handle(lin.clock_ms(), &mut crate::testing::Seed(9), Event::Open(1, DocId([9; 16])));
    let now_ms = lin.clock_ms();
    let mut chance = crate::testing::Seed(9);
    lin.replica.handle(now_ms, &mut chance, Event::ReadDone(Err(StoreFault("planted".into()))));
    let told = lin.replica.handle(now_ms, &mut chance, Event::Leave(2));
    assert!(matches!(told[..], [Effect::Told(2, Outcome::NotSaved(_)), ..]), "{told:?}");
    assert!(!told.contains(&Effect::Wipe));
}
