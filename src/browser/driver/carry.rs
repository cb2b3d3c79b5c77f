//! Carrying out what the machine answers. Whatever takes time runs beside, and comes back as an event.

use std::rc::Rc;

use fieldbook_book::replica::{BOOT_TABLES, Effect, Event, Mode, SendFault};
use wasm_bindgen_futures::spawn_local;

use super::{Driver, News};
use crate::browser::clock::{after, now_ms, sleep};
use crate::browser::net::{Body, request};
use crate::browser::page;

const SYNC: &str = "/v1/sync";
/// How long a tab that does not send trusts the one that should.
const TRUST_LEADER_MS: i64 = 5_000;
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
            Effect::Rows(docs) => (self.tell)(News::Rows(docs)),
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

    /// Reads the tables and starts the machine from them; events wait until then.
    pub(super) fn boot(self: &Rc<Self>) {
        if self.booting.replace(true) {
            return;
        }
        self.generation.set(self.generation.get() + 1);
        self.beside(async move |driver| {
            let (mut pause_ms, most_ms) = BOOT_PAUSE_MS;
            let tables = loop {
                match driver.store.scan(&BOOT_TABLES).await {
                    Ok(tables) => break tables,
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
            driver.dispatch(Event::Boot(tables));
            (driver.tell)(News::Booted);
            driver.go_on();
        });
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
            self.pokes.reopen(Rc::new(on_poke));
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
