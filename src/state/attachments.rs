//! Attachments in the hands of the screens: keeping bytes before they are named, showing them, and what is unsent of
//! them. What names them follows from the book; no screen says it.

use std::collections::BTreeSet;
use std::rc::Rc;

use fieldbook_book::courier::{Named, Wanted};
use fieldbook_book::hash::Hash;
use fieldbook_book::row::Row;
use fieldbook_book::store::StoreFault;
use fieldbook_process::attachment::{Attachment, LIST};
use fieldbook_process::{DocId, PersonId};
use leptos::prelude::*;

use super::book::Book;
use super::drafts;
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
    let read = StoredValue::new(PerRow::<Vec<OnRow>>::default());
    Effect::new(move |_| {
        if let Some(carrier) = attachments.carrier().filter(|_| book.is_booted()) {
            let (named, wanted) = names(book, read, &carrier.waiting());
            carrier.names(named);
            // What hangs on records of one's own is fetched before it is looked at.
            carrier.wants(wanted);
        }
    });
    provide_context(attachments);
}

/// What names attachments, and which of them are to be fetched ahead.
fn names(book: Book, read: StoredValue<PerRow<Vec<OnRow>>>, waiting: &[Hash]) -> (Named, Vec<Wanted>) {
    let mut wanted = Vec::new();
    let (mut records, aside) = book.standing(|replica| {
        let outbox = replica.outbox().flat_map(|pending| &pending.parts);
        let aside = replica.aside().values().flat_map(|aside| &aside.parts);
        (Named::of_acts(outbox), Named::of_acts(aside))
    });
    book.rows(|replica| {
        read.try_update_value(|read| {
            read.follow(book, replica, usize::MAX, |row| on_row(row, book.me()));
            for (doc, on_row) in read.all() {
                for one in on_row {
                    records.entry(one.hash).or_default().insert(*doc);
                    wanted.extend(one.wanted.clone());
                }
            }
        });
    });
    let drafts = in_drafts(waiting);
    (Named { records, aside, drafts }, wanted)
}

/// Those of them that forms name which are not saved.
fn in_drafts(hashes: &[Hash]) -> BTreeSet<Hash> {
    let texts = if hashes.is_empty() { Vec::new() } else { drafts::all() };
    let is_in = |hash: &&Hash| {
        let hash = hash.to_string();
        texts.iter().any(|text| text.contains(&hash))
    };
    hashes.iter().filter(is_in).copied().collect()
}

/// One that a row names, those taken off, too: their history shows them.
struct OnRow {
    hash: Hash,
    /// It is on a record of one's own, and was not taken off.
    wanted: Option<Wanted>,
}

fn on_row(row: &Row, me: PersonId) -> Option<Vec<OnRow>> {
    if !row.has_entry(LIST) {
        return None;
    }
    let is_own = row.get::<Option<PersonId>>(row.kind.owned_by()) == Some(me);
    let named: Vec<Attachment> = row.entries(LIST);
    let on_row = named.into_iter().filter_map(|it| {
        let hash = it.hash.parse().ok()?;
        let is_wanted = is_own && it.removed.is_none();
        let size = it.size.and_then(|size| u64::try_from(size).ok());
        let wanted = size.zip(it.at).filter(|_| is_wanted);
        let wanted = wanted.map(|(size, at)| Wanted { hash, doc: row.doc, size, mime: it.mime, at_ms: at.0 });
        Some(OnRow { hash, wanted })
    });
    Some(on_row.collect())
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

    /// One was taken out of a form again, or its person knows that it is lost.
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

    /// What the browser lost before it was sent, with the record that names it. Whoever asks follows.
    pub fn lost(self) -> Vec<(Hash, Option<DocId>)> {
        self.changed.track();
        self.carrier().map(|carrier| carrier.lost()).unwrap_or_default()
    }

    /// How many files of this person's work are on this phone alone, in records, in forms and spoken. Where its disk
    /// does not answer there may be one.
    pub async fn only_here(self) -> usize {
        let Some(carrier) = self.carrier() else { return 1 };
        let only_here = carrier.only_here(|hash| !in_drafts(std::slice::from_ref(hash)).is_empty()).await;
        only_here.unwrap_or(1)
    }

    /// Where a voice note lies while it is spoken.
    pub fn shelf(self) -> Option<Shelf> {
        self.carrier().map(|carrier| carrier.shelf().clone())
    }
}
