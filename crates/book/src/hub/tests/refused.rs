//! What was refused stays on the server for the office: with its values where it passed the wall, within bounds.

use fieldbook_process::Path;
use fieldbook_process::Value;
use fieldbook_process::facts::Edit;

use super::*;
use crate::testing::text;

/// Lin empties why the customer can buy, which 3.1 bars.
fn emptying(deal: DocId) -> Part {
    let mut part = editing(deal, "possibility", "");
    part.values[0].1 = None;
    part
}

fn sent(office: &mut Office, part: &Part) -> Sent {
    let now_ms = office.now_ms;
    written(office, part, &message(part.act, LIN, now_ms))
}

fn told(office: &mut Office, person: PersonId) -> Tally {
    let people = office.store.transaction(|tx| refused_people(tx)).unwrap();
    people.into_iter().find(|(who, _)| *who == person).map(|(_, tally)| tally).unwrap_or_default()
}

#[test]
fn a_barred_act_is_kept_with_who_when_its_values_and_why_and_its_neighbour_keeps_nothing() {
    let pair = Pair::new();
    let (refused, verdict, deal) = {
        let mut office = pair.office();
        let (_, deal) = in_the_book(&mut office);
        assert!(office.refused(LIN).is_empty());
        let barred = sent(&mut office, &emptying(deal));
        let verdict = office.judge(LIN, barred);
        assert_eq!(
            office.facts(deal)[&Path::field("possibility")],
            text("二期廠房已立項，預算已批").unwrap()
        );
        (office.refused(LIN), verdict, deal)
    };
    let [refused] = refused.as_slice() else { panic!("{refused:?}") };
    assert_eq!((refused.person, refused.device), (LIN, DeviceId(LIN.0)));
    assert_eq!((refused.received_ms, &refused.verdict), (pair.now_ms(), &verdict));
    let [part] = refused.parts.as_slice() else { panic!("{refused:?}") };
    let meant = part.meant.as_ref().unwrap();
    assert_eq!((part.doc, meant.act, meant.company), (deal, ActName::EditDeal, 1));
    assert_eq!((meant.kind, meant.entered_ms), (Some(fieldbook_process::RecordKind::Deal), pair.now_ms()));
    let old = text("二期廠房已立項，預算已批");
    assert_eq!(meant.edits, [Edit { path: Path::field("possibility"), old, new: None }]);
}

#[test]
fn an_act_whose_form_is_wrong_is_kept_with_its_values() {
    let pair = Pair::new();
    let mut office = pair.office();
    let (_, deal) = in_the_book(&mut office);
    let long = "長".repeat(5_000);
    let sent = sent(&mut office, &editing(deal, "product", &long));
    for _ in 0..2 {
        // Its answer may be lost: the second time it is judged again, and kept once.
        assert!(matches!(office.judge(LIN, sent.clone()), Verdict::Malformed(Fault::Law(_))));
    }
    let [refused] = office.refused(LIN).try_into().unwrap();
    assert_eq!(refused.parts[0].meant.as_ref().unwrap().edits[0].new, text(&long));
}

#[test]
fn the_same_bytes_are_kept_once_and_once_thrown_away_they_do_not_come_back() {
    let pair = Pair::new();
    let mut office = pair.office();
    let (_, deal) = in_the_book(&mut office);
    let barred = sent(&mut office, &emptying(deal));
    let verdict = office.judge(LIN, barred.clone());
    assert_eq!(office.judge(LIN, barred.clone()), verdict);
    let id = office.refused(LIN)[0].id;
    assert_eq!((office.refused(LIN).len(), told(&mut office, LIN).acts), (1, 1));
    let forgets = |office: &mut Office, who| office.store.transaction(|tx| forget(tx, who, id)).unwrap();
    assert!(!forgets(&mut office, CHEN) && forgets(&mut office, LIN) && !forgets(&mut office, LIN));
    assert_eq!(office.judge(LIN, barred), verdict);
    let left = told(&mut office, LIN);
    assert!(office.refused(LIN).is_empty() && (left.acts, left.bytes, left.dropped) == (0, 0, 0));
}

#[test]
fn bytes_that_do_not_pass_the_wall_leave_their_hash_their_size_and_the_fault() {
    let pair = Pair::new();
    let mut office = pair.office();
    let (_, deal) = in_the_book(&mut office);
    let good = sent(&mut office, &editing(deal, "product", "K-40")).bytes.0;
    // No change at all, a change cut off, and one of a document that is not like this one.
    let other = registering(new_doc(&mut office), &customer().owned_by(LIN));
    let misfit = sent(&mut office, &other).bytes.0;
    let hostile = [b"not a change".to_vec(), good[..good.len() - 1].to_vec(), misfit];
    for bytes in &hostile {
        let sent = Sent { doc: deal, bytes: crate::hash::Bytes(bytes.clone()) };
        assert!(matches!(office.judge(LIN, sent), Verdict::Malformed(Fault::Chunk(_))));
    }
    // Whoever forges an author leaves no words in anybody's name.
    let part = editing(deal, "product", "K-50");
    let now_ms = office.now_ms;
    let forged = written(&mut office, &part, &message(part.act, CHEN, now_ms));
    assert!(matches!(office.judge(LIN, forged), Verdict::Malformed(Fault::Message(_))));
    let refused = office.refused(LIN);
    assert_eq!(refused.len(), 4);
    assert!(refused.iter().all(|refused| refused.parts[0].meant.is_none()));
    for (refused, bytes) in refused.iter().zip(&hostile) {
        assert_eq!(refused.parts[0].size_bytes, bytes.len() as u64);
        assert!(matches!(refused.verdict, Verdict::Malformed(Fault::Chunk(_))));
    }
    assert_eq!(refused[0].parts[0].hash, crate::hash::Hash::of(&hostile[0]));
}

#[test]
fn what_is_for_later_kept_for_somebody_or_lacks_something_is_not_refused() {
    let pair = Pair::new();
    let mut office = pair.office();
    let (customer, deal) = in_the_book(&mut office);
    let now_ms = office.now_ms;
    let base = office.document(deal);
    let first = sent(&mut office, &editing(deal, "product", "K-40"));
    let mut ahead = base.clone();
    ahead.apply([automerge::Change::from_bytes(first.bytes.0).unwrap()]).unwrap();
    let part = editing(deal, "product", "K-50");
    let lacking = office.write(&ahead, &part, &message(part.act, LIN, now_ms));
    assert!(matches!(office.judge(LIN, lacking), Verdict::MissingDependency(_)));
    let part = editing(customer, "town", "Basel");
    let others = written(&mut office, &part, &message(part.act, MARIA, now_ms));
    assert_eq!(office.judge(MARIA, others), Verdict::KeptFor(LIN));
    let early = written(&mut office, &part, &message(part.act, LIN, now_ms - 1));
    assert_eq!(office.judge(LIN, early), Verdict::ClockWrong(now_ms));
    assert!(office.refused(LIN).is_empty() && office.refused(MARIA).is_empty());
}

#[test]
fn a_refused_group_is_kept_whole_under_the_id_that_its_phone_knows() {
    let pair = Pair::new();
    let mut lin = pair.phone(LIN);
    let customer = lin.registers(&customer());
    let deals = [lin.opens_deal(&deal().of(customer)), lin.opens_deal(&deal().of(customer).titled("備件"))];
    let mut slack = company();
    let number = 60;
    let agreed = fieldbook_process::policy::Agreed { from_ms: 0, number };
    slack.policy.agree(fieldbook_process::policy::PolicyValue::ClockSlackMinutes, agreed).unwrap();
    lin.believes(&slack);
    let ahead = Some(Value::Instant(pair.now_ms() + 30 * 60_000));
    let visit = |(n, deal): (u8, &DocId)| {
        let mut part = logging(*deal, EntryId([n; 16]), LIN, "同一次拜訪");
        part.values[0].1 = ahead.clone();
        part
    };
    lin.does((1..).zip(&deals).map(visit).collect());
    let refused = pair.office().refused(LIN).remove(0);
    assert_eq!(refused.id, lin.aside().id);
    assert_eq!(refused.parts.iter().map(|part| part.doc).collect::<Vec<_>>(), deals);
    let words = |part: &RefusedPart| {
        part.meant.iter().flat_map(|meant| &meant.edits).any(|edit| edit.new == text("同一次拜訪"))
    };
    assert!(refused.parts.iter().all(words));
}

#[test]
fn what_a_revoked_device_left_and_is_refused_at_its_release_is_kept() {
    let pair = Pair::new();
    let mut office = pair.office();
    let (_, deal) = in_the_book(&mut office);
    let barred = sent(&mut office, &emptying(deal));
    let device = DeviceId([7; 16]);
    office.revokes(device);
    let asks = request(Some(office.epoch()), vec![unit([barred])], Vec::new());
    office.answers(LIN, device, &asks);
    assert!(office.refused(LIN).is_empty());
    let (now_ms, stamp) = (office.now_ms, office.stamp);
    office.store.transaction(|tx| release(tx, device, now_ms, &stamp)).unwrap();
    assert_eq!((office.quarantined(), office.refused(LIN)[0].device), (0, device));
}

#[test]
fn over_the_number_of_acts_the_oldest_goes_and_is_counted_and_nobody_elses_does() {
    let pair = Pair::new();
    let mut office = pair.office();
    let garbage =
        |n: u64| unit([Sent { doc: DocId([9; 16]), bytes: crate::hash::Bytes(n.to_be_bytes().into()) }]);
    office.judges(CHEN, vec![garbage(0)]);
    office.judges(LIN, (0..BOUNDS.refused).map(garbage).collect());
    let oldest = office.refused(LIN)[0].id;
    let tally = told(&mut office, LIN);
    assert_eq!((tally.acts, tally.dropped), (BOUNDS.refused, 0));
    office.judges(LIN, vec![garbage(BOUNDS.refused)]);
    let tally = told(&mut office, LIN);
    assert_eq!((tally.acts, tally.dropped, told(&mut office, CHEN).acts), (BOUNDS.refused, 1, 1));
    let kept = office.refused(LIN);
    assert!(kept.len() as u64 == BOUNDS.refused && kept.iter().all(|refused| refused.id != oldest));
}

#[test]
fn over_the_bytes_the_oldest_go_and_an_act_that_is_more_than_all_of_them_leaves_its_hashes() {
    let pair = Pair::new();
    let mut office = pair.office();
    let (_, deal) = in_the_book(&mut office);
    let long = |n: usize| format!("{n}{}", "a".repeat(400_000));
    for n in 0..20 {
        let sent = sent(&mut office, &editing(deal, "product", &long(n)));
        assert!(matches!(office.judge(LIN, sent), Verdict::Malformed(Fault::Law(_))));
    }
    let tally = told(&mut office, LIN);
    assert!(tally.bytes <= BOUNDS.refused_bytes && tally.dropped > 0, "{tally:?}");
    assert_eq!(tally.acts + tally.dropped, 20);
    assert_eq!(office.refused(LIN).len() as u64, tally.acts);
    let group = Some(fieldbook_process::id::GroupId([1; 16]));
    let now_ms = office.now_ms;
    let all: Vec<Sent> = (0..15)
        .map(|n| {
            let doc = new_doc(&mut office);
            let part = registering(doc, &customer().owned_by(LIN).named(&long(n)));
            written(&mut office, &part, &Message { group, ..message(part.act, LIN, now_ms) })
        })
        .collect();
    assert!(matches!(office.judges(LIN, vec![unit(all)])[0], Verdict::Malformed(Fault::Law(_))));
    let last = office.refused(LIN).pop().unwrap();
    assert!(last.parts.len() == 15 && last.parts.iter().all(|part| part.meant.is_none()));
    assert_eq!(told(&mut office, LIN).dropped, tally.dropped, "there was room for what is left of it");
}
