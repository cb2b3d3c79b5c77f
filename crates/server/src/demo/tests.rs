//! The demo company is a whole and sensible one.

use std::collections::BTreeMap;

use fieldbook_book::document::Document;
use fieldbook_book::hub::Stored;
use fieldbook_process::law::{Asks, DutyState, duties_of};
use fieldbook_process::prospecting::Segment;
use tempfile::TempDir;

use super::*;
use crate::book::Place;
use crate::record;

/// Tuesday 2026-11-24 at 10:00 in Shanghai.
const NOW_MS: i64 = 1_795_485_600_000;
const DAY_MS: i64 = 86_400_000;

fn made(now_ms: i64) -> (TempDir, Book) {
    made_of(Size::default(), now_ms)
}

fn made_of(size: Size, now_ms: i64) -> (TempDir, Book) {
    let folder = TempDir::new().unwrap();
    let place = Place { data: folder.path().join("data"), receipt_key: None, new_receipt_key: false };
    let book = place.open().unwrap();
    make(&book, size, 1, now_ms).unwrap();
    (folder, book)
}

fn documents(book: &Book, kind: RecordKind) -> Vec<Facts> {
    let stored = book.store.transaction(|tx| record::all::<Stored>(tx, Table::Documents)).unwrap();
    let of_kind = stored.into_iter().filter(|(_, stored)| stored.kind == kind);
    of_kind.map(|(_, stored)| Document::load(&stored.bytes.0).unwrap().view().facts).collect()
}

/// The kinds of record that a book has none of.
fn lacking(book: &Book) -> Vec<&'static str> {
    let kinds = RecordKind::ALL.into_iter();
    kinds.filter(|kind| documents(book, *kind).is_empty()).map(RecordKind::name).collect()
}

#[test]
fn it_has_its_customers_deals_and_accounts_and_is_made_once() {
    let (_folder, book) = made(NOW_MS);
    assert_eq!(documents(&book, RecordKind::Customer).len(), Size::default().customers + leads::COUNT);
    assert_eq!(documents(&book, RecordKind::Deal).len(), Size::default().deals);
    assert!(!is_needed(&book.store).unwrap());
    let sign_ins = sign_ins(&book.store).unwrap();
    assert_eq!(sign_ins.len(), 19);
    let reps = sign_ins.iter().filter(|sign_in| sign_in.role == Role::Rep).count();
    assert_eq!(reps, 8);
    for sign_in in sign_ins {
        let name = sign_in.account.parse().unwrap();
        let account = book.store.transaction(|tx| account::find(tx, &name)).unwrap().unwrap();
        assert!(account.password.starts_with("$argon2id$"));
    }
}

#[test]
fn it_has_some_of_every_kind_of_record() {
    let (_folder, book) = made(NOW_MS);
    assert_eq!(lacking(&book), [""; 0]);
}

#[test]
fn leads_wait_in_it_for_a_manager_and_for_a_rep() {
    let (_folder, book) = made(NOW_MS);
    let company = company::company();
    let mut owed: BTreeMap<PersonId, Vec<Asks>> = BTreeMap::new();
    for facts in documents(&book, RecordKind::Customer) {
        let customer = Customer::from_facts(&facts);
        let open = duties_of(&customer, &company).into_iter().filter(|it| it.owing.state == DutyState::Open);
        for duty in open.filter(|it| matches!(it.asks, Asks::Assignment | Asks::FirstContact)) {
            owed.entry(duty.owing.who).or_default().push(duty.asks);
        }
    }
    let (rep, _) = company::REPS[0];
    assert_eq!(owed.remove(&rep), Some(vec![Asks::FirstContact]));
    assert_eq!(owed.remove(&company::MANAGER_EAST), Some(vec![Asks::Assignment; 3]));
    assert_eq!(owed.remove(&company::MANAGER_SOUTH), Some(vec![Asks::Assignment]));
    assert!(owed.is_empty(), "{owed:?}");
}

#[test]
fn a_kind_that_it_has_none_of_is_noticed() {
    let (_folder, book) = made_of(Size { deals: 0, ..Size::default() }, NOW_MS);
    assert_eq!(lacking(&book), ["deal", "question"], "questions come up in deals");
}

/// Of what asks for that: overdue, and due within the next seven days, for each who owes some.
fn owed(asks: &[Asks], now_ms: i64) -> BTreeMap<PersonId, (usize, usize)> {
    let company = company::company();
    let (size, mut dice) = (Size::default(), Dice::new(1));
    let placed = placed(&mut dice, size, now_ms);
    let clock = deals::Clock::new(&company, now_ms);
    let mut owed: BTreeMap<PersonId, (usize, usize)> = BTreeMap::new();
    for deal in (0..size.deals).filter_map(|n| deals::deal(&mut dice, (n, size.reps), &placed, &clock)) {
        for duty in duties_of(&deal, &company).into_iter().filter(|duty| asks.contains(&duty.asks)) {
            let (overdue, soon) = owed.entry(duty.owing.who).or_default();
            match (duty.owing.state, duty.owing.due_ms - now_ms) {
                (DutyState::Open, left_ms) if left_ms < 0 => *overdue += 1,
                (DutyState::Open, left_ms) if left_ms < 7 * DAY_MS => *soon += 1,
                _ => {}
            }
        }
    }
    owed
}

#[test]
fn on_whatever_weekday_it_is_made_each_rep_has_some_overdue_and_some_due() {
    for day in 0..7 {
        let owed = owed(&[Asks::Contact], NOW_MS + day * DAY_MS);
        assert_eq!(owed.len(), 8);
        for (rep, (overdue, soon)) in owed {
            assert!((4..=6).contains(&overdue), "day {day}, {rep}: {overdue} overdue");
            assert!((4..=9).contains(&soon), "day {day}, {rep}: {soon} due within a week");
        }
    }
}

#[test]
fn most_of_its_deals_are_judged_in_time_and_managers_have_some_to_decide() {
    for day in 0..7 {
        let now_ms = NOW_MS + day * DAY_MS;
        for (who, (overdue, _)) in owed(&[Asks::Evaluation, Asks::Proposal, Asks::Closing], now_ms) {
            assert!(overdue <= 3, "day {day}, {who}: {overdue} overdue");
        }
        let decisions = owed(&[Asks::Decision, Asks::Resources], now_ms);
        assert!((1..=2).contains(&decisions.len()), "day {day}: {decisions:?}");
        assert!(decisions.values().all(|(overdue, soon)| overdue + soon <= 25), "day {day}: {decisions:?}");
    }
}

#[test]
fn nothing_in_it_lies_in_the_future() {
    let (_folder, book) = made(NOW_MS);
    for facts in documents(&book, RecordKind::Deal) {
        for (path, value) in facts {
            if let fieldbook_process::Value::Instant(ms) = value {
                assert!(ms < NOW_MS, "{path}");
            }
        }
    }
}

#[test]
fn one_seed_makes_one_company_and_another_another() {
    let words = |seed: u64| {
        let mut dice = Dice::new(seed);
        (0..20).map(|n| customers::customer(&mut dice, (n, 8), NOW_MS).name).collect::<Vec<_>>()
    };
    assert_eq!(words(1), words(1));
    assert_ne!(words(1), words(2));
}

#[test]
fn most_customers_lie_near_their_town_and_each_segment_fits_some() {
    let (_folder, book) = made(NOW_MS);
    let customers: Vec<Customer> =
        documents(&book, RecordKind::Customer).iter().map(Customer::from_facts).collect();
    let placed = customers.iter().filter(|it| it.latitude.is_some() && it.longitude.is_some()).count();
    assert!((240..=290).contains(&placed), "{placed}");
    let north = |town: &str| {
        let there = customers.iter().filter(|it| it.town == town).filter_map(|it| it.latitude);
        (there.clone().min(), there.max())
    };
    let ((Some(least), Some(most)), (Some(south), Some(_))) = (north("無錫"), north("深圳")) else {
        panic!("nobody lies there")
    };
    assert!(most - least < 220_000 && least > 31_380_000 && south < 22_700_000);
    for facts in documents(&book, RecordKind::Segment) {
        let segment = Segment::from_facts(&facts);
        assert!(customers.iter().any(|it| segment.fits(it)), "{}", segment.name);
    }
}
