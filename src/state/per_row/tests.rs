//! Of thousands of rows those are read that changed.

use std::cell::Cell;

use fieldbook_book::document::View;
use fieldbook_process::{Company, Path, RecordKind, Value};

use super::*;

fn row(doc: DocId, name: &str) -> Row {
    let facts = [(Path::field("name"), Value::Text(name.to_owned()))].into();
    let view = View { facts, kind: RecordKind::Customer.name().to_owned(), ..View::default() };
    Row::of(doc, &view, &Company::default(), 0).unwrap()
}

fn doc(n: u16) -> DocId {
    let [a, b] = n.to_be_bytes();
    let mut id = [0; 16];
    (id[0], id[1]) = (a, b);
    DocId(id)
}

fn many() -> BTreeMap<DocId, Row> {
    (0..1_000).map(|n| (doc(n), row(doc(n), &format!("No. {n}")))).collect()
}

/// Follows, and says how many rows were read and whether all are.
fn follow(
    kept: &mut PerRow<String>,
    (turn, changed): (u64, Option<&[DocId]>),
    rows: &BTreeMap<DocId, Row>,
    at_most: usize,
) -> (usize, bool) {
    let read = Cell::new(0);
    let name = |row: &Row| {
        read.set(read.get() + 1);
        Some(row.name()).filter(|name| !name.is_empty())
    };
    let done = kept.follow_rows(|_| (turn, changed.map(<[DocId]>::to_vec)), rows, at_most, name);
    (read.get(), done)
}

#[test]
fn after_a_save_one_row_of_a_thousand_is_read() {
    let (mut kept, mut rows) = (PerRow::default(), many());
    assert_eq!(follow(&mut kept, (1, None), &rows, usize::MAX), (1_000, true));
    rows.insert(doc(2_000), row(doc(2_000), "New"));
    assert_eq!(follow(&mut kept, (2, Some(&[doc(2_000)])), &rows, usize::MAX), (1, true));
    assert_eq!(kept.all().get(&doc(2_000)).map(String::as_str), Some("New"));
    assert_eq!(follow(&mut kept, (2, Some(&[])), &rows, usize::MAX), (0, true), "nothing changed");
}

#[test]
fn what_is_gone_or_says_nothing_any_more_is_not_kept() {
    let (mut kept, mut rows) = (PerRow::default(), many());
    follow(&mut kept, (1, None), &rows, usize::MAX);
    rows.remove(&doc(1));
    rows.insert(doc(2), row(doc(2), ""));
    follow(&mut kept, (2, Some(&[doc(1), doc(2)])), &rows, usize::MAX);
    assert_eq!((kept.all().len(), kept.all().contains_key(&doc(2))), (998, false));
    rows.retain(|at, _| *at == doc(3));
    assert_eq!(follow(&mut kept, (3, None), &rows, usize::MAX), (1, true), "the book was read anew");
    assert_eq!(kept.all().len(), 1);
}

#[test]
fn in_slices_all_is_read_once_and_what_changes_meanwhile_too() {
    let (mut kept, rows) = (PerRow::default(), many());
    assert_eq!(follow(&mut kept, (1, None), &rows, 400), (400, false));
    assert_eq!(follow(&mut kept, (2, Some(&[doc(5)])), &rows, 400), (400, false));
    assert_eq!(follow(&mut kept, (2, Some(&[])), &rows, usize::MAX), (201, true));
    assert_eq!(kept.all().len(), 1_000);
}
