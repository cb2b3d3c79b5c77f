//! What lists show of a record, told from its row alone.

use fieldbook_book::replica::Replica;
use fieldbook_book::row::Row;
use fieldbook_process::general::{HandOn, Waiver};
use fieldbook_process::law::{Asks, Duty};
use fieldbook_process::opportunity::{Evaluation, Grade, SoFar, Stage, stage_of};
use fieldbook_process::prospecting::{Claim, Customer};
use fieldbook_process::record::{Entry, entry_of};
use fieldbook_process::value::FieldType;
use fieldbook_process::{Company, Day, DocId, Money, Path, PersonId, RecordKind, Value};

use crate::browser::clock::now_ms;
use crate::t;

/// What a record is called.
pub fn name(row: &Row) -> String {
    let name = row.kind.called(&row.facts);
    if name.is_empty() { t!("common.nameless").to_owned() } else { name.to_owned() }
}

/// The money at stake.
pub fn amount(row: &Row) -> Option<Money> {
    row.get("amount")
}

/// Who works on it.
pub fn owner(row: &Row) -> Option<PersonId> {
    match row.kind {
        RecordKind::Customer => row.get("owner"),
        RecordKind::Deal => row.get("seller"),
        RecordKind::Question => row.get("asker"),
    }
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
pub fn protection(row: &Row) -> Option<&Duty> {
    row.duties.iter().find(|duty| duty.asks == Asks::Touch)
}

/// Whether a customer's protection is over.
pub fn is_pooled(replica: &Replica, row: &Row) -> bool {
    let calendar = &replica.company().calendar;
    let today = calendar.day_of(replica.corrected_ms(now_ms()));
    protection(row).is_some_and(|duty| calendar.day_of(duty.owing.due_ms) < today)
}

/// Every claim of a customer from the pool that this phone knows of.
pub fn claims(replica: &Replica) -> Vec<Claim> {
    let customers = replica.rows().values().filter(|row| row.kind == RecordKind::Customer);
    customers.flat_map(|row| entries(row, "claim")).collect()
}

/// The customer that a customer is, where it was written down twice.
pub fn joined_into(row: &Row) -> Option<DocId> {
    let joins = row.facts.keys().any(|path| path.entry.as_ref().is_some_and(|(list, _)| list == "joining"));
    // Few customers have such an entry; the others are not read for it.
    if joins { row.record::<Customer>().joined_into() } else { None }
}

/// A customer and the records that turned out to be it.
pub fn with_joined(replica: &Replica, customer: DocId) -> Vec<DocId> {
    let joined = replica.rows().values().filter(|row| joined_into(row) == Some(customer));
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
    entries(row, "evaluation").pop()
}

/// Whether a colleague works on a customer too.
pub fn is_shared_with(row: &Row, person: PersonId) -> bool {
    row.facts.iter().any(|(path, value)| match &path.entry {
        Some((list, id)) if list == "sharer" && path.field == "person" => {
            let ended = row.facts.contains_key(&Path::entry(list, *id, "removed"));
            *value == Value::Id(person.0) && !ended
        }
        _ => false,
    })
}

/// A deal's grade by its latest judgement.
pub fn grade(row: &Row, company: &Company) -> Option<Grade> {
    evaluation(row)?.grade(company)
}

/// What is due next of what is owed from a record, ms UTC; a customer's protection is nothing to be late with.
pub fn next_due_ms(row: &Row) -> Option<i64> {
    let due = row.duties.iter().filter(|duty| !duty.asks.lapses_when_due());
    due.map(|duty| duty.owing.due_ms).min()
}

/// What was handed on of a record.
pub fn hand_ons(row: &Row) -> Vec<HandOn> {
    entries(row, "hand_on")
}

/// What was let go of a record.
pub fn waivers(row: &Row) -> Vec<Waiver> {
    entries(row, "waiver")
}

/// One of the lists that rows keep.
fn entries<E: Entry>(row: &Row, list: &str) -> Vec<E> {
    let mut found: Vec<E> = Vec::new();
    for (path, value) in &row.facts {
        let Some((_, id)) = path.entry.as_ref().filter(|(of, _)| of == list) else { continue };
        if let Some(entry) = entry_of(&mut found, *id) {
            entry.put(&path.field, value);
        }
    }
    found
}

/// How far a deal has come.
pub fn stage(row: &Row, today: Day) -> Stage {
    let resting = row.get::<Option<Day>>("resting_until").is_some_and(|until| until > today);
    let judged =
        row.facts.keys().any(|path| path.entry.as_ref().is_some_and(|(list, _)| list == "evaluation"));
    stage_of(SoFar { closed: !is_open_deal(row), resting, judged })
}

/// Present contacts of a customer with a phone: name and number.
pub fn phones(row: &Row) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    let entries = row.facts.iter().filter_map(|(path, value)| {
        let (kind, id) = path.entry.as_ref()?;
        (kind == "contact").then_some((id, path.field.as_str(), value))
    });
    let mut last = None;
    for (id, field, value) in entries {
        if last != Some(id) {
            all.push(Default::default());
            last = Some(id);
        }
        if let (Some(contact), Some(text)) = (all.last_mut(), text(value)) {
            match field {
                "name" => contact.0 = text,
                "phone" => contact.1 = text,
                _ => {}
            }
        }
    }
    all.retain(|(_, phone)| !phone.is_empty());
    all
}

fn text(value: &Value) -> Option<String> {
    String::from_value(value)
}
