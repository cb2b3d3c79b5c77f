//! A new entry of a record's list, signed by its person, as a part of an act: for pages that write one without a form.

use fieldbook_book::replica::{NOW, Part};
use fieldbook_process::{DocId, EntryId, Path, PersonId, RecordKind, Value};

use crate::pages::deal::log::new_id;

/// The entry with these values, by that person, now. `None` where the record has no such list.
pub fn signed_entry(
    (doc, kind, list): (DocId, RecordKind, &str),
    by: PersonId,
    values: impl IntoIterator<Item = (&'static str, Option<Value>)>,
) -> Option<Part> {
    let act = kind.schema().entry(list)?.made_by;
    let id = EntryId(new_id());
    let signature = [("by", Some(Value::Id(by.0))), ("at", Some(NOW))];
    let values = values.into_iter().chain(signature);
    let values = values.map(|(name, value)| (Path::entry(list, id, name), value)).collect();
    Some(Part { doc, kind, act, opened: None, values })
}

/// Words as typed; nothing where there are none.
pub fn words(typed: &str) -> Option<Value> {
    Some(typed.trim()).filter(|words| !words.is_empty()).map(|words| Value::Text(words.to_owned()))
}
