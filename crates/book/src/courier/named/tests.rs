//! Photos and the records that name them, parted by power cuts, undo, refusals and other tabs.

use super::super::tests::{DOC, World, photo};
use super::super::{Event, Kept};
use super::*;

const OTHER: DocId = DocId([2; 16]);

/// The book tells that these records name it now, and no others.
fn names(world: &mut World, hash: Hash, docs: &[DocId]) {
    world.names.records.remove(&hash);
    if !docs.is_empty() {
        world.names.records.insert(hash, docs.iter().copied().collect());
    }
    world.tells_names();
}

#[test]
fn after_a_power_cut_between_photo_and_record_it_is_sent_by_what_the_record_says() {
    let mut world = World::of(&[DOC]);
    let hash = world.takes(1, 10, None);
    world.dies();
    assert!(world.server.is_empty());
    // The record was saved; nobody told the courier before the power was gone.
    world.names.records.insert(hash, [DOC].into());
    world.dies();
    assert_eq!((world.server[&hash].len(), world.unsent()), (10, 0));
}

#[test]
fn what_a_record_names_is_not_given_up_however_old_and_whatever_the_disk_says_of_it() {
    let mut world = World::of(&[]);
    let hash = world.takes(1, 10, None);
    world.names.records.insert(hash, [DOC].into());
    world.now_ms += LOOSE_MS * 2;
    world.dies();
    assert!(world.disk.contains_key(&hash));
}

#[test]
fn what_a_form_holds_that_is_not_saved_is_not_given_up() {
    let mut world = World::of(&[]);
    let (held, given_up) = (world.takes(1, 10, None), world.takes(2, 10, None));
    world.names.drafts.insert(held);
    world.now_ms += LOOSE_MS * 2;
    world.dies();
    assert_eq!(world.dropped, [given_up]);
}

#[test]
fn before_the_book_is_read_nothing_is_given_up() {
    let mut world = World::of(&[]);
    let hash = world.takes(1, 10, None);
    world.now_ms += LOOSE_MS * 2;
    world.courier = Courier::default();
    world.event(Event::Shelf(world.known.values().cloned().collect()));
    assert!(world.disk.contains_key(&hash));
}

#[test]
fn undone_it_waits_for_nobody_and_the_next_record_takes_it() {
    let mut world = World::of(&[OTHER]);
    world.event(Event::Unsent([DOC].into()));
    let hash = world.takes(1, 10, Some(DOC));
    assert_eq!(world.unsent(), 1);
    names(&mut world, hash, &[]);
    assert_eq!(world.unsent(), 0, "at once");
    world.event(Event::Unsent(BTreeSet::new()));
    world.settles();
    assert!(world.known[&hash].is_undone, "the server knows no such record");
    assert!(!world.courier.needs(&world.known[&hash]));
    names(&mut world, hash, &[OTHER]);
    assert_eq!(world.server[&hash].len(), 10);
}

#[test]
fn what_is_loose_again_has_its_time_from_then_on() {
    let mut world = World::of(&[]);
    let hash = world.takes(1, 10, Some(DOC));
    world.now_ms += LOOSE_MS * 2;
    names(&mut world, hash, &[]);
    world.settles();
    world.dies();
    assert!(world.disk.contains_key(&hash));
    world.now_ms += LOOSE_MS + 1;
    world.dies();
    assert!(!world.disk.contains_key(&hash));
}

#[test]
fn kept_for_a_colleague_it_is_no_longer_counted_and_still_sent_once_they_take_it_over() {
    let mut world = World::of(&[]);
    let hash = world.takes(1, 10, Some(DOC));
    world.names.aside.insert(hash, [DOC].into());
    names(&mut world, hash, &[]);
    assert_eq!(world.unsent(), 0);
    world.now_ms += LOOSE_MS * 2;
    world.dies();
    world.named.insert(DOC);
    world.event(Event::Poked);
    assert_eq!(world.server[&hash].len(), 10);
}

#[test]
fn put_away_by_its_author_it_is_still_sent_if_a_colleague_takes_it_over_soon() {
    let mut world = World::of(&[]);
    let hash = world.takes(1, 10, Some(DOC));
    names(&mut world, hash, &[]);
    world.dies();
    assert!(world.known[&hash].is_undone && !world.names.needs(&world.known[&hash]));
    world.named.insert(DOC);
    world.event(Event::Poked);
    assert_eq!(world.server[&hash].len(), 10);
}

#[test]
fn a_record_that_has_left_the_phone_still_gets_its_photo() {
    let mut world = World::of(&[]);
    world.offline = true;
    let hash = world.takes(1, 10, Some(DOC));
    names(&mut world, hash, &[]);
    world.dies();
    world.named.insert(DOC);
    world.offline = false;
    world.event(Event::Poked);
    assert_eq!(world.server[&hash].len(), 10);
}

#[test]
fn of_two_records_that_name_the_same_bytes_either_sends_them() {
    for known in [DOC, OTHER] {
        let mut world = World::of(&[known]);
        let hash = world.takes(1, 10, None);
        names(&mut world, hash, &[DOC, OTHER]);
        assert_eq!((world.server[&hash].len(), world.unsent()), (10, 0), "{known:?}");
    }
}

#[test]
fn a_record_that_waits_does_not_hold_up_the_other_one() {
    let mut world = World::of(&[OTHER]);
    world.event(Event::Unsent([DOC].into()));
    let hash = world.takes(1, 10, None);
    names(&mut world, hash, &[DOC, OTHER]);
    assert_eq!(world.unsent(), 0);
}

#[test]
fn what_another_tab_took_is_sent_by_the_one_that_leads() {
    let mut leads = World::of(&[DOC]);
    // The record comes first, with the book; then it hears that the shelf changed.
    let (hash, bytes) = photo(1, 10);
    names(&mut leads, hash, &[DOC]);
    assert!(leads.server.is_empty());
    leads.disk.insert(hash, bytes);
    let mime = "image/jpeg".to_owned();
    let kept = Kept {
        hash,
        size: 10,
        mime,
        doc: None,
        is_sent: false,
        used_ms: 0,
        is_lost: false,
        is_undone: false,
    };
    leads.known.insert(hash, kept);
    leads.event(Event::Shelf(leads.known.values().cloned().collect()));
    assert_eq!((leads.server[&hash].len(), leads.unsent()), (10, 0));
}

#[test]
fn looking_at_it_in_a_tab_that_knows_less_changes_no_more_than_when() {
    let mut tab = World::of(&[]);
    let hash = tab.takes(1, 10, None);
    // The other tab named it meanwhile.
    tab.known.get_mut(&hash).unwrap().doc = Some(DOC);
    tab.now_ms = 5;
    tab.event(Event::Used(hash));
    assert_eq!((tab.known[&hash].doc, tab.known[&hash].used_ms), (Some(DOC), 5));
}

#[test]
fn looking_through_the_shelf_again_forgets_nothing_that_is_known_here() {
    let mut world = World::of(&[DOC]);
    world.offline = true;
    let hash = world.takes(1, 10, Some(DOC));
    world.event(Event::Shelf(Vec::new()));
    assert_eq!(world.unsent(), 1);
    world.offline = false;
    world.settles();
    assert_eq!(world.server[&hash].len(), 10);
}

#[test]
fn what_is_needed_when_somebody_signs_out() {
    let mut world = World::of(&[]);
    let (sent, loose, held) = (world.takes(1, 1, None), world.takes(2, 1, None), world.takes(3, 1, None));
    world.known.get_mut(&sent).unwrap().is_sent = true;
    let named = Named { drafts: [held, sent].into(), ..Named::default() };
    let needs = |hash: Hash, world: &World| named.needs(&world.known[&hash]);
    assert_eq!([sent, loose, held].map(|hash| needs(hash, &world)), [false, false, true]);
    world.known.get_mut(&loose).unwrap().doc = Some(DOC);
    assert!(needs(loose, &world));
}
