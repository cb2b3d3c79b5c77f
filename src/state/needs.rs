//! What needs its person's look: fields with several values, acts set aside, work kept for them, files lost.

use fieldbook_book::hash::Hash;
use fieldbook_book::wire::KeptState;
use fieldbook_process::{DocId, EntryId};

use super::attachments::Attachments;
use super::book::Book;

/// What needs a look, in the order of the sync page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs {
    /// Records with fields that have several values.
    pub conflicts: Vec<DocId>,
    /// Those fields, all together.
    pub fields: usize,
    /// Own acts that are not in the book.
    pub aside: Vec<EntryId>,
    /// Work of colleagues kept for this person.
    pub kept: Vec<EntryId>,
    /// Attachments that the browser lost before they were sent, with the record that names each.
    pub lost: Vec<(Hash, Option<DocId>)>,
}

impl Needs {
    /// What there is now; whoever asks follows.
    pub fn of(book: Book, attachments: Attachments) -> Self {
        let me = book.me();
        let (conflicts, fields) = book.rows(|replica| {
            let rows = replica.rows().values().filter(|row| !row.conflicts.is_empty());
            rows.fold((Vec::new(), 0), |(mut docs, fields), row| {
                docs.push(row.doc);
                (docs, fields + row.conflicts.len())
            })
        });
        let (aside, kept) = book.standing(|replica| {
            let mine = replica.kept().values().filter(|kept| kept.to == me && kept.state == KeptState::Open);
            (replica.aside().keys().copied().collect(), mine.map(|kept| kept.id).collect())
        });
        Self { conflicts, fields, aside, kept, lost: attachments.lost() }
    }

    /// How much it is.
    pub fn count(&self) -> usize {
        self.fields + self.aside.len() + self.kept.len() + self.lost.len()
    }
}
