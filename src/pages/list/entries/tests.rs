//! Searching, narrowing, ordering.

use super::super::known::{matching, shown, values};
use super::*;
use crate::state::lists::{Sort, View};

fn known(known: Known) -> Entry {
    Entry { doc: DocId::default(), is_late: false, open: Vec::new(), known }
}

fn shown_of(all: &[Entry], view: &View) -> Vec<usize> {
    shown(RecordKind::Deal, all, view, |_| String::new())
}

fn view(filters: &[(Filter, &str)], sort: Sort) -> View {
    let filters = filters.iter().map(|(filter, value)| (*filter, (*value).to_owned())).collect();
    View { filters, sort: Some(sort) }
}

#[test]
fn every_word_must_be_there_in_any_case_and_width() {
    let all = ["北辰電機 Beichen 13800004821", "Ｂｅｉｃｈｅｎ 上海", "Huasheng"].map(|hay| hay_of(&[hay]));
    let found = |query| matching(&all, &[0, 1, 2], query);
    assert_eq!(found("beichen"), [0, 1]);
    assert_eq!(found("ＢＥＩ 4821"), [0]);
    assert_eq!(found("北辰电机"), [0]);
    assert_eq!(found("beichen suzhou"), [0; 0]);
    assert_eq!(found("  "), [0, 1, 2]);
    assert_eq!(matching(&all, &[2, 1], "beichen"), [1], "only among those shown");
}

#[test]
fn a_view_lets_through_what_passes_each_of_its_filters() {
    let mut first =
        Known { silent_days: 7, minor: 5_000_000, expected: Day::parse("2026-12-20"), ..Known::default() };
    first.tag(Filter::State, "open");
    first.tag(Filter::Grade, "high");
    let mut second = Known { silent_days: NEVER, minor: 4_999_999, expected: None, ..Known::default() };
    second.tag(Filter::State, "open");
    let mut third = Known { ended: true, ..Known::default() };
    third.tag(Filter::State, "closed");
    third.tag(Filter::State, "won");
    let all = [first, second, third].map(known);
    let through = |filters: &[(Filter, &str)]| shown_of(&all, &view(filters, Sort::Money));
    assert_eq!(through(&[]), [0, 1, 2]);
    assert_eq!(through(&[(Filter::State, "open")]), [0, 1]);
    assert_eq!(through(&[(Filter::State, "open"), (Filter::Grade, "high")]), [0]);
    assert_eq!(through(&[(Filter::State, "won")]), [2]);
    assert_eq!(through(&[(Filter::Silent, "7")]), [0, 1]);
    assert_eq!(through(&[(Filter::Silent, "8")]), [1]);
    assert_eq!(through(&[(Filter::From, "50000")]), [0]);
    assert_eq!(through(&[(Filter::Until, "2026-12-20")]), [0]);
    assert_eq!(through(&[(Filter::Until, "2026-12-19")]), [0; 0]);
    assert_eq!(through(&[(Filter::From, "much")]), [0; 0]);
    assert_eq!(values(&all, Filter::State).into_iter().collect::<Vec<_>>(), ["closed", "open", "won"]);
}

#[test]
fn whatever_the_order_what_has_ended_comes_last() {
    let row = |reached_ms, silent_days, minor, due_ms, ended| {
        known(Known { reached_ms, silent_days, minor, due_ms, ended, ..Known::default() })
    };
    let all = [
        row(Some(10), 9, 100, Some(5), false),
        row(Some(20), 4, 300, None, false),
        row(None, NEVER, 200, Some(1), false),
        row(Some(90), NOT_ASKED, 900, None, true),
    ];
    let order = |sort| shown_of(&all, &view(&[], sort));
    assert_eq!(order(Sort::Contact), [1, 0, 2, 3]);
    assert_eq!(order(Sort::Silence), [2, 0, 1, 3]);
    assert_eq!(order(Sort::Money), [1, 2, 0, 3]);
    assert_eq!(order(Sort::Due), [2, 0, 1, 3]);
}
