//! Who reads and who writes.

use super::*;
use crate::testing::{
    CHEN, HE, LIN, MARIA, PETER, SYSTEM, WANG, ZHAO, ZHOU, company, company_without, customer, deal,
};

fn reads(concerned: &Concerned, company: &Company, id: PersonId) -> bool {
    let feeds = concerned.feeds(company);
    company.people.get(id).is_some_and(|person| feeds_of(person).iter().any(|feed| feeds.contains(feed)))
}

fn writes(concerned: &Concerned, company: &Company, id: PersonId) -> bool {
    company.people.get(id).is_some_and(|person| concerned.may_write(person, company))
}

#[test]
fn a_customer_is_read_by_owner_superiors_and_service_and_written_by_those_who_work_on_it() {
    let concerned = customer().owned_by(LIN).build().concerned();
    for (id, may_read, may_write) in [
        (LIN, true, true),
        (WANG, true, true),
        (ZHAO, true, true),
        (ZHOU, true, false),
        (CHEN, false, false),
        (MARIA, false, false),
        (PETER, false, false),
        (HE, false, false),
        (SYSTEM, false, true),
    ] {
        assert_eq!(reads(&concerned, &company(), id), may_read, "{id} reads");
        assert_eq!(writes(&concerned, &company(), id), may_write, "{id} writes");
    }
}

#[test]
fn a_sharer_of_another_territory_reads_and_writes_and_so_does_their_superior() {
    let concerned = customer().owned_by(LIN).shared_with(MARIA).build().concerned();
    for id in [MARIA, PETER] {
        assert!(reads(&concerned, &company(), id) && writes(&concerned, &company(), id), "{id}");
    }
    assert_eq!(concerned.owner, Some(LIN));
}

#[test]
fn a_sharer_removed_does_neither() {
    let mut shared = customer().owned_by(LIN).shared_with(MARIA).build();
    shared.sharers[0].removed = Some(crate::value::Instant(1));
    let concerned = shared.concerned();
    assert!(!reads(&concerned, &company(), MARIA) && !writes(&concerned, &company(), MARIA));
}

#[test]
fn who_left_reads_and_writes_nothing_not_even_their_own() {
    let concerned = customer().owned_by(LIN).build().concerned();
    for id in [LIN, ZHAO] {
        let company = company_without(id);
        assert!(!reads(&concerned, &company, id) && !writes(&concerned, &company, id), "{id}");
        assert!(reads(&concerned, &company, WANG), "the superior still does");
    }
}

#[test]
fn a_deal_goes_with_its_customer_and_service_does_not_read_it() {
    let customer = customer().owned_by(CHEN).build().concerned();
    let deal = deal().opened_by(LIN).build();
    let concerned = deal.concerned(Some(&customer));
    assert!(writes(&concerned, &company(), CHEN));
    assert!(!writes(&concerned, &company(), LIN), "what they write goes to the owner");
    assert_eq!(concerned.owner, Some(CHEN));
    assert!(!reads(&concerned, &company(), ZHOU));
}

#[test]
fn a_deal_without_customer_is_its_sellers() {
    let concerned = deal().opened_by(LIN).build().concerned(None);
    assert!(writes(&concerned, &company(), LIN) && writes(&concerned, &company(), WANG));
    assert!(!writes(&concerned, &company(), CHEN));
}

#[test]
fn a_territory_feed_carries_cards_only() {
    let company = company();
    let feeds = feeds_of(company.people.get(CHEN).unwrap());
    assert!(feeds.contains(&Feed::Territory("華東".to_owned())));
    let documents = customer().owned_by(LIN).build().concerned().feeds(&company);
    assert!(!documents.iter().any(|feed| matches!(feed, Feed::Territory(_))));
}
