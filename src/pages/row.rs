//! What lists show of a record, told from its row alone.

use fieldbook_book::replica::Replica;
pub use fieldbook_book::row::Due;
use fieldbook_book::row::Row;
use fieldbook_process::general::{HandOn, Waiver};
use fieldbook_process::law::Asks;
use fieldbook_process::opportunity::{Evaluation, Grade, SoFar, Stage, stage_of};
use fieldbook_process::prospecting::{Claim, Contact, Customer, Sharer};
use fieldbook_process::{Company, Day, DocId, Money, PersonId, RecordKind};
use leptos::prelude::Signal;

use crate::browser::clock::now_ms;
use crate::earth::Place;
use crate::state::book::Book;
use crate::t;

/// What a record is called.
pub fn name(row: &Row) -> String {
    let name = row.name();
    if row.kind == RecordKind::MarketReport {
        return crate::pages::market::report::called(&name);
    }
    if name.is_empty() { t!("common.nameless").to_owned() } else { name }
}

/// What the record of a page is called, while its row is here.
pub fn title(book: Book, doc: DocId) -> Signal<String> {
    Signal::derive(move || book.rows(|replica| replica.rows().get(&doc).map(name)).unwrap_or_default())
}

/// The money at stake.
pub fn amount(row: &Row) -> Option<Money> {
    row.amount
}

/// Who works on it.
pub fn owner(row: &Row) -> Option<PersonId> {
    row.get(row.kind.owned_by())
}

/// The name of the customer of a deal, from its row or card.
pub fn customer_name(replica: &Replica, row: &Row) -> Option<String> {
    let customer: Option<DocId> = row.get("customer");
    called(replica, customer?)
}

/// What a customer is called, by its row or card; `None` where this phone knows neither.
pub fn called(replica: &Replica, customer: DocId) -> Option<String> {
    let card = || replica.cards().get(&customer).map(|card| card.name.clone());
    replica.rows().get(&customer).map(name).or_else(card)
}

/// What keeps a customer from the pool: its own duty, since a row keeps no more of its protection.
pub fn protection(row: &Row) -> Option<Due> {
    row.dues.iter().find(|due| due.asks == Asks::Touch).copied()
}

/// Whether a customer's protection is over.
pub fn is_pooled(replica: &Replica, row: &Row) -> bool {
    let calendar = &replica.company().calendar;
    let today = calendar.day_of(replica.corrected_ms(now_ms()));
    protection(row).is_some_and(|due| calendar.day_of(due.due_ms) < today)
}

/// Every claim of a customer from the pool that this phone knows of.
pub fn claims(replica: &Replica) -> Vec<Claim> {
    let customers = replica.rows().values().filter(|row| row.kind == RecordKind::Customer);
    customers.flat_map(|row| row.entries("claim")).collect()
}

/// The customer or competitor that one is, where it was written down twice.
pub fn joined_into(row: &Row) -> Option<DocId> {
    // Few have such an entry, the same one in both kinds; the others are not read for it.
    if row.has_entry("joining") { row.record::<Customer>().joined_into() } else { None }
}

/// The record that one is, where it was written down twice, as far as they are here.
pub fn stands_for(replica: &Replica, doc: DocId) -> DocId {
    let here = |doc| replica.rows().contains_key(&doc);
    fieldbook_process::prospecting::stands_for(doc, |at| {
        joined_into(replica.rows().get(&at)?).filter(|into| here(*into))
    })
}

/// A customer or competitor and the records that turned out to be it, by way of others, too.
pub fn with_joined(replica: &Replica, customer: DocId) -> Vec<DocId> {
    let is_it = |row: &&Row| {
        row.doc != customer && row.has_entry("joining") && stands_for(replica, row.doc) == customer
    };
    let joined = replica.rows().values().filter(is_it);
    std::iter::once(customer).chain(joined.map(|row| row.doc)).collect()
}

/// Whether a record goes with one of those customers.
pub fn goes_with(row: &Row, customers: &[DocId]) -> bool {
    row.get::<Option<DocId>>("customer").is_some_and(|customer| customers.contains(&customer))
}

/// Whether a deal is still open.
pub fn is_open_deal(row: &Row) -> bool {
    row.kind == RecordKind::Deal && row.get::<String>("closed").is_empty()
}

/// The latest judgement of a deal, as far as its row keeps it.
pub fn evaluation(row: &Row) -> Option<Evaluation> {
    row.entries("evaluation").pop()
}

/// Whether a colleague works on a customer too.
pub fn is_shared_with(row: &Row, person: PersonId) -> bool {
    let sharers: Vec<Sharer> = row.entries("sharer");
    sharers.iter().any(|sharer| sharer.person == Some(person) && sharer.removed.is_none())
}

/// A deal's grade by its latest judgement.
pub fn grade(row: &Row, company: &Company) -> Option<Grade> {
    evaluation(row)?.grade(company)
}

/// What is due next of what is owed from a record, ms UTC; a customer's protection is nothing to be late with.
pub fn next_due_ms(row: &Row) -> Option<i64> {
    row.dues.iter().filter(|due| !due.asks.lapses_when_due()).map(|due| due.due_ms).min()
}

/// What was handed on of a record.
pub fn hand_ons(row: &Row) -> Vec<HandOn> {
    row.entries("hand_on")
}

/// What was let go of a record.
pub fn waivers(row: &Row) -> Vec<Waiver> {
    row.entries("waiver")
}

/// How far a deal has come.
pub fn stage(row: &Row, today: Day) -> Stage {
    let resting = row.get::<Option<Day>>("resting_until").is_some_and(|until| until > today);
    stage_of(SoFar { closed: !is_open_deal(row), resting, judged: row.has_entry("evaluation") })
}

/// Present contacts of a customer with a phone: name and number.
pub fn phones(row: &Row) -> Vec<(String, String)> {
    let contacts: Vec<Contact> = row.entries("contact");
    let with_phone = contacts.into_iter().filter(|it| it.removed.is_none() && !it.phone.is_empty());
    with_phone.map(|contact| (contact.name, contact.phone)).collect()
}

/// Where a customer lies, by its row.
pub fn place(row: &Row) -> Option<Place> {
    place_of(&row.only(&["latitude", "longitude"]))
}

/// Where a customer lies, if anybody has said so.
pub fn place_of(customer: &Customer) -> Option<Place> {
    Some(Place { lat_e6: customer.latitude?, lon_e6: customer.longitude? })
}

/// A customer as far as segments and targets ask for it (2.2.a).
pub fn aimed_at(row: &Row) -> Customer {
    row.only(&["industry", "employees", "territory", "town", "purchasing_power", "need_potential"])
}
