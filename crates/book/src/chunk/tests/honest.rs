//! What Automerge itself writes, for a record, passes; and comes out as it went in.

use automerge::{ActorId, Change, ObjType, ScalarValue};
use proptest::prelude::*;

use super::builder::{chunk, signed};
use super::*;

type Transaction<'a> = automerge::transaction::Transaction<'a>;

/// Makes a change as the app does, and answers it.
fn write(
    doc: &mut Automerge,
    actor: &[u8],
    message: &str,
    edit: impl FnOnce(&mut Transaction<'_>),
) -> Change {
    doc.set_actor(ActorId::from(actor));
    let mut transaction = doc.transaction();
    edit(&mut transaction);
    let options = CommitOptions::default().with_message(message).with_time(0);
    let (hash, _) = transaction.commit_with(options);
    doc.get_change_by_hash(&hash.unwrap()).unwrap()
}

fn set(transaction: &mut Transaction<'_>, entry: Option<&str>, key: &str, value: impl Into<ScalarValue>) {
    let object = match entry {
        None => ROOT,
        Some(entry) => match transaction.get(ROOT, entry).unwrap() {
            Some((_, object)) => object,
            None => transaction.put_object(ROOT, entry, ObjType::Map).unwrap(),
        },
    };
    transaction.put(object, key, value.into()).unwrap();
}

/// A change passes in both its forms, with the same hash and bytes, and fits a copy that lacks only it.
fn passes(copy: &mut Automerge, change: &Change) {
    for raw in [change.raw_bytes().to_vec(), change.clone().bytes().into_owned()] {
        let checked = check(&raw, &LIMITS).unwrap();
        assert_eq!(checked.hash, change.hash());
        assert_eq!(hash_of(&raw), Some(change.hash()));
        assert_eq!(checked.bytes, change.raw_bytes());
        assert_eq!(Change::from_bytes(checked.bytes.clone()).unwrap().hash(), change.hash());
        let facts =
            (&checked.actor, checked.seq, checked.start_op, checked.ops, &checked.deps[..], checked.time);
        let theirs =
            (change.actor_id(), change.seq(), change.start_op().get(), change.len(), change.deps(), 0);
        assert_eq!(facts, theirs);
        assert_eq!(checked.message.as_deref(), change.message().filter(|message| !message.is_empty()));
        if copy.get_change_by_hash(&change.hash()).is_none() {
            fits(copy, &checked, &RecordShape).unwrap();
            apply(copy, &checked).unwrap();
        }
    }
}

fn reloads(doc: &Automerge) {
    assert_eq!(Automerge::load(&doc.save()).unwrap().get_heads(), doc.get_heads());
}

#[test]
fn the_builder_writes_what_automerge_writes() {
    let mut doc = Automerge::new();
    let change = write(&mut doc, &AUTHOR, "", |t| {
        set(t, None, "kind", "deal");
        set(t, None, "title", "Switchgear");
        set(t, Some(ENTRY), "content", "called");
    });
    assert_eq!(change.raw_bytes(), first().chunk());
    assert_eq!(check(&first().deflated(), &LIMITS).unwrap().bytes, first().chunk());
}

#[test]
fn small_large_and_foreign_letters_pass() {
    let (mut doc, mut copy) = (Automerge::new(), Automerge::new());
    let small = write(&mut doc, &AUTHOR, "", |t| set(t, None, "kind", "deal"));
    assert!(small.raw_bytes().len() < 80);
    passes(&mut copy, &small);
    let large = write(&mut doc, &AUTHOR, "入職", |t| {
        for n in 0..500 {
            let entry = format!("follow_up:{n:032x}");
            set(t, Some(&entry), "content", format!("拜訪客戶 №{n} – größer 🙂"));
            set(t, Some(&entry), "happened", ScalarValue::Timestamp(1_700_000_000_000 + n));
            set(t, Some(&entry), "by", ScalarValue::Bytes(vec![n as u8; 16]));
            set(t, Some(&entry), "score", n * n - 7);
            set(t, Some(&entry), "open", n % 3 == 0);
        }
    });
    assert!(large.clone().bytes().len() < large.raw_bytes().len(), "it is deflated");
    passes(&mut copy, &large);
    let emptied = write(&mut doc, &AUTHOR, "", |t| set(t, None, "kind", ScalarValue::Null));
    passes(&mut copy, &emptied);
    reloads(&copy);
}

#[test]
fn a_change_of_more_operations_than_automerge_writes_by_columns_passes() {
    let (mut doc, mut copy) = (Automerge::new(), Automerge::new());
    let change =
        write(&mut doc, &AUTHOR, "", |t| (0..10_001).for_each(|n| set(t, None, &format!("a{n}"), n)));
    passes(&mut copy, &change);
}

#[test]
fn several_dependencies_and_a_conflict_settled_pass() {
    let mut doc = Automerge::new();
    let founding = write(&mut doc, &AUTHOR, "", |t| set(t, Some(ENTRY), "content", "one"));
    let mut copy = Automerge::new();
    passes(&mut copy, &founding);
    let mut branches = Vec::new();
    for n in 1..=5 {
        let mut branch = doc.fork();
        passes(
            &mut copy,
            &write(&mut branch, &[n; 16], "", |t| set(t, Some(ENTRY), "content", i64::from(n))),
        );
        branches.push(branch);
    }
    branches.iter_mut().for_each(|branch| drop(doc.merge(branch).unwrap()));
    let settled = write(&mut doc, &STRANGER, "", |t| set(t, Some(ENTRY), "content", "settled"));
    assert_eq!(settled.deps().len(), 5);
    passes(&mut copy, &settled);
    assert_eq!(copy.get_heads(), doc.get_heads());
    reloads(&copy);
}

#[test]
fn a_form_written_at_the_heads_it_was_opened_at_passes() {
    let mut doc = Automerge::new();
    let founding = write(&mut doc, &AUTHOR, "", |t| set(t, None, "title", "one"));
    let opened_at = doc.get_heads();
    let later = write(&mut doc, &AUTHOR, "", |t| set(t, None, "title", "two"));
    let mut form = doc.fork_at(&opened_at).unwrap();
    let written = write(&mut form, &STRANGER, "", |t| set(t, None, "title", "three"));
    let mut copy = Automerge::new();
    [founding, later, written].iter().for_each(|change| passes(&mut copy, change));
}

#[test]
fn deflate_of_any_level_comes_out_as_the_same_chunk() {
    let contents = Contents { message: vec![b'a'; 5_000], ..first() }.bytes();
    let plain = check(&chunk(1, &contents, &contents), &LIMITS).unwrap();
    for level in 0..=10 {
        let deflated = miniz_oxide::deflate::compress_to_vec(&contents, level);
        let checked = check(&chunk(2, &deflated, &contents), &LIMITS).unwrap();
        assert_eq!((checked.hash, checked.bytes), (plain.hash, plain.bytes.clone()));
    }
}

#[test]
fn the_builders_own_values_survive_apply() {
    let (mut doc, next) = record();
    add(&mut doc, &with(&next, &[put("amount", signed(4, -5)), put("title", text("y")).over(&[TITLE])]));
    assert_eq!(doc.get(ROOT, "amount").unwrap().unwrap().0.as_i64(), Some(-5));
    reloads(&doc);
}

/// One step of a random history.
#[derive(Debug, Clone)]
struct Step {
    /// Which of the copies writes, after merging which other one.
    phone: usize,
    merges: Option<usize>,
    message: String,
    edits: Vec<(Option<u8>, u8, ScalarValue)>,
}

fn any_value() -> impl Strategy<Value = ScalarValue> {
    prop_oneof![
        ".{0,12}".prop_map(|text| ScalarValue::Str(text.as_str().into())),
        any::<i64>().prop_map(ScalarValue::Int),
        (0..3_i64).prop_map(ScalarValue::Int),
        any::<bool>().prop_map(ScalarValue::Boolean),
        any::<i64>().prop_map(ScalarValue::Timestamp),
        prop::collection::vec(any::<u8>(), 0..=64).prop_map(ScalarValue::Bytes),
        Just(ScalarValue::Null),
    ]
}

fn any_step() -> impl Strategy<Value = Step> {
    let edit = (prop::option::of(0..4_u8), 0..6_u8, any_value());
    let edits = prop::collection::vec(edit, 1..12);
    (0..3_usize, prop::option::of(0..3_usize), ".{0,20}", edits)
        .prop_map(|(phone, merges, message, edits)| Step { phone, merges, message, edits })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_history_of_honest_phones_passes_change_by_change(steps in prop::collection::vec(any_step(), 1..20)) {
        let mut base = Automerge::new();
        let mut server = Automerge::new();
        // Entries are made once, by one: two phones never mint the same id.
        passes(&mut server, &write(&mut base, &AUTHOR, "", |t| {
            set(t, None, "kind", "deal");
            (0..4).for_each(|n| set(t, Some(&format!("follow_up:{n:032x}")), "a0", n));
        }));
        let mut phones = [base.fork(), base.fork(), base.fork()];
        for (at, step) in steps.into_iter().enumerate() {
            if let Some(other) = step.merges {
                let mut other = phones[other].clone();
                phones[step.phone].merge(&mut other).unwrap();
            }
            let change = write(&mut phones[step.phone], &[step.phone as u8 + 1; 16], &step.message, |t| {
                for (entry, key, value) in step.edits {
                    let entry = entry.map(|n| format!("follow_up:{n:032x}"));
                    set(t, entry.as_deref(), &format!("a{key}"), value);
                }
                // Automerge writes nothing where a value stays the same; this one never does.
                set(t, None, "step", at as i64);
            });
            passes(&mut server, &change);
        }
        reloads(&server);
    }
}
