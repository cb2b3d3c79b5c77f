//! Where sync stands is told by the machine itself, whatever brought the change about. [`Phone::give`] holds each
//! event of every other test to it too.

use super::*;
use crate::wire::{Response, Standing};

/// The effects of one event, without what follows from them.
fn effects(phone: &mut Phone, event: Event) -> Vec<Effect> {
    let now_ms = phone.clock_ms();
    phone.replica.handle(now_ms, &mut crate::testing::Seed(9), event)
}

#[test]
fn a_session_that_ends_and_a_network_that_goes_are_told_at_once() {
    for (fault, mode) in [
        (SendFault::SignedOut, Mode::SignedOut),
        (SendFault::Offline, Mode::Offline),
        (SendFault::Refused(503), Mode::Offline),
    ] {
        let pair = Pair::new();
        let (mut lin, ..) = a_deal_in_the_book(&pair);
        lin.net = Net::Silent;
        lin.syncs();
        let told = effects(&mut lin, Event::SendFailed(fault));
        assert_eq!(lin.replica.status().mode, mode);
        assert!(told.contains(&Effect::Status), "{mode:?}: {told:?}");
    }
}

#[test]
fn storage_that_fails_is_told_at_once_and_told_again_when_it_is_back() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.starts();
    let asked = effects(&mut lin, Event::Open(1, deal));
    assert!(matches!(asked[..], [Effect::Read(_)]), "{asked:?}");
    let told = effects(&mut lin, Event::ReadDone(Err(StoreFault("planted".into()))));
    assert_eq!(lin.replica.status().mode, Mode::StoreFailed);
    assert!(told.contains(&Effect::Status), "{told:?}");
    let told = effects(&mut lin, Event::Boot(Box::default()));
    assert!(told.contains(&Effect::Status), "{told:?}");
}

#[test]
fn an_app_too_old_and_a_revoked_device_are_told() {
    for (standing, mode) in [(Standing::AppTooOld, Mode::AppTooOld), (Standing::Revoked, Mode::Revoked)] {
        let pair = Pair::new();
        let (mut lin, ..) = a_deal_in_the_book(&pair);
        lin.answers_are_changed(move |response: &mut Response| response.standing = standing);
        lin.syncs();
        assert_eq!(lin.replica.status().mode, mode);
    }
}

#[test]
fn what_stands_as_it_was_told_is_not_told_again() {
    let pair = Pair::new();
    let (mut lin, ..) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    lin.syncs();
    let told = effects(&mut lin, Event::Tick);
    assert!(!told.contains(&Effect::Status), "{told:?}");
}

#[test]
fn a_request_tells_what_is_unsent_and_since_when() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    let waiting = |pair: &Pair| pair.office().asked.last().map(|(_, request)| request.waiting).unwrap();
    lin.waits(60_000);
    assert!(waiting(&pair).is_nothing());
    lin.goes_offline();
    let first_ms = lin.replica.corrected_ms(lin.clock_ms());
    lin.logs(deal, "要求報價");
    lin.waits(60_000);
    lin.logs(deal, "報價收到");
    lin.comes_online();
    let all: Vec<_> = pair.office().asked.iter().map(|(_, request)| request.waiting).collect();
    let told = all.iter().rfind(|waiting| !waiting.is_nothing()).unwrap();
    assert_eq!((told.unsent, told.oldest_ms, told.aside), (2, Some(first_ms), 0));
    assert_eq!(lin.unsent(), 0);
    lin.syncs();
    assert!(waiting(&pair).is_nothing(), "it is in the book");
}
