//! Unsent and set-aside acts as a file, and back: they are run again as acts, through the law.

use fieldbook_book::replica::{Aside, Outcome, Replica};
use fieldbook_book::unsent::{Act, Unsent};

use crate::browser::clock::now_ms;
use crate::browser::files;
use crate::state::book::Book;

/// Hands everything that is not in the book over as a file.
pub fn save(book: Book) {
    let acts = book.read(|replica| {
        let aside = replica.aside().values().map(Act::from);
        replica.outbox().map(Act::from).chain(aside).collect::<Vec<_>>()
    });
    write(book, acts);
}

/// Hands one set-aside act over.
pub fn save_one(book: Book, aside: &Aside) {
    write(book, vec![Act::from(aside)]);
}

fn write(book: Book, acts: Vec<Act>) {
    let made_ms = now_ms();
    let day = book.read(|replica| replica.company().calendar.day_of(made_ms));
    if let Some(text) = Unsent::of(book.me(), made_ms, acts).write() {
        files::download(&format!("fieldbook-{day}.json"), "application/json", text.as_bytes());
    }
}

/// Runs the acts of a file again: how many were taken in, how many the law or the record refuses. What is in
/// the book already counts as taken in. `None` for a file that is not ours.
pub async fn take_in(book: Book, text: &str) -> Option<(usize, usize)> {
    let (mut taken, mut left) = (0, 0);
    for act in Unsent::read(text)?.acts {
        if is_there(book, &act).await {
            taken += 1;
            continue;
        }
        match book.save(act.draft()).await {
            Outcome::Saved(_) | Outcome::Nothing => taken += 1,
            _ => left += 1,
        }
    }
    Some((taken, left))
}

/// Whether what it makes is there already: its entries, or its new record.
async fn is_there(book: Book, act: &Act) -> bool {
    if let Some(doc) = act.makes() {
        return book.read(|replica: &Replica| replica.rows().contains_key(&doc));
    }
    let Some(part) = act.parts.first() else { return true };
    book.open(part.doc).await.is_some_and(|opened| act.stands_in(&opened.view.facts))
}
