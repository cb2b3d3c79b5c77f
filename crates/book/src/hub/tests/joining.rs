//! Joining customers (2.2.b), pushed by a phone whose own checks were taken out; and two phones that make each of two
//! customers the other.

use fieldbook_process::audience::Feed;
use fieldbook_process::law::Refusal;
use fieldbook_process::testing::CustomerBuilder;
use fieldbook_process::{Path, RecordKind, Value};

use super::*;
use crate::replica::{NOW, Why};
use crate::testing::{Phone, part, text};

const NOBODYS: DocId = DocId([0x99; 16]);

/// Joins a record into another.
fn joining(entry: EntryId, (doc, kind): (DocId, RecordKind), into: DocId, by: PersonId) -> Part {
    let at = |name: &str| Path::entry("joining", entry, name);
    let values =
        vec![(at("into"), Some(Value::Id(into.0))), (at("by"), Some(Value::Id(by.0))), (at("at"), Some(NOW))];
    part(doc, kind, ActName::JoinCustomer, values)
}

fn separating(entry: EntryId, doc: DocId, by: PersonId) -> Part {
    let at = |name: &str| Path::entry("joining", entry, name);
    let values = vec![(at("undone"), Some(NOW)), (at("undone_by"), Some(Value::Id(by.0)))];
    part(doc, RecordKind::Customer, ActName::SeparateCustomer, values)
}

fn registered(office: &mut Office, customer: &CustomerBuilder, by: PersonId) -> DocId {
    let doc = new_doc(office);
    office.accepts(by, &registering(doc, &customer.clone().owned_by(by)));
    doc
}

/// What the office says to a customer joined into another.
fn joins(office: &mut Office, doc: DocId, into: DocId, by: PersonId) -> Verdict {
    let now_ms = office.now_ms;
    let part = joining(EntryId(office.id()), (doc, RecordKind::Customer), into, by);
    let sent = written(office, &part, &message(part.act, by, now_ms));
    office.judge(by, sent)
}

fn told(refusals: &[Refusal]) -> Vec<String> {
    refusals.iter().map(|it| format!("{} {}", it.clause, it.wrong.key)).collect()
}

fn refused(verdict: Verdict) -> Vec<String> {
    let Verdict::Refused(refusals) = verdict else { panic!("not refused: {verdict:?}") };
    told(&refusals)
}

/// Whether who works on each record, and who reads it, is what its values say.
fn is_in_order(office: &mut Office) -> bool {
    let documents = office.documents();
    documents.into_iter().all(|doc| {
        let (stored, facts) = (office.stored(doc).unwrap(), office.facts(doc));
        let with = concerned_with(doc, stored.customer, |at| Ok(office.stored(at))).unwrap();
        let company = company();
        let concerned = fieldbook_process::audience::concerned(stored.kind, &facts, with.as_ref(), &company);
        let today = company.calendar.day_of(office.now_ms);
        let feeds: Vec<Feed> = concerned.feeds(&company, today).into_iter().collect();
        (stored.concerned, stored.feeds) == (concerned, feeds)
    })
}

#[test]
fn a_customer_is_not_joined_into_itself_into_nothing_or_into_a_deal() {
    let pair = Pair::new();
    let mut office = pair.office();
    let (customer, deal) = in_the_book(&mut office);
    let before = office.stored(customer);
    for (into, why) in [
        (customer, "2.2.b joined_to_itself"),
        (NOBODYS, "2.2.b joined_to_nothing"),
        (deal, "2.2.b joined_to_nothing"),
    ] {
        assert_eq!(refused(joins(&mut office, customer, into, LIN)), [why]);
    }
    assert_eq!(office.stored(customer), before);
}

#[test]
fn a_customer_is_joined_into_one_that_is_made_in_the_same_act() {
    let pair = Pair::new();
    let mut office = pair.office();
    let (doc, now_ms) = (registered(&mut office, &customer(), LIN), office.now_ms);
    let other = new_doc(&mut office);
    let group = Some(fieldbook_process::id::GroupId([5; 16]));
    let parts = [
        registering(other, &customer().owned_by(LIN)),
        joining(EntryId([6; 16]), (doc, RecordKind::Customer), other, LIN),
    ];
    let sent =
        parts.map(|part| written(&mut office, &part, &Message { group, ..message(part.act, LIN, now_ms) }));
    assert_eq!(office.judges(LIN, vec![unit(sent)]), [Verdict::Accepted]);
    assert_eq!(office.stored(doc).unwrap().customer, Some(other));
}

#[test]
fn two_customers_made_each_other_in_one_act_are_refused_whole() {
    let pair = Pair::new();
    let mut office = pair.office();
    let docs = [(); 2].map(|()| registered(&mut office, &customer(), LIN));
    let (now_ms, group) = (office.now_ms, Some(fieldbook_process::id::GroupId([5; 16])));
    let [one, other] = docs;
    let sent = [(one, other), (other, one)].map(|(doc, into)| {
        let part = joining(EntryId(office.id()), (doc, RecordKind::Customer), into, LIN);
        written(&mut office, &part, &Message { group, ..message(part.act, LIN, now_ms) })
    });
    let verdict = office.judges(LIN, vec![unit(sent)]).remove(0);
    assert_eq!(refused(verdict), ["2.2.b joined_back"]);
    assert_eq!(docs.map(|doc| office.stored(doc).unwrap().customer), [None, None]);
}

#[test]
fn what_leads_back_over_others_is_refused_and_a_chain_is_not() {
    let pair = Pair::new();
    let mut office = pair.office();
    let [a, b, c] = [(); 3].map(|()| registered(&mut office, &customer(), LIN));
    assert_eq!(joins(&mut office, a, b, LIN), Verdict::Accepted);
    assert_eq!(joins(&mut office, b, c, LIN), Verdict::Accepted);
    assert_eq!(refused(joins(&mut office, c, a, LIN)), ["2.2.b joined_back"]);
    assert!(is_in_order(&mut office));
}

#[test]
fn competitors_are_held_to_the_same() {
    let pair = Pair::new();
    let mut office = pair.office();
    let now_ms = office.now_ms;
    let kind = RecordKind::Competitor;
    let [one, other] = ["華力", "華力電機"].map(|name| {
        let doc = new_doc(&mut office);
        let field = |name: &str| Path::field(name);
        let by = Some(Value::Id(WANG.0));
        let values = vec![(field("name"), text(name)), (field("by"), by), (field("at"), Some(NOW))];
        office.accepts(WANG, &part(doc, kind, ActName::RegisterCompetitor, values));
        doc
    });
    let mut joins = |doc, into| {
        let part = joining(EntryId(office.id()), (doc, kind), into, WANG);
        let sent = written(&mut office, &part, &message(part.act, WANG, now_ms));
        office.judge(WANG, sent)
    };
    assert_eq!(refused(joins(one, one)), ["2.2.b joined_to_itself"]);
    assert_eq!(refused(joins(one, NOBODYS)), ["2.2.b joined_to_nothing"]);
    assert_eq!(joins(one, other), Verdict::Accepted);
    assert_eq!(refused(joins(other, one)), ["2.2.b joined_back"]);
}

/// Lin's and Chen's customer, and the phones of both and of their manager.
fn two_phones(pair: &Pair) -> (Phone, Phone, DocId, DocId) {
    let (mut lin, mut chen) = (pair.phone(LIN), pair.phone(CHEN));
    let (of_lin, of_chen) =
        (lin.registers(&customer()), chen.registers(&customer().named("華東泵業").owned_by(CHEN)));
    (lin, chen, of_lin, of_chen)
}

fn joins_on(phone: &mut Phone, doc: DocId, into: DocId) {
    let entry = EntryId(phone.id());
    let part = joining(entry, (doc, RecordKind::Customer), into, phone.person);
    phone.does(vec![part]);
}

#[test]
fn of_two_phones_that_make_each_of_two_customers_the_other_the_first_holds_and_nothing_is_lost() {
    let pair = Pair::new();
    let (mut lin, mut chen, of_lin, of_chen) = two_phones(&pair);
    lin.goes_offline();
    chen.goes_offline();
    joins_on(&mut lin, of_lin, of_chen);
    joins_on(&mut chen, of_chen, of_lin);
    lin.comes_online();
    chen.comes_online();
    lin.syncs();
    let Why::Refused(refusals) = chen.aside().why else { panic!("{:?}", chen.aside()) };
    assert_eq!(told(&refusals), ["2.2.b joined_back"]);
    assert_eq!((lin.unsent(), chen.unsent()), (0, 0));
    let mut office = pair.office();
    assert_eq!(office.stored(of_lin).unwrap().customer, Some(of_chen));
    assert_eq!(office.stored(of_chen).unwrap().customer, None);
    // Chen, whose customer both are now, works on both.
    assert_eq!([of_lin, of_chen].map(|doc| office.stored(doc).unwrap().concerned.owner), [Some(CHEN); 2]);
    assert!(is_in_order(&mut office));
    drop(office);
    assert!([of_lin, of_chen].iter().all(|doc| chen.stored().contains_key(doc)));
    assert!(lin.is_honest() && chen.is_honest());
}

#[test]
fn a_phone_that_knows_of_the_one_does_not_save_the_other() {
    let pair = Pair::new();
    let (mut lin, _, _, _) = two_phones(&pair);
    let [one, other] = ["甲", "乙"].map(|name| lin.registers(&customer().named(name)));
    joins_on(&mut lin, one, other);
    let back = joining(EntryId(lin.id()), (other, RecordKind::Customer), one, LIN);
    let draft = crate::replica::Draft { parts: vec![back], takes_over: None, undo_ms: 0, seen: false };
    let crate::replica::Outcome::Refused(refusals) = lin.tries(draft) else { panic!("saved") };
    assert_eq!(told(&refusals), ["2.2.b joined_back"]);
}

#[test]
fn where_both_came_back_after_a_restore_each_stands_for_itself_until_one_is_taken_back() {
    let pair = Pair::new();
    let mut office = pair.office();
    let (of_lin, deal) = in_the_book(&mut office);
    let of_chen = registered(&mut office, &customer(), CHEN);
    let backup = office.backup();
    let lives = [(of_lin, of_chen, LIN), (of_chen, of_lin, CHEN)].map(|(doc, into, by)| {
        office.restored(&backup);
        let part = joining(EntryId([by.0[0]; 16]), (doc, RecordKind::Customer), into, by);
        let sent = office.accepts(by, &part);
        let hash = crate::chunk::check(&sent.bytes.0, &crate::chunk::LIMITS).unwrap().hash.into();
        office.store.transaction(|tx| tables::change(tx, hash)).unwrap().unwrap()
    });
    office.restored(&backup);
    let returns = Request { returned: lives.to_vec(), ..request(Some(office.epoch()), vec![], vec![]) };
    office.answers(ZHAO, DeviceId([9; 16]), &returns);
    assert_eq!(office.stored(of_lin).unwrap().customer, Some(of_chen));
    assert_eq!(office.stored(of_chen).unwrap().customer, Some(of_lin));
    let owners =
        |office: &Office| [of_lin, of_chen, deal].map(|doc| office.stored(doc).unwrap().concerned.owner);
    assert_eq!(owners(&office), [Some(LIN), Some(CHEN), Some(LIN)]);
    assert!(is_in_order(&mut office));
    // It can be worked on, handed on, and put right.
    office.accepts(LIN, &editing(of_lin, "town", "蘇州"));
    office.accepts(CHEN, &separating(EntryId([CHEN.0[0]; 16]), of_chen, CHEN));
    assert_eq!(owners(&office), [Some(CHEN); 3]);
    assert!(is_in_order(&mut office));
}
