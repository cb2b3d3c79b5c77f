//! Storage that fails, is damaged, or was written by another version of the app; answers that never come.

use super::*;
use crate::store::from_cbor;

#[test]
fn a_save_that_storage_refuses_is_told_so_and_leaves_nothing_pending() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    lin.writes_fail = 1;
    let part = logging(deal, EntryId([7; 16]), LIN, "要求報價");
    assert!(matches!(lin.tries(draft(part.clone())), Outcome::NotSaved(_)));
    assert!(lin.unsent() == 0 && lin.reads(deal).is_empty());
    assert_eq!(lin.replica.rows()[&deal].pending, 0);
    // The same words, saved once more.
    lin.does(vec![part]);
    lin.comes_online();
    assert_eq!(lin.reads(deal), ["要求報價"]);
}

#[test]
fn saves_during_an_outage_of_storage_are_told_so_at_once() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    let mut chance = crate::testing::Seed(9);
    let part = logging(deal, EntryId([7; 16]), LIN, "要求報價");
    let now_ms = lin.clock_ms();
    lin.replica.handle(now_ms, &mut chance, Event::Act(71, draft(part.clone())));
    let effects = lin.replica.handle(now_ms, &mut chance, Event::WriteDone(Err(StoreFault("full".into()))));
    assert!(effects.contains(&Effect::Reboot));
    let effects = lin.replica.handle(now_ms, &mut chance, Event::Act(72, draft(part)));
    assert!(matches!(effects[..], [Effect::Told(72, Outcome::NotSaved(_)), ..]), "{effects:?}");
    assert_eq!(lin.replica.status().mode, Mode::StoreFailed);
    let effects = lin.replica.handle(now_ms, &mut chance, Event::Open(73, deal));
    assert!(effects.contains(&Effect::Opened(73, None)));
    lin.starts();
    assert_eq!(lin.reads(deal), Vec::<String>::new());
}

#[test]
fn a_read_that_fails_leads_to_reading_everything_again() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    lin.starts();
    lin.reads_fail = 1;
    lin.effects.clear();
    let part = logging(deal, EntryId([7; 16]), LIN, "要求報價");
    assert!(matches!(lin.tries(draft(part.clone())), Outcome::NotSaved(_)));
    assert!(lin.effects.contains(&Effect::Reboot));
    assert_eq!(lin.unsent(), 0);
    lin.does(vec![part]);
    assert_eq!(lin.reads(deal), ["要求報價"]);
}

#[test]
fn an_answer_that_storage_cannot_take_is_asked_for_again() {
    let pair = Pair::new();
    let (mut lin, mut wang, _, deal) = a_deal_in_the_book(&pair);
    wang.logs(deal, "要求報價");
    lin.writes_fail = 1;
    lin.syncs();
    assert_eq!(lin.reads(deal), ["要求報價"]);
    lin.goes_offline();
    lin.starts();
    assert_eq!(lin.reads(deal), ["要求報價"]);
}

#[test]
fn a_phone_that_is_full_asks_the_server_ever_more_slowly_and_says_that_it_keeps_nothing() {
    let pair = Pair::new();
    let (mut lin, mut wang, _, deal) = a_deal_in_the_book(&pair);
    wang.logs(deal, "要求報價");
    lin.sent.clear();
    lin.writes_fail = usize::MAX;
    lin.syncs();
    lin.waits(10 * 60_000);
    assert!((10..40).contains(&lin.sent.len()), "{} requests in ten minutes", lin.sent.len());
    assert_eq!(lin.replica.status().mode, Mode::StoreFailed);
    // Room was made.
    lin.writes_fail = 0;
    lin.waits(30_000);
    assert_eq!((lin.reads(deal), lin.replica.status().mode), (vec!["要求報價".to_owned()], Mode::Idle));
}

#[test]
fn a_verdict_that_storage_cannot_take_is_asked_for_again() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    lin.logs(deal, "要求報價");
    lin.writes_fail = 1;
    lin.comes_online();
    assert_eq!((lin.unsent(), lin.reads(deal)), (0, vec!["要求報價".to_owned()]));
    assert!(lin.is_honest());
}

fn damage(phone: &mut Phone, doc: DocId) {
    let mut batch = Batch::new(crate::store::Durability::Strict);
    batch.put(Table::Documents, doc.0, b"rubbish".to_vec());
    phone.disk.write(&batch);
}

#[test]
fn a_damaged_document_is_fetched_again_whole() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    damage(&mut lin, deal);
    lin.starts();
    assert!(lin.looks_at(deal).is_none());
    lin.waits(1_000);
    assert_eq!(lin.field(deal, "title"), "北辰電機 二期");
    assert!(lin.replica.rows().contains_key(&deal));
    assert_eq!(lin.replica.status().refetched, None);
    lin.goes_offline();
    lin.starts();
    assert_eq!(lin.field(deal, "title"), "北辰電機 二期");
}

#[test]
fn what_is_pending_for_a_damaged_document_still_reaches_the_server() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    lin.logs(deal, "要求報價");
    damage(&mut lin, deal);
    lin.starts();
    assert_eq!(lin.unsent(), 1);
    lin.comes_online();
    lin.waits(1_000);
    assert_eq!((lin.unsent(), lin.replica.status().aside), (0, 0));
    assert_eq!(lin.reads(deal), ["要求報價"]);
    assert_eq!(pair.office().facts(deal), lin.sees(deal));
}

#[test]
fn a_stored_value_of_another_version_is_left_where_it_is() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    let strange = Batch {
        writes: vec![
            (Table::Outbox, 7_u64.to_be_bytes().to_vec(), Some(b"newer".to_vec())),
            (Table::Meta, b"newer".to_vec(), Some(b"newer".to_vec())),
            (Table::Aside, b"z".to_vec(), Some(b"newer".to_vec())),
        ],
        durability: crate::store::Durability::Strict,
    };
    lin.disk.write(&strange);
    lin.starts();
    lin.logs(deal, "要求報價");
    for (table, key, value) in strange.writes {
        assert_eq!(lin.disk.read(table, &key).map(<[u8]>::to_vec), value, "{table:?}");
    }
}

#[test]
fn what_happens_while_a_request_is_under_way_goes_with_the_next() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.net = Net::Silent;
    lin.logs(deal, "一");
    let sent = lin.sent.len();
    lin.logs(deal, "二");
    lin.syncs();
    assert_eq!((lin.sent.len(), lin.replica.status().mode), (sent, Mode::Sending));
    lin.net = Net::Up;
    lin.give(Event::SendFailed(SendFault::Offline));
    lin.waits(1_000);
    assert_eq!((lin.unsent(), lin.reads(deal).len()), (0, 2));
}

#[test]
fn without_a_network_it_tries_again_with_growing_pauses_of_at_most_half_a_minute() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    lin.sent.clear();
    lin.logs(deal, "要求報價");
    let mut pauses = Vec::new();
    for _ in 0..14 {
        let at_ms = lin.wake_at_ms.unwrap();
        pauses.push(at_ms - lin.clock_ms());
        let pause = pauses[pauses.len() - 1];
        lin.waits(pause);
    }
    assert_eq!(lin.sent.len(), 15);
    assert!(pauses[0] <= 100 && pauses[13] >= 15_000, "{pauses:?}");
    assert!(pauses.iter().all(|pause| (50..=30_000).contains(pause)), "{pauses:?}");
    assert_eq!(lin.replica.status().mode, Mode::Offline);
    lin.net = Net::Up;
    lin.waits(30_000);
    assert_eq!((lin.unsent(), lin.replica.status().mode), (0, Mode::Idle));
}

#[test]
fn an_ended_session_pauses_with_everything_kept_until_the_person_signs_in() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.net = Net::SignedOut;
    lin.logs(deal, "一");
    assert_eq!((lin.replica.status().mode, lin.unsent()), (Mode::SignedOut, 1));
    lin.sent.clear();
    lin.logs(deal, "二");
    lin.waits(10 * 60_000);
    assert!(lin.sent.is_empty());
    assert_eq!((lin.unsent(), lin.reads(deal).len()), (2, 2));
    lin.comes_online();
    assert_eq!(lin.unsent(), 0);
}

#[test]
fn an_answer_that_is_not_ours_counts_as_none() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.net = Net::Silent;
    lin.logs(deal, "要求報價");
    lin.give(Event::Answered(b"<html>captive portal</html>".to_vec()));
    assert_eq!((lin.unsent(), lin.replica.status().mode), (1, Mode::Offline));
    // One for which nobody asked changes nothing.
    let disk = lin.disk.clone();
    lin.give(Event::Answered(b"<html>captive portal</html>".to_vec()));
    assert_eq!(lin.disk, disk);
    lin.net = Net::Up;
    lin.waits(1_000);
    assert_eq!(lin.unsent(), 0);
}

#[test]
fn a_newer_apps_extra_fields_in_stored_values_do_not_stop_an_older_one() {
    #[derive(serde::Serialize)]
    struct Newer {
        person: PersonId,
        device: fieldbook_process::DeviceId,
        mood: &'static str,
    }
    let newer = Newer { person: LIN, device: fieldbook_process::DeviceId([1; 16]), mood: "good" };
    let read: Identity = from_cbor(&crate::store::to_cbor(&newer).unwrap()).unwrap();
    assert_eq!(read.person, LIN);
}

/// A stored row that owes nothing: the facts of a record alone, behind its document and kind.
#[derive(serde::Serialize)]
struct Bare {
    d: DocId,
    k: fieldbook_process::RecordKind,
    f: fieldbook_process::Facts,
}

/// Overwrites every stored row with one that owes nothing, as an app with another law might have written it.
fn rows_of_another_law(lin: &mut Phone) {
    let mut batch = Batch::new(crate::store::Durability::Strict);
    for row in lin.replica.rows().values() {
        let other = Bare { d: row.doc, k: row.kind, f: row.facts() };
        batch.put(Table::Rows, row.doc.0, crate::store::to_cbor(&other).unwrap());
    }
    lin.disk.write(&batch);
}

#[test]
fn rows_that_an_older_app_wrote_are_computed_anew_once() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    let before = lin.disk.clone();
    rows_of_another_law(&mut lin);
    // Under the same mark they are believed.
    lin.starts();
    assert!(lin.duties(deal).is_empty());
    let mut batch = Batch::new(crate::store::Durability::Strict);
    batch.put(Table::Meta, rows::ROWS_KEY, b"of an older app".to_vec());
    lin.disk.write(&batch);
    lin.starts();
    assert!(!lin.duties(deal).is_empty());
    assert_eq!(lin.disk, before);
}

#[test]
fn the_first_rows_are_shown_before_all_are_read_and_acts_wait_until_then() {
    let pair = Pair::new();
    let (mut lin, _, customer, deal) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    let of = |table: Table, keys: &[DocId]| {
        let wanted = |key: &[u8]| keys.is_empty() || keys.iter().any(|doc| doc.0[..] == *key);
        let pairs = lin.disk.table(table).filter(|(key, _)| wanted(key));
        (table, pairs.map(|(key, value)| (key.to_vec(), value.to_vec())).collect())
    };
    let few = Loaded::of([of(Table::Meta, &[]), of(Table::Company, &[]), of(Table::Rows, &[deal])]);
    let whole = lin.replica.rows().clone();
    lin.replica = Replica::new();
    lin.give(Event::Glimpse(Box::new(few.clone())));
    assert_eq!(lin.replica.rows().keys().copied().collect::<Vec<_>>(), [deal]);
    assert_eq!(lin.replica.company(), &company());
    // Nobody may take what is there for all there is.
    assert!(!lin.replica.status().complete && lin.replica.status().mode == Mode::Starting);
    lin.give(Event::Act(7, draft(logging(deal, EntryId([7; 16]), LIN, "要求報價"))));
    assert_eq!(lin.unsent(), 0);
    lin.starts_from_here();
    assert_eq!(lin.replica.rows().len(), whole.len());
    assert!(lin.replica.rows().contains_key(&customer) && lin.unsent() == 1);
    // Later it would take rows away.
    lin.give(Event::Glimpse(Box::new(few)));
    assert_eq!(lin.replica.rows().len(), whole.len());
}
