//! A session lasts as long as it is used, and its token is nowhere in the book.

use fieldbook_book::store::Memory;

use super::*;
use crate::device::Introduction;

const LIN: PersonId = PersonId([1; 16]);

fn begun(memory: &mut Memory, at_ms: i64) -> Token {
    let begin = |tx: &mut dyn Tx| {
        let device = device::register(tx, LIN, Introduction::default(), at_ms)?;
        begin(tx, LIN, device, at_ms)
    };
    memory.transaction(begin).unwrap()
}

fn at(memory: &mut Memory, token: &Token, now_ms: i64) -> Option<Signed> {
    memory.transaction(|tx| find(tx, token, now_ms)).unwrap()
}

#[test]
fn a_session_lasts_thirty_days_and_not_a_millisecond_longer() {
    let mut memory = Memory::default();
    let token = begun(&mut memory, 0);
    assert!(at(&mut memory.clone(), &token, SESSION_MS).is_some());
    assert!(at(&mut memory, &token, SESSION_MS + 1).is_none());
}

#[test]
fn use_prolongs_it_but_writes_once_a_day_only() {
    let mut memory = Memory::default();
    let token = begun(&mut memory, 0);
    assert!(!at(&mut memory, &token, DAY_MS).unwrap().prolonged);
    assert!(at(&mut memory, &token, DAY_MS + 1).unwrap().prolonged);
    assert!(!at(&mut memory, &token, DAY_MS + 2).unwrap().prolonged);
    assert!(at(&mut memory, &token, DAY_MS + 1 + SESSION_MS).is_some());
}

#[test]
fn the_token_is_not_in_the_book_and_another_one_opens_nothing() {
    let mut memory = Memory::default();
    let token = begun(&mut memory, 0);
    let stored: Vec<u8> =
        memory.table(Table::Sessions).flat_map(|(key, value)| [key, value].concat()).collect();
    assert!(!stored.windows(16).any(|part| token.as_str().as_bytes().starts_with(part)));
    for other in ["", "words", &token.as_str()[1..], &token.as_str().to_uppercase()] {
        assert!(at(&mut memory, &Token::of_cookie(other), 1).is_none(), "{other}");
    }
}

#[test]
fn it_ends_by_its_token_by_its_person_and_by_the_sweep() {
    let mut memory = Memory::default();
    let tokens = [begun(&mut memory, 0), begun(&mut memory, 0), begun(&mut memory, DAY_MS)];
    memory.transaction(|tx| end(tx, &tokens[0])).unwrap();
    assert!(at(&mut memory, &tokens[0], 1).is_none());
    assert_eq!(memory.transaction(|tx| sweep(tx, SESSION_MS + 1)), Ok(1));
    assert!(at(&mut memory, &tokens[2], DAY_MS).is_some());
    assert_eq!(memory.transaction(|tx| end_all_of(tx, PersonId([2; 16]))), Ok(0));
    assert_eq!(memory.transaction(|tx| end_all_of(tx, LIN)), Ok(1));
    assert!(at(&mut memory, &tokens[2], DAY_MS).is_none());
}
