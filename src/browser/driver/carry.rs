//! Carrying out what the machine answers. Whatever takes time runs beside, and comes back as an event.

use std::rc::Rc;

use fieldbook_book::replica::{BOOT_TABLES, Effect, Event, Loaded, Mode, SendFault};
use fieldbook_book::store::{Pairs, StoreFault, Table};
use fieldbook_process::DocId;
use wasm_bindgen_futures::spawn_local;

use super::{Driver, News};
use crate::browser::clock::{after, now_ms, sleep};
use crate::browser::net::{Body, request};
use crate::browser::page;

const SYNC: &str = "/v1/sync";
/// How long a tab that does not send trusts the one that should.
const TRUST_LEADER_MS: i64 = 5_000;
/// Rows are told at most this often, but for those that somebody here wrote.
const DRAW_MS: i64 = 1_000;
/// What a screen needs besides rows, quickly read.
const SMALL_TABLES: [Table; 4] = [Table::Meta, Table::Company, Table::Outbox, Table::Aside];
/// A stream of pokes that was given up is asked for again after this.
const STREAM_AGAIN_MS: i64 = 10_000;
/// A start that fails is tried again after this, doubled each time up to the second number.
const BOOT_PAUSE_MS: (i64, i64) = (500, 30_000);

impl Driver {
    pub(super) fn carry_out(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::Read(keys) => self.beside(async move |driver| {
                driver.busy.set(true);
                let read = driver.store.read(&keys).await;
                driver.busy.set(false);
                driver.dispatch(Event::ReadDone(read));
                driver.freshen();
            }),
            Effect::Write(batch) => self.beside(async move |driver| {
                driver.busy.set(true);
                let written = driver.store.write(&batch).await;
                driver.busy.set(false);
                if let (Ok(()), Some(tabs)) = (&written, driver.tabs.borrow().as_ref()) {
                    tabs.say_written();
                }
                driver.dispatch(Event::WriteDone(written));
                driver.freshen();
            }),
            Effect::Send(body) => self.beside(async move |driver| driver.send(body).await),
            Effect::WakeAt(at_ms) => self.wake_at(at_ms),
            Effect::Reboot => self.boot(),
            Effect::Told(ticket, outcome) => {
                // A screen that was left meanwhile isn't there to be told.
                let _heard = self.saves.borrow_mut().remove(&ticket).map(|asker| asker.send(outcome));
            }
            Effect::Opened(ticket, opened) => {
                let _heard = self.opens.borrow_mut().remove(&ticket).map(|asker| asker.send(opened));
            }
            Effect::Rows(docs) => self.tell_rows(docs),
            Effect::Status => (self.tell)(News::Status),
            Effect::Company => (self.tell)(News::Company),
            Effect::Wipe => self.beside(async move |driver| {
                driver.hush();
                if let Err(fault) = driver.store.wipe().await {
                    page::warn("the database was not deleted", &fault.0);
                }
                let mode = driver.read(|replica| replica.status().mode).unwrap_or(Mode::Idle);
                (driver.tell)(News::Wiped(mode));
            }),
        }
    }

    /// Tells of rows; of more that follow at once only together: each time all lists are drawn, and thousands come at
    /// the first sync and when the company changes.
    fn tell_rows(self: &Rc<Self>, docs: Vec<DocId>) {
        let is_waiting = !self.untold.borrow().is_empty();
        self.untold.borrow_mut().extend(docs);
        if is_waiting {
            return;
        }
        match (DRAW_MS - (now_ms() - self.told_ms.get())).min(DRAW_MS) {
            ..=0 => self.tell_untold(),
            rest_ms => self.beside(async move |driver| {
                sleep(rest_ms).await;
                driver.tell_untold();
            }),
        }
    }

    /// Tells of rows that somebody just wrote, in a task of its own.
    pub(super) fn tell_rows_soon(self: &Rc<Self>, docs: Vec<DocId>) {
        self.untold.borrow_mut().extend(docs);
        self.beside(async move |driver| {
            sleep(0).await;
            driver.tell_untold();
        });
    }

    fn tell_untold(&self) {
        let docs = self.untold.take();
        if !docs.is_empty() {
            self.told_ms.set(now_ms());
            (self.tell)(News::Rows(docs));
        }
    }

    /// Reads the tables and starts the machine from them; events wait until then.
    pub(super) fn boot(self: &Rc<Self>) {
        self.boot_after(Vec::new());
    }

    /// The same, after the machine was given these rows for the screen.
    pub(super) fn boot_after(self: &Rc<Self>, first: Vec<DocId>) {
        if self.booting.replace(true) {
            return;
        }
        self.generation.set(self.generation.get() + 1);
        self.beside(async move |driver| {
            if let Err(fault) = driver.glimpse(first).await {
                page::warn("no row was drawn before all were read", &fault.0);
            }
            let (mut pause_ms, most_ms) = BOOT_PAUSE_MS;
            let loaded = loop {
                match driver.store.scan(&BOOT_TABLES, Loaded::take).await {
                    Ok(loaded) => break loaded,
                    Err(fault) => page::warn("the book cannot be read", &fault.0),
                }
                driver.down.set(true);
                (driver.tell)(News::StoreDown);
                driver.go_on();
                sleep(pause_ms).await;
                pause_ms = (pause_ms * 2).min(most_ms);
            };
            driver.booting.set(false);
            driver.down.set(false);
            driver.dispatch(Event::Boot(Box::new(loaded)));
            (driver.tell)(News::Booted);
            driver.go_on();
        });
    }

    /// Hands the machine a few rows, for the screen to begin with.
    async fn glimpse(self: &Rc<Self>, first: Vec<DocId>) -> Result<(), StoreFault> {
        if first.is_empty() {
            return Ok(());
        }
        let mut loaded: Loaded = self.store.scan(&SMALL_TABLES, Loaded::take).await?;
        let keys: Vec<_> = first.iter().map(|doc| (Table::Rows, doc.0.to_vec())).collect();
        let rows = self.store.read(&keys).await?;
        let pairs: Pairs =
            keys.into_iter().zip(rows).filter_map(|((_, key), row)| Some((key, row?))).collect();
        loaded.take(Table::Rows, pairs);
        self.hand(Event::Glimpse(Box::new(loaded)));
        (self.tell)(News::Glimpse);
        Ok(())
    }

    /// Takes up the events that waited for a start.
    fn go_on(self: &Rc<Self>) {
        let waiting = self.waiting.take();
        waiting.into_iter().for_each(|event| self.dispatch(event));
    }

    async fn send(self: &Rc<Self>, body: Vec<u8>) {
        if !self.leads() {
            // The tab that leads heard of our write and sends it; its answer starts this one anew.
            let generation = self.generation.get();
            sleep(TRUST_LEADER_MS).await;
            if self.generation.get() != generation {
                return;
            }
        }
        let generation = self.generation.get();
        let event = match request("POST", SYNC, Body::Bytes(&body)).await {
            Ok(answer) if answer.status == 200 => {
                self.listen_for_pokes();
                Event::Answered(answer.body)
            }
            Ok(answer) if matches!(answer.status, 401 | 403) => {
                self.hush();
                self.stream_wanted.set(true);
                Event::SendFailed(SendFault::SignedOut)
            }
            Ok(answer) => Event::SendFailed(SendFault::Refused(answer.status)),
            Err(_) => Event::SendFailed(SendFault::Offline),
        };
        // Started anew meanwhile: the machine asks again by itself.
        if self.generation.get() == generation {
            self.dispatch(event);
        }
    }

    /// Opens the stream after a pull, where it is not known to be alive.
    fn listen_for_pokes(self: &Rc<Self>) {
        if self.stream_wanted.replace(false) && page::is_visible() {
            let on_poke = Self::weakly(self, |driver| {
                if driver.leads() {
                    driver.dispatch(Event::Poked);
                }
            });
            let on_end = Self::weakly(self, |driver| {
                driver.stream_wanted.set(true);
                let again = Self::weakly(driver, |driver| driver.dispatch(Event::Poked));
                let _timer = after(STREAM_AGAIN_MS, again);
            });
            self.pokes.reopen(on_poke, on_end);
        }
    }

    fn wake_at(self: &Rc<Self>, at_ms: i64) {
        let tick = Self::weakly(self, |driver| driver.dispatch(Event::Tick));
        let earlier = self.timer.replace(after(at_ms - now_ms(), tick));
        earlier.cancel();
    }

    fn beside<F: Future<Output = ()> + 'static>(self: &Rc<Self>, work: impl FnOnce(Rc<Self>) -> F + 'static) {
        spawn_local(work(Rc::clone(self)));
    }
}
