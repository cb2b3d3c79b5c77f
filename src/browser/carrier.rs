//! Carries out what the book's courier asks for: bytes between this phone's shelf and the server.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use fieldbook_book::courier::{Answer, Courier, Download, Effect, Event, Kept, Wanted};
use fieldbook_book::hash::{Hash, Short};
use fieldbook_book::store::StoreFault;
use fieldbook_process::DocId;
use wasm_bindgen_futures::spawn_local;

use super::clock::{Timer, after, now_ms};
use super::net::{Body, is_free, on_other_network, request};
use super::page;
use super::shelf::{Shelf, hash_of};

/// The address of bytes on the server, from an offset on.
fn address(doc: DocId, hash: Hash, offset: u64) -> String {
    format!("/v1/attachments/{doc}/{hash}?offset={offset}")
}

/// One person's attachments in this tab.
pub struct Carrier {
    courier: RefCell<Courier>,
    shelf: Shelf,
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
            timer: RefCell::default(),
            is_ready: Cell::new(false),
            waiting: RefCell::default(),
            leads: Box::new(leads),
            tell: Box::new(tell),
        });
        let starting = Rc::clone(&carrier);
        spawn_local(async move {
            let kept = starting.shelf.all().await.unwrap_or_else(|fault| {
                page::warn("attachments cannot be read", &fault.0);
                Vec::new()
            });
            starting.hand(Event::Boot(kept, BTreeSet::new()));
            starting.is_ready.set(true);
            starting.waiting.take().into_iter().for_each(|event| starting.hand(event));
            starting.hand(Event::Free(is_free()));
        });
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
        });
        carrier
    }

    /// Keeps bytes on this phone: they are on its disk when this answers.
    ///
    /// # Errors
    /// [`StoreFault`], so when the phone is full.
    pub async fn keep(self: &Rc<Self>, bytes: &[u8], mime: &str) -> Result<Hash, StoreFault> {
        let hash = hash_of(bytes).await;
        let known = self.courier.borrow().get(&hash).cloned();
        if known.is_none() {
            let size = bytes.len() as u64;
            let mime = mime.to_owned();
            let kept = Kept { hash, size, mime, doc: None, is_sent: false, used_ms: now_ms() };
            if let Err(fault) = self.shelf.put(&kept, bytes).await {
                // What the server holds can make room, and it is tried once more.
                self.dispatch(Event::Short(size));
                page::warn("no room for an attachment at first", &fault.0);
                self.shelf.put(&kept, bytes).await?;
            }
            self.dispatch(Event::Keep(kept));
        }
        Ok(hash)
    }

    /// A record is about to name it.
    pub fn hang(self: &Rc<Self>, hash: Hash, doc: DocId) {
        let known = self.courier.borrow().get(&hash).cloned();
        if let Some(kept) = known {
            self.dispatch(Event::Keep(Kept { doc: Some(doc), ..kept }));
        }
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
        let kept = Kept { hash, size, mime, doc: Some(doc), is_sent: true, used_ms: now_ms() };
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
        let kept = Kept { hash, size, mime, doc: Some(doc), is_sent: true, used_ms: at_ms };
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
