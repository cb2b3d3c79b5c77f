//! A contact written down with a deal marks its customer, too, where that protects it longer (2.2.b).

use fieldbook_book::replica::{NOW, Part};
use fieldbook_process::prospecting::is_renewed_by;
use fieldbook_process::{DocId, RecordKind, Value};

use crate::browser::clock::now_ms;
use crate::pages::entry::signed_entry;
use crate::pages::row;
use crate::parts::form::Values;
use crate::state::book::Book;

/// The mark that a contact of a deal leaves at its customer; `values` are those of the contact.
pub fn touch(book: Book, deal: DocId, values: &Values) -> Option<Part> {
    let customer = book.read(|replica| {
        let customer = replica.rows().get(&deal)?.get::<Option<DocId>>("customer")?;
        let customer = replica.rows().get(&customer)?;
        let keep = row::protection(customer)?;
        let now_ms = replica.corrected_ms(now_ms());
        is_renewed_by((keep.since_ms, keep.due_ms), now_ms, replica.company()).then_some(customer.doc)
    })?;
    let channel = values.iter().find(|(path, _)| path.field == "channel");
    let values = [
        ("happened", Some(NOW)),
        ("channel", channel.and_then(|(_, value)| value.clone())),
        ("deal", Some(Value::Id(deal.0))),
    ];
    signed_entry((customer, RecordKind::Customer, "touch"), book.me(), values)
}
