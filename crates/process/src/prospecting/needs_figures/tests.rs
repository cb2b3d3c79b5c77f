//! Figures of needs.

use proptest::prelude::*;

use super::*;
use crate::prospecting::{Form, response_id};
use crate::testing::{asked, compressor_form, research};
use crate::value::Instant;

const AT: &str = "2026-11-04 15:00";

fn doc(n: u8) -> DocId {
    DocId([n; 16])
}

fn figure<'a>(figures: &'a NeedsFigures, name: &str) -> &'a ItemFigure {
    figures.items.iter().find(|item| item.name == name).unwrap()
}

fn counts(item: &ItemFigure) -> Vec<(&str, u32)> {
    item.options.iter().map(|option| (option.code.as_str(), option.count)).collect()
}

#[test]
fn it_counts_options_numbers_and_words() {
    let set = [
        (doc(1), research().responded("machine", "compressor", AT).responded("noise", "60", AT)),
        (doc(2), research().responded("machine", "compressor", AT).responded("noise", "71", AT)),
        (doc(3), research().responded("machine", "pump", AT).responded("plans", "hall robots", AT)),
        (doc(4), Research { price: "八萬以內".to_owned(), ..research().responded("wishes", "安靜", AT) }),
    ];
    let figures = NeedsFigures::of(&set);
    assert_eq!((figures.researches, figures.customers), (4, 1));
    let machine = figure(&figures, "machine");
    assert_eq!((machine.shown, machine.answered), (4, 3));
    assert_eq!(counts(machine), [("compressor", 2), ("pump", 1), ("none", 0)]);
    let noise = figure(&figures, "noise");
    assert_eq!((noise.shown, noise.answered), (2, 2), "asked of compressors only");
    let spread = noise.spread.unwrap();
    assert_eq!((spread.least, spread.median, spread.most, spread.mean), (60_000, 65_500, 71_000, 65_500));
    assert_eq!(counts(figure(&figures, "plans")), [("hall", 1), ("robots", 1)]);
    assert_eq!(
        counts(figure(&figures, "satisfied")).len(),
        5,
        "every step of a scale, though nobody answered"
    );
    assert_eq!(figure(&figures, "wishes").quotes, [Quote { words: "安靜".to_owned(), research: doc(4) }]);
    let said: Vec<(&str, u32)> = figures.headings.iter().map(|it| (it.heading.as_str(), it.said)).collect();
    assert_eq!(said, [("function", 0), ("performance", 0), ("price", 1), ("delivery", 0)]);
}

#[test]
fn an_answer_of_before_a_condition_turned_is_not_counted() {
    let turned = research().responded("noise", "60", AT).responded("machine", "pump", AT);
    let figures = NeedsFigures::of(&[(doc(1), turned)]);
    assert!(figures.items.iter().all(|item| item.name != "noise"));
}

#[test]
fn versions_are_counted_together_where_an_item_kept_its_kind() {
    let mut items = compressor_form().items().to_vec();
    items[0].options = "compressor 空壓機\nblower 風機".to_owned();
    items[4].kind = ItemKind::Number;
    let second = Research { form: Form::from(items).write(), ..research() };
    let set = [
        (doc(1), research().responded("machine", "pump", AT).responded("wishes", "安靜", AT)),
        (doc(2), second.responded("machine", "blower", AT).responded("wishes", "3", AT)),
    ];
    let figures = NeedsFigures::of(&set);
    let machine = figure(&figures, "machine");
    assert_eq!(counts(machine), [("compressor", 0), ("pump", 1), ("none", 0), ("blower", 1)]);
    let wishes: Vec<ItemKind> =
        figures.items.iter().filter(|item| item.name == "wishes").map(|item| item.kind).collect();
    assert_eq!(wishes, [ItemKind::Text, ItemKind::Number], "words and numbers are not counted together");
}

#[test]
fn what_it_writes_it_reads_and_it_fits_its_field() {
    let words = "靜".repeat(1000);
    let set: Vec<(DocId, Research)> =
        (0..100).map(|n| (doc(n), research().responded("wishes", &words, AT))).collect();
    let figures = NeedsFigures::of(&set);
    assert_eq!(NeedsFigures::read(&figures.write(usize::MAX)), Some(figures.clone()));
    let cut = figures.write(6000);
    assert!(cut.chars().count() <= 6000);
    let read = NeedsFigures::read(&cut).unwrap();
    assert_eq!(figure(&read, "wishes").answered, 100, "only quotations go");
    assert!(!figure(&read, "wishes").quotes.is_empty());
}

fn any_answers() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    let item = prop::sample::select(vec!["machine", "noise", "plans", "satisfied", "wishes"]);
    let value = "compressor|pump|none|hall|hall robots|[0-9]{1,3}|[a-z漢]{0,5}";
    prop::collection::vec((item, value), 0..8)
}

proptest! {
    #[test]
    fn nothing_is_counted_twice_or_lost(all in prop::collection::vec(any_answers(), 0..12)) {
        let set: Vec<(DocId, Research)> = all.into_iter().enumerate().map(|(n, answers)| {
            let mut record = research();
            for (item, value) in answers {
                record.responses.retain(|it| it.item != item);
                let at = Some(Instant(0));
                let id = response_id(item);
                record.responses.push(super::super::Response { id, item: item.to_owned(), value, at });
            }
            (doc(u8::try_from(n).unwrap()), record)
        }).collect();
        let figures = NeedsFigures::of(&set);
        for item in &figures.items {
            prop_assert!(item.answered <= item.shown && item.shown <= figures.researches);
            let sum: u32 = item.options.iter().map(|option| option.count).sum();
            match item.kind {
                ItemKind::Single | ItemKind::Scale => prop_assert_eq!(sum, item.answered),
                ItemKind::Multiple => prop_assert!(sum >= item.answered),
                _ => prop_assert_eq!(sum, 0),
            }
            prop_assert_eq!(item.spread.is_some(), item.kind.is_counted() && item.answered > 0);
            if let Some(it) = item.spread {
                let steps = [it.least, it.lower, it.median, it.upper, it.most];
                prop_assert!(steps.is_sorted(), "{:?}", it);
                prop_assert!((it.least..=it.most).contains(&it.mean));
            }
        }
        let mut turned = set.clone();
        turned.reverse();
        let again = NeedsFigures::of(&turned);
        for item in &figures.items {
            let other = again.items.iter().find(|it| it.name == item.name && it.kind == item.kind).unwrap();
            prop_assert_eq!((other.shown, other.answered, other.spread), (item.shown, item.answered, item.spread));
            prop_assert_eq!(counts(other), counts(item));
        }
    }

    #[test]
    fn any_text_is_figures_or_none(text in "[\\[\\]{}\":,a-z0-9]{0,60}") {
        let _ = NeedsFigures::read(&text);
    }
}

#[test]
fn an_unsound_scale_takes_no_time() {
    let scale = Asked { least: "-9000000000000000000".to_owned(), ..asked("q", ItemKind::Scale) };
    let record = Research { form: Form::from(vec![scale]).write(), ..research() };
    assert!(figure(&NeedsFigures::of(&[(doc(1), record)]), "q").options.len() <= 21);
}
