//! Taking a save back before it is sent.

use super::*;

fn held(part: Part) -> Draft {
    Draft { undo_ms: 5_000, ..draft(part) }
}

#[test]
fn a_save_can_be_taken_back_within_its_five_seconds_and_is_not_sent_before() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.sent.clear();
    let order = lin.saves(held(logging(deal, EntryId([7; 16]), LIN, "要求報價")));
    assert_eq!((lin.reads(deal).len(), lin.unsent()), (1, 1));
    lin.waits(4_999);
    assert!(lin.sent.iter().all(|request| request.units.is_empty()));
    assert_eq!(lin.undoes(order), Outcome::Done);
    assert_eq!((lin.reads(deal).len(), lin.unsent(), lin.replica.rows()[&deal].pending), (0, 0, 0));
    lin.waits(60_000);
    assert!(crate::testing::contents(&pair.office().facts(deal)).is_empty());
    assert!(lin.is_honest());
}

#[test]
fn after_its_five_seconds_it_is_sent_and_too_late_to_take_back() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.sent.clear();
    let order = lin.saves(held(logging(deal, EntryId([7; 16]), LIN, "要求報價")));
    lin.waits(5_000);
    assert_eq!(lin.unsent(), 0);
    assert_eq!(lin.undoes(order), Outcome::TooLate);
    assert_eq!(lin.reads(deal).len(), 1);
}

#[test]
fn offline_too_it_is_too_late_after_five_seconds() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    let order = lin.saves(held(logging(deal, EntryId([7; 16]), LIN, "要求報價")));
    pair.passes(5_000);
    assert_eq!((lin.undoes(order), lin.unsent()), (Outcome::TooLate, 1));
}

#[test]
fn what_stands_on_an_act_that_is_taken_back_is_run_again_without_it() {
    let pair = Pair::new();
    let (mut lin, mut wang, _, deal) = a_deal_in_the_book(&pair);
    let order = lin.saves(held(editing(deal, "title", "甲")));
    lin.logs(deal, "要求報價");
    assert_eq!(lin.unsent(), 2);
    assert_eq!(lin.undoes(order), Outcome::Done);
    lin.waits(1_000);
    assert_eq!((lin.unsent(), lin.replica.status().aside), (0, 0));
    wang.syncs();
    assert_eq!((wang.field(deal, "title"), wang.reads(deal).len()), ("北辰電機 二期".into(), 1));
}

#[test]
fn a_new_record_taken_back_leaves_no_trace_and_what_stood_on_it_is_set_aside() {
    let pair = Pair::new();
    let mut lin = pair.phone(LIN);
    let customer = lin.registers(&customer());
    let doc = DocId(lin.id());
    let order = lin.saves(held(opening(doc, &deal().of(customer))));
    lin.logs(doc, "要求報價");
    assert_eq!(lin.undoes(order), Outcome::Done);
    assert!(lin.looks_at(doc).is_none() && !lin.replica.rows().contains_key(&doc));
    assert!(lin.aside().parts[0].values.iter().any(|(_, value)| *value == text("要求報價")));
    assert!(lin.is_honest());
    lin.waits(60_000);
    assert!(pair.office().stored(doc).is_none());
}

#[test]
fn a_deal_for_a_customer_that_is_taken_back_is_set_aside_with_its_row_gone() {
    let pair = Pair::new();
    let mut lin = pair.phone(LIN);
    let doc = DocId(lin.id());
    let order = lin.saves(held(registering(doc, &customer())));
    let deal = lin.opens_deal(&deal().of(doc));
    assert_eq!((lin.undoes(order), lin.unsent()), (Outcome::Done, 0));
    assert!(lin.replica.rows().is_empty(), "{deal}");
    assert_eq!(lin.aside().parts[0].doc, deal);
    assert!(lin.is_honest());
}

#[test]
fn undo_is_still_possible_after_the_app_was_killed() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    let order = lin.saves(held(logging(deal, EntryId([7; 16]), LIN, "要求報價")));
    lin.starts();
    assert_eq!((lin.undoes(order), lin.unsent()), (Outcome::Done, 0));
    assert!(lin.reads(deal).is_empty());
}

#[test]
fn an_undo_that_storage_refuses_is_told_so() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    let order = lin.saves(held(logging(deal, EntryId([7; 16]), LIN, "要求報價")));
    lin.writes_fail = 1;
    assert!(matches!(lin.undoes(order), Outcome::NotSaved(_)));
    assert_eq!((lin.unsent(), lin.reads(deal).len()), (1, 1));
}
