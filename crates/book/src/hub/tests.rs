//! The hub, act by act: what somebody with a session may try, and what it is answered.

use automerge::ActorId;
use fieldbook_process::testing::{
    CHEN, HE, LIN, MARIA, PETER, WANG, ZHAO, company, company_without, customer, deal,
};
use fieldbook_process::{ActName, DeviceId, DocId, EntryId, PersonId};

use super::*;
use crate::document::Document;
use crate::message::Message;
use crate::replica::Part;
use crate::testing::{
    Office, Pair, contents, editing, handing, logging, message, opening, registering, request, takeover,
    unit, write_as,
};
use crate::wire::{Cursor, Fault, Item, Record, Sent, Standing, Verdict};

mod joining;
mod open_notes;
mod refused;

fn new_doc(office: &mut Office) -> DocId {
    DocId(office.id())
}

/// A customer and a deal of Lin's in the book.
fn in_the_book(office: &mut Office) -> (DocId, DocId) {
    let (customer_doc, deal_doc) = (new_doc(office), new_doc(office));
    office.accepts(LIN, &registering(customer_doc, &customer().owned_by(LIN)));
    office.accepts(LIN, &opening(deal_doc, &deal().of(customer_doc)));
    (customer_doc, deal_doc)
}

/// The change that makes an act on a record as it is now.
fn written(office: &mut Office, part: &Part, message: &Message) -> Sent {
    let base = office.document(part.doc);
    office.write(&base, part, message)
}

fn call(office: &mut Office, deal: DocId, by: PersonId, content: &str) -> Part {
    logging(deal, EntryId(office.id()), by, content)
}

mod judging {
    use super::*;

    #[test]
    fn a_message_in_another_persons_name_is_refused() {
        let pair = Pair::new();
        let mut office = pair.office();
        let part = registering(new_doc(&mut office), &customer().owned_by(CHEN));
        let now_ms = office.now_ms;
        let sent = written(&mut office, &part, &message(part.act, CHEN, now_ms));
        assert!(matches!(office.judge(LIN, sent.clone()), Verdict::Malformed(Fault::Message(_))));
        assert_eq!(office.judge(CHEN, sent), Verdict::Accepted);
    }

    #[test]
    fn another_act_than_the_content_amounts_to_is_refused_and_the_true_one_named() {
        let pair = Pair::new();
        let mut office = pair.office();
        let (customer, _) = in_the_book(&mut office);
        let part = handing(customer, fieldbook_process::RecordKind::Customer, CHEN);
        let now_ms = office.now_ms;
        let sent = written(&mut office, &part, &message(ActName::EditCustomer, WANG, now_ms));
        let Verdict::Malformed(Fault::Law(told)) = office.judge(WANG, sent) else { panic!("not refused") };
        assert!(format!("{told:?}").contains("HandOverCustomer"), "{told:?}");
        assert_eq!(office.stored(customer).unwrap().concerned.owner, Some(LIN));
    }

    #[test]
    fn an_empty_unit_and_one_that_names_a_document_twice_are_refused() {
        let pair = Pair::new();
        let mut office = pair.office();
        let (_, deal) = in_the_book(&mut office);
        let now_ms = office.now_ms;
        let twice: Vec<Sent> = ["一", "二"]
            .into_iter()
            .map(|content| {
                let part = call(&mut office, deal, LIN, content);
                written(&mut office, &part, &message(part.act, LIN, now_ms))
            })
            .collect();
        assert_eq!(
            office.judges(LIN, vec![unit([]), unit(twice)]),
            [Verdict::Malformed(Fault::Unit), Verdict::Malformed(Fault::Unit)]
        );
        assert!(contents(&office.facts(deal)).is_empty());
    }
}

mod known {
    use super::*;

    #[test]
    fn known_bytes_are_not_explained_to_somebody_else() {
        let pair = Pair::new();
        let mut office = pair.office();
        let part = registering(new_doc(&mut office), &customer().owned_by(LIN));
        let sent = office.accepts(LIN, &part);
        assert_eq!(office.judge(CHEN, sent.clone()), Verdict::Malformed(Fault::NotYours));
        assert_eq!(office.judge(LIN, sent), Verdict::Accepted);
        assert_eq!(office.documents().len(), 1);
    }

    #[test]
    fn a_refusal_is_given_again_for_the_same_bytes_though_the_rules_have_changed() {
        let pair = Pair::new();
        let mut office = pair.office();
        let (customer, _) = in_the_book(&mut office);
        let part = handing(customer, fieldbook_process::RecordKind::Customer, CHEN);
        let now_ms = office.now_ms;
        let sent = written(&mut office, &part, &message(part.act, LIN, now_ms));
        let told = office.judge(LIN, sent.clone());
        assert!(matches!(&told, Verdict::Refused(refusals) if !refusals.is_empty()), "{told:?}");
        office.sets_company(&company_without(CHEN));
        assert_eq!(office.judge(LIN, sent), told);
    }

    #[test]
    fn an_actor_belongs_to_the_person_device_and_document_of_its_first_change() {
        let pair = Pair::new();
        let mut office = pair.office();
        let actor = ActorId::from(&[7_u8; 16][..]);
        let now_ms = office.now_ms;
        let registers = |office: &mut Office, by: PersonId, name: &str| {
            let part = registering(new_doc(office), &customer().owned_by(by).named(name));
            write_as(&actor, &Document::new(), &part, &message(part.act, by, now_ms))
        };
        let first = registers(&mut office, LIN, "一");
        assert_eq!(office.judge(LIN, first.clone()), Verdict::Accepted);
        // Another document, another person, another device.
        let other = registers(&mut office, LIN, "二");
        assert_eq!(office.judge(LIN, other), Verdict::ActorClash);
        let others = registers(&mut office, CHEN, "三");
        assert_eq!(office.judge(CHEN, others), Verdict::ActorClash);
        let base = office.document(first.doc);
        let part = editing(first.doc, "town", "Basel");
        let next = write_as(&actor, &base, &part, &message(part.act, LIN, now_ms));
        let request = request(Some(office.epoch()), vec![unit([next.clone()])], Vec::new());
        let elsewhere = office.answers(LIN, DeviceId([9; 16]), &request).response;
        assert_eq!(elsewhere.verdicts, [Verdict::ActorClash]);
        assert_eq!(office.judge(LIN, next), Verdict::Accepted);
    }

    #[test]
    fn the_company_versions_of_one_actor_never_go_back() {
        let pair = Pair::new();
        let mut office = pair.office();
        let second = office.sets_company(&company_without(MARIA));
        let actor = ActorId::from(&[7_u8; 16][..]);
        let now_ms = office.now_ms;
        let part = registering(new_doc(&mut office), &customer().owned_by(LIN));
        let under = |part: &Part, company| Message { company, ..message(part.act, LIN, now_ms) };
        let first = write_as(&actor, &Document::new(), &part, &under(&part, second));
        assert_eq!(office.judge(LIN, first), Verdict::Accepted);
        let edit = editing(part.doc, "town", "Basel");
        let base = office.document(part.doc);
        let back = write_as(&actor, &base, &edit, &under(&edit, 1));
        assert!(matches!(office.judge(LIN, back), Verdict::Malformed(Fault::Message(_))));
        let on = write_as(&actor, &base, &edit, &under(&edit, second));
        assert_eq!(office.judge(LIN, on), Verdict::Accepted);
    }
}

mod clocks {
    use super::*;

    #[test]
    fn ten_minutes_ahead_of_the_server_pass_and_a_moment_more_is_told_the_servers_clock() {
        let pair = Pair::new();
        let mut office = pair.office();
        let now_ms = office.now_ms;
        let ahead = |office: &mut Office, ms: i64| {
            let part = registering(new_doc(office), &customer().owned_by(LIN));
            let sent = written(office, &part, &message(part.act, LIN, now_ms + ms));
            office.judge(LIN, sent)
        };
        assert_eq!(ahead(&mut office, 10 * 60_000), Verdict::Accepted);
        assert_eq!(ahead(&mut office, 10 * 60_000 + 1), Verdict::ClockWrong(now_ms));
    }

    #[test]
    fn nothing_is_entered_before_what_it_stands_on() {
        let pair = Pair::new();
        let mut office = pair.office();
        let (customer, _) = in_the_book(&mut office);
        let part = editing(customer, "town", "Basel");
        let now_ms = office.now_ms;
        let before = written(&mut office, &part, &message(part.act, LIN, now_ms - 1));
        assert_eq!(office.judge(LIN, before), Verdict::ClockWrong(now_ms));
    }

    #[test]
    fn grace_is_the_policys_number_of_days_after_the_version_was_replaced() {
        let pair = Pair::new();
        pair.office().sets_company(&company_without(MARIA));
        let old = |by: PersonId| {
            let mut office = pair.office();
            let part = registering(new_doc(&mut office), &customer().owned_by(by));
            let now_ms = office.now_ms;
            let sent = written(&mut office, &part, &message(part.act, by, now_ms));
            office.judge(by, sent)
        };
        pair.passes_days(60);
        assert_eq!(old(LIN), Verdict::Accepted);
        pair.passes(1);
        assert_eq!(old(LIN), Verdict::ForSuperior(WANG));
        // Who stands at the top runs the act again under the company of today.
        let top = company()
            .people
            .iter()
            .find(|person| person.superior.is_none() && person.id == ZHAO)
            .map(|p| p.id);
        assert_eq!(top.map(old), Some(Verdict::ActorClash));
    }
}

mod kept {
    use super::*;

    #[test]
    fn without_authority_and_without_anybody_to_keep_it_nothing_passes() {
        let pair = Pair::new();
        let mut office = pair.office();
        let (_, deal) = in_the_book(&mut office);
        // Neither owner nor anybody above is there any more.
        let mut nobody = company();
        let people: Vec<_> = nobody.people.iter().cloned().collect();
        for person in people {
            let left = person.id != MARIA;
            nobody.people.put(fieldbook_process::people::Person { left, superior: None, ..person });
        }
        let version = office.sets_company(&nobody);
        let part = call(&mut office, deal, MARIA, "不是我的");
        let now_ms = office.now_ms;
        let sent =
            written(&mut office, &part, &Message { company: version, ..message(part.act, MARIA, now_ms) });
        assert_eq!(office.judge(MARIA, sent), Verdict::Later);
        assert!(contents(&office.facts(deal)).is_empty());
    }

    #[test]
    fn only_the_keeper_or_a_superior_takes_it_over_once_and_into_its_own_document() {
        let pair = Pair::new();
        let mut office = pair.office();
        let (_, deal) = in_the_book(&mut office);
        let other = new_doc(&mut office);
        office.accepts(CHEN, &registering(other, &customer().owned_by(CHEN)));
        let part = call(&mut office, deal, MARIA, "展會上遇到");
        let now_ms = office.now_ms;
        let sent = written(&mut office, &part, &message(part.act, MARIA, now_ms));
        assert_eq!(office.judge(MARIA, sent), Verdict::KeptFor(LIN));
        let kept = office.kept(LIN).remove(0);
        let takes = |office: &mut Office, by: PersonId, part: Part| {
            let message = Message { takes_over: Some(kept.id), ..message(part.act, by, now_ms) };
            let sent = written(office, &part, &message);
            office.judge(by, sent)
        };
        // Peter may not write there and leads other people; Chen's own customer is another document.
        assert_ne!(takes(&mut office, PETER, takeover(&kept, PETER)), Verdict::Accepted);
        assert!(matches!(
            takes(&mut office, CHEN, editing(other, "town", "Basel")),
            Verdict::Malformed(Fault::Message(_))
        ));
        assert_eq!(takes(&mut office, WANG, takeover(&kept, WANG)), Verdict::Accepted);
        assert_eq!(contents(&office.facts(deal)), ["展會上遇到"]);
        let again = call(&mut office, deal, LIN, "再一次");
        assert!(matches!(takes(&mut office, LIN, again), Verdict::Malformed(Fault::Message(_))));
    }

    #[test]
    fn a_revoked_device_is_never_judged_and_its_quarantine_has_a_bound() {
        let pair = Pair::new();
        let mut office = pair.office();
        let (_, deal) = in_the_book(&mut office);
        let device = DeviceId(LIN.0);
        office.revokes(device);
        let part = call(&mut office, deal, LIN, "最後一筆");
        let now_ms = office.now_ms;
        let good = written(&mut office, &part, &message(part.act, LIN, now_ms));
        let push = |office: &mut Office, sent: Vec<Sent>| {
            let request =
                request(Some(office.epoch()), sent.into_iter().map(|one| unit([one])).collect(), Vec::new());
            office.answers(LIN, device, &request).response
        };
        let told = push(&mut office, vec![good.clone()]);
        assert_eq!((told.standing, told.verdicts), (Standing::Revoked, Vec::new()));
        assert!(contents(&office.facts(deal)).is_empty() && office.quarantined() == 1);
        // The same once more adds nothing; far too much is cut off.
        push(&mut office, vec![good]);
        assert_eq!(office.quarantined(), 1);
        let megabyte = |n: u8| Sent { doc: deal, bytes: crate::hash::Bytes(vec![n; 1_000_000]) };
        push(&mut office, (0..30).map(megabyte).collect());
        assert!((2..=10).contains(&office.quarantined()), "{}", office.quarantined());
    }
}

mod feeds {
    use super::*;

    #[test]
    fn somebody_elses_feed_is_not_answered_however_it_is_asked_for() {
        let pair = Pair::new();
        let mut office = pair.office();
        in_the_book(&mut office);
        for cursor in [Cursor::First { upto: None, below: None }, Cursor::After(0)] {
            let told = office.hands_out(MARIA, vec![(Feed::Person(LIN), cursor)]);
            assert!(told.feeds.iter().all(|page| page.feed != Feed::Person(LIN)));
            assert!(told.wholes.is_empty() && told.records.is_empty());
        }
        assert_eq!(office.hands_out(LIN, Vec::new()).wholes.len(), 2);
        // The administrator runs devices, not deals.
        assert!(office.hands_out(HE, Vec::new()).wholes.is_empty());
    }

    #[test]
    fn nobody_is_handed_a_document_that_is_no_member_any_more_though_the_entry_is_older() {
        let pair = Pair::new();
        let mut office = pair.office();
        let (customer, deal) = in_the_book(&mut office);
        office.accepts(WANG, &handing(customer, fieldbook_process::RecordKind::Customer, CHEN));
        let told = office.hands_out(LIN, vec![(Feed::Person(LIN), Cursor::After(0))]);
        assert!(told.wholes.is_empty() && told.records.is_empty(), "{told:?}");
        let gone = |doc| office_entries(&told).any(|item| *item == Item::Gone(doc));
        assert!(gone(customer) && gone(deal));
        assert_eq!(office.hands_out(CHEN, Vec::new()).wholes.len(), 2);
    }

    fn office_entries(told: &Response) -> impl Iterator<Item = &Item> {
        told.feeds.iter().flat_map(|page| &page.entries).map(|entry| &entry.item)
    }
}

mod hostile {
    use super::*;

    #[test]
    fn each_hostile_change_is_turned_away_and_its_neighbours_are_taken() {
        let pair = Pair::new();
        let mut office = pair.office();
        let (_, deal) = in_the_book(&mut office);
        let now_ms = office.now_ms;
        let part = call(&mut office, deal, LIN, "要求報價");
        let honest = written(&mut office, &part, &message(part.act, LIN, now_ms));
        let bytes = &honest.bytes.0;
        let flipped = |at: usize| {
            let mut bytes = bytes.clone();
            bytes[at] ^= 1;
            bytes
        };
        let hostile = [
            Vec::new(),
            b"not a change".to_vec(),
            bytes[..bytes.len() / 2].to_vec(),
            [bytes.as_slice(), b"more"].concat(),
            // Magic, checksum, content.
            flipped(0),
            flipped(5),
            flipped(bytes.len() - 1),
            vec![0; 600_000],
        ];
        let mut units: Vec<_> =
            hostile.map(|bytes| unit([Sent { doc: deal, bytes: crate::hash::Bytes(bytes) }])).to_vec();
        let turned_away = units.len();
        units.insert(turned_away / 2, unit([honest]));
        let verdicts = office.judges(LIN, units);
        let refused = |verdict: &&Verdict| matches!(verdict, Verdict::Malformed(_) | Verdict::TooLarge(_));
        assert_eq!(verdicts.iter().filter(refused).count(), turned_away, "{verdicts:?}");
        assert_eq!(verdicts[turned_away / 2], Verdict::Accepted);
        assert_eq!(contents(&office.facts(deal)), ["要求報價"]);
    }
}

mod returned {
    use super::*;

    #[test]
    fn a_forged_or_altered_receipt_brings_nothing_back() {
        let pair = Pair::new();
        let mut office = pair.office();
        let (_, deal) = in_the_book(&mut office);
        let backup = office.backup();
        let part = call(&mut office, deal, LIN, "要求報價");
        let sent = office.accepts(LIN, &part);
        let told = office.hands_out(LIN, Vec::new());
        let whole = told.wholes.iter().find(|whole| whole.doc == deal).unwrap();
        let hash = crate::chunk::check(&sent.bytes.0, &crate::chunk::LIMITS).unwrap().hash;
        let receipt = whole.receipts.iter().find(|receipt| receipt.hash.0 == hash.0).unwrap().clone();
        office.restored(&backup);
        let honest = Record { doc: deal, bytes: sent.bytes, receipt };
        let altered = |alter: &dyn Fn(&mut Record)| {
            let mut record = honest.clone();
            alter(&mut record);
            record
        };
        let forged = [
            altered(&|record| record.receipt.signature.0.reverse()),
            altered(&|record| record.receipt.person = CHEN),
            altered(&|record| record.receipt.received_ms += 1),
            altered(&|record| record.receipt.company += 1),
            altered(&|record| record.receipt.device = DeviceId([9; 16])),
            altered(&|record| record.doc = DocId([9; 16])),
            altered(&|record| *record.bytes.0.last_mut().unwrap() ^= 1),
        ];
        let brings = |office: &mut Office, returned: Vec<Record>| {
            let asks = request(Some(office.epoch()), Vec::new(), Vec::new());
            office.answers(CHEN, DeviceId(CHEN.0), &Request { returned, pull: false, ..asks });
        };
        brings(&mut office, forged.to_vec());
        assert!(contents(&office.facts(deal)).is_empty() && office.documents().len() == 2);
        brings(&mut office, vec![honest]);
        assert_eq!(contents(&office.facts(deal)), ["要求報價"]);
    }

    #[test]
    fn one_backup_restored_twice_gives_no_version_of_the_company_out_twice() {
        let pair = Pair::new();
        let mut office = pair.office();
        let backup = office.backup();
        let mut lives = Vec::new();
        for _ in 0..2 {
            office.restored(&backup);
            lives.push((0..3).map(|_| office.sets_company(&company())).collect::<Vec<u64>>());
        }
        assert!(lives[0].iter().all(|version| !lives[1].contains(version)), "{lives:?}");
    }
}
