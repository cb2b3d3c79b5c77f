//! Stored values that were damaged one by one: everything else is there, and what can be had again is had again.

use super::request::SyncState;
use super::*;
use crate::store::{Durability, from_cbor, to_cbor};
use crate::wire::{Cursor, pack};

fn put(phone: &mut Phone, table: Table, key: &[u8], value: Vec<u8>) {
    let mut batch = Batch::new(Durability::Strict);
    batch.put(table, key, value);
    phone.disk.write(&batch);
}

fn stored(phone: &Phone, table: Table, key: &[u8]) -> Vec<u8> {
    phone.disk.read(table, key).unwrap().to_vec()
}

#[test]
fn a_row_that_cannot_be_read_is_computed_anew_without_a_network() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    let new = lin.registers(&customer().named("Beta"));
    let rows = lin.replica.rows().clone();
    for doc in [deal, new] {
        put(&mut lin, Table::Rows, &doc.0, b"rubbish".to_vec());
    }
    lin.starts();
    assert_eq!(*lin.replica.rows(), rows);
}

#[test]
fn a_row_and_a_card_under_the_key_of_another_record_are_not_taken_for_it() {
    let pair = Pair::new();
    let (mut lin, _, customer_of_lin, deal) = a_deal_in_the_book(&pair);
    let mut chen = pair.phone(CHEN);
    let others = chen.registers(&customer().owned_by(CHEN));
    lin.syncs();
    lin.goes_offline();
    let rows = lin.replica.rows().clone();
    let (one, two) = (stored(&lin, Table::Rows, &deal.0), stored(&lin, Table::Rows, &customer_of_lin.0));
    put(&mut lin, Table::Rows, &deal.0, two);
    put(&mut lin, Table::Rows, &customer_of_lin.0, one);
    let card = stored(&lin, Table::Cards, &others.0);
    put(&mut lin, Table::Cards, &[9; 16], card);
    lin.starts();
    assert_eq!(*lin.replica.rows(), rows);
    assert!(!lin.replica.cards().contains_key(&DocId([9; 16])) && lin.replica.cards().contains_key(&others));
}

#[test]
fn an_act_that_names_the_place_of_another_displaces_it_neither_here_nor_on_disk() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    let (first, second) = (lin.logs(deal, "一"), lin.logs(deal, "二"));
    let mut pending: Pending = from_cbor(&stored(&lin, Table::Outbox, &second.to_be_bytes())).unwrap();
    pending.order = first;
    let damaged = to_cbor(&pending).unwrap();
    put(&mut lin, Table::Outbox, &second.to_be_bytes(), damaged.clone());
    lin.starts();
    assert_eq!((lin.unsent(), lin.reads(deal)), (1, vec!["一".to_owned()]));
    lin.comes_online();
    assert_eq!((lin.unsent(), lin.reads(deal)), (0, vec!["一".to_owned()]));
    assert_eq!(stored(&lin, Table::Outbox, &second.to_be_bytes()), damaged);
}

#[test]
fn a_part_of_the_company_that_cannot_be_read_is_asked_for_again() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    let (whole, duties) = (lin.replica.company().clone(), lin.duties(deal));
    for name in ["people", "policy", "calendar"] {
        put(&mut lin, Table::Company, name.as_bytes(), b"rubbish".to_vec());
        lin.goes_offline();
        lin.starts();
        assert_ne!(*lin.replica.company(), whole, "{name}");
        lin.comes_online();
        assert_eq!((lin.replica.company(), lin.duties(deal)), (&whole, duties.clone()), "{name}");
    }
}

#[test]
fn a_copy_that_cannot_be_read_takes_its_record_out_of_no_list() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    let rows = lin.replica.rows().clone();
    put(&mut lin, Table::Documents, &deal.0, b"rubbish".to_vec());
    put(&mut lin, Table::Meta, rows::ROWS_KEY, b"of an older app".to_vec());
    lin.starts();
    assert_eq!(*lin.replica.rows(), rows);
    lin.comes_online();
    lin.waits(1_000);
    assert_eq!((lin.field(deal, "title"), lin.replica.rows()), ("北辰電機 二期".to_owned(), &rows));
}

#[test]
fn a_cursor_beyond_every_number_is_read_from_the_beginning() {
    let pair = Pair::new();
    let (mut lin, mut wang, _, deal) = a_deal_in_the_book(&pair);
    let mut state: SyncState = from_cbor(&stored(&lin, Table::Meta, loaded::SYNC_KEY)).unwrap();
    state.feeds.iter_mut().for_each(|(_, cursor)| *cursor = Cursor::After(u64::MAX));
    state.offset_ms = i64::MAX;
    put(&mut lin, Table::Meta, loaded::SYNC_KEY, to_cbor(&state).unwrap());
    wang.logs(deal, "要求報價");
    lin.starts();
    lin.waits(1_000);
    assert_eq!(lin.reads(deal), ["要求報價"]);
}

#[test]
fn a_damaged_copy_that_is_found_while_an_answer_is_on_its_way_is_still_fetched_again() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    put(&mut lin, Table::Documents, &deal.0, b"rubbish".to_vec());
    lin.net = Net::Silent;
    lin.starts();
    let asked = lin.sent[lin.sent.len() - 1].clone();
    assert!(lin.looks_at(deal).is_none());
    let answer = pair.office().answers(LIN, lin.device, &asked).response;
    lin.net = Net::Up;
    lin.give(Event::Answered(pack(&answer).unwrap()));
    lin.waits(1_000);
    assert_eq!(lin.field(deal, "title"), "北辰電機 二期");
}

#[test]
fn an_act_that_cannot_be_read_is_not_written_over_by_the_next_save() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    // Under a clock that was ahead once, places follow each other.
    lin.clock_off_ms = 86_400_000;
    lin.logs(deal, "一");
    lin.clock_off_ms = 0;
    let second = lin.logs(deal, "二");
    put(&mut lin, Table::Outbox, &second.to_be_bytes(), b"of a newer app".to_vec());
    lin.starts();
    assert_ne!(lin.logs(deal, "三"), second);
    assert_eq!(stored(&lin, Table::Outbox, &second.to_be_bytes()), b"of a newer app");
}

#[test]
fn a_record_that_is_not_this_persons_any_more_goes_though_what_is_held_of_it_cannot_be_read() {
    let pair = Pair::new();
    let (mut lin, mut wang, customer, deal) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    wang.hands_over(customer, CHEN);
    put(&mut lin, Table::Held, &deal.0, b"rubbish".to_vec());
    lin.starts();
    assert!(lin.replica.rows().contains_key(&deal), "until the server is asked it may be");
    lin.comes_online();
    lin.waits(1_000);
    assert!(lin.replica.rows().is_empty() && lin.stored().is_empty());
}
