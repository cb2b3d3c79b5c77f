//! Unsent and set-aside acts as a file, and back: they are run again as acts, through the law.

use fieldbook_book::replica::{Aside, Draft, Outcome, Part, Replica};
use fieldbook_process::{EntryId, PersonId, Value};
use serde::{Deserialize, Serialize};

use crate::browser::clock::now_ms;
use crate::browser::files;
use crate::state::book::Book;

const FORMAT: &str = "fieldbook-unsent";
const VERSION: u32 = 1;
/// The field of an entry that says when it was entered.
const ENTERED: &str = "entered";

#[cfg(test)]
mod tests;

/// The file.
#[derive(Debug, Serialize, Deserialize)]
struct File {
    format: String,
    version: u32,
    person: PersonId,
    /// Ms UTC.
    made_ms: i64,
    acts: Vec<Act>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Act {
    parts: Vec<Part>,
    /// When it was entered, ms UTC.
    entered_ms: i64,
    #[serde(default)]
    takes_over: Option<EntryId>,
}

/// Hands everything that is not in the book over as a file.
pub fn save(book: Book) {
    let acts = book.read(|replica| {
        let pending = replica.outbox().map(|it| Act {
            parts: it.parts.clone(),
            entered_ms: it.entered_ms,
            takes_over: it.takes_over,
        });
        pending.chain(replica.aside().values().map(of_aside)).collect::<Vec<_>>()
    });
    write(book, acts);
}

/// Hands one set-aside act over.
pub fn save_one(book: Book, aside: &Aside) {
    write(book, vec![of_aside(aside)]);
}

fn of_aside(aside: &Aside) -> Act {
    Act { parts: aside.parts.clone(), entered_ms: aside.entered_ms, takes_over: None }
}

fn write(book: Book, acts: Vec<Act>) {
    let made_ms = now_ms();
    let file = File { format: FORMAT.to_owned(), version: VERSION, person: book.me(), made_ms, acts };
    let day = book.read(|replica| replica.company().calendar.day_of(made_ms));
    if let Ok(text) = serde_json::to_string_pretty(&file) {
        files::download(&format!("fieldbook-{day}.json"), "application/json", text.as_bytes());
    }
}

/// Runs the acts of a file again: how many were taken in, how many the law or the record refuses. What is in
/// the book already counts as taken in. `None` for a file that is not ours.
pub async fn take_in(book: Book, text: &str) -> Option<(usize, usize)> {
    let file: File = serde_json::from_str(text).ok()?;
    if file.format != FORMAT || file.version != VERSION {
        return None;
    }
    let (mut taken, mut left) = (0, 0);
    for act in file.acts {
        if is_there(book, &act).await {
            taken += 1;
            continue;
        }
        let parts = act.parts.into_iter().map(|part| as_of(part, act.entered_ms)).collect();
        let draft = Draft { parts, takes_over: act.takes_over, undo_ms: 0, seen: true };
        match book.save(draft).await {
            Outcome::Saved(_) | Outcome::Nothing => taken += 1,
            _ => left += 1,
        }
    }
    Some((taken, left))
}

/// The part as it is run again: what was stamped as happening when it was entered happened then, not now.
/// Only when it was entered is stamped anew, since that is the act's own time.
fn as_of(mut part: Part, entered_ms: i64) -> Part {
    part.opened = None;
    let happened = part.values.iter_mut().filter(|(path, _)| path.field != ENTERED);
    happened.filter(|(_, value)| value.as_ref().is_some_and(is_stamp)).for_each(|(_, value)| {
        *value = Some(Value::Instant(entered_ms));
    });
    part
}

/// Whether what it makes is there already: its entries, or its new record.
async fn is_there(book: Book, act: &Act) -> bool {
    let Some(part) = act.parts.first() else { return true };
    let makes = part.kind.schema().made_by == part.act;
    if makes {
        return book.read(|replica: &Replica| replica.rows().contains_key(&part.doc));
    }
    let entry = part.values.iter().find_map(|(path, _)| path.entry.clone());
    let (Some((kind, id)), Some(opened)) = (entry, book.open(part.doc).await) else { return false };
    fieldbook_process::schema::has_entry(&opened.view.facts, &kind, id)
        && part.values.iter().all(|(path, value)| {
            value.as_ref().is_none_or(|value| opened.view.facts.get(path) == Some(value) || is_stamp(value))
        })
}

fn is_stamp(value: &Value) -> bool {
    *value == fieldbook_book::replica::NOW
}
