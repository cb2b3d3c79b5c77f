//! What becomes of an act by the server's verdict.

use fieldbook_process::RecordKind;
use fieldbook_process::policy::{Agreed, PolicyValue};
use fieldbook_process::testing::company_without;

use super::*;
use crate::message::Message;
use crate::testing::handing;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// A company that lets a contact be dated so many minutes ahead.
fn with_slack(minutes: i64) -> Company {
    let mut company = company();
    let agreed = Agreed { from_ms: 0, number: minutes };
    company.policy.agree(PolicyValue::ClockSlackMinutes, agreed).unwrap();
    company
}

/// A follow-up that happened that much later than it is entered.
fn logging_ahead(phone: &mut Phone, deal: DocId, content: &str, ms: i64) -> Part {
    let entry = EntryId(phone.id());
    let mut part = logging(deal, entry, phone.person, content);
    part.values[0].1 = Some(Value::Instant(phone.clock_ms() + ms));
    part
}

/// The actors of a document's changes on the server, oldest first.
fn actors(pair: &Pair, doc: DocId) -> Vec<ActorId> {
    let document = pair.office().document(doc);
    document.automerge().get_changes(&[]).iter().map(|change| change.actor_id().clone()).collect()
}

/// The messages of a document's changes on the server, oldest first.
fn messages(pair: &Pair, doc: DocId) -> Vec<Message> {
    let document = pair.office().document(doc);
    let changes = document.automerge().get_changes(&[]);
    changes.iter().map(|change| Message::read(change.message().unwrap()).unwrap()).collect()
}

#[test]
fn what_stands_on_a_refused_act_and_still_fits_is_run_again_under_a_new_actor() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.believes(&with_slack(60));
    lin.goes_offline();
    let ahead = logging_ahead(&mut lin, deal, "還沒發生", 30 * MINUTE_MS);
    lin.does(vec![ahead]);
    let refused_actor = lin.replica.actors[&deal].0.clone();
    lin.edits(deal, "product", "K-40");
    lin.comes_online();
    assert_eq!(lin.unsent(), 0);
    match lin.aside().why {
        Why::Refused(refusals) => assert_eq!(clauses(&refusals), ["3.2.a"]),
        other => panic!("{other:?}"),
    }
    let facts = pair.office().facts(deal);
    assert_eq!((field(&facts, "product"), lin.sees(deal)), ("K-40", facts.clone()));
    assert!(crate::testing::contents(&facts).is_empty());
    assert!(!actors(&pair, deal).contains(&refused_actor));
    assert!(lin.is_honest());
}

#[test]
fn what_stands_on_a_refused_act_and_no_longer_fits_is_set_aside_with_its_values() {
    let pair = Pair::new();
    let mut lin = pair.phone(LIN);
    let customer = lin.registers(&customer());
    pair.office().sets_company(&company_without(CHEN));
    lin.syncs();
    lin.believes(&company());
    lin.goes_offline();
    let doc = lin.opens_deal(&deal().of(customer).opened_by(CHEN));
    lin.logs(doc, "要求報價");
    lin.comes_online();
    assert_eq!(lin.unsent(), 0);
    let mut aside: Vec<_> = lin.replica.aside().values().collect();
    aside.sort_by_key(|aside| aside.parts[0].act.code());
    let [log, open] = aside[..] else { panic!("{aside:?}") };
    assert!(matches!(&open.why, Why::Refused(refusals) if clauses(refusals) == ["1.2"]), "{:?}", open.why);
    assert_eq!(log.why, Why::Gone);
    assert!(log.parts[0].values.iter().any(|(_, value)| *value == text("要求報價")));
    // Nothing of the deal is left on the screen.
    assert!(lin.looks_at(doc).is_none());
    assert!(!lin.replica.rows().contains_key(&doc));
    assert!(lin.is_honest());
}

#[test]
fn what_relies_on_a_refused_record_is_set_aside_with_it() {
    let pair = Pair::new();
    let mut lin = pair.phone(LIN);
    pair.office().sets_company(&company_without(CHEN));
    lin.syncs();
    lin.believes(&company());
    lin.goes_offline();
    let customer = lin.registers(&customer().owned_by(CHEN).shared_with(LIN));
    let doc = lin.opens_deal(&deal().of(customer));
    lin.comes_online();
    assert_eq!(lin.unsent(), 0);
    let whys: Vec<_> = lin.replica.aside().values().map(|aside| (aside.parts[0].kind, &aside.why)).collect();
    assert!(
        whys.iter().any(|(kind, why)| *kind == RecordKind::Customer && matches!(why, Why::Refused(_))),
        "{whys:?}"
    );
    assert!(whys.contains(&(RecordKind::Deal, &Why::Gone)), "{whys:?}");
    assert!(pair.office().documents().is_empty());
    assert!(lin.replica.rows().is_empty() && lin.looks_at(doc).is_none());
    assert!(lin.is_honest());
}

#[test]
fn a_group_is_refused_whole_and_set_aside_as_one() {
    let pair = Pair::new();
    let (mut lin, _, customer, one) = a_deal_in_the_book(&pair);
    let other = lin.opens_deal(&deal().of(customer).titled("備件"));
    lin.believes(&with_slack(60));
    let fits = logging(one, EntryId([1; 16]), LIN, "拜訪");
    let ahead = logging_ahead(&mut lin, other, "拜訪", 30 * MINUTE_MS);
    lin.does(vec![fits, ahead]);
    assert_eq!(lin.aside().parts.len(), 2);
    for deal in [one, other] {
        assert!(crate::testing::contents(&pair.office().facts(deal)).is_empty());
        assert!(lin.reads(deal).is_empty());
    }
}

#[test]
fn a_visit_for_two_deals_is_accepted_whole() {
    let pair = Pair::new();
    let (mut lin, _, customer, one) = a_deal_in_the_book(&pair);
    let other = lin.opens_deal(&deal().of(customer).titled("備件"));
    let visit = |deal, n| logging(deal, EntryId([n; 16]), LIN, "拜訪");
    lin.does(vec![visit(one, 1), visit(other, 2)]);
    assert_eq!((lin.unsent(), lin.replica.status().aside), (0, 0));
    assert_eq!((lin.reads(one), lin.reads(other)), (vec!["拜訪".to_owned()], vec!["拜訪".to_owned()]));
    let groups = [one, other].map(|deal| messages(&pair, deal).last().unwrap().group);
    assert!(groups[0].is_some() && groups[0] == groups[1]);
}

#[test]
fn a_group_over_more_documents_than_the_limit_is_set_aside_with_the_limit() {
    let pair = Pair::new();
    let mut lin = pair.phone(LIN);
    let mut group = |n: u8| (0..n).map(|_| registering(DocId(lin.id()), &customer())).collect::<Vec<_>>();
    let (fits, over) = (group(200), group(201));
    lin.does(fits);
    assert_eq!((lin.unsent(), lin.replica.status().aside, pair.office().documents().len()), (0, 0, 200));
    lin.does(over);
    assert_eq!(lin.aside().why, Why::TooLarge(200));
    assert_eq!(lin.aside().parts.len(), 201);
}

#[test]
fn a_phone_whose_clock_is_ten_minutes_ahead_passes_and_a_moment_more_makes_it_correct_itself() {
    for (ahead_ms, tries) in [(10 * MINUTE_MS, 1), (10 * MINUTE_MS + 1, 2)] {
        let pair = Pair::new();
        let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
        lin.goes_offline();
        lin.clock_off_ms = ahead_ms;
        lin.logs(deal, "要求報價");
        let before = pair.office().asked.len();
        lin.comes_online();
        assert_eq!(pair.office().asked.len() - before, tries);
        assert_eq!((lin.unsent(), lin.replica.status().aside), (0, 0));
        let entered_ms = messages(&pair, deal).last().unwrap().entered_ms;
        assert_eq!(entered_ms, if tries == 1 { pair.now_ms() + ahead_ms } else { pair.now_ms() });
        assert_eq!(pair.office().facts(deal), lin.sees(deal));
        // The next act is right at once.
        lin.logs(deal, "再次");
        assert_eq!(lin.unsent(), 0);
    }
}

#[test]
fn an_act_made_under_a_clock_that_was_put_right_before_sync_gets_a_time_that_passes() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    lin.clock_off_ms = 24 * HOUR_MS;
    lin.logs(deal, "要求報價");
    lin.clock_off_ms = 0;
    lin.comes_online();
    assert_eq!((lin.unsent(), lin.replica.status().aside), (0, 0));
    assert_eq!(messages(&pair, deal).last().unwrap().entered_ms, pair.now_ms());
}

#[test]
fn acts_on_one_another_under_a_wrong_clock_keep_their_order() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    lin.clock_off_ms = HOUR_MS;
    lin.logs(deal, "一");
    lin.clock_off_ms = 0;
    lin.logs(deal, "二");
    lin.clock_off_ms = -HOUR_MS;
    lin.logs(deal, "三");
    pair.passes(2 * HOUR_MS);
    lin.comes_online();
    assert_eq!((lin.unsent(), lin.replica.status().aside), (0, 0));
    let entered: Vec<_> = messages(&pair, deal).iter().map(|message| message.entered_ms).collect();
    assert!(entered.is_sorted(), "{entered:?}");
    assert_eq!(lin.reads(deal).len(), 3);
}

#[test]
fn two_pages_that_wrote_under_one_actor_both_come_through() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.starts();
    let mut twin = lin.duplicated();
    lin.goes_offline();
    twin.goes_offline();
    lin.edits(deal, "product", "K-40");
    twin.edits(deal, "title", "甲");
    assert_eq!(lin.replica.actors[&deal].0, twin.replica.actors[&deal].0);
    lin.comes_online();
    twin.comes_online();
    lin.syncs();
    assert_eq!((lin.unsent(), twin.unsent()), (0, 0));
    let facts = pair.office().facts(deal);
    assert_eq!((field(&facts, "product"), field(&facts, "title")), ("K-40", "甲"));
    assert_eq!((lin.sees(deal), twin.sees(deal)), (facts.clone(), facts));
    let mut runs = actors(&pair, deal);
    runs.sort();
    runs.dedup();
    assert_eq!(runs.len(), 3);
}

#[test]
fn what_the_server_does_not_understand_yet_stays_in_the_outbox_and_is_tried_again() {
    let pair = Pair::new();
    let (mut lin, _, customer, deal) = a_deal_in_the_book(&pair);
    lin.net = Net::Puzzled;
    lin.logs(deal, "要求報價");
    assert_eq!((lin.unsent(), lin.replica.status().aside), (1, 0));
    // What stands on it waits with it; other work goes on.
    lin.net = Net::Up;
    lin.logs(deal, "再次");
    lin.edits(customer, "town", "蘇州");
    assert_eq!(lin.unsent(), 2);
    assert_eq!(field(&pair.office().facts(customer), "town"), "蘇州");
    lin.starts();
    assert_eq!(lin.unsent(), 0);
    assert_eq!(crate::testing::contents(&pair.office().facts(deal)).len(), 2);
}

#[test]
fn what_is_not_understood_yet_is_tried_again_within_a_minute_without_a_poke() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.net = Net::Puzzled;
    lin.logs(deal, "要求報價");
    lin.net = Net::Up;
    lin.waits(59_000);
    assert_eq!(lin.unsent(), 1);
    lin.waits(1_000);
    assert_eq!(lin.unsent(), 0);
}

#[test]
fn an_act_whose_answer_was_lost_is_taken_once() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.net = Net::AnswersLost;
    lin.logs(deal, "要求報價");
    assert_eq!(crate::testing::contents(&pair.office().facts(deal)), ["要求報價"]);
    assert_eq!(lin.unsent(), 1);
    lin.starts();
    assert_eq!(lin.unsent(), 1);
    lin.comes_online();
    assert_eq!((lin.unsent(), lin.reads(deal)), (0, vec!["要求報價".to_owned()]));
    assert_eq!(actors(&pair, deal).len(), 2);
}

#[test]
fn a_request_that_arrives_twice_is_taken_once() {
    let pair = Pair::new();
    let (mut lin, mut wang, _, deal) = a_deal_in_the_book(&pair);
    lin.net = Net::Doubled;
    lin.logs(deal, "要求報價");
    lin.logs(deal, "再次");
    wang.syncs();
    assert_eq!((lin.unsent(), wang.reads(deal).len()), (0, 2));
    assert_eq!(actors(&pair, deal).len(), 3);
}

#[test]
fn an_act_under_an_earlier_company_is_judged_by_it_within_grace_and_waits_for_the_superior_after() {
    const DAY_MS: i64 = 24 * HOUR_MS;
    for (received_after_ms, waits) in [(60 * DAY_MS, false), (60 * DAY_MS + 1, true)] {
        let pair = Pair::new();
        let (mut lin, mut wang, _, deal) = a_deal_in_the_book(&pair);
        lin.goes_offline();
        pair.office().sets_company(&with_slack(0));
        // Lawful under version 1 only.
        let ahead = logging_ahead(&mut lin, deal, "要求報價", 5 * MINUTE_MS);
        lin.does(vec![ahead]);
        pair.passes(received_after_ms);
        lin.comes_online();
        assert_eq!((lin.unsent(), lin.replica.company().version), (0, 2));
        assert_eq!(crate::testing::contents(&pair.office().facts(deal)).is_empty(), waits);
        if waits {
            assert_eq!(lin.aside().why, Why::ForSuperior(WANG));
            wang.syncs();
            assert!(wang.kept().past_grace && wang.kept().from == LIN);
            assert!(wang.reads(deal).is_empty());
            wang.takes_over();
            lin.syncs();
            assert_eq!((lin.reads(deal).len(), lin.replica.aside().len()), (1, 0));
        }
    }
}

#[test]
fn a_customer_is_handed_over_with_its_deals_in_one_group() {
    let pair = Pair::new();
    let (mut lin, mut wang, customer, deal) = a_deal_in_the_book(&pair);
    let mut chen = pair.phone(CHEN);
    assert!(chen.replica.rows().is_empty());
    wang.hands_over(customer, CHEN);
    lin.syncs();
    chen.syncs();
    assert_eq!((lin.replica.rows().len(), lin.stored().len()), (0, 0));
    assert_eq!(chen.replica.rows().len(), 2);
    assert_eq!(chen.sees(deal)[&Path::field("seller")], Value::Id(CHEN.0));
    assert_eq!(chen.duties(deal)[0].owing.who, CHEN);
    assert_eq!(wang.replica.rows().len(), 2);
}

#[test]
fn a_handover_by_somebody_who_is_not_above_is_refused_on_the_phone() {
    let pair = Pair::new();
    let (mut lin, _, customer, _) = a_deal_in_the_book(&pair);
    assert_eq!(refused(lin.tries(draft(handing(customer, RecordKind::Customer, CHEN)))), ["1.2"]);
}

#[test]
fn an_app_that_is_too_old_still_pushes_keeps_what_it_holds_and_is_told_so() {
    let pair = Pair::new();
    let (mut lin, _, customer, deal) = a_deal_in_the_book(&pair);
    let demands = |version: &str| {
        let version = crate::hub::app_version(version).unwrap();
        pair.office().store.transaction(|tx| crate::hub::set_oldest_app(tx, version)).unwrap();
    };
    demands("99.0.0");
    lin.logs(deal, "要求報價");
    lin.waits(60_000);
    assert_eq!((lin.replica.status().mode, lin.unsent()), (Mode::AppTooOld, 0));
    assert_eq!(crate::testing::contents(&pair.office().facts(deal)), ["要求報價"]);
    assert!(lin.stored().contains_key(&customer) && lin.reads(deal) == ["要求報價"]);
    // It asks as seldom as one with nothing new: every five minutes.
    let asked = lin.sent.len();
    lin.waits(60 * 60_000);
    assert!((10..=13).contains(&(lin.sent.len() - asked)), "{}", lin.sent.len() - asked);
    demands("0.0.1");
    lin.syncs();
    assert_eq!(lin.replica.status().mode, Mode::Idle);
    assert!(lin.is_honest());
}
