//! A server that was restored to an earlier state, and devices that were shut out.

use fieldbook_process::RecordKind;
use fieldbook_process::testing::company_without;

use super::*;
use crate::testing::{contents, handing};
use crate::wire::Standing;

const NONE: [&str; 0] = [];

#[test]
fn after_a_restore_the_phones_bring_back_everything_accepted_since() {
    let pair = Pair::new();
    let (mut lin, mut wang, customer, deal) = a_deal_in_the_book(&pair);
    let backup = pair.office().backup();
    pair.passes(1_000);
    lin.logs(deal, "要求報價");
    wang.syncs();
    wang.edits(deal, "product", "K-40");
    let new = lin.opens_deal(&fieldbook_process::testing::deal().of(customer).titled("備件"));
    let facts = pair.office().facts(deal);
    let heads = pair.office().document(deal).heads();
    lin.syncs();
    pair.office().restored(&backup);
    assert_eq!(pair.office().documents().len(), 2);
    assert_eq!(contents(&pair.office().facts(deal)), NONE);
    lin.syncs();
    wang.syncs();
    lin.syncs();
    assert_eq!(pair.office().facts(deal), facts);
    assert_eq!(pair.office().document(deal).heads(), heads);
    assert_eq!(pair.office().documents().len(), 3);
    assert_eq!(lin.field(new, "title"), "備件");
    for phone in [&mut lin, &mut wang] {
        assert_eq!((phone.unsent(), phone.replica.status().aside, phone.stored().len()), (0, 0, 3));
        assert_eq!(phone.sees(deal), facts);
        assert!(phone.is_honest());
    }
}

#[test]
fn what_was_accepted_comes_back_unjudged_by_todays_rules() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    let backup = pair.office().backup();
    lin.logs(deal, "要求報價");
    // A hundred days later it would be past its grace, and it is nobody's any more.
    pair.office().restored(&backup);
    pair.passes_days(100);
    pair.office().sets_company(&company_without(LIN));
    lin.syncs();
    assert_eq!(contents(&pair.office().facts(deal)), ["要求報價"]);
}

#[test]
fn what_is_pending_during_a_restore_is_pushed_after_what_it_stands_on_is_back() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    let backup = pair.office().backup();
    lin.logs(deal, "一");
    lin.goes_offline();
    lin.logs(deal, "二");
    pair.office().restored(&backup);
    lin.comes_online();
    assert_eq!((lin.unsent(), lin.replica.status().aside), (0, 0));
    assert_eq!(contents(&pair.office().facts(deal)).len(), 2);
}

#[test]
fn a_phone_killed_while_it_brings_receipts_back_begins_again() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    let backup = pair.office().backup();
    lin.logs(deal, "要求報價");
    pair.office().restored(&backup);
    lin.answers_left = 1;
    lin.syncs();
    assert!(contents(&pair.office().facts(deal)).is_empty());
    lin.net = Net::Up;
    lin.starts();
    assert_eq!(contents(&pair.office().facts(deal)), ["要求報價"]);
    assert_eq!(lin.reads(deal), ["要求報價"]);
}

#[test]
fn acts_of_one_moment_come_back_in_the_order_they_stand_on_each_other() {
    for from in 1..6 {
        let pair = Pair::new();
        let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
        let backup = pair.office().backup();
        lin.goes_offline();
        (0..from).for_each(|n| {
            lin.logs(deal, &format!("第{n}次"));
        });
        lin.comes_online();
        // This phone was handed the whole document, with its receipts by their own order.
        let mut late = pair.phone(ZHAO);
        pair.office().restored(&backup);
        late.syncs();
        assert_eq!(contents(&pair.office().facts(deal)).len(), from, "{from} acts");
    }
}

#[test]
fn a_deal_that_comes_back_before_its_customer_has_the_customers_audience_in_the_end() {
    for n in 0..8 {
        let pair = Pair::new();
        let backup = pair.office().backup();
        let mut lin = pair.phone(LIN);
        (0..n).for_each(|_| {
            lin.id();
        });
        let customer = lin.registers(&customer().shared_with(CHEN));
        let deal = lin.opens_deal(&deal().of(customer));
        pair.office().restored(&backup);
        lin.syncs();
        let chen = pair.phone(CHEN);
        assert!(chen.stored().contains_key(&customer) && chen.stored().contains_key(&deal));
    }
}

#[test]
fn a_group_of_which_another_phone_brought_a_part_back_is_completed_by_its_sender() {
    let pair = Pair::new();
    let (mut lin, mut wang, customer, one) = a_deal_in_the_book(&pair);
    let other = lin.opens_deal(&deal().of(customer).titled("備件"));
    wang.syncs();
    let backup = pair.office().backup();
    lin.net = Net::AnswersLost;
    let visit = |deal, n| logging(deal, EntryId([n; 16]), LIN, "拜訪");
    lin.does(vec![visit(one, 1), visit(other, 2)]);
    wang.syncs();
    pair.office().restored(&backup);
    // The manager's phone lost one of the two documents.
    wang.disk.write(&{
        let mut batch = Batch::new(crate::store::Durability::Strict);
        batch.delete(Table::Documents, other.0);
        batch.delete(Table::Held, other.0);
        batch
    });
    wang.starts();
    assert_eq!(contents(&pair.office().facts(one)), ["拜訪"]);
    assert!(contents(&pair.office().facts(other)).is_empty());
    lin.comes_online();
    assert_eq!((lin.unsent(), lin.replica.status().aside), (0, 0));
    assert_eq!(contents(&pair.office().facts(other)), ["拜訪"]);
}

#[test]
fn acts_under_a_company_that_the_restored_server_lost_are_run_again_under_its_present_one() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    let backup = pair.office().backup();
    pair.office().sets_company(&company());
    lin.syncs();
    lin.logs(deal, "一");
    assert_eq!(lin.replica.company().version, 2);
    lin.goes_offline();
    lin.logs(deal, "二");
    pair.office().restored(&backup);
    lin.comes_online();
    assert_eq!((lin.unsent(), lin.replica.status().aside), (0, 0));
    // Version 2 is never given out again with another content.
    assert!(lin.replica.company().version > 2);
    lin.logs(deal, "三");
    assert_eq!((lin.unsent(), lin.replica.status().aside), (0, 0));
    assert_eq!(contents(&pair.office().facts(deal)).len(), 3);
}

#[test]
fn cards_of_a_former_life_are_gone() {
    let pair = Pair::new();
    let mut chen = pair.phone(CHEN);
    let backup = pair.office().backup();
    pair.office().accepts(LIN, &registering(DocId([1; 16]), &customer()));
    chen.syncs();
    assert_eq!(chen.replica.cards().len(), 1);
    pair.office().restored(&backup);
    chen.syncs();
    assert!(chen.replica.cards().is_empty());
}

#[test]
fn receipts_go_once_a_backup_holds_what_they_vouch_for() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    let receipts =
        |phone: &Phone| holding::read_copy(phone.disk.read(Table::Documents, &deal.0)).unwrap().receipts;
    assert_eq!(receipts(&lin).len(), 1);
    pair.passes(1_000);
    pair.office().announces_backup();
    lin.logs(deal, "要求報價");
    assert_eq!(receipts(&lin).len(), 1);
    assert_eq!(pair.office().store.table(Table::Receipts).count(), 1);
    // One received at the very moment of the backup may not be in it.
    pair.office().announces_backup();
    assert_eq!(pair.office().store.table(Table::Receipts).count(), 1);
    lin.logs(deal, "再次");
    assert_eq!(receipts(&lin).len(), 2);
}

#[test]
fn a_handover_is_not_undone_by_a_restore() {
    let pair = Pair::new();
    let (mut lin, mut wang, customer, deal) = a_deal_in_the_book(&pair);
    let backup = pair.office().backup();
    let parts = vec![handing(customer, RecordKind::Customer, CHEN), handing(deal, RecordKind::Deal, CHEN)];
    wang.does(parts);
    pair.office().restored(&backup);
    wang.syncs();
    lin.syncs();
    assert!(lin.stored().is_empty());
    assert!(pair.phone(CHEN).stored().contains_key(&deal));
}

#[test]
fn a_revoked_device_pushes_once_into_quarantine_and_wipes_itself() {
    let pair = Pair::new();
    let (mut lin, mut wang, _, deal) = a_deal_in_the_book(&pair);
    let mut other = pair.phone(LIN);
    lin.goes_offline();
    lin.logs(deal, "一");
    lin.logs(deal, "二");
    pair.office().revokes(lin.device);
    lin.comes_online();
    assert!(lin.wiped && lin.disk.size_bytes() == 0);
    assert_eq!(lin.replica.status().mode, Mode::Revoked);
    assert_eq!(pair.office().quarantined(), 2);
    assert!(contents(&pair.office().facts(deal)).is_empty());
    // The person's other device works on.
    other.logs(deal, "三");
    wang.syncs();
    assert_eq!((other.unsent(), wang.reads(deal)), (0, vec!["三".to_owned()]));
}

#[test]
fn a_revoked_device_does_not_wipe_before_everything_unsent_is_in_quarantine() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    lin.logs(deal, "一");
    // Held back for undo: not part of the next request.
    let part = logging(deal, EntryId([7; 16]), LIN, "二");
    lin.saves(Draft { undo_ms: 5_000, ..draft(part) });
    pair.office().revokes(lin.device);
    lin.comes_online();
    lin.waits(10_000);
    assert_eq!(pair.office().quarantined(), 2);
    assert!(lin.wiped);
}

#[test]
fn a_revoked_device_is_handed_nothing() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    pair.office().revokes(lin.device);
    pair.office().accepts(WANG, &editing(deal, "product", "K-40"));
    lin.answers_are_changed(|response| {
        assert_eq!(response.standing, Standing::Revoked);
        assert!(response.feeds.is_empty() && response.wholes.is_empty() && response.records.is_empty());
        assert!(response.company.is_none());
    });
    lin.syncs();
    assert!(lin.wiped);
}

#[test]
fn a_backup_made_before_a_change_came_back_does_not_count_as_having_it() {
    let pair = Pair::new();
    let (mut lin, mut wang, _, deal) = a_deal_in_the_book(&pair);
    let first = pair.office().backup();
    lin.logs(deal, "要求報價");
    wang.syncs();
    pair.office().restored(&first);
    pair.passes(1_000);
    // Made in the new life, before anybody brought anything back; the receipts are older than it.
    let second = pair.office().backup();
    pair.office().announces_backup();
    pair.passes(1_000);
    lin.syncs();
    wang.syncs();
    assert_eq!(contents(&pair.office().facts(deal)), ["要求報價"]);
    lin.edits(deal, "product", "K-40");
    pair.office().restored(&second);
    pair.passes(1_000);
    lin.syncs();
    wang.syncs();
    assert_eq!(contents(&pair.office().facts(deal)), ["要求報價"]);
    assert_eq!(wang.reads(deal), ["要求報價"]);
}

#[test]
fn a_receipt_is_let_go_once_a_later_backup_has_what_came_back() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    let first = pair.office().backup();
    lin.logs(deal, "要求報價");
    pair.office().restored(&first);
    lin.syncs();
    pair.passes(1_000);
    let second = pair.office().backup();
    pair.office().announces_backup();
    pair.passes(1_000);
    lin.edits(deal, "product", "K-40");
    lin.edits(deal, "product", "K-50");
    // Only what came since that backup is brought back.
    pair.office().restored(&second);
    let before = pair.office().document(deal).automerge().get_changes(&[]).len();
    lin.syncs();
    assert_eq!(pair.office().document(deal).automerge().get_changes(&[]).len(), before + 2);
}
