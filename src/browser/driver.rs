//! Drives the book's machine in the browser: takes events to it and carries out the effects that it answers,
//! in their order. It holds the machine only while the machine thinks, never while a screen runs, so that a
//! screen that breaks doesn't stop the book.

mod carry;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::{Rc, Weak};

use fieldbook_book::replica::{Draft, Effect, Event, Mode, Opened, Outcome, Replica, Ticket};
use fieldbook_book::store::{Batch, StoreFault};
use fieldbook_process::{DocId, EntryId};
use futures_channel::oneshot;

use super::clock::{BrowserChance, Timer, now_ms};
use super::net::Pokes;
use super::page;
use super::store::Store;
use super::tabs::Tabs;

/// Coming back fires several browser events at once; they count as one.
const RETURN_PAUSE_MS: i64 = 1_000;

/// What the screens are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// These rows are new, changed or gone; after a start all of them.
    Rows(Vec<DocId>),
    /// A few rows are here before all others, to be drawn meanwhile.
    Glimpse,
    /// Everything was read anew.
    Booted,
    /// Where sync stands, what is set aside, kept or on cards.
    Status,
    /// Names, policy or calendar.
    Company,
    /// Storage does not answer at all; it is tried again.
    StoreDown,
    /// The book has left this phone: its person signed out, or the device was revoked.
    Wiped(Mode),
}

/// One person's book in this tab.
pub struct Driver {
    replica: RefCell<Replica>,
    store: Store,
    tabs: RefCell<Option<Rc<Tabs>>>,
    pokes: Pokes,
    timer: RefCell<Timer>,
    tickets: Cell<Ticket>,
    saves: RefCell<BTreeMap<Ticket, oneshot::Sender<Outcome>>>,
    opens: RefCell<BTreeMap<Ticket, oneshot::Sender<Option<Box<Opened>>>>>,
    tell: Box<dyn Fn(News)>,
    /// Reading everything anew: events wait, since they would meet a stale machine.
    booting: Cell<bool>,
    waiting: RefCell<VecDeque<Event>>,
    /// Storage does not answer: events go on, so that a save is told at once that it is none.
    down: Cell<bool>,
    /// A read or write is under way.
    busy: Cell<bool>,
    /// Another tab wrote: read anew as soon as nothing is under way and somebody looks.
    stale: Cell<bool>,
    /// Counts starts, so that what belongs to an earlier one is known.
    generation: Cell<u64>,
    stream_wanted: Cell<bool>,
    returned_ms: Cell<i64>,
    /// Rows that changed and were not told yet, and when such were last told.
    untold: RefCell<Vec<DocId>>,
    told_ms: Cell<i64>,
}

impl Driver {
    /// Opens the book of a database; `tell` runs after each change, outside the machine. The rows of `first` are
    /// read before all others.
    pub fn start(database: String, first: Vec<DocId>, tell: impl Fn(News) + 'static) -> Rc<Self> {
        let driver = Rc::new(Self {
            replica: RefCell::new(Replica::new()),
            store: Store::new(database.clone()),
            tabs: RefCell::default(),
            pokes: Pokes::default(),
            timer: RefCell::default(),
            tickets: Cell::default(),
            saves: RefCell::default(),
            opens: RefCell::default(),
            tell: Box::new(tell),
            booting: Cell::new(false),
            waiting: RefCell::default(),
            down: Cell::new(false),
            busy: Cell::new(false),
            stale: Cell::new(false),
            generation: Cell::default(),
            stream_wanted: Cell::new(true),
            returned_ms: Cell::default(),
            untold: RefCell::default(),
            told_ms: Cell::default(),
        });
        let news = Self::weakly(&driver, |driver| {
            driver.stale.set(true);
            driver.freshen();
        });
        driver.tabs.replace(Some(Tabs::join(&database, news)));
        page::on_return(Self::weakly(&driver, Self::returned));
        driver.boot_after(first);
        driver
    }

    /// Reads from the machine.
    pub fn read<T>(&self, look: impl FnOnce(&Replica) -> T) -> Option<T> {
        let replica = self.replica.try_borrow().ok();
        replica.map(|replica| look(&replica))
    }

    /// Saves; answers when it is on the disk, or why not.
    pub async fn save(self: &Rc<Self>, draft: Draft) -> Outcome {
        self.ask(|ticket| Event::Act(ticket, draft)).await
    }

    /// Says what a save would come to; nothing is written.
    pub async fn weigh(self: &Rc<Self>, draft: Draft) -> Outcome {
        self.ask(|ticket| Event::Weigh(ticket, draft)).await
    }

    /// Takes a save back that was not sent yet.
    pub async fn undo(self: &Rc<Self>, order: u64) -> Outcome {
        self.ask(|ticket| Event::Undo(ticket, order)).await
    }

    /// Takes a set-aside act off the list.
    pub async fn settle(self: &Rc<Self>, id: EntryId) -> Outcome {
        self.ask(|ticket| Event::Settle(ticket, id)).await
    }

    /// Puts away that own work was taken over.
    pub async fn put_away(self: &Rc<Self>, id: EntryId) -> Outcome {
        self.ask(|ticket| Event::PutAway(ticket, id)).await
    }

    /// The person signs out: ends where the book stays; where it leaves, [`News::Wiped`] is told instead. What is
    /// on the disk decides, so that the work of another tab counts.
    pub async fn leave(self: &Rc<Self>) {
        self.boot();
        let _kept = self.ask(Event::Leave).await;
    }

    async fn ask(self: &Rc<Self>, event: impl FnOnce(Ticket) -> Event) -> Outcome {
        let ticket = self.ticket();
        let (sender, told) = oneshot::channel();
        self.saves.borrow_mut().insert(ticket, sender);
        self.dispatch(event(ticket));
        told.await.unwrap_or_else(|_| Outcome::NotSaved(StoreFault("the book stopped".to_owned())))
    }

    /// Opens a record; `None` where it is not on this phone.
    pub async fn open(self: &Rc<Self>, doc: DocId) -> Option<Box<Opened>> {
        let ticket = self.ticket();
        let (sender, told) = oneshot::channel();
        self.opens.borrow_mut().insert(ticket, sender);
        self.dispatch(Event::Open(ticket, doc));
        told.await.ok().flatten()
    }

    /// Writes beside the machine: identity at sign-in, before it starts.
    ///
    /// # Errors
    /// [`StoreFault`].
    pub async fn write_first(database: &str, batch: &Batch) -> Result<(), StoreFault> {
        Store::new(database.to_owned()).write(batch).await
    }

    /// Something outside suggests to sync: a new session, a tap on "try now".
    pub fn poke(self: &Rc<Self>) {
        self.stream_wanted.set(true);
        self.dispatch(Event::Poked);
    }

    /// Reads everything anew: the identity was written again.
    pub fn restart(self: &Rc<Self>) {
        self.boot();
    }

    /// Ends the stream of pokes: the session is over.
    pub fn hush(&self) {
        self.pokes.close();
    }

    /// Takes an event to the machine and carries out what it answers.
    fn dispatch(self: &Rc<Self>, event: Event) {
        if self.booting.get() && !self.down.get() {
            return self.waiting.borrow_mut().push_back(event);
        }
        self.hand(event);
    }

    fn hand(self: &Rc<Self>, event: Event) {
        let effects = match self.replica.try_borrow_mut() {
            Ok(mut replica) => replica.handle(now_ms(), &mut BrowserChance, event),
            Err(_) => return page::warn("the book is in use", "an event was lost; everything saved is safe"),
        };
        // Who saved is told first: their sheet closes in this task, and the lists are drawn anew in the next.
        let is_told = effects.iter().any(|effect| matches!(effect, Effect::Told(..)));
        for effect in effects {
            match effect {
                Effect::Rows(docs) if is_told => self.tell_rows_soon(docs),
                effect => self.carry_out(effect),
            }
        }
    }

    fn ticket(&self) -> Ticket {
        self.tickets.set(self.tickets.get() + 1);
        self.tickets.get()
    }

    /// Whether this tab is the one that sends.
    pub fn leads(&self) -> bool {
        self.tabs.borrow().as_ref().is_none_or(|tabs| tabs.leads())
    }

    /// Somebody looks again, or the network is back: read what other tabs wrote, then pull, then listen.
    fn returned(self: &Rc<Self>) {
        if !page::is_visible() || now_ms() - self.returned_ms.replace(now_ms()) < RETURN_PAUSE_MS {
            return;
        }
        if let Some(tabs) = self.tabs.borrow().as_ref() {
            tabs.lead();
        }
        self.freshen();
        self.poke();
    }

    /// Reads everything anew if another tab wrote, once nothing is under way here.
    fn freshen(self: &Rc<Self>) {
        if page::is_visible() && !self.busy.get() && !self.booting.get() && self.stale.replace(false) {
            self.boot();
        }
    }

    fn weakly(driver: &Rc<Self>, then: fn(&Rc<Self>)) -> impl Fn() + Clone + 'static {
        let driver: Weak<Self> = Rc::downgrade(driver);
        move || {
            if let Some(driver) = driver.upgrade() {
                then(&driver);
            }
        }
    }
}

impl std::fmt::Debug for Driver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Driver").field("store", &self.store).finish_non_exhaustive()
    }
}
