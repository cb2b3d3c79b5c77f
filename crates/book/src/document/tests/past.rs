//! What one change did, and the record as it was.

use fieldbook_process::testing::{LIN, WANG, customer};

use crate::document::{Heads, View};
use crate::replica::Opened;
use crate::testing::{Pair, editing, field};

fn town(view: Option<&View>) -> Option<&str> {
    view.map(|view| field(&view.facts, "town"))
}

/// A customer whose town was edited twice by Lin, an hour apart, the second time without a network, while her manager
/// wrote down its needs.
fn edited() -> Opened {
    let pair = Pair::new();
    let (mut lin, mut wang) = (pair.phone(LIN), pair.phone(WANG));
    let customer = lin.registers(&customer());
    lin.waits(3_600_000);
    lin.saves(crate::replica::Draft {
        parts: vec![editing(customer, "town", "臺中")], ..Default::default()
    });
    lin.waits(3_600_000);
    lin.goes_offline();
    wang.waits(10_000_000);
    wang.saves(crate::replica::Draft {
        parts: vec![editing(customer, "needs", "低噪音")],
        ..Default::default()
    });
    wang.waits(60_000);
    lin.saves(crate::replica::Draft {
        parts: vec![editing(customer, "town", "高雄")], ..Default::default()
    });
    lin.comes_online();
    lin.waits(60_000);
    lin.looks_at(customer).unwrap()
}

#[test]
fn each_line_of_the_history_tells_what_that_change_did_and_nothing_of_the_others() {
    let opened = edited();
    let edits: Vec<Vec<String>> = opened
        .history
        .iter()
        .map(|past| {
            let done = opened.document.done_by(past.hash).unwrap();
            done.edits.iter().map(|edit| edit.path.to_string()).collect()
        })
        .collect();
    assert_eq!(edits.len(), 4);
    assert!(edits[0].contains(&"name".to_owned()) && edits[0].len() > 3, "{edits:?}");
    let mut later: Vec<_> = edits[1..].to_vec();
    later.sort();
    assert_eq!(later, [["needs"], ["town"], ["town"]]);
    assert!(opened.history.iter().all(|past| past.received_ms.is_some() && past.accepted));
    assert_eq!(opened.document.done_by(crate::hash::Hash([9; 32])), None);
}

#[test]
fn deciding_for_the_value_that_showed_is_told_as_a_decision() {
    let pair = Pair::new();
    let (mut lin, mut wang) = (pair.phone(LIN), pair.phone(WANG));
    let doc = lin.registers(&customer());
    let town_of = |phone: &mut crate::testing::Phone, town: &str, opened: Option<Heads>| {
        let mut part = editing(doc, "town", town);
        part.opened = opened;
        phone.saves(crate::replica::Draft { parts: vec![part], seen: true, ..Default::default() });
    };
    lin.waits(3_600_000);
    lin.goes_offline();
    wang.waits(10_000_000);
    town_of(&mut wang, "臺中", None);
    wang.waits(60_000);
    town_of(&mut lin, "高雄", None);
    lin.comes_online();
    lin.waits(60_000);
    let torn = lin.looks_at(doc).unwrap();
    assert_eq!(torn.view.conflicts.len(), 1, "{:?}", torn.view.conflicts);
    let shown = field(&torn.view.facts, "town").to_owned();
    town_of(&mut lin, &shown, Some(torn.heads));
    let after = lin.looks_at(doc).unwrap();
    assert!(after.view.conflicts.is_empty());
    let last = after.history.iter().max_by_key(|past| past.entered_ms).unwrap();
    assert!(last.joins);
    let done = after.document.done_by(last.hash).unwrap();
    assert_eq!(done.edits, [], "nothing changed");
    assert_eq!(done.decided.len(), 1);
    assert_eq!(done.decided[0].values.len(), 2);
    assert_eq!(done.decided[0].chosen.as_ref(), torn.view.facts.get(&done.decided[0].path));
}

#[test]
fn the_record_stands_as_it_was_at_any_moment() {
    let opened = edited();
    let entered: Vec<i64> = opened.history.iter().map(|past| past.entered_ms).collect();
    let (first, last) = (entered[0], *entered.iter().max().unwrap());
    assert!(opened.document.as_of(first - 1).is_none());
    assert_eq!(town(opened.document.as_of(first).as_ref()), Some("無錫"));
    let second = entered.iter().copied().filter(|at| *at > first).min().unwrap();
    assert_eq!(town(opened.document.as_of(second - 1).as_ref()), Some("無錫"));
    assert_eq!(town(opened.document.as_of(second).as_ref()), Some("臺中"));
    let now = opened.document.as_of(last).unwrap();
    assert_eq!(now.facts, opened.view.facts);
}
