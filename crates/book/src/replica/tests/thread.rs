//! One thread from a real deal on an offline phone to the server and back.

use super::*;

#[test]
fn a_customer_deal_and_follow_up_made_offline_reach_the_server_and_the_managers_phone() {
    let pair = Pair::new();
    let (mut lin, mut wang) = (pair.phone(LIN), pair.phone(WANG));
    lin.goes_offline();
    let customer = lin.registers(&customer());
    let deal = lin.opens_deal(&deal().of(customer));
    assert_eq!(lin.replica.status().unsent, 2);
    assert_eq!(lin.replica.rows()[&deal].pending, 1);
    assert!(pair.office().documents().is_empty());

    lin.comes_online();
    assert_eq!((lin.unsent(), lin.replica.rows()[&deal].pending), (0, 0));
    wang.syncs();
    assert_eq!(wang.field(deal, "title"), "北辰電機 二期");
    assert_eq!(wang.sees(deal), lin.sees(deal));
    assert_eq!(wang.sees(deal), pair.office().facts(deal));
}

#[test]
fn a_follow_up_answers_the_duty_offline_and_on_the_managers_phone_after_sync() {
    let pair = Pair::new();
    let (mut lin, mut wang, _, deal) = a_deal_in_the_book(&pair);
    let due_ms = lin.duties(deal)[0].owing.due_ms;
    assert_eq!(wang.duties(deal), lin.duties(deal));
    pair.passes_days(8);
    lin.goes_offline();
    assert!(due_ms < pair.now_ms());
    lin.logs(deal, "要求報價");
    // The overdue contact is made; the next one is not due yet.
    assert!(lin.duties(deal)[0].owing.due_ms > pair.now_ms());
    wang.syncs();
    assert_eq!(wang.duties(deal)[0].owing.due_ms, due_ms);
    lin.comes_online();
    wang.syncs();
    assert_eq!(wang.duties(deal), lin.duties(deal));
    assert_eq!(wang.reads(deal), ["要求報價"]);
}

#[test]
fn the_app_killed_offline_still_has_what_it_said_was_saved() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    lin.logs(deal, "要求報價");
    lin.starts();
    assert_eq!((lin.unsent(), lin.reads(deal)), (1, vec!["要求報價".to_owned()]));
    lin.comes_online();
    assert_eq!(pair.office().facts(deal), lin.sees(deal));
}

#[test]
fn a_deal_opened_against_3_1_is_refused_offline_with_its_clause_and_nothing_is_stored() {
    let pair = Pair::new();
    let mut lin = pair.phone(LIN);
    let customer = lin.registers(&customer());
    lin.goes_offline();
    let before = lin.disk.clone();
    let mut groundless = opening(DocId([7; 16]), &deal().of(customer));
    groundless.values.retain(|(path, _)| *path != Path::field("possibility"));
    assert_eq!(refused(lin.tries(draft(groundless))), ["3.1"]);
    assert_eq!(lin.disk, before);
    assert_eq!(lin.unsent(), 0);
}

#[test]
fn the_same_act_forced_past_the_phone_is_refused_by_the_server_with_the_same_clause() {
    let pair = Pair::new();
    let mut lin = pair.phone(LIN);
    let customer = lin.registers(&customer());
    let mut groundless = opening(DocId([7; 16]), &deal().of(customer));
    groundless.values.retain(|(path, _)| *path != Path::field("possibility"));
    let here = match lin.tries(draft(groundless.clone())) {
        Outcome::Refused(refusals) => refusals,
        other => panic!("{other:?}"),
    };
    let mut office = pair.office();
    let message = crate::testing::message(groundless.act, LIN, pair.now_ms());
    let sent = office.write(&Document::new(), &groundless, &message);
    assert_eq!(office.judge(LIN, sent), Verdict::Refused(here));
    assert!(office.stored(DocId([7; 16])).is_none());
}

#[test]
fn nothing_is_asked_of_the_server_beyond_one_round_when_there_is_nothing_new() {
    let pair = Pair::new();
    let (mut lin, ..) = a_deal_in_the_book(&pair);
    let before = lin.sent.len();
    lin.syncs();
    assert_eq!(lin.sent.len(), before + 1);
    let request = lin.sent.last().unwrap();
    assert!(crate::wire::pack(request).unwrap().len() < 500);
    let response = pair.office().answers(LIN, lin.device, request).response;
    assert!(response.up_to_date && response.records.is_empty() && response.wholes.is_empty());
    assert!(crate::wire::pack(&response).unwrap().len() < 500);
}
