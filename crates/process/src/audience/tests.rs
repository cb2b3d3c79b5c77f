//! Who reads and who writes.

use super::*;
use crate::testing::{
    CHEN, HE, LIN, MARIA, PETER, SYSTEM, WANG, ZHAO, ZHOU, company, company_without, customer, day, deal, ms,
};

fn reads(concerned: &Concerned, company: &Company, id: PersonId) -> bool {
    let feeds = concerned.feeds(company, day("2026-11-20"));
    company.people.get(id).is_some_and(|person| feeds_of(person).iter().any(|feed| feeds.contains(feed)))
}

fn writes(concerned: &Concerned, company: &Company, id: PersonId) -> bool {
    company.people.get(id).is_some_and(|person| concerned.may_write(person, company, ms("2026-11-20 10:00")))
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
    let concerned = with_customer(&deal.concerned(), &customer);
    assert!(writes(&concerned, &company(), CHEN));
    assert!(!writes(&concerned, &company(), LIN), "what they write goes to the owner");
    assert_eq!(concerned.owner, Some(CHEN));
    assert!(!reads(&concerned, &company(), ZHOU));
}

#[test]
fn a_deal_without_customer_is_its_sellers() {
    let concerned = deal().opened_by(LIN).build().concerned();
    assert!(writes(&concerned, &company(), LIN) && writes(&concerned, &company(), WANG));
    assert!(!writes(&concerned, &company(), CHEN));
}

#[test]
fn a_territory_feed_carries_cards_only() {
    let company = company();
    let feeds = feeds_of(company.people.get(CHEN).unwrap());
    assert!(feeds.contains(&Feed::Territory("華東".to_owned())));
    let documents = customer().owned_by(LIN).build().concerned().feeds(&company, day("2026-11-20"));
    assert!(!documents.iter().any(|feed| matches!(feed, Feed::Territory(_))));
}

#[test]
fn who_stands_in_reads_and_writes_while_the_other_is_away_and_not_afterwards() {
    let mut company = company();
    let (from, to) = (day("2026-11-20"), day("2026-11-24"));
    company.absences.push(crate::people::Absence { person: LIN, from, to, deputy: Some(MARIA) });
    let concerned = customer().owned_by(LIN).build().concerned();
    assert!(reads(&concerned, &company, MARIA) && writes(&concerned, &company, MARIA));
    let feeds = |day: &str| concerned.feeds(&company, crate::testing::day(day));
    assert!(!feeds("2026-11-25").contains(&Feed::Person(MARIA)));
    let maria = company.people.get(MARIA).unwrap();
    assert!(!concerned.may_write(maria, &company, ms("2026-11-25 09:00")));
}

#[test]
fn a_colleague_who_was_asked_to_take_on_a_duty_writes_until_they_decline() {
    let mut owed = deal().opened_by(LIN).build();
    let hand_on = crate::general::HandOn { to: Some(MARIA), ..Default::default() };
    owed.hand_ons.push(hand_on);
    let of_chens = with_customer(&owed.concerned(), &customer().owned_by(CHEN).build().concerned());
    assert!(reads(&of_chens, &company(), MARIA) && writes(&of_chens, &company(), MARIA));
    owed.hand_ons[0].declined = Some(crate::value::Instant(1));
    assert!(!reads(&owed.concerned(), &company(), MARIA));
}

#[test]
fn a_question_is_read_and_written_by_who_asked_and_by_the_department_asked() {
    let question = crate::opportunity::Question {
        asker: Some(LIN),
        department: Some(Department::Service),
        ..Default::default()
    };
    let concerned = question.concerned();
    for id in [LIN, WANG, ZHOU] {
        assert!(reads(&concerned, &company(), id) && writes(&concerned, &company(), id), "{id}");
    }
    assert!(!reads(&concerned, &company(), CHEN) && !writes(&concerned, &company(), CHEN));
}

#[test]
fn what_is_open_anybody_writes_who_is_with_the_company() {
    let concerned = crate::testing::market_note().concerned();
    for id in [LIN, MARIA, ZHOU, HE] {
        assert!(writes(&concerned, &company(), id), "{id}");
    }
    assert!(!writes(&concerned, &company_without(MARIA), MARIA));
}

#[test]
fn a_market_report_is_its_authors_and_managers_until_it_is_submitted() {
    let report = crate::testing::market_report().written();
    let draft = report.clone().build().concerned();
    assert!(writes(&draft, &company(), LIN) && reads(&draft, &company(), WANG));
    for id in [CHEN, MARIA, ZHOU] {
        assert!(!reads(&draft, &company(), id) && !writes(&draft, &company(), id), "{id}");
    }
    let out = report.submitted("2027-01-05 10:00").build().concerned();
    assert!([CHEN, MARIA, ZHOU].into_iter().all(|id| writes(&out, &company(), id)), "that they have read it");
    assert_eq!((draft.owner, out.owner), (Some(LIN), None), "who leaves hands on what is not submitted");
}
