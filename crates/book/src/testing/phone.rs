//! A phone of a test: the replica over memory, its effects carried out at once, and verbs for what its person
//! does with it.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;

use fieldbook_process::law::Duty;
use fieldbook_process::testing::{CustomerBuilder, DealBuilder};
use fieldbook_process::{Company, DeviceId, DocId, EntryId, Facts, PersonId, RecordKind};

use super::acts::{contents, handing, logging, opening, registering, takeover};
use super::{Pair, Seed};
use crate::replica::{
    Aside, BOOT_TABLES, Draft, Effect, Event, IDENTITY_KEY, Identity, Loaded, Opened, Outcome, Part, Replica,
    SendFault, Ticket,
};
use crate::store::{Batch, Durability, Memory, StoreFault, Table, to_cbor};
use crate::wire::{Kept, Request, Response, pack, unpack};

/// More events than this without rest are a ring.
const MOST_EVENTS: usize = 2_000;

/// What becomes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Net {
    /// It is answered.
    Up,
    /// It never arrives.
    Down,
    /// It arrives, and its answer is lost.
    AnswersLost,
    /// It is answered with 401.
    SignedOut,
    /// It arrives twice; the second answer is the one that counts.
    Doubled,
    /// Nothing comes back, not even a failure.
    Silent,
    /// It is answered by an older server that understands none of its acts yet.
    Puzzled,
}

type Tamper = Box<dyn FnMut(&mut Response)>;

/// A phone of a test.
pub struct Phone {
    /// Whose it is.
    pub person: PersonId,
    /// Which.
    pub device: DeviceId,
    /// The machine.
    pub replica: Replica,
    /// Its storage.
    pub disk: Memory,
    /// What becomes of its requests.
    pub net: Net,
    /// Its clock minus the true one, ms.
    pub clock_off_ms: i64,
    /// The next writes fail, this many.
    pub writes_fail: usize,
    /// The next reads fail, this many.
    pub reads_fail: usize,
    /// So many answers come yet, then the network is down.
    pub answers_left: usize,
    /// Every request it sent, oldest first.
    pub sent: Vec<Request>,
    /// Everything it asked its shell for, oldest first, except reads and writes.
    pub effects: Vec<Effect>,
    /// Whether it was told to wipe itself.
    pub wiped: bool,
    /// When it wants to be woken, ms by its own clock.
    pub wake_at_ms: Option<i64>,
    pair: Pair,
    chance: Seed,
    tickets: Ticket,
    tamper: Option<Tamper>,
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "phone {} of {}", self.device, self.person)
    }
}

impl Phone {
    pub(super) fn new(pair: Pair, person: PersonId, device: DeviceId) -> Self {
        let [first, ..] = device.0;
        let mut phone = Self {
            person,
            device,
            replica: Replica::new(),
            disk: Memory::default(),
            net: Net::Up,
            clock_off_ms: 0,
            writes_fail: 0,
            reads_fail: 0,
            answers_left: usize::MAX,
            sent: Vec::new(),
            effects: Vec::new(),
            wiped: false,
            wake_at_ms: None,
            pair,
            chance: Seed(u64::from(first)),
            tickets: 0,
            tamper: None,
        };
        let mut batch = Batch::new(Durability::Strict);
        batch.put(Table::Meta, IDENTITY_KEY, to_cbor(&Identity { person, device }).unwrap());
        phone.disk.write(&batch);
        phone.starts();
        phone
    }

    /// Its own clock, ms.
    #[must_use]
    pub fn clock_ms(&self) -> i64 {
        self.pair.now_ms() + self.clock_off_ms
    }

    /// A page duplicated with everything in it, chance included: what browsers do on "duplicate tab".
    #[must_use]
    pub fn duplicated(&self) -> Self {
        let mut twin = Self::new(self.pair.clone(), self.person, self.device);
        twin.disk = self.disk.clone();
        twin.chance = self.chance.clone();
        twin.starts();
        twin
    }

    /// Takes these for the parts of the company that it holds: an app with another idea of the law.
    pub fn believes(&mut self, company: &Company) {
        let mut batch = Batch::new(Durability::Strict);
        batch.put(Table::Company, *b"people", to_cbor(&company.people).unwrap());
        batch.put(Table::Company, *b"policy", to_cbor(&company.policy).unwrap());
        self.disk.write(&batch);
        self.starts();
    }

    /// Starts from its storage, as after a kill.
    pub fn starts(&mut self) {
        self.replica = Replica::new();
        self.starts_from_here();
    }

    /// Reads its storage anew, with what waits in memory.
    pub fn starts_from_here(&mut self) {
        self.give(Event::Boot(Box::new(self.loaded())));
    }

    fn loaded(&self) -> Loaded {
        let all = |table| self.disk.table(table).map(|(key, value)| (key.to_vec(), value.to_vec())).collect();
        Loaded::of(BOOT_TABLES.iter().map(|table| (*table, all(*table))))
    }

    /// Hands an event to the machine and carries out everything that follows.
    ///
    /// # Panics
    /// Where it does not come to rest, or stands otherwise without saying so.
    pub fn give(&mut self, event: Event) {
        let mut events = VecDeque::from([event]);
        let mut count = 0;
        while let Some(event) = events.pop_front() {
            count += 1;
            assert!(count < MOST_EVENTS, "{self:?} does not come to rest");
            let stood = self.replica.status().clone();
            let is_written = matches!(event, Event::WriteDone(Ok(())) | Event::Boot(_));
            let effects = self.replica.handle(self.clock_ms(), &mut self.chance, event);
            let told = effects.contains(&Effect::Status);
            assert!(told || stood == *self.replica.status(), "{self:?} stands otherwise and did not say so");
            let early = !stood.complete && self.replica.status().complete && !is_written;
            assert!(!early, "{self:?} says that all is here before it is written");
            for effect in effects {
                if let Some(event) = self.carry_out(effect) {
                    events.push_back(event);
                }
            }
        }
    }

    fn carry_out(&mut self, effect: Effect) -> Option<Event> {
        let fault = || StoreFault("planted".to_owned());
        match &effect {
            Effect::Read(keys) => {
                if self.reads_fail > 0 {
                    self.reads_fail -= 1;
                    return Some(Event::ReadDone(Err(fault())));
                }
                let read = |(table, key): &(Table, Vec<u8>)| self.disk.read(*table, key).map(<[u8]>::to_vec);
                return Some(Event::ReadDone(Ok(keys.iter().map(read).collect())));
            }
            Effect::Write(batch) => {
                if self.writes_fail > 0 {
                    self.writes_fail -= 1;
                    return Some(Event::WriteDone(Err(fault())));
                }
                self.disk.write(batch);
                return Some(Event::WriteDone(Ok(())));
            }
            _ => {}
        }
        self.effects.push(effect.clone());
        match effect {
            Effect::Send(body) => self.send(&body),
            Effect::WakeAt(ms) => {
                self.wake_at_ms = Some(ms);
                None
            }
            Effect::Reboot => Some(Event::Boot(Box::new(self.loaded()))),
            Effect::Wipe => {
                self.wiped = true;
                self.disk = Memory::default();
                None
            }
            _ => None,
        }
    }

    fn send(&mut self, body: &[u8]) -> Option<Event> {
        let request: Request = unpack(body, usize::MAX).unwrap();
        self.sent.push(request.clone());
        match self.net {
            Net::Down => return Some(Event::SendFailed(SendFault::Offline)),
            Net::SignedOut => return Some(Event::SendFailed(SendFault::SignedOut)),
            _ => {}
        }
        if self.answers_left == 0 {
            self.net = Net::Down;
            self.answers_left = usize::MAX;
            return Some(Event::SendFailed(SendFault::Offline));
        }
        self.answers_left -= 1;
        let mut response = self.ask(&request);
        match self.net {
            Net::AnswersLost => return Some(Event::SendFailed(SendFault::Offline)),
            Net::Silent => return None,
            Net::Doubled => {
                response = self.pair.office().answers(self.person, self.device, &request).response
            }
            _ => {}
        }
        if let Some(tamper) = &mut self.tamper {
            tamper(&mut response);
        }
        Some(Event::Answered(pack(&response).unwrap()))
    }

    fn ask(&self, request: &Request) -> Response {
        let mut request = request.clone();
        if self.net == Net::Puzzled {
            request.units.clear();
        }
        self.pair.office().answers(self.person, self.device, &request).response
    }

    /// Changes every answer from now on, before the phone reads it.
    pub fn answers_are_changed(&mut self, tamper: impl FnMut(&mut Response) + 'static) {
        self.tamper = Some(Box::new(tamper));
    }

    /// Answers come as they are again.
    pub fn answers_are_honest(&mut self) {
        self.tamper = None;
    }

    /// No network from now on.
    pub fn goes_offline(&mut self) {
        self.net = Net::Down;
    }

    /// The network is back, and the phone notices.
    pub fn comes_online(&mut self) {
        self.net = Net::Up;
        self.syncs();
    }

    /// It is poked, or its page is visible again.
    pub fn syncs(&mut self) {
        self.give(Event::Poked);
    }

    /// Time passes while its timer runs.
    pub fn waits(&mut self, ms: i64) {
        let until_ms = self.clock_ms() + ms;
        while let Some(at_ms) = self.wake_at_ms.filter(|at_ms| *at_ms <= until_ms) {
            self.wake_at_ms = None;
            self.pair.passes((at_ms - self.clock_ms()).max(0));
            self.give(Event::Tick);
        }
        self.pair.passes(until_ms - self.clock_ms());
    }

    /// A fresh id.
    pub fn id(&mut self) -> [u8; 16] {
        self.chance.id()
    }

    fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        self.tickets
    }

    /// What the machine said to a question.
    ///
    /// # Panics
    /// Where it said nothing.
    fn told(&self, asked: Ticket) -> Outcome {
        let told = self.effects.iter().rev().find_map(|effect| match effect {
            Effect::Told(ticket, outcome) if *ticket == asked => Some(outcome.clone()),
            _ => None,
        });
        told.unwrap_or_else(|| panic!("{self:?} never answered"))
    }

    /// Tries to save a draft.
    pub fn tries(&mut self, draft: Draft) -> Outcome {
        let ticket = self.ticket();
        self.give(Event::Act(ticket, draft));
        self.told(ticket)
    }

    /// Saves an act over these documents; answers its place, for undo.
    ///
    /// # Panics
    /// Where it is not saved.
    pub fn does(&mut self, parts: Vec<Part>) -> u64 {
        self.saves(Draft { parts, ..Draft::default() })
    }

    /// Saves a draft; answers its place, for undo.
    ///
    /// # Panics
    /// Where it is not saved.
    pub fn saves(&mut self, draft: Draft) -> u64 {
        match self.tries(draft) {
            Outcome::Saved(order) => order,
            other => panic!("not saved: {other:?}"),
        }
    }

    /// Takes a save back.
    pub fn undoes(&mut self, order: u64) -> Outcome {
        let ticket = self.ticket();
        self.give(Event::Undo(ticket, order));
        self.told(ticket)
    }

    /// Takes a set-aside act off the list.
    pub fn settles(&mut self, id: EntryId) -> Outcome {
        let ticket = self.ticket();
        self.give(Event::Settle(ticket, id));
        self.told(ticket)
    }

    /// Puts away that own work was taken over.
    pub fn puts_away(&mut self, id: EntryId) -> Outcome {
        let ticket = self.ticket();
        self.give(Event::PutAway(ticket, id));
        self.told(ticket)
    }

    /// Its person signs out; answers whether the book left the phone.
    pub fn signs_out(&mut self) -> bool {
        let ticket = self.ticket();
        self.give(Event::Leave(ticket));
        self.wiped || self.told(ticket) != Outcome::Done
    }

    /// Registers a customer.
    pub fn registers(&mut self, customer: &CustomerBuilder) -> DocId {
        let doc = DocId(self.id());
        self.does(vec![registering(doc, customer)]);
        doc
    }

    /// Opens a deal.
    pub fn opens_deal(&mut self, deal: &DealBuilder) -> DocId {
        let doc = DocId(self.id());
        self.does(vec![opening(doc, deal)]);
        doc
    }

    /// Writes down a call in which the customer was reached.
    pub fn logs(&mut self, deal: DocId, content: &str) -> u64 {
        let entry = EntryId(self.id());
        self.does(vec![logging(deal, entry, self.person, content)])
    }

    /// Sets one text field as the record is.
    pub fn edits(&mut self, doc: DocId, field: &str, value: &str) -> u64 {
        self.does(vec![super::editing(doc, field, value)])
    }

    /// Hands a customer over with the deals that this phone holds of it, as one group.
    pub fn hands_over(&mut self, customer: DocId, to: PersonId) {
        let rows = self.replica.rows();
        let deals = rows.values().filter(|row| row.get::<Option<DocId>>("customer") == Some(customer));
        let mut parts = vec![handing(customer, RecordKind::Customer, to)];
        parts.extend(deals.map(|row| handing(row.doc, RecordKind::Deal, to)));
        self.does(parts);
    }

    /// Takes over the one piece of work kept for this person.
    ///
    /// # Panics
    /// Where there is none or more than one, or it is not saved.
    pub fn takes_over(&mut self) -> Kept {
        let kept = self.kept();
        let parts = vec![takeover(&kept, self.person)];
        self.saves(Draft { parts, takes_over: Some(kept.id), ..Draft::default() });
        kept
    }

    /// The one piece of work kept for this person.
    ///
    /// # Panics
    /// Where there is none or more than one.
    #[must_use]
    pub fn kept(&self) -> Kept {
        let mut all: Vec<_> = self.replica.kept().values().cloned().collect();
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    /// The one act set aside.
    ///
    /// # Panics
    /// Where there is none or more than one.
    #[must_use]
    pub fn aside(&self) -> Aside {
        let mut all: Vec<_> = self.replica.aside().values().cloned().collect();
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    /// Acts not answered yet.
    #[must_use]
    pub fn unsent(&self) -> usize {
        self.replica.outbox().count()
    }

    /// The record as its screen shows it.
    ///
    /// # Panics
    /// Where the machine does not answer.
    pub fn looks_at(&mut self, doc: DocId) -> Option<Opened> {
        let asked = self.ticket();
        self.give(Event::Open(asked, doc));
        let shown = self.effects.iter().rev().find_map(|effect| match effect {
            Effect::Opened(ticket, opened) if *ticket == asked => Some(opened.as_deref().cloned()),
            _ => None,
        });
        shown.unwrap_or_else(|| panic!("{self:?} never answered"))
    }

    /// The record's values as its screen shows them; none where it is not here.
    pub fn sees(&mut self, doc: DocId) -> Facts {
        self.looks_at(doc).map(|opened| opened.view.facts).unwrap_or_default()
    }

    /// What a deal's follow-ups are about, as its screen shows them.
    pub fn reads(&mut self, deal: DocId) -> Vec<String> {
        contents(&self.sees(deal)).into_iter().map(str::to_owned).collect()
    }

    /// One text field as its screen shows it.
    pub fn field(&mut self, doc: DocId, name: &str) -> String {
        super::field(&self.sees(doc), name).to_owned()
    }

    /// What Today shows as owed from a record.
    #[must_use]
    pub fn duties(&self, doc: DocId) -> Vec<Duty> {
        self.replica.rows().get(&doc).map(crate::row::Row::duties).unwrap_or_default()
    }

    /// A part that writes these values over the version that is shown now, like a form opened now.
    pub fn form(&mut self, doc: DocId, mut part: Part) -> Part {
        part.opened = self.looks_at(doc).map(|opened| opened.heads);
        part
    }

    /// Ids of the documents in its storage.
    #[must_use]
    pub fn stored(&self) -> BTreeMap<DocId, Vec<u8>> {
        let all = self.disk.table(Table::Documents);
        all.map(|(key, value)| (DocId(key.try_into().unwrap()), value.to_vec())).collect()
    }

    /// Whether storage and memory tell the same of what is pending, set aside and kept, and rows the same as records.
    #[must_use]
    pub fn is_honest(&self) -> bool {
        let count = |table| self.disk.table(table).count();
        count(Table::Outbox) == self.unsent()
            && count(Table::Aside)
                == self.replica.aside().len() + self.replica.kept().len() + self.replica.taken_over().len()
            && count(Table::Rows) == self.replica.rows().len()
            && self.replica.rows_are_true()
    }
}
