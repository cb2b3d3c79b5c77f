//! Attachments in the hands of the screens: keeping bytes before they are named, naming them, showing them, and what is
//! unsent of them.

use std::rc::Rc;

use fieldbook_book::courier::Wanted;
use fieldbook_book::hash::Hash;
use fieldbook_book::row::Row;
use fieldbook_book::store::StoreFault;
use fieldbook_process::attachment::{Attachment, LIST};
use fieldbook_process::{DocId, PersonId};
use leptos::prelude::*;

use super::book::Book;
use super::per_row::PerRow;
use crate::browser::carrier::Carrier;
use crate::browser::shelf::Shelf;

/// The attachments of the person signed in.
#[derive(Debug, Clone, Copy)]
pub struct Attachments {
    carrier: StoredValue<Rc<Carrier>, LocalStorage>,
    changed: RwSignal<u64>,
}

/// Begins to carry them, and puts them into the context.
pub fn provide_attachments(book: Book, database: &str) {
    let changed = RwSignal::new(0);
    let tell = move || {
        let _ = changed.try_update(|count| *count += 1);
    };
    let carrier = Carrier::start(database, move || book.leads(), tell);
    let attachments = Attachments { carrier: StoredValue::new_local(carrier), changed };
    // They go after the records that name them.
    Effect::new(move |_| {
        let (unsent, epoch) = book.standing(|replica| {
            let parts = replica.outbox().flat_map(|pending| pending.parts.iter().map(|part| part.doc));
            (parts.collect(), replica.epoch())
        });
        if let Some(carrier) = attachments.carrier() {
            carrier.follow(unsent, epoch);
        }
    });
    // What hangs on records of one's own is fetched before it is looked at.
    let named = StoredValue::new(PerRow::<Vec<Wanted>>::default());
    Effect::new(move |_| {
        if !book.is_booted() {
            return;
        }
        let wanted = book.rows(|replica| {
            named
                .try_update_value(|named| {
                    named.follow(book, replica, usize::MAX, |row| wanted(row, book.me()));
                    named.all().values().flatten().cloned().collect()
                })
                .unwrap_or_default()
        });
        if let Some(carrier) = attachments.carrier() {
            carrier.wants(wanted);
        }
    });
    provide_context(attachments);
}

/// What a record of one's own names that is still on it.
fn wanted(row: &Row, me: PersonId) -> Option<Vec<Wanted>> {
    if !row.has_entry(LIST) || row.get::<Option<PersonId>>(row.kind.owned_by()) != Some(me) {
        return None;
    }
    let named: Vec<Attachment> = row.entries(LIST);
    let named = named.into_iter().filter(|it| it.removed.is_none());
    let wanted = named.filter_map(|it| {
        let (hash, size) = (it.hash.parse().ok()?, u64::try_from(it.size?).ok()?);
        Some(Wanted { hash, doc: row.doc, size, mime: it.mime, at_ms: it.at?.0 })
    });
    Some(wanted.collect())
}

/// The attachments.
pub fn use_attachments() -> Attachments {
    expect_context()
}

impl Attachments {
    fn carrier(self) -> Option<Rc<Carrier>> {
        self.carrier.try_with_value(Rc::clone)
    }

    /// Keeps bytes on this phone: they are on its disk when this answers.
    ///
    /// # Errors
    /// [`StoreFault`], so when the phone is full.
    pub async fn keep(self, bytes: &[u8], mime: &str) -> Result<Hash, StoreFault> {
        match self.carrier() {
            Some(carrier) => carrier.keep(bytes, mime).await,
            None => Err(StoreFault("the page was left".to_owned())),
        }
    }

    /// A record is about to name these.
    pub fn hang(self, hashes: impl IntoIterator<Item = Hash>, doc: DocId) {
        if let Some(carrier) = self.carrier() {
            hashes.into_iter().for_each(|hash| carrier.hang(hash, doc));
        }
    }

    /// One was taken out of a form again.
    pub fn forget(self, hash: Hash) {
        if let Some(carrier) = self.carrier() {
            carrier.forget(hash);
        }
    }

    /// Bytes of one, from this phone or the server.
    pub async fn bytes(self, doc: DocId, hash: Hash, mime: &str) -> Option<Vec<u8>> {
        self.carrier()?.bytes(doc, hash, mime).await
    }

    /// What is unsent: hash, bytes in all, bytes the server has. Whoever asks follows.
    pub fn unsent(self) -> Vec<(Hash, u64, u64)> {
        self.changed.track();
        self.carrier().map(|carrier| carrier.unsent()).unwrap_or_default()
    }

    /// Where a voice note lies while it is spoken.
    pub fn shelf(self) -> Option<Shelf> {
        self.carrier().map(|carrier| carrier.shelf().clone())
    }
}
