//! Who is poked when.

use fieldbook_process::PersonId;
use futures_util::FutureExt;

use super::*;

const PHONE: DeviceId = DeviceId([1; 16]);
const OTHER: DeviceId = DeviceId([2; 16]);

fn mine() -> BTreeSet<Feed> {
    [Feed::Person(PersonId([1; 16]))].into()
}

fn theirs() -> BTreeSet<Feed> {
    [Feed::Person(PersonId([2; 16]))].into()
}

/// A stream of a phone that has just pulled.
fn pulled(pokes: &Pokes) -> Stream {
    pokes.pulling(PHONE);
    pokes.stream(mine(), PHONE)
}

fn is_poked(stream: &mut Stream) -> bool {
    stream.next().now_or_never() == Some(Some(()))
}

#[test]
fn news_of_its_feeds_poke_a_phone_once_and_others_do_not() {
    let pokes = Pokes::default();
    let mut stream = pulled(&pokes);
    assert!(!is_poked(&mut stream));
    pokes.news(theirs(), OTHER);
    assert!(!is_poked(&mut stream));
    pokes.news(mine(), OTHER);
    assert!(is_poked(&mut stream));
    assert!(!is_poked(&mut stream));
}

#[test]
fn what_a_phone_brought_itself_does_not_poke_it() {
    let pokes = Pokes::default();
    let mut stream = pulled(&pokes);
    pokes.news(mine(), PHONE);
    assert!(!is_poked(&mut stream));
}

#[test]
fn news_between_the_pull_and_the_stream_are_not_missed() {
    let pokes = Pokes::default();
    pokes.pulling(PHONE);
    pokes.news(theirs(), OTHER);
    assert!(!is_poked(&mut pokes.stream(mine(), PHONE)));
    pokes.news(mine(), OTHER);
    assert!(is_poked(&mut pokes.stream(mine(), PHONE)));
    pokes.pulling(PHONE);
    assert!(!is_poked(&mut pokes.stream(mine(), PHONE)));
}

#[test]
fn a_phone_that_never_pulled_here_is_poked_at_once() {
    assert!(is_poked(&mut Pokes::default().stream(mine(), PHONE)));
}

#[test]
fn a_new_company_pokes_everyone_and_ends_the_stream() {
    let pokes = Pokes::default();
    let mut stream = pulled(&pokes);
    pokes.everyone();
    assert!(is_poked(&mut stream));
    assert_eq!(stream.next().now_or_never(), Some(None));
    assert!(is_poked(&mut pokes.stream(mine(), PHONE)), "opened anew without a pull");
}

#[test]
fn stopping_ends_the_stream_without_a_poke() {
    let pokes = Pokes::default();
    let mut stream = pulled(&pokes);
    pokes.stop();
    assert_eq!(stream.next().now_or_never(), Some(None));
}

#[test]
fn a_stream_that_fell_behind_is_poked_once_for_all() {
    let pokes = Pokes::default();
    let mut stream = pulled(&pokes);
    (0..2 * WAITING).for_each(|_| pokes.news(theirs(), OTHER));
    assert!(is_poked(&mut stream));
    assert!(!is_poked(&mut stream));
}
