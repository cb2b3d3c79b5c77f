//! The phone's machine: what is on this phone, what is not sent yet, and what to do next. It does one thing at
//! a time: an event that needs stored documents or writes something holds the next ones back until storage has
//! answered, so that memory and disk never tell different stories.
//!
//! **Invariants.** The stored documents hold accepted changes only; pending ones lie beside them in the outbox
//! with their acts, and the screen shows both together. "Saved" is told after a strict write. Nothing leaves
//! the outbox except into the book, into what is set aside with all its values, or by its person's undo.
//! Cursors and what they stand for are written in one batch.
//!
//! [`act`] saves, [`show`] shows; [`request`] decides when to send what; [`answer`] takes verdicts and pages in;
//! [`rework`] runs acts again whose base is gone; [`outbox`] finds what each needs without walking all that waits.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use automerge::ActorId;
use fieldbook_process::audience::Feed;
use fieldbook_process::{Company, DocId, EntryId};

use crate::document::Document;
use crate::hash::{FeedDigest, Hash};
use crate::row::Row;
use crate::store::{Batch, StoreFault, Table};
use crate::wire::{Card, Kept, Receipt, Response};

mod act;
mod answer;
mod boot;
mod event;
mod holding;
mod kept;
mod loaded;
mod outbox;
mod request;
mod rework;
mod rows;
mod show;

pub use event::*;
use holding::Held;
pub use loaded::Loaded;
use outbox::Outbox;
use request::Link;
use rows::RowsBy;

/// The tables that [`Loaded`] is made of. Documents are read when needed.
pub const BOOT_TABLES: [Table; 7] =
    [Table::Meta, Table::Held, Table::Rows, Table::Outbox, Table::Aside, Table::Company, Table::Cards];

/// The key in [`Table::Meta`] where the shell writes the [`Identity`] (as CBOR) at sign-in.
pub const IDENTITY_KEY: &[u8] = b"identity";

/// Documents without pending acts kept in memory between events; more are read again when needed.
const ON_DESK: usize = 300;

/// The longest that a save is held back so that it can be undone, ms.
const LONGEST_UNDO_MS: i64 = 10_000;

/// Rows computed anew in one go, so that no slice is long.
const SLICE: usize = 100;

/// A document in memory: accepted changes only, with receipts since the last backup.
#[derive(Debug, Clone, Default)]
struct Copy {
    document: Document,
    receipts: Vec<Receipt>,
    /// The document's bytes as they came, until it changes or they are stored.
    came: Option<Vec<u8>>,
}

/// What the machine is about.
#[derive(Debug)]
enum Work {
    Event(Event),
    Answer(Box<Response>),
    /// Rows of these documents are computed anew.
    Rows(Vec<DocId>),
    /// Accepted changes of these documents are brought back to a server that began a new life.
    Return(Vec<DocId>),
}

/// What storage is asked for.
#[derive(Debug, Default)]
enum Doing {
    #[default]
    Nothing,
    Reading(Work, Vec<DocId>),
    Writing(After),
}

/// What follows a write.
#[derive(Debug, Default)]
struct After {
    done: Vec<Effect>,
    /// Told where storage fails.
    asker: Option<Ticket>,
    /// A save: taken back where storage fails.
    save: Option<u64>,
    /// What comes next was asked for already.
    asked: bool,
}

/// The phone's machine.
#[derive(Debug, Default)]
pub struct Replica {
    booted: bool,
    inbox: VecDeque<Event>,
    doing: Doing,
    desk: BTreeMap<DocId, Copy>,
    held: BTreeMap<DocId, Held>,
    rows: BTreeMap<DocId, Row>,
    cards: BTreeMap<DocId, Card>,
    outbox: Outbox,
    /// The last place on disk whose act cannot be read: it is not given out again.
    unread_order: u64,
    aside: BTreeMap<EntryId, Aside>,
    kept: BTreeMap<EntryId, Kept>,
    taken_over: BTreeMap<EntryId, Kept>,
    digests: BTreeMap<Feed, FeedDigest>,
    actors: BTreeMap<DocId, (ActorId, Hash)>,
    company: Company,
    identity: Option<Identity>,
    status: Status,
    /// [`Replica::status`] as it was told last.
    told: Status,
    link: Link,
    /// The phone's own clock at the last event, ms.
    last_ms: i64,
    /// Rows to be computed anew after company or app changed.
    dirty: BTreeSet<DocId>,
    rows_by: RowsBy,
    /// Documents whose receipts are to be brought back.
    returning: BTreeSet<DocId>,
    /// Times in a row that storage took nothing of what the server answered.
    unstored: u32,
}

impl Replica {
    /// One that waits for [`Event::Boot`].
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes an event in and says what to do. `now_ms` is the phone's own clock.
    pub fn handle(&mut self, now_ms: i64, chance: &mut dyn Chance, event: Event) -> Vec<Effect> {
        if now_ms < self.last_ms {
            self.clock_jumped_back(now_ms);
        }
        self.last_ms = now_ms;
        let mut effects = Vec::new();
        let mut turn = Turn { now_ms, chance, effects: &mut effects };
        match event {
            Event::Glimpse(loaded) => self.glimpse(&mut turn, *loaded),
            Event::Boot(loaded) => self.boot(&mut turn, *loaded),
            Event::ReadDone(read) => self.read_done(&mut turn, read),
            Event::WriteDone(written) => self.write_done(&mut turn, written),
            event => self.inbox.push_back(event),
        }
        while self.booted && matches!(self.doing, Doing::Nothing) {
            let Some(work) = self.next_work(now_ms) else { break };
            self.begin(&mut turn, work);
        }
        if !self.booted {
            self.answer_while_down(&mut turn);
        }
        self.tell_status(&mut turn);
        effects
    }

    /// While storage does not answer, a save is told so at once: its words are still in the form.
    fn answer_while_down(&mut self, turn: &mut Turn<'_>) {
        if self.status.mode != Mode::StoreFailed {
            return;
        }
        for event in std::mem::take(&mut self.inbox) {
            match event {
                Event::Act(ticket, _)
                | Event::Weigh(ticket, _)
                | Event::Undo(ticket, _)
                | Event::Settle(ticket, _)
                | Event::PutAway(ticket, _)
                | Event::Leave(ticket) => {
                    turn.tell(ticket, Outcome::NotSaved(StoreFault("storage does not answer".into())));
                }
                Event::Open(ticket, _) => turn.effects.push(Effect::Opened(ticket, None)),
                _ => {}
            }
        }
    }

    fn next_work(&mut self, now_ms: i64) -> Option<Work> {
        if let Some(event) = self.inbox.pop_front() {
            return Some(Work::Event(event));
        }
        if self.may_return(now_ms) {
            return Some(Work::Return(self.returning.iter().copied().take(SLICE).collect()));
        }
        let docs: Vec<DocId> = self.dirty.iter().copied().take(SLICE).collect();
        (!docs.is_empty()).then_some(Work::Rows(docs))
    }

    /// Reads what a piece of work needs and then does it.
    fn begin(&mut self, turn: &mut Turn<'_>, work: Work) {
        let work = match work {
            Work::Event(Event::Answered(body)) => match self.open_answer(&body) {
                Some(response) => Work::Answer(Box::new(response)),
                None => Work::Event(Event::SendFailed(SendFault::Refused(0))),
            },
            work => work,
        };
        let mut wanted = self.wanted(&work);
        wanted.retain(|doc| !self.desk.contains_key(doc));
        if wanted.is_empty() {
            return self.perform(turn, work);
        }
        let docs: Vec<DocId> = wanted.into_iter().collect();
        turn.effects.push(Effect::Read(docs.iter().map(|doc| (Table::Documents, doc.0.to_vec())).collect()));
        self.doing = Doing::Reading(work, docs);
    }

    fn wanted(&self, work: &Work) -> BTreeSet<DocId> {
        match work {
            Work::Event(Event::Act(_, draft) | Event::Weigh(_, draft)) => {
                draft.parts.iter().map(|part| part.doc).collect()
            }
            Work::Event(Event::Open(_, doc)) => [*doc].into(),
            Work::Event(Event::Undo(_, order)) => {
                self.outbox.docs_of(&self.outbox.with_standing_on([*order]))
            }
            Work::Event(_) => BTreeSet::new(),
            Work::Answer(response) => self.wanted_by_answer(response),
            Work::Rows(docs) | Work::Return(docs) => docs.iter().copied().collect(),
        }
    }

    fn read_done(&mut self, turn: &mut Turn<'_>, read: Result<Vec<Option<Vec<u8>>>, StoreFault>) {
        let Doing::Reading(work, docs) = std::mem::take(&mut self.doing) else { return };
        match read {
            Ok(values) => {
                let mut damaged = false;
                for (doc, value) in docs.into_iter().zip(values) {
                    match holding::read_copy(value.as_deref()) {
                        Ok(copy) => drop(self.desk.insert(doc, copy)),
                        // A damaged document is fetched again whole; what is pending for it stays.
                        Err(_) => {
                            damaged = true;
                            self.forget_damaged(doc);
                        }
                    }
                }
                self.perform(turn, work);
                if damaged && matches!(self.doing, Doing::Nothing) {
                    self.maybe_send(turn);
                }
            }
            Err(fault) => {
                if let Work::Event(Event::Act(ticket, _) | Event::Weigh(ticket, _) | Event::Undo(ticket, _)) =
                    work
                {
                    turn.tell(ticket, Outcome::NotSaved(fault));
                } else if let Work::Event(Event::Open(ticket, _)) = work {
                    turn.effects.push(Effect::Opened(ticket, None));
                }
                self.store_failed(turn);
            }
        }
    }

    fn write_done(&mut self, turn: &mut Turn<'_>, written: Result<(), StoreFault>) {
        let Doing::Writing(after) = std::mem::take(&mut self.doing) else { return };
        match written {
            Ok(()) => {
                self.unstored = 0;
                if self.status.mode == Mode::StoreFailed {
                    self.status.mode = Mode::Idle;
                }
                // Told once it is on the disk: whoever reads it may close the app and go where there is no network.
                self.status.complete = self.link.state.complete;
                turn.effects.extend(after.done);
                self.trim_desk();
                if !after.asked {
                    self.maybe_send(turn);
                }
            }
            Err(fault) => {
                if let Some(order) = after.save {
                    self.outbox.remove(order);
                }
                match after.asker {
                    Some(ticket) => turn.tell(ticket, Outcome::NotSaved(fault)),
                    None => self.unstored = self.unstored.saturating_add(1),
                }
                self.store_failed(turn);
            }
        }
    }

    /// Memory may be ahead of the disk now: everything is read again.
    fn store_failed(&mut self, turn: &mut Turn<'_>) {
        self.booted = false;
        self.status.mode = Mode::StoreFailed;
        turn.effects.push(Effect::Reboot);
    }

    fn perform(&mut self, turn: &mut Turn<'_>, work: Work) {
        match work {
            Work::Event(Event::Act(ticket, draft)) => self.save(turn, ticket, &draft),
            Work::Event(Event::Weigh(ticket, draft)) => self.weigh(turn, ticket, &draft),
            Work::Event(Event::Undo(ticket, order)) => self.undo(turn, ticket, order),
            Work::Event(Event::Open(ticket, doc)) => self.show(turn, ticket, doc),
            Work::Event(Event::Settle(ticket, id)) => self.settle(turn, ticket, id),
            Work::Event(Event::PutAway(ticket, id)) => self.put_away(turn, ticket, id),
            Work::Event(Event::Leave(ticket)) => self.leave(turn, ticket),
            Work::Event(Event::SendFailed(fault)) => self.send_failed(turn, fault),
            Work::Event(Event::Poked) => self.poked(turn),
            Work::Event(_) => self.maybe_send(turn),
            Work::Answer(response) => self.take_answer(turn, *response),
            Work::Rows(docs) => self.compute_rows(turn, &docs),
            Work::Return(docs) => self.bring_back(turn, &docs),
        }
    }

    /// Writes a batch; what it leads to is told once it is done.
    fn write(&mut self, turn: &mut Turn<'_>, batch: Batch, after: After) {
        turn.effects.push(Effect::Write(batch));
        self.doing = Doing::Writing(after);
    }

    fn trim_desk(&mut self) {
        // Those with pending acts stay and are not counted, or each save would look through them all.
        if self.desk.len() > ON_DESK + self.outbox.docs() {
            self.desk.retain(|doc, _| self.outbox.count_of(*doc) > 0);
        }
    }

    /// Tells where sync stands if that is not what was told last. Whatever changes it only writes it down.
    fn tell_status(&mut self, turn: &mut Turn<'_>) {
        let status = &mut self.status;
        status.unsent = self.outbox.len();
        status.oldest_unsent_ms = self.outbox.oldest_ms();
        status.aside = self.aside.len();
        status.documents = self.held.len();
        if self.booted && matches!(status.mode, Mode::Idle | Mode::Sending) {
            status.mode = if self.link.is_sending() { Mode::Sending } else { Mode::Idle };
        }
        if self.told != self.status {
            self.told = self.status.clone();
            turn.effects.push(Effect::Status);
        }
    }

    /// Who signed in here; `None` before.
    #[must_use]
    pub fn identity(&self) -> Option<&Identity> {
        self.identity.as_ref()
    }

    /// The company as this phone knows it.
    #[must_use]
    pub fn company(&self) -> &Company {
        &self.company
    }

    /// A row for every document held.
    #[must_use]
    pub fn rows(&self) -> &BTreeMap<DocId, Row> {
        &self.rows
    }

    /// Customers of the territory whose documents are not here.
    #[must_use]
    pub fn cards(&self) -> &BTreeMap<DocId, Card> {
        &self.cards
    }

    /// Own acts that are not in the book, to be looked at.
    #[must_use]
    pub fn aside(&self) -> &BTreeMap<EntryId, Aside> {
        &self.aside
    }

    /// Others' work kept for this person to take over.
    #[must_use]
    pub fn kept(&self) -> &BTreeMap<EntryId, Kept> {
        &self.kept
    }

    /// Own work that somebody took over, without its values, until its person puts that away.
    #[must_use]
    pub fn taken_over(&self) -> &BTreeMap<EntryId, Kept> {
        &self.taken_over
    }

    /// Acts saved here and not answered yet, oldest first.
    pub fn outbox(&self) -> impl Iterator<Item = &Pending> {
        self.outbox.iter()
    }

    /// The server's life that this phone knows, once it has heard of it.
    #[must_use]
    pub fn epoch(&self) -> Option<crate::hash::Short> {
        self.link.state.epoch
    }

    /// Where sync stands.
    #[must_use]
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// The corrected clock: the phone's own, moved by what the server last said. Ms UTC.
    #[must_use]
    pub fn corrected_ms(&self, now_ms: i64) -> i64 {
        now_ms.saturating_add(self.link.offset_ms)
    }

    /// The digest of each feed over the documents held, for the simulator's oracle.
    #[must_use]
    pub fn digests(&self) -> &BTreeMap<Feed, FeedDigest> {
        &self.digests
    }

    /// Ids of the documents held for a feed, for the simulator's oracle and the sync page.
    pub fn documents(&self) -> impl Iterator<Item = (DocId, &BTreeSet<Feed>)> {
        self.held.iter().map(|(doc, held)| (*doc, &held.feeds))
    }
}

/// One call of [`Replica::handle`]: the clock, chance, and what comes of it.
struct Turn<'a> {
    now_ms: i64,
    chance: &'a mut dyn Chance,
    effects: &'a mut Vec<Effect>,
}

impl Turn<'_> {
    fn tell(&mut self, ticket: Ticket, outcome: Outcome) {
        self.effects.push(Effect::Told(ticket, outcome));
    }

    fn random<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.chance.fill(&mut bytes);
        bytes
    }
}

#[cfg(test)]
mod tests;
