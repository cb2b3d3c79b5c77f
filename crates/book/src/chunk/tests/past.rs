//! What is refused by the document it is for.

use super::builder::{DELETE, INCREMENT, Key, MAKE_LIST, MAKE_TEXT, MARK, Scalar, signed};
use super::*;

/// A second actor's first change.
fn stranger(next: &Contents) -> Contents {
    Contents { actor: STRANGER.to_vec(), seq: 1, ..next.clone() }
}

/// Without the wall: queued in silence; the sender is told nothing, and the queue is saved with the document.
#[test]
fn missing_dependencies_are_named() {
    let (doc, next) = record();
    let hostile = Contents { deps: vec![next.deps[0], [0xff; 32]], ..with(&next, &[put("b", null())]) };
    assert_eq!(misfit(&doc, &hostile), Err(Misfit::MissingDependency(vec![ChangeHash([0xff; 32])])));
}

/// Without the wall: one too low, and the document saved then does not load; one too high is taken.
#[test]
fn the_first_operation_is_one_past_the_highest_of_its_past() {
    let (doc, next) = record();
    for next in [stranger(&next), next.clone()] {
        let at = |start_op| misfit(&doc, &Contents { start_op, ..with(&next, &[put("b", null())]) });
        assert_eq!(at(NEXT), Ok(()));
        for found in [1, NEXT - 1, NEXT + 1, i32::MAX as u64] {
            assert_eq!(at(found), Err(Misfit::StartOp { expected: NEXT, found }));
        }
    }
}

/// Its past counts, not the document: what others wrote beside it doesn't move its numbers.
#[test]
fn operations_of_concurrent_changes_do_not_count() {
    let (mut doc, next) = record();
    add(&mut doc, &with(&next, &[put("b", null()), put("c", null())]));
    assert_eq!(misfit(&doc, &with(&stranger(&next), &[put("d", null())])), Ok(()));
}

/// Without the wall: apply refuses it too, but a copy that has the other one first refuses *this* one's
/// descendants for ever: two changes with one (actor, seq) wedge a document.
#[test]
fn a_second_change_with_one_actor_and_number_is_refused() {
    let (mut doc, next) = record();
    add(&mut doc, &with(&next, &[put("b", null())]));
    let again = with(&next, &[put("b", text("other"))]);
    assert_eq!(misfit(&doc, &again), Err(Misfit::SeqTaken { seq: 2, next: 3 }));
}

/// Without the wall: apply panics on the gap, having changed the document half.
#[test]
fn a_gap_in_an_actors_sequence_is_refused() {
    let (doc, next) = record();
    let at =
        |contents: Contents, seq| misfit(&doc, &with(&Contents { seq, ..contents }, &[put("b", null())]));
    assert_eq!(at(next.clone(), 3), Err(Misfit::SeqGap { seq: 3, next: 2 }));
    assert_eq!(at(stranger(&next), 2), Err(Misfit::SeqGap { seq: 2, next: 1 }));
}

/// Without the wall: taken, and save panics; a fork at its dependencies lacks the one before it, and panics.
#[test]
fn an_actor_that_branches_off_from_itself_is_refused() {
    let (mut doc, next) = record();
    let after = add(&mut doc, &with(&next, &[put("b", null())]));
    let branch = Contents { seq: 3, ..with(&next, &[put("c", null())]) };
    assert_eq!(misfit(&doc, &branch), Err(Misfit::Branched));
    assert_eq!(misfit(&doc, &with(&after, &[put("c", null())])), Ok(()));
}

/// Without the wall: taken. Judged in its own, empty past it would be a founding, whatever the document holds.
#[test]
fn a_second_beginning_of_a_document_is_refused() {
    let (doc, _) = record();
    let founding = Contents { actor: STRANGER.to_vec(), ..first() };
    assert_eq!(misfit(&doc, &founding), Err(Misfit::SecondBeginning));
    assert_eq!(misfit(&Automerge::new(), &founding), Ok(()));
}

#[test]
fn a_change_that_the_document_holds_is_known() {
    let (doc, _) = record();
    assert_eq!(misfit(&doc, &first()), Err(Misfit::Known));
}

/// Without the wall: apply panics.
#[test]
fn naming_an_actor_that_the_document_lacks_is_refused() {
    let (doc, next) = record();
    let others = vec![STRANGER.to_vec()];
    let pred = with(&next, &[put("title", null()).over(&[(2, 1)])]);
    assert_eq!(
        misfit(&doc, &Contents { others: others.clone(), ..pred }),
        Err(Misfit::Predecessors { op: 0 })
    );
    let object = with(&next, &[put("b", null()).within((3, 1))]);
    assert_eq!(misfit(&doc, &Contents { others, ..object }), Err(Misfit::Object { op: 0 }));
}

/// Without the wall: taken; an element without key breaks the order of the map's operations.
#[test]
fn a_list_key_in_a_map_is_refused() {
    let (doc, next) = record();
    for id in [(0, 0), (2, 0), (3, 0)] {
        let row = Row { key: Key::Element(id), ..put("", text("y")) };
        assert!(matches!(misfit(&doc, &with(&next, &[row])), Err(Misfit::Action { op: 0, .. })));
    }
    let row = Row { insert: true, ..put("b", text("y")) };
    assert!(matches!(misfit(&doc, &with(&next, &[row])), Err(Misfit::Action { op: 0, .. })));
}

/// Without the wall: an empty key is taken; so is every other.
#[test]
fn a_key_is_a_name_of_at_most_64_bytes() {
    let (doc, next) = record();
    let long = "a".repeat(64);
    for key in ["a", "price_2", &long] {
        assert_eq!(misfit(&doc, &with(&next, &[put(key, null())])), Ok(()), "{key}");
    }
    let longer = "a".repeat(65);
    for key in ["", "A", "2nd", "_a", "a b", "a/b", "a\0", "價格", "é", &longer] {
        let fault = Misfit::Key { op: 0, key: key.to_owned() };
        assert_eq!(misfit(&doc, &with(&next, &[put(key, null())])), Err(fault.clone()));
        assert_eq!(misfit(&doc, &with(&next, &[put(key, null()).within(THE_ENTRY)])), Err(fault));
    }
}

/// Without the wall: every key is taken. The same id in another spelling would be a second entry of one name.
#[test]
fn an_entry_is_made_under_kind_and_id_as_we_write_them() {
    let (doc, next) = record();
    let id = "0189000000007000800000000000000a";
    let made = |key: &str| misfit(&doc, &with(&next, &[put(key, null()).action(MAKE_MAP)]));
    assert_eq!(made(&format!("quote:{id}")), Ok(()));
    let upper = id.to_uppercase();
    let bad =
        ["quote".into(), "quote:".into(), format!(":{id}"), format!("quote:{upper}"), format!("quote:{id}0")];
    for key in bad {
        assert_eq!(made(&key), Err(Misfit::Key { op: 0, key: key.clone() }));
    }
    let within = put(&format!("quote:{id}"), null()).action(MAKE_MAP).within(THE_ENTRY);
    assert!(matches!(misfit(&doc, &with(&next, &[within])), Err(Misfit::Key { .. })), "a map within a map");
}

/// Without the wall: a deletion of nothing is taken and leaves the saved document unloadable ("missing ops"); one
/// beside an edit loses the edit.
#[test]
fn a_deletion_is_refused() {
    let (doc, next) = record();
    let deletes =
        [put("title", null()).over(&[TITLE]), put("b", null()), put(ENTRY, null()).over(&[THE_ENTRY])];
    for row in deletes {
        let fault = Misfit::Action { op: 0, what: "a deletion" };
        assert_eq!(misfit(&doc, &with(&next, &[row.action(DELETE)])), Err(fault));
    }
}

/// What Automerge writes where somebody chooses the value that shows: the others are deleted, it stays.
#[test]
fn a_conflict_is_settled_for_the_value_that_shows_by_deleting_the_others() {
    let (mut doc, next) = record();
    let mine = add(&mut doc, &with(&next, &[put("amount", signed(4, 1))]));
    let theirs = add(&mut doc, &with(&stranger(&next), &[put("amount", signed(4, 2))]));
    let mut deps = [mine.deps.clone(), theirs.deps].concat();
    deps.sort();
    let both = Contents { deps, ..mine };
    let delete = |preds: &[(u64, u64)]| put("amount", null()).over(preds).action(DELETE);
    let of = |rows: &[Row], others: &[[u8; 16]]| misfit(&doc, &with(&both, rows).seen(others));
    let (loser, winner) = ((NEXT, 0), (NEXT, 1));
    assert_eq!(of(&[delete(&[loser])], &[]), Ok(()));
    let then_put = put("amount", null()).over(&[winner]);
    assert_eq!(of(&[delete(&[loser]), then_put.clone()], &[STRANGER]), Ok(()));
    for preds in [&[winner][..], &[loser, winner], &[]] {
        let others = if preds.contains(&winner) { &[STRANGER][..] } else { &[] };
        assert_eq!(of(&[delete(preds)], others), Err(Misfit::Predecessors { op: 0 }));
    }
    let twice = of(&[delete(&[loser]), delete(&[winner])], &[STRANGER]);
    assert_eq!(twice, Err(Misfit::Action { op: 1, what: "a deletion" }));
}

/// Without the wall: taken; a mark without a text leaves the saved document unloadable.
#[test]
fn lists_texts_counters_and_marks_are_refused() {
    let (doc, next) = record();
    let increment = put("title", signed(4, 1)).over(&[TITLE]).action(INCREMENT);
    let make = |action| put("b", null()).action(action);
    for row in [make(MAKE_LIST), make(MAKE_TEXT), make(6), make(MARK), increment] {
        let found = misfit(&doc, &with(&next, std::slice::from_ref(&row)));
        assert!(matches!(found, Err(Misfit::Action { op: 0, .. })), "{}: {found:?}", row.action);
    }
}

/// Without the wall: all taken; the law would not see them.
#[test]
fn values_are_of_the_kinds_that_records_hold() {
    let (doc, next) = record();
    let of = |value: Scalar| misfit(&doc, &with(&next, &[put("b", value)]));
    let bytes = |len| (7, vec![0; len]);
    let good =
        [null(), (1, vec![]), (2, vec![]), signed(4, i64::MIN), text("價格"), bytes(16), signed(9, i64::MAX)];
    for value in good.into_iter().chain([bytes(64)]) {
        assert_eq!(of(value), Ok(()));
    }
    for value in [(3, vec![1]), (5, vec![0; 8]), signed(8, 1), bytes(65)] {
        assert_eq!(of(value), Err(Misfit::Value { op: 0 }));
    }
}

/// Without the wall: apply panics ("missing from index") for what is no object, else it is taken.
#[test]
fn only_entries_of_the_past_can_be_written_into() {
    let (mut doc, next) = record();
    let within = |contents: &Contents, object| with(contents, &[put("b", null()).within(object)]);
    for object in [(1, 0), TITLE, CONTENT, (NEXT, 0)] {
        assert_eq!(misfit(&doc, &within(&next, object)), Err(Misfit::Object { op: 0 }));
    }
    assert_eq!(misfit(&doc, &within(&next, THE_ENTRY)), Ok(()));
    // An entry that somebody makes at the same time isn't in this one's past.
    let other = ENTRY.replace('1', "2");
    let mut beside = stranger(&next);
    beside = add(&mut doc, &with(&beside, &[put(&other, null()).action(MAKE_MAP)]));
    let unseen = Contents { others: vec![STRANGER.to_vec()], ..within(&next, (NEXT, 1)) };
    assert!(check(&unseen.chunk(), &LIMITS).is_ok());
    assert_eq!(misfit(&doc, &unseen), Err(Misfit::Object { op: 0 }));
    assert_eq!(misfit(&doc, &within(&beside, (NEXT, 0))), Ok(()));
}

/// Without the wall: taken; the whole entry vanishes behind the new value.
#[test]
fn an_entry_is_never_replaced() {
    let (doc, next) = record();
    let over = |row: Row| misfit(&doc, &with(&next, &[row.over(&[THE_ENTRY])]));
    assert_eq!(over(put(ENTRY, null())), Err(Misfit::Replaces { op: 0 }));
    assert_eq!(over(put(ENTRY, null()).action(MAKE_MAP)), Err(Misfit::Replaces { op: 0 }));
    let other = ENTRY.replace('1', "2");
    let make = put(&other, null()).action(MAKE_MAP);
    let twice = with(&next, &[make.clone(), make.over(&[(NEXT, 0)])]);
    assert_eq!(misfit(&doc, &twice), Err(Misfit::Replaces { op: 1 }));
    assert_eq!(misfit(&doc, &with(&next, &[put(&other, null())])), Err(Misfit::Replaces { op: 0 }));
}

/// Without the wall: a predecessor elsewhere, or nowhere, is taken, and save panics or the saved document does
/// not load; none at all makes a conflict with what the author saw.
#[test]
fn a_value_overwrites_exactly_what_stood_there() {
    let (doc, next) = record();
    let of = |preds: &[(u64, u64)]| misfit(&doc, &with(&next, &[put("title", text("y")).over(preds)]));
    assert_eq!(of(&[TITLE]), Ok(()));
    for preds in [&[][..], &[(1, 0)], &[CONTENT], &[(NEXT, 0)], &[TITLE, TITLE], &[(1, 0), TITLE]] {
        assert_eq!(of(preds), Err(Misfit::Predecessors { op: 0 }), "{preds:?}");
    }
    let twice = |preds: &[(u64, u64)]| {
        let again = put("title", text("z")).over(preds);
        misfit(&doc, &with(&next, &[put("title", text("y")).over(&[TITLE]), again]))
    };
    assert_eq!(twice(&[(NEXT, 0)]), Ok(()));
    assert_eq!(twice(&[TITLE]), Err(Misfit::Predecessors { op: 1 }));
    assert_eq!(twice(&[]), Err(Misfit::Predecessors { op: 1 }));
}

#[test]
fn a_value_overwrites_what_its_own_past_shows_and_settles_a_conflict_whole() {
    let (mut doc, next) = record();
    let title =
        |contents: &Contents, preds: &[(u64, u64)]| with(contents, &[put("title", null()).over(preds)]);
    let mine = add(&mut doc, &title(&next, &[TITLE]));
    // The other one didn't see it, and overwrites the first value.
    let theirs = add(&mut doc, &title(&stranger(&next), &[(2, 1)].map(|_| TITLE_OF_AUTHOR)).seen(&[AUTHOR]));
    let mut deps = [mine.deps.clone(), theirs.deps].concat();
    deps.sort();
    let both = Contents { deps, others: vec![STRANGER.to_vec()], ..mine };
    assert_eq!(misfit(&doc, &title(&both, &[(NEXT, 0), (NEXT, 1)])), Ok(()));
    let half = Contents { others: Vec::new(), ..title(&both, &[(NEXT, 0)]) };
    assert_eq!(misfit(&doc, &half), Err(Misfit::Predecessors { op: 0 }));
}

/// The title's operation, where the author is the other actor.
const TITLE_OF_AUTHOR: (u64, u64) = (2, 1);

impl Contents {
    fn seen(self, others: &[[u8; 16]]) -> Self {
        Self { others: others.iter().map(|actor| actor.to_vec()).collect(), ..self }
    }
}

/// `apply` without `fits`: the second wall alone.
#[test]
fn what_automerge_cannot_take_leaves_the_document_as_it_was() {
    let (mut doc, next) = record();
    let before = doc.save();
    let hostile = [
        (with(&next, &[put("b", null()).over(&[(1, 0)])]), "a lost predecessor"),
        (with(&next, &[put("b", null()).within(TITLE)]), "an object that is none"),
        (with(&Contents { seq: 9, ..next.clone() }, &[put("b", null())]), "a gap"),
        (
            with(&Contents { deps: vec![[1; 32]], ..next.clone() }, &[put("b", null())]),
            "a missing dependency",
        ),
        (with(&Contents { seq: 1, ..next.clone() }, &[put("b", null())]), "a number taken"),
        (with(&next, &[put("b", null()).action(DELETE)]), "a deletion of nothing"),
    ];
    for (contents, what) in hostile {
        let checked = check(&contents.chunk(), &LIMITS).unwrap();
        assert!(apply(&mut doc, &checked).is_err(), "{what}");
        assert_eq!(doc.save(), before, "{what}");
    }
}

#[test]
fn to_apply_a_change_twice_changes_nothing() {
    let (mut doc, _) = record();
    let before = doc.save();
    apply(&mut doc, &check(&first().chunk(), &LIMITS).unwrap()).unwrap();
    assert_eq!(doc.save(), before);
}

/// The next write on a document with an unusual but honest past.
#[test]
fn a_document_can_be_written_to_saved_and_loaded_after_what_was_taken() {
    let (mut doc, next) = record();
    add(&mut doc, &with(&next, &[put("title", text("y")).over(&[TITLE]), put("b", null())]));
    let mut transaction = doc.transaction();
    transaction.put(ROOT, "next", 1).unwrap();
    transaction.commit_with(CommitOptions::default().with_time(0));
    assert_eq!(Automerge::load(&doc.save()).unwrap().get_heads(), doc.get_heads());
    assert_eq!(doc.keys(ROOT).count(), 5);
}
