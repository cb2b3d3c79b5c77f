//! The book in the hands of the screens: what changed as signals, and the few things that can be asked of it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use fieldbook_book::replica::{Draft, Mode, Opened, Outcome, Replica, Status};
use fieldbook_process::{DocId, EntryId, PersonId};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::attachments::{Attachments, provide_attachments};
use super::first_rows;
use super::session::{Canary, Signed, canary, forget_canary, note_revoked, set_canary, write_identity};
use crate::browser::driver::{Driver, News};
use crate::browser::page;
use crate::browser::shared;
use crate::browser::shelf::Shelf;

type Versions = Rc<RefCell<Changes>>;

/// What changed when, counted in turns: each time rows are told.
#[derive(Debug, Default)]
struct Changes {
    turn: u64,
    /// All count as changed then.
    all: u64,
    of: BTreeMap<DocId, u64>,
}

impl Changes {
    fn note(&mut self, docs: &[DocId]) {
        self.turn += 1;
        self.of.extend(docs.iter().map(|doc| (*doc, self.turn)));
    }

    const fn note_all(&mut self) -> u64 {
        self.turn += 1;
        self.all = self.turn;
        self.turn
    }
}

/// The book of the person signed in.
#[derive(Debug, Clone, Copy)]
pub struct Book {
    driver: StoredValue<Rc<Driver>, LocalStorage>,
    versions: StoredValue<Versions, LocalStorage>,
    me: PersonId,
    name: StoredValue<String>,
    rows: RwSignal<u64>,
    standing: RwSignal<u64>,
    company: RwSignal<u64>,
    glimpsed: RwSignal<bool>,
    booted: RwSignal<bool>,
    store_down: RwSignal<bool>,
    evicted: RwSignal<bool>,
}

/// Opens the book of somebody and puts it into the context.
pub fn provide_book(signed: Signed) {
    let signals = Signals {
        rows: RwSignal::new(0),
        standing: RwSignal::new(0),
        company: RwSignal::new(0),
        glimpsed: RwSignal::new(false),
        booted: RwSignal::new(false),
        store_down: RwSignal::new(false),
    };
    let versions = Versions::default();
    let (me, seen) = (signed.person, Rc::clone(&versions));
    let wiped = signed.clone();
    let database = signed.database();
    let driver = Driver::start(signed.database(), first_rows::remembered(me), move |it| {
        signals.take(&it, &seen);
        if let News::Wiped(mode) = it {
            forget_canary(&wiped);
            first_rows::forget(me);
            if mode == Mode::Revoked {
                note_revoked();
            }
            let shelf = Shelf::beside(&wiped.database());
            spawn_local(async move {
                shelf.wipe().await;
                shared::forget().await;
                page::reload();
            });
        }
    });
    let book = Book {
        driver: StoredValue::new_local(driver),
        versions: StoredValue::new_local(versions),
        me,
        name: StoredValue::new(signed.name.clone()),
        rows: signals.rows,
        standing: signals.standing,
        company: signals.company,
        glimpsed: signals.glimpsed,
        booted: signals.booted,
        store_down: signals.store_down,
        evicted: RwSignal::new(canary(&signed) == Some(Canary::Found)),
    };
    book.notice_eviction(signed);
    provide_attachments(book, &database);
    provide_context(book);
}

/// The book.
pub fn use_book() -> Book {
    expect_context()
}

#[derive(Clone, Copy)]
struct Signals {
    rows: RwSignal<u64>,
    standing: RwSignal<u64>,
    company: RwSignal<u64>,
    glimpsed: RwSignal<bool>,
    booted: RwSignal<bool>,
    store_down: RwSignal<bool>,
}

impl Signals {
    /// What the driver tells. Signals of a screen that is gone are passed over.
    fn take(self, news: &News, versions: &Versions) {
        let turn = |signal: RwSignal<u64>| {
            let _ = signal.try_update(|count| *count += 1);
        };
        match news {
            News::Rows(docs) => {
                versions.borrow_mut().note(docs);
                turn(self.rows);
            }
            News::Glimpse => {
                versions.borrow_mut().note_all();
                [self.rows, self.company].into_iter().for_each(turn);
                let _ = self.glimpsed.try_set(true);
            }
            News::Booted => {
                let mut versions = versions.borrow_mut();
                let now = versions.note_all();
                versions.of.values_mut().for_each(|version| *version = now);
                drop(versions);
                let _ = self.store_down.try_set(false);
                [self.rows, self.standing, self.company].into_iter().for_each(turn);
                let _ = self.booted.try_set(true);
            }
            News::Status | News::Wiped(_) => turn(self.standing),
            News::Company => [self.company, self.rows].into_iter().for_each(turn),
            News::StoreDown => {
                let _ = self.store_down.try_set(true);
            }
        }
    }
}

impl Book {
    /// Whose book it is.
    pub fn me(self) -> PersonId {
        self.me
    }

    /// Their name, also before the company is here.
    pub fn my_name(self) -> String {
        let known = self.company(|replica| replica.company().people.get(self.me).map(|me| me.name.clone()));
        known.unwrap_or_else(|| self.name.get_value())
    }

    /// Reads rows; whoever asks is computed anew when any row changes.
    pub fn rows<T: Default>(self, look: impl FnOnce(&Replica) -> T) -> T {
        self.rows.track();
        self.company.track();
        self.read(look)
    }

    /// Reads status, what is set aside, kept and unsent.
    pub fn standing<T: Default>(self, look: impl FnOnce(&Replica) -> T) -> T {
        self.standing.track();
        self.read(look)
    }

    /// Reads the company.
    pub fn company<T: Default>(self, look: impl FnOnce(&Replica) -> T) -> T {
        self.company.track();
        self.read(look)
    }

    /// Reads without being told of changes.
    pub fn read<T: Default>(self, look: impl FnOnce(&Replica) -> T) -> T {
        self.driver.try_with_value(|driver| driver.read(look)).flatten().unwrap_or_default()
    }

    /// Where sync stands.
    pub fn status(self) -> Status {
        self.standing(|replica| replica.status().clone())
    }

    /// Whether the rows have been read from storage.
    pub fn is_booted(self) -> bool {
        self.booted.get()
    }

    /// Whether the first rows of Today are here, before all others.
    pub fn has_glimpse(self) -> bool {
        self.glimpsed.get()
    }

    /// Whether storage does not answer at all.
    pub fn is_store_down(self) -> bool {
        self.store_down.get()
    }

    /// Whether the browser deleted what was here and the person has not said yet that they know.
    pub fn was_evicted(self) -> bool {
        self.evicted.get()
    }

    /// They know.
    pub fn knows_of_eviction(self, signed: &Signed) {
        set_canary(signed, Canary::Alive);
        let _ = self.evicted.try_set(false);
    }

    /// Changes whenever that record does.
    pub fn version_of(self, doc: DocId) -> Memo<u64> {
        Memo::new(move |_| {
            self.rows.track();
            self.version_now(doc)
        })
    }

    /// The version of a record now; it changes whenever the record does.
    pub fn version_now(self, doc: DocId) -> u64 {
        let version = |versions: &Versions| versions.borrow().of.get(&doc).copied().unwrap_or(0);
        self.versions.try_with_value(version).unwrap_or(0)
    }

    /// The turn that it is now, and which records changed after another one; `None` where all may have.
    pub fn changed_since(self, turn: u64) -> (u64, Option<Vec<DocId>>) {
        let changed = |versions: &Versions| {
            let versions = versions.borrow();
            let later = versions.of.iter().filter(|(_, at)| **at > turn).map(|(doc, _)| *doc);
            (versions.turn, (versions.all <= turn).then(|| later.collect()))
        };
        self.versions.try_with_value(changed).unwrap_or((turn, None))
    }

    /// Saves; the words are the caller's until this answers `Saved`.
    pub async fn save(self, draft: Draft) -> Outcome {
        match self.driver() {
            Some(driver) => driver.save(draft).await,
            None => Outcome::TooLate,
        }
    }

    /// Says what a save would come to: [`Outcome::Done`] where it would be saved. Nothing is written.
    pub async fn weigh(self, draft: Draft) -> Outcome {
        match self.driver() {
            Some(driver) => driver.weigh(draft).await,
            None => Outcome::TooLate,
        }
    }

    /// Takes a save back.
    pub async fn undo(self, order: u64) -> Outcome {
        match self.driver() {
            Some(driver) => driver.undo(order).await,
            None => Outcome::TooLate,
        }
    }

    /// Takes a set-aside act off the list.
    pub async fn settle(self, id: EntryId) -> Outcome {
        match self.driver() {
            Some(driver) => driver.settle(id).await,
            None => Outcome::TooLate,
        }
    }

    /// Puts away that own work was taken over.
    pub async fn put_away(self, id: EntryId) -> Outcome {
        match self.driver() {
            Some(driver) => driver.put_away(id).await,
            None => Outcome::TooLate,
        }
    }

    /// Whether this tab is the one that speaks with the server.
    pub fn leads(self) -> bool {
        self.driver().is_some_and(|driver| driver.leads())
    }

    /// The person has signed out: the book leaves the phone, unless something in it or an attachment is nowhere else,
    /// and the app starts anew. What was shared with it and not taken in is not for the next person.
    pub async fn leave(self, attachments: Attachments) {
        shared::forget().await;
        if attachments.only_here().await == 0
            && let Some(driver) = self.driver()
        {
            driver.leave().await;
        }
        page::reload();
    }

    /// Opens a record.
    pub async fn open(self, doc: DocId) -> Option<Opened> {
        self.driver()?.open(doc).await.map(|opened| *opened)
    }

    /// Tries the server now.
    pub fn poke(self) {
        if let Some(driver) = self.driver() {
            driver.poke();
        }
    }

    fn driver(self) -> Option<Rc<Driver>> {
        self.driver.try_with_value(Rc::clone)
    }

    /// Signed in, but the store knows nobody: the browser deleted it. It is filled again from the server; what
    /// was unsent is lost, and that is said.
    fn notice_eviction(self, signed: Signed) {
        Effect::new(move |_| {
            if !self.booted.get() || self.read(|replica| replica.identity().is_some()) {
                return;
            }
            if canary(&signed).is_some() {
                set_canary(&signed, Canary::Found);
                let _ = self.evicted.try_set(true);
            }
            let signed = signed.clone();
            spawn_local(async move {
                if let (Ok(()), Some(driver)) = (write_identity(&signed).await, self.driver()) {
                    driver.restart();
                }
            });
        });
    }
}
