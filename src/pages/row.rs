//! What lists show of a record, told from its row alone.

use fieldbook_book::replica::Replica;
use fieldbook_book::row::Row;
use fieldbook_process::value::FieldType;
use fieldbook_process::{DocId, Money, PersonId, RecordKind, Value};

use crate::t;

/// What a record is called.
pub fn name(row: &Row) -> String {
    let name: String = match row.kind {
        RecordKind::Customer => row.get("name"),
        RecordKind::Deal => row.get("title"),
    };
    if name.is_empty() { t!("common.nameless").to_owned() } else { name }
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
    }
}

/// The name of the customer of a deal, from its row or card.
pub fn customer_name(replica: &Replica, row: &Row) -> Option<String> {
    let customer: Option<DocId> = row.get("customer");
    let customer = customer?;
    let known = replica.rows().get(&customer).map(name);
    known.or_else(|| replica.cards().get(&customer).map(|card| card.name.clone()))
}

/// Whether a deal is still open.
pub fn is_open_deal(row: &Row) -> bool {
    row.kind == RecordKind::Deal && row.get::<String>("closed").is_empty()
}

/// Present contacts of a customer with a phone: name and number.
pub fn phones(row: &Row) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    let facts = row.facts();
    let entries = facts.iter().filter_map(|(path, value)| {
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
