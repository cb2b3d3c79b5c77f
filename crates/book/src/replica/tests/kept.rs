//! Work of somebody without authority: kept for the owner, taken over with both names.

use fieldbook_process::testing::company_without;
use fieldbook_process::{ActName, RecordKind};

use super::*;
use crate::testing::{contents, takeover};
use crate::wire::KeptState;

/// Lin writes offline to a deal that is Chen's meanwhile, and comes back.
fn handed_over_meanwhile(pair: &Pair) -> (Phone, Phone, Phone, DocId) {
    let (mut lin, mut wang, customer, deal) = a_deal_in_the_book(pair);
    let chen = pair.phone(CHEN);
    lin.goes_offline();
    lin.logs(deal, "要求報價");
    wang.hands_over(customer, CHEN);
    (lin, wang, chen, deal)
}

fn names(facts: &fieldbook_process::Facts) -> (Option<&Value>, Option<&Value>) {
    let of = |name| facts.iter().find(|(path, _)| path.field == name).map(|(_, value)| value);
    (of("by"), of("taken_over_by"))
}

#[test]
fn an_entry_written_before_the_handover_was_known_is_kept_for_the_new_owner() {
    let pair = Pair::new();
    let (mut lin, _, mut chen, deal) = handed_over_meanwhile(&pair);
    lin.comes_online();
    assert_eq!(lin.unsent(), 0);
    assert_eq!(lin.aside().why, Why::KeptFor(CHEN));
    assert!(lin.aside().parts[0].values.iter().any(|(_, value)| *value == text("要求報價")));
    // The document is not Lin's any more; what he typed is.
    assert!(lin.looks_at(deal).is_none() && lin.stored().is_empty());
    chen.syncs();
    let kept = chen.kept();
    assert_eq!((kept.from, kept.to, kept.doc, kept.act), (LIN, CHEN, deal, ActName::LogFollowUp));
    assert!(kept.edits.iter().any(|edit| edit.new == text("要求報價")));
    assert!(chen.reads(deal).is_empty());
    assert!(lin.is_honest() && chen.is_honest());
}

#[test]
fn the_new_owner_takes_it_over_with_both_names_and_the_sender_sees_it_done() {
    let pair = Pair::new();
    let (mut lin, mut wang, mut chen, deal) = handed_over_meanwhile(&pair);
    lin.comes_online();
    chen.syncs();
    let kept = chen.takes_over();
    assert!(chen.replica.kept().is_empty() && chen.unsent() == 0);
    let facts = pair.office().facts(deal);
    assert_eq!(contents(&facts), ["要求報價"]);
    assert_eq!(names(&facts), (Some(&Value::Id(LIN.0)), Some(&Value::Id(CHEN.0))));
    let entered = facts.iter().find(|(path, _)| path.field == "entered").map(|(_, value)| value.clone());
    assert_eq!(entered, Some(Value::Instant(kept.entered_ms)));
    lin.syncs();
    assert!(lin.replica.aside().is_empty());
    wang.syncs();
    assert_eq!(wang.sees(deal), facts);
    assert!(lin.is_honest() && chen.is_honest());
}

#[test]
fn kept_work_is_there_after_a_restart_of_both_phones() {
    let pair = Pair::new();
    let (mut lin, _, mut chen, _) = handed_over_meanwhile(&pair);
    lin.comes_online();
    chen.syncs();
    for phone in [&mut lin, &mut chen] {
        phone.goes_offline();
        phone.starts();
    }
    assert_eq!((lin.aside().why, chen.kept().from), (Why::KeptFor(CHEN), LIN));
}

#[test]
fn a_chain_of_acts_made_offline_is_kept_act_by_act() {
    let pair = Pair::new();
    let (mut lin, _, mut chen, deal) = handed_over_meanwhile(&pair);
    lin.logs(deal, "再次");
    lin.edits(deal, "product", "K-40");
    lin.comes_online();
    assert_eq!((lin.unsent(), lin.replica.aside().len()), (0, 3));
    assert!(lin.replica.aside().values().all(|aside| aside.why == Why::KeptFor(CHEN)));
    chen.syncs();
    assert_eq!(chen.replica.kept().len(), 3);
    let all: Vec<_> = chen.replica.kept().values().cloned().collect();
    for kept in all {
        let parts = vec![takeover(&kept, CHEN)];
        chen.saves(Draft { parts, takes_over: Some(kept.id), ..Draft::default() });
    }
    lin.syncs();
    assert!(chen.replica.kept().is_empty() && lin.replica.aside().is_empty());
    assert_eq!((chen.reads(deal).len(), chen.field(deal, "product")), (2, "K-40".to_owned()));
}

#[test]
fn a_chain_whose_answers_were_lost_is_still_kept_act_by_act() {
    let pair = Pair::new();
    let (mut lin, _, mut chen, deal) = handed_over_meanwhile(&pair);
    lin.net = Net::AnswersLost;
    lin.syncs();
    lin.logs(deal, "再次");
    lin.waits(60_000);
    lin.comes_online();
    assert_eq!((lin.unsent(), lin.replica.aside().len()), (0, 2));
    assert!(lin.replica.aside().values().all(|aside| aside.why == Why::KeptFor(CHEN)));
    chen.syncs();
    assert_eq!(chen.replica.kept().len(), 2);
}

#[test]
fn work_taken_over_before_its_sender_heard_of_keeping_is_simply_done() {
    let pair = Pair::new();
    let (mut lin, _, mut chen, _) = handed_over_meanwhile(&pair);
    lin.net = Net::AnswersLost;
    lin.syncs();
    chen.syncs();
    chen.takes_over();
    lin.comes_online();
    assert_eq!((lin.unsent(), lin.replica.aside().len()), (0, 0));
    assert_eq!(told(&lin), [(KeptState::TakenBy(CHEN), TITLE.into())]);
    assert!(lin.is_honest());
}

#[test]
fn a_deal_opened_for_a_colleagues_customer_is_kept_for_the_colleague_with_what_stands_on_it() {
    let pair = Pair::new();
    let mut chen = pair.phone(CHEN);
    let customer = chen.registers(&customer().owned_by(CHEN));
    let mut lin = pair.phone(LIN);
    assert!(lin.replica.cards().contains_key(&customer));
    lin.goes_offline();
    let doc = lin.opens_deal(&deal().of(customer));
    lin.logs(doc, "要求報價");
    lin.comes_online();
    assert_eq!((lin.unsent(), lin.replica.aside().len()), (0, 2));
    assert!(lin.replica.aside().values().all(|aside| aside.why == Why::KeptFor(CHEN)));
    assert!(!lin.replica.rows().contains_key(&doc) && lin.looks_at(doc).is_none());
    chen.syncs();
    assert_eq!(chen.replica.kept().len(), 2);
    assert!(chen.replica.kept().values().all(|kept| kept.name == TITLE));
    let open = chen.replica.kept().values().find(|kept| kept.act == ActName::OpenDeal).unwrap().clone();
    let mut part = takeover(&open, CHEN);
    for (path, value) in &mut part.values {
        if path.field == "opened" {
            *value = Some(NOW);
        }
    }
    chen.saves(Draft { parts: vec![part], takes_over: Some(open.id), ..Draft::default() });
    assert_eq!(pair.office().facts(doc)[&Path::field("seller")], Value::Id(LIN.0));
    assert_eq!(chen.unsent() + chen.replica.aside().len(), 0);
}

#[test]
fn a_group_with_one_part_that_is_not_the_senders_is_kept_whole_and_tells_the_owner_that_part_only() {
    let pair = Pair::new();
    let (mut lin, mut wang, theirs, gone) = a_deal_in_the_book(&pair);
    let own = lin.registers(&customer().named("南風"));
    let stays = lin.opens_deal(&deal().of(own));
    let mut chen = pair.phone(CHEN);
    lin.goes_offline();
    lin.does(vec![
        logging(stays, EntryId([1; 16]), LIN, "同一次拜訪"),
        logging(gone, EntryId([2; 16]), LIN, "同一次拜訪"),
    ]);
    wang.syncs();
    wang.hands_over(theirs, CHEN);
    lin.comes_online();
    assert_eq!((lin.aside().why, lin.aside().parts.len()), (Why::KeptFor(CHEN), 2));
    assert!(
        contents(&pair.office().facts(stays)).is_empty() && contents(&pair.office().facts(gone)).is_empty()
    );
    chen.syncs();
    // Chen may not read the deal that stays Lin's, so he is told nothing of it.
    assert_eq!(chen.kept().doc, gone);
    // What Chen takes over is done; the other part is still Lin's to save.
    chen.takes_over();
    lin.syncs();
    assert_eq!((lin.aside().parts.len(), lin.aside().parts[0].doc), (1, stays));
    // That one part is taken over is another line than the part that is left.
    let id = lin.replica.taken_over().values().map(|kept| kept.id).next().unwrap();
    assert_eq!(lin.puts_away(id), Outcome::Done);
    assert_eq!((lin.replica.taken_over().len(), lin.aside().parts[0].doc), (0, stays));
    assert!(lin.is_honest());
}

#[test]
fn work_for_an_owner_who_left_is_kept_for_the_superior() {
    let pair = Pair::new();
    let (mut lin, mut wang, _, deal) = handed_over_meanwhile(&pair);
    pair.office().sets_company(&company_without(CHEN));
    lin.comes_online();
    assert_eq!(lin.aside().why, Why::KeptFor(WANG));
    wang.syncs();
    assert_eq!(wang.kept().doc, deal);
    wang.takes_over();
    assert_eq!((wang.reads(deal).len(), wang.replica.aside().len()), (1, 0));
}

/// Who took over what this phone tells of, on records of which name.
fn told(phone: &Phone) -> Vec<(KeptState, String)> {
    phone.replica.taken_over().values().map(|kept| (kept.state, kept.name.clone())).collect()
}

const TITLE: &str = "北辰電機 二期";

#[test]
fn what_is_kept_says_what_its_record_is_called_on_every_phone_though_the_record_has_left() {
    let pair = Pair::new();
    let (mut lin, _, mut chen, deal) = handed_over_meanwhile(&pair);
    lin.comes_online();
    lin.starts();
    let mut other = pair.phone(LIN);
    for phone in [&mut lin, &mut other] {
        assert!(!phone.replica.rows().contains_key(&deal));
        assert_eq!(phone.aside().names[&deal], TITLE);
    }
    chen.syncs();
    assert_eq!(chen.kept().name, TITLE);
}

#[test]
fn the_name_is_the_one_that_its_sender_knew_whoever_gave_another_since() {
    let pair = Pair::new();
    let (mut lin, _, mut chen, deal) = handed_over_meanwhile(&pair);
    chen.syncs();
    chen.edits(deal, "title", "另外一個名字");
    lin.comes_online();
    let other = pair.phone(LIN);
    assert_eq!((&lin.aside().names[&deal], &other.aside().names[&deal]), (&TITLE.into(), &TITLE.into()));
}

#[test]
fn the_sender_is_told_who_took_it_over_until_that_is_put_away() {
    let pair = Pair::new();
    let (mut lin, _, mut chen, _) = handed_over_meanwhile(&pair);
    lin.comes_online();
    chen.syncs();
    let kept = chen.takes_over();
    assert!(told(&chen).is_empty());
    lin.syncs();
    lin.starts();
    assert_eq!(told(&lin), [(KeptState::TakenBy(CHEN), TITLE.into())]);
    assert!(lin.replica.aside().is_empty() && lin.is_honest());
    assert_eq!((lin.puts_away(kept.id), lin.puts_away(kept.id)), (Outcome::Done, Outcome::TooLate));
    lin.starts();
    assert!(told(&lin).is_empty() && lin.is_honest());
    lin.syncs();
    // Nor is a phone that comes later told of what is long done.
    assert!(told(&lin).is_empty() && told(&pair.phone(LIN)).is_empty());
}

#[test]
fn who_took_note_that_it_is_kept_is_told_all_the_same_that_it_was_taken_over() {
    let pair = Pair::new();
    let (mut lin, _, mut chen, _) = handed_over_meanwhile(&pair);
    lin.comes_online();
    let id = lin.aside().id;
    lin.settles(id);
    chen.syncs();
    chen.takes_over();
    lin.syncs();
    assert_eq!(told(&lin), [(KeptState::TakenBy(CHEN), TITLE.into())]);
}

#[test]
fn what_an_older_server_kept_without_a_name_is_told_by_the_name_known_here() {
    let pair = Pair::new();
    let (mut lin, _, mut chen, _) = handed_over_meanwhile(&pair);
    lin.answers_are_changed(|response| {
        let items = response.feeds.iter_mut().flat_map(|page| &mut page.entries).map(|entry| &mut entry.item);
        for item in items {
            if let crate::wire::Item::Kept(kept) = item {
                kept.name.clear();
            }
        }
    });
    lin.comes_online();
    chen.syncs();
    chen.takes_over();
    lin.syncs();
    assert_eq!(told(&lin), [(KeptState::TakenBy(CHEN), TITLE.into())]);
}

#[test]
fn the_senders_other_phone_shows_what_is_kept_too() {
    let pair = Pair::new();
    let (mut lin, _, mut chen, _) = handed_over_meanwhile(&pair);
    lin.comes_online();
    let mut other = pair.phone(LIN);
    assert_eq!((other.aside().why, other.aside().id), (Why::KeptFor(CHEN), lin.aside().id));
    chen.syncs();
    chen.takes_over();
    other.syncs();
    assert!(other.replica.aside().is_empty());
}

#[test]
fn a_set_aside_act_is_settled_once_its_values_are_elsewhere() {
    let pair = Pair::new();
    let (mut lin, ..) = handed_over_meanwhile(&pair);
    lin.comes_online();
    let id = lin.aside().id;
    assert_eq!((lin.settles(id), lin.settles(id)), (Outcome::Done, Outcome::TooLate));
    lin.starts();
    assert!(lin.replica.aside().is_empty());
}

#[test]
fn a_customer_registered_for_a_colleague_is_kept_for_the_colleague() {
    let pair = Pair::new();
    let (mut lin, mut chen) = (pair.phone(LIN), pair.phone(CHEN));
    let doc = lin.registers(&customer().owned_by(CHEN));
    assert_eq!(lin.aside().why, Why::KeptFor(CHEN));
    chen.syncs();
    let kept = chen.takes_over();
    assert_eq!((kept.doc, kept.kind, kept.state), (doc, RecordKind::Customer, KeptState::Open));
    assert_eq!(chen.field(doc, "name"), "北辰電機有限公司");
    lin.syncs();
    assert!(lin.replica.aside().is_empty());
}
