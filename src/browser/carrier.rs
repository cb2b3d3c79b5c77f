//! Carries out what the book's courier asks for: bytes between this phone's shelf and the server.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::{Rc, Weak};

use fieldbook_book::courier::{Answer, Courier, Download, Effect, Event, Kept, Named, Wanted};
use fieldbook_book::hash::{Hash, Short};
use fieldbook_book::store::StoreFault;
use fieldbook_process::DocId;
use wasm_bindgen_futures::spawn_local;

use super::clock::{Timer, after, now_ms, sleep};
use super::net::{Body, is_free, on_other_network, request};
use super::page;
use super::shelf::{Shelf, hash_of};
use super::tabs::Channel;

/// A shelf that cannot be read is tried again after this, doubled each time up to the second number.
const PAUSE_MS: (i64, i64) = (1_000, 60_000);

/// The address of bytes on the server, from an offset on.
fn address(doc: DocId, hash: Hash, offset: u64) -> String {
    format!("/v1/attachments/{doc}/{hash}?offset={offset}")
}

/// One person's attachments in this tab.
pub struct Carrier {
    courier: RefCell<Courier>,
    shelf: Shelf,
    /// The other tabs with the same shelf.
    others: RefCell<Option<Channel>>,
    timer: RefCell<Timer>,
    is_ready: Cell<bool>,
    /// What came before everything was read.
    waiting: RefCell<Vec<Event>>,
    /// Whether this tab is the one that sends.
    leads: Box<dyn Fn() -> bool>,
    tell: Box<dyn Fn()>,
}

impl Carrier {
    /// Looks through the shelf and begins. `tell` runs when what is shown of attachments changes.
    pub fn start(database: &str, leads: impl Fn() -> bool + 'static, tell: impl Fn() + 'static) -> Rc<Self> {
        let carrier = Rc::new(Self {
            courier: RefCell::default(),
            shelf: Shelf::beside(database),
            others: RefCell::default(),
            timer: RefCell::default(),
            is_ready: Cell::new(false),
            waiting: RefCell::default(),
            leads: Box::new(leads),
            tell: Box::new(tell),
        });
        let starting = Rc::clone(&carrier);
        spawn_local(async move {
            let (mut pause_ms, most_ms) = PAUSE_MS;
            while !starting.look_through().await {
                sleep(pause_ms).await;
                pause_ms = (pause_ms * 2).min(most_ms);
            }
            starting.is_ready.set(true);
            starting.waiting.take().into_iter().for_each(|event| starting.hand(event));
            starting.hand(Event::Free(is_free()));
        });
        let read_again = |carrier: &Weak<Self>| {
            let Some(carrier) = carrier.upgrade().filter(|carrier| carrier.is_ready.get()) else { return };
            spawn_local(async move {
                let _read = carrier.look_through().await;
            });
        };
        let heard = Rc::downgrade(&carrier);
        let others = Channel::hear(&format!("{database}-attachments"), move || read_again(&heard));
        carrier.others.replace(Some(others));
        let moved = Rc::downgrade(&carrier);
        on_other_network(move || {
            if let Some(carrier) = moved.upgrade() {
                carrier.dispatch(Event::Free(is_free()));
            }
        });
        let returned = Rc::downgrade(&carrier);
        page::on_return(move || {
            if let Some(carrier) = returned.upgrade() {
                carrier.dispatch(Event::Poked);
            }
            // A frozen tab heard nothing of the others.
            read_again(&returned);
        });
        carrier
    }

    /// Tells the courier what lies on the shelf; whether that could be read.
    async fn look_through(self: &Rc<Self>) -> bool {
        match self.shelf.all().await {
            Ok(kept) => {
                self.hand(Event::Shelf(kept));
                true
            }
            Err(fault) => {
                page::warn("attachments cannot be read", &fault.0);
                false
            }
        }
    }

    fn tell_others(&self) {
        if let Some(others) = self.others.borrow().as_ref() {
            others.say_written();
        }
    }

    /// Keeps bytes on this phone: they are on its disk when this answers.
    ///
    /// # Errors
    /// [`StoreFault`], so when the phone is full.
    pub async fn keep(self: &Rc<Self>, bytes: &[u8], mime: &str) -> Result<Hash, StoreFault> {
        let hash = hash_of(bytes).await;
        let (size, mime, used_ms) = (bytes.len() as u64, mime.to_owned(), now_ms());
        // Written also where they are known: another tab may have put them away since.
        let known = self.courier.borrow().get(&hash).map(|known| (known.doc, known.is_sent));
        let (doc, is_sent) = known.unwrap_or_default();
        let kept = Kept { hash, size, mime, doc, is_sent, used_ms, is_lost: false, is_undone: false };
        if let Err(fault) = self.shelf.put(&kept, bytes).await {
            // What the server holds can make room, and it is tried once more.
            self.dispatch(Event::Short(size));
            page::warn("no room for an attachment at first", &fault.0);
            self.shelf.put(&kept, bytes).await?;
        }
        self.dispatch(Event::Keep(kept));
        self.tell_others();
        Ok(hash)
    }

    /// What names attachments now.
    pub fn names(self: &Rc<Self>, named: Named) {
        self.dispatch(Event::Named(named));
    }

    /// It was taken out of a form again.
    pub fn forget(self: &Rc<Self>, hash: Hash) {
        self.dispatch(Event::Forget(hash));
    }

    /// What of the book is unsent, and which life of the server is known.
    pub fn follow(self: &Rc<Self>, unsent: BTreeSet<DocId>, epoch: Option<Short>) {
        self.dispatch(Event::Unsent(unsent));
        if let Some(epoch) = epoch {
            self.dispatch(Event::NewEpoch(epoch));
        }
    }

    /// Its bytes: from this phone, else from the server, and kept then. `None` where neither has them now.
    pub async fn bytes(self: &Rc<Self>, doc: DocId, hash: Hash, mime: &str) -> Option<Vec<u8>> {
        let kept = self.courier.borrow().get(&hash).cloned();
        if let Some(kept) = kept
            && let Some(bytes) = self.shelf.whole(&kept).await
        {
            self.dispatch(Event::Used(hash));
            return Some(bytes);
        }
        let bytes = download(doc, hash).await.ok()?;
        let (size, mime) = (bytes.len() as u64, mime.to_owned());
        let kept = Kept::from_server(hash, (size, mime), doc, now_ms());
        if self.shelf.put(&kept, &bytes).await.is_ok() {
            self.dispatch(Event::Keep(kept));
        }
        Some(bytes)
    }

    /// What records of one's own name: it is fetched ahead.
    pub fn wants(self: &Rc<Self>, wanted: Vec<Wanted>) {
        self.dispatch(Event::Wanted(wanted));
    }

    async fn fetch(self: &Rc<Self>, wanted: Wanted) -> Answer {
        if !(self.leads)() {
            return Answer::Nothing;
        }
        let bytes = match download(wanted.doc, wanted.hash).await {
            Ok(bytes) => bytes,
            Err(answer) => return answer,
        };
        let Wanted { hash, doc, mime, at_ms, .. } = wanted;
        let size = bytes.len() as u64;
        let kept = Kept::from_server(hash, (size, mime), doc, at_ms);
        match self.shelf.put(&kept, &bytes).await {
            Ok(()) => self.hand(Event::Keep(kept)),
            // Nothing leaves for what nobody has looked at.
            Err(_) => self.hand(Event::Short(0)),
        }
        Answer::Has(size)
    }

    /// What is unsent: hash, bytes in all, bytes the server has.
    pub fn unsent(&self) -> Vec<(Hash, u64, u64)> {
        self.courier.borrow().unsent().map(|(kept, has)| (kept.hash, kept.size, has)).collect()
    }

    /// What the browser lost before it was sent, with the record that names it.
    pub fn lost(&self) -> Vec<(Hash, Option<DocId>)> {
        self.courier.borrow().lost().collect()
    }

    /// Bytes that are here and nowhere else.
    pub fn waiting(&self) -> Vec<Hash> {
        self.courier.borrow().waiting().collect()
    }

    /// How many files of somebody's work are on this phone alone, by what lies on its disk: those of records, those that a
    /// form names, and what was spoken and not put away.
    ///
    /// # Errors
    /// [`StoreFault`]; there may be some then.
    pub async fn only_here(&self, is_in_form: impl Fn(&Hash) -> bool) -> Result<usize, StoreFault> {
        let all = self.shelf.all().await?;
        let spoken = usize::from(self.shelf.has_spoken().await?);
        let courier = self.courier.borrow();
        let needed = |kept: &&Kept| courier.needs(kept) || (kept.waits() && is_in_form(&kept.hash));
        Ok(all.iter().filter(needed).count() + spoken)
    }

    /// The shelf itself, for a voice note that is being spoken.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    fn dispatch(self: &Rc<Self>, event: Event) {
        if self.is_ready.get() {
            self.hand(event);
        } else {
            self.waiting.borrow_mut().push(event);
        }
    }

    fn hand(self: &Rc<Self>, event: Event) {
        let effects = self.courier.borrow_mut().handle(now_ms(), event);
        effects.into_iter().for_each(|effect| self.carry_out(effect));
    }

    fn carry_out(self: &Rc<Self>, effect: Effect) {
        let carrier = Rc::clone(self);
        match effect {
            Effect::Read(hash, offset) => spawn_local(async move {
                let piece = carrier.shelf.piece(hash, offset).await;
                carrier.hand(Event::Piece(hash, offset, piece));
            }),
            Effect::Send { hash, doc, offset, bytes, .. } => spawn_local(async move {
                let answer = carrier.send(&address(doc, hash, offset), &bytes).await;
                carrier.hand(Event::Answered(hash, answer));
            }),
            Effect::Fetch(wanted) => spawn_local(async move {
                let hash = wanted.hash;
                let answer = carrier.fetch(wanted).await;
                carrier.hand(Event::Fetched(hash, answer));
            }),
            Effect::Write(kept) => spawn_local(async move {
                if let Err(fault) = carrier.shelf.note(&kept).await {
                    page::warn("what is known of an attachment was not noted", &fault.0);
                }
            }),
            Effect::Touch(hash, at_ms) => spawn_local(async move {
                if let Err(fault) = carrier.shelf.touch(hash, at_ms).await {
                    page::warn("when an attachment was looked at was not noted", &fault.0);
                }
            }),
            Effect::Drop(hash) => spawn_local(async move {
                if let Err(fault) = carrier.shelf.remove(hash).await {
                    page::warn("an attachment was not removed", &fault.0);
                }
            }),
            Effect::WakeAt(at_ms) => {
                let tick = Rc::downgrade(self);
                let timer = after(at_ms - now_ms(), move || {
                    if let Some(carrier) = tick.upgrade() {
                        carrier.hand(Event::Tick);
                    }
                });
                self.timer.replace(timer).cancel();
            }
            Effect::Told => (self.tell)(),
        }
    }

    async fn send(&self, address: &str, bytes: &[u8]) -> Answer {
        if !(self.leads)() {
            // Another tab sends; this one looks again later.
            return Answer::Nothing;
        }
        let Ok(answer) = request("PUT", address, Body::Bytes(bytes)).await else { return Answer::Nothing };
        match answer.status {
            200 => has(&answer.body).map_or(Answer::Nothing, Answer::Has),
            status => fault(status),
        }
    }
}

/// What the server says where it does not do what it is asked.
const fn fault(status: u16) -> Answer {
    match status {
        404 => Answer::NotNamed,
        409 => Answer::Other,
        401 | 403 => Answer::SignedOut,
        _ => Answer::Nothing,
    }
}

/// Bytes from the server, and those of the hash.
async fn download(doc: DocId, hash: Hash) -> Result<Vec<u8>, Answer> {
    let mut download = Download::default();
    while let Some(offset) = download.next() {
        let asked = request("GET", &address(doc, hash, offset), Body::None).await;
        let answer = asked.map_err(|_| Answer::Nothing)?;
        if answer.status != 200 {
            return Err(fault(answer.status));
        }
        download.take(&answer.body, answer.size);
    }
    let bytes = download.bytes();
    if hash_of(&bytes).await == hash { Ok(bytes) } else { Err(Answer::Other) }
}

fn has(body: &[u8]) -> Option<u64> {
    serde_json::from_slice::<serde_json::Value>(body).ok()?.get("has")?.as_u64()
}

impl std::fmt::Debug for Carrier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Carrier").field("shelf", &self.shelf).finish_non_exhaustive()
    }
}
