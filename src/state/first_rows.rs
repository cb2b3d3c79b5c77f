//! What stood on top of Today when it was drawn last: read before all other rows at the next start, so that the
//! screen does not wait for ten thousand. Only the ids are kept here; the rows lie in the book.

use fieldbook_process::{DocId, PersonId};

use crate::browser::prefs;

const KEPT_AS: &str = "fieldbook.first_rows.";

/// The documents on top, as they were remembered.
pub fn remembered(person: PersonId) -> Vec<DocId> {
    let text = prefs::get(&key(person)).unwrap_or_default();
    text.split(' ').filter_map(|id| id.parse().ok()).collect()
}

/// Remembers them.
pub fn remember(person: PersonId, docs: &[DocId]) {
    let ids: Vec<String> = docs.iter().map(DocId::to_string).collect();
    prefs::set(&key(person), &ids.join(" "));
}

/// The book has left this phone.
pub fn forget(person: PersonId) {
    prefs::remove(&key(person));
}

fn key(person: PersonId) -> String {
    format!("{KEPT_AS}{person}")
}
