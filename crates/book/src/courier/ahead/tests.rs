//! Fetching ahead, as stories.

use std::collections::BTreeSet;

use super::super::Event;
use super::super::tests::{DOC, World, photo};
use super::*;

const MIB: u64 = 1024 * 1024;

/// A new phone: the server holds photos of so many MiB each, the first the oldest.
fn new_phone(sizes: &[u64]) -> (World, Vec<Hash>) {
    let mut world = World::of(&[DOC]);
    let mut wanted = Vec::new();
    for (n, size) in (0..).zip(sizes) {
        let (hash, bytes) = photo(n, 10);
        world.server.insert(hash, bytes);
        let mime = "image/jpeg".to_owned();
        wanted.push(Wanted { hash, doc: DOC, size: size * MIB, mime, at_ms: i64::from(n) });
    }
    let hashes = wanted.iter().map(|it| it.hash).collect();
    world.event(Event::Wanted(wanted));
    (world, hashes)
}

#[test]
fn the_newest_come_first_and_fill_half_the_room() {
    let (mut world, photos) = new_phone(&[5, 20, 30, 40, 20]);
    world.event(Event::Free(true));
    // 20 + 40 + 30 leave ten: the second is too large for it, the oldest is not.
    assert_eq!(world.asked_for, [photos[4], photos[3], photos[2], photos[0]]);
    assert!(world.asked_for.iter().all(|hash| world.disk.contains_key(hash)));
    world.event(Event::Tick);
    assert_eq!(world.asked_for.len(), 4);
}

#[test]
fn nothing_is_fetched_while_the_network_costs_something() {
    let (mut world, _) = new_phone(&[1, 1]);
    assert!(world.asked_for.is_empty(), "not known yet");
    world.event(Event::Free(false));
    assert!(world.asked_for.is_empty());
    world.event(Event::Free(true));
    assert_eq!(world.asked_for.len(), 2);
}

#[test]
fn what_is_to_be_sent_goes_before() {
    let (mut world, _) = new_phone(&[1]);
    world.event(Event::Unsent([DOC].into()));
    world.event(Event::Free(true));
    assert!(world.asked_for.is_empty(), "a record waits");
    world.offline = true;
    let taken = world.takes(9, 10, Some(DOC));
    world.event(Event::Unsent(BTreeSet::new()));
    assert!(world.asked_for.is_empty(), "a photo waits");
    world.offline = false;
    world.settles();
    assert_eq!((world.server.contains_key(&taken), world.asked_for.len()), (true, 1));
}

#[test]
fn without_a_network_it_is_tried_again_after_a_pause() {
    let (mut world, photos) = new_phone(&[1]);
    world.offline = true;
    world.event(Event::Free(true));
    world.event(Event::Tick);
    assert_eq!(world.asked_for, photos, "once, then it rests");
    world.offline = false;
    world.settles();
    assert!(world.disk.contains_key(&photos[0]));
}

#[test]
fn what_the_server_does_not_have_holds_up_nothing_and_is_no_endless_try() {
    let (mut world, photos) = new_phone(&[1, 1]);
    world.server.remove(&photos[1]);
    world.event(Event::Free(true));
    world.event(Event::Tick);
    assert_eq!(world.asked_for, [photos[1], photos[0]]);
}

#[test]
fn what_had_to_leave_a_full_phone_is_not_fetched_again() {
    let (mut world, photos) = new_phone(&[1, 1]);
    world.event(Event::Free(true));
    world.event(Event::Short(MIB));
    assert_eq!(world.dropped, [photos[0]], "the oldest");
    world.event(Event::Tick);
    assert_eq!(world.asked_for.len(), 2);
}

#[test]
fn a_phone_that_dies_goes_on_where_it_was() {
    let (mut world, photos) = new_phone(&[1, 1]);
    world.event(Event::Free(true));
    world.dies();
    let wanted = |n: usize| Wanted { hash: photos[n], doc: DOC, size: MIB, mime: String::new(), at_ms: 0 };
    world.event(Event::Free(true));
    world.event(Event::Wanted(vec![wanted(0), wanted(1)]));
    assert_eq!(world.asked_for.len(), 2, "both are here");
}
