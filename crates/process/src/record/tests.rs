//! Typed records and their facts tell the same.

use proptest::prelude::*;

use super::*;
use crate::schema::{Field, Kind, form_faults};
use crate::testing::deal;
use crate::with_record;

/// Any value that fits a field and is not its default.
pub(crate) fn fitting(kind: Kind) -> BoxedStrategy<Value> {
    let text = |pattern: &str| proptest::string::string_regex(pattern).unwrap().prop_map(Value::Text);
    let id = any::<[u8; 16]>().prop_map(Value::Id);
    match kind {
        Kind::Line(limit) => text(&format!("[a-z漢字 ]{{1,{limit}}}")).boxed(),
        Kind::Lines(limit) => text(&format!("[a-z漢字\n]{{1,{}}}", limit.min(200))).boxed(),
        Kind::Choice(codes) => {
            prop::sample::select(codes).prop_map(|code| Value::Text(code.to_owned())).boxed()
        }
        Kind::Number(least, most) => (least..=most).prop_map(Value::Int).boxed(),
        Kind::Year => (1900..=2200_i64).prop_map(Value::Int).boxed(),
        Kind::Money => (0..=i64::MAX).prop_map(|minor| Value::Text(format!("EUR {minor}"))).boxed(),
        Kind::Day => (-25_567..=84_006_i64).prop_map(Value::Int).boxed(),
        Kind::Instant => (0..=7_258_118_400_000_i64).prop_map(Value::Instant).boxed(),
        Kind::Flag => Just(Value::Flag(true)).boxed(),
        Kind::Person | Kind::Document | Kind::Entry => id.boxed(),
    }
}

/// Some of these fields, the required ones always.
pub(crate) fn some_of(
    fields: &'static [Field],
    path: impl Fn(&str) -> Path + Clone + 'static,
) -> BoxedStrategy<Facts> {
    let values: Vec<_> = fields
        .iter()
        .map(|field| {
            let path = path(field.name);
            (fitting(field.kind), any::<bool>())
                .prop_map(move |(value, there)| (there || field.required).then(|| (path.clone(), value)))
        })
        .collect();
    values.prop_map(|values| values.into_iter().flatten().collect()).boxed()
}

/// Any record of a kind, with up to three entries in each list.
pub(crate) fn any_record(kind: RecordKind) -> BoxedStrategy<Facts> {
    let schema = kind.schema();
    let mut parts = vec![some_of(schema.fields, Path::field)];
    for entry in schema.entries {
        let one = any::<[u8; 16]>().prop_flat_map(move |id| {
            some_of(entry.fields, move |name| Path::entry(entry.name, EntryId(id), name))
        });
        parts.push(
            prop::collection::vec(one, 0..4).prop_map(|all| all.into_iter().flatten().collect()).boxed(),
        );
    }
    parts.prop_map(|parts| parts.into_iter().flatten().collect()).boxed()
}

fn any_kind_and_record() -> impl Strategy<Value = (RecordKind, Facts)> {
    prop::sample::select(RecordKind::ALL.to_vec()).prop_flat_map(|kind| (Just(kind), any_record(kind)))
}

proptest! {
    #[test]
    fn what_a_record_reads_from_facts_it_writes_again((kind, facts) in any_kind_and_record()) {
        let again = with_record!(kind, R => R::from_facts(&facts).to_facts());
        prop_assert_eq!(again, facts);
    }

    #[test]
    fn what_its_fields_describe_is_well_formed((kind, facts) in any_kind_and_record()) {
        let touched: Vec<Path> = facts.keys().cloned().collect();
        prop_assert_eq!(form_faults(kind.schema(), None, &facts, &touched), []);
    }

    #[test]
    fn entries_lie_in_the_order_of_their_ids((kind, facts) in any_kind_and_record()) {
        if kind == RecordKind::Deal {
            let deal = crate::opportunity::Deal::from_facts(&facts);
            prop_assert!(deal.follow_ups.is_sorted_by_key(|follow_up| follow_up.id));
        }
    }
}

#[test]
fn what_a_newer_app_wrote_is_passed_over() {
    let known = deal().contacted("2026-11-05 10:00").facts();
    let id = known.keys().find_map(|path| path.entry.as_ref().map(|(_, id)| *id)).unwrap();
    let mut facts = known.clone();
    for (path, value) in [
        (Path::field("colour"), Value::Flag(true)),
        (Path::entry("sample", id, "code"), Value::Int(1)),
        (Path::entry("follow_up", id, "mood"), Value::Int(5)),
        (Path::field("closed"), Value::Text("merged".to_owned())),
        (Path::field("focus"), Value::Int(5)),
    ] {
        facts.insert(path, value);
    }
    assert_eq!(crate::opportunity::Deal::from_facts(&facts), crate::opportunity::Deal::from_facts(&known));
}

#[test]
fn a_default_is_absent() {
    assert_eq!(crate::opportunity::Deal::default().to_facts(), Facts::new());
    let explicit = Facts::from([(Path::field("title"), Value::Text(String::new()))]);
    assert_eq!(crate::opportunity::Deal::from_facts(&explicit).to_facts(), Facts::new());
}

#[test]
fn every_kind_is_found_by_its_name() {
    for kind in RecordKind::ALL {
        assert_eq!(RecordKind::of_name(kind.name()), Some(kind));
    }
    assert_eq!(RecordKind::of_name("order"), None, "a newer app's");
}

#[test]
fn a_code_reads_what_it_writes_and_no_other() {
    use crate::opportunity::Channel;
    for (channel, code) in Channel::ALL.iter().zip(Channel::CODES) {
        assert_eq!(channel.code(), *code);
        assert_eq!(Channel::of_code(code), Some(*channel));
    }
    assert_eq!(Channel::of_code("fax"), None);
}
