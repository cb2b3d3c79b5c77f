//! A contact written down with a deal marks its customer, too, where that protects it longer (2.2.b).

use fieldbook_book::replica::{NOW, Part};
use fieldbook_process::law::Asks;
use fieldbook_process::prospecting::is_renewed_by;
use fieldbook_process::{ActName, DocId, EntryId, Path, RecordKind, Value};

use crate::browser::clock::now_ms;
use crate::pages::deal::log::new_id;
use crate::parts::form::Values;
use crate::state::book::Book;

/// The mark that a contact of a deal leaves at its customer; `values` are those of the contact.
pub fn touch(book: Book, deal: DocId, values: &Values) -> Option<Part> {
    let customer = book.read(|replica| {
        let customer = replica.rows().get(&deal)?.get::<Option<DocId>>("customer")?;
        let customer = replica.rows().get(&customer)?;
        let keep = customer.duties.iter().find(|duty| duty.asks == Asks::Touch)?;
        let now_ms = replica.corrected_ms(now_ms());
        is_renewed_by(&keep.owing, now_ms, replica.company()).then_some(customer.doc)
    })?;
    let entry = EntryId(new_id());
    let at = |name: &str| Path::entry("touch", entry, name);
    let channel =
        values.iter().find(|(path, _)| path.field == "channel").and_then(|(_, value)| value.clone());
    let values = vec![
        (at("happened"), Some(NOW)),
        (at("channel"), channel),
        (at("deal"), Some(Value::Id(deal.0))),
        (at("by"), Some(Value::Id(book.me().0))),
        (at("at"), Some(NOW)),
    ];
    Some(Part { doc: customer, kind: RecordKind::Customer, act: ActName::LogTouch, opened: None, values })
}
