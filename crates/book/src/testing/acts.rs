//! Acts as parts of a draft: what the screens of the app would make of them.

use fieldbook_process::testing::{CustomerBuilder, DealBuilder};
use fieldbook_process::{ActName, DocId, EntryId, Facts, Path, PersonId, RecordKind, Value};

use crate::message::Message;
use crate::replica::{NOW, Part};
use crate::wire::Kept;

/// A message of that person for that act, under company version 1.
#[must_use]
pub fn message(act: ActName, person: PersonId, entered_ms: i64) -> Message {
    Message {
        act,
        person,
        company: 1,
        entered_ms,
        group: None,
        relies_on: Vec::new(),
        takes_over: None,
        agreed_by: None,
    }
}

/// A text, as a value to be saved.
#[must_use]
pub fn text(text: &str) -> Option<Value> {
    Some(Value::Text(text.to_owned()))
}

/// A part that sets these values on the record as it is.
#[must_use]
pub fn part(doc: DocId, kind: RecordKind, act: ActName, values: Vec<(Path, Option<Value>)>) -> Part {
    Part { doc, kind, act, opened: None, values }
}

/// Registers that customer.
#[must_use]
pub fn registering(doc: DocId, customer: &CustomerBuilder) -> Part {
    part(doc, RecordKind::Customer, ActName::RegisterCustomer, values(customer.facts()))
}

/// Opens that deal, now.
#[must_use]
pub fn opening(doc: DocId, deal: &DealBuilder) -> Part {
    let mut part = part(doc, RecordKind::Deal, ActName::OpenDeal, values(deal.facts()));
    for (path, value) in &mut part.values {
        if *path == Path::field("opened") {
            *value = Some(NOW);
        }
    }
    part
}

fn values(facts: Facts) -> Vec<(Path, Option<Value>)> {
    facts.into_iter().map(|(path, value)| (path, Some(value))).collect()
}

/// Writes down a call just made in which the customer was reached.
#[must_use]
pub fn logging(deal: DocId, entry: EntryId, by: PersonId, content: &str) -> Part {
    let path = |field| Path::entry("follow_up", entry, field);
    let values = vec![
        (path("happened"), Some(NOW)),
        (path("entered"), Some(NOW)),
        (path("by"), Some(Value::Id(by.0))),
        (path("channel"), text("phone")),
        (path("reached"), Some(Value::Flag(true))),
        (path("content"), text(content)),
    ];
    part(deal, RecordKind::Deal, ActName::LogFollowUp, values)
}

/// Sets one text of a deal or (by the field `needs`, `town`, …) of a customer.
#[must_use]
pub fn editing(doc: DocId, field: &str, value: &str) -> Part {
    let is_deal = RecordKind::Deal.schema().field(&Path::field(field)).is_some();
    let kind = if is_deal { RecordKind::Deal } else { RecordKind::Customer };
    let act = kind.schema().field(&Path::field(field)).unwrap().act;
    part(doc, kind, act, vec![(Path::field(field), text(value))])
}

/// Gives a customer or deal to somebody else.
#[must_use]
pub fn handing(doc: DocId, kind: RecordKind, to: PersonId) -> Part {
    let (act, field) = match kind {
        RecordKind::Customer => (ActName::HandOverCustomer, "owner"),
        RecordKind::Deal => (ActName::HandOverDeal, "seller"),
        RecordKind::Question => (ActName::HandOverQuestion, "asker"),
        kind => (kind.edited_by(), kind.owned_by()),
    };
    part(doc, kind, act, vec![(Path::field(field), Some(Value::Id(to.0)))])
}

/// Lets somebody else work on a customer too.
#[must_use]
pub fn sharing(customer: DocId, entry: EntryId, with: PersonId) -> Part {
    let value = (Path::entry("sharer", entry, "person"), Some(Value::Id(with.0)));
    part(customer, RecordKind::Customer, ActName::ShareCustomer, vec![value])
}

/// Closes a deal as lost, now.
#[must_use]
pub fn closing(deal: DocId, day: fieldbook_process::Day) -> Part {
    let values = vec![
        (Path::field("closed"), text("lost")),
        (Path::field("closed_why"), text("價格")),
        (Path::field("closed_on"), Some(Value::Int(day.0.into()))),
        (Path::field("closed_at"), Some(NOW)),
    ];
    part(deal, RecordKind::Deal, ActName::CloseDeal, values)
}

/// Takes over kept work as it was written; a follow-up names both.
#[must_use]
pub fn takeover(kept: &Kept, by: PersonId) -> Part {
    let mut values: Vec<_> = kept.edits.iter().map(|edit| (edit.path.clone(), edit.new.clone())).collect();
    let entry = values.iter().find_map(|(path, _)| path.entry.clone());
    if let Some((list, entry)) = entry.filter(|(list, _)| list == "follow_up") {
        values.push((Path::entry(&list, entry, "taken_over_by"), Some(Value::Id(by.0))));
    }
    part(kept.doc, kept.kind, kept.act, values)
}

/// One text of a record itself; empty where it is not set.
#[must_use]
pub fn field<'a>(facts: &'a Facts, name: &str) -> &'a str {
    match facts.get(&Path::field(name)) {
        Some(Value::Text(text)) => text,
        _ => "",
    }
}

/// What a deal's follow-ups are about, in the order of their ids.
#[must_use]
pub fn contents(facts: &Facts) -> Vec<&str> {
    let of_entry = facts.iter().filter(|(path, _)| path.entry.is_some() && path.field == "content");
    of_entry
        .filter_map(|(_, value)| if let Value::Text(text) = value { Some(text.as_str()) } else { None })
        .collect()
}
