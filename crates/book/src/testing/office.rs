//! The server of a test: the hub over memory, with verbs for what happens to it, and a way to hand it units
//! that no phone would make.

use std::collections::BTreeSet;

use automerge::ActorId;
use fieldbook_process::audience::Feed;
use fieldbook_process::{Company, DeviceId, DocId, Facts, PersonId, Value};

use super::{Seed, Stamp};
use crate::document::Document;
use crate::hash::{Bytes, Short};
use crate::hub::{self, Caller, FeedState, Refused, Reply, Stored};
use crate::message::Message;
use crate::replica::{NOW, Part};
use crate::store::{Memory, Table, from_cbor, to_cbor};
use crate::wire::{
    Cursor, FeedPage, Item, Kept, PROTOCOL, Request, Response, Sent, Standing, Unit, Verdict, Waiting,
};

/// What a server was at some moment.
#[derive(Debug, Clone)]
pub struct Backup(Memory);

/// The server of a test.
#[derive(Debug)]
pub struct Office {
    /// What it holds.
    pub store: Memory,
    /// Its clock, ms UTC.
    pub now_ms: i64,
    /// Its key for receipts.
    pub stamp: Stamp,
    /// Every request it answered, with its sender, oldest first.
    pub asked: Vec<(PersonId, Request)>,
    revoked: BTreeSet<DeviceId>,
    chance: Seed,
}

/// A request that pushes these units and asks for news of these feeds.
#[must_use]
pub fn request(epoch: Option<Short>, units: Vec<Unit>, feeds: Vec<(Feed, Cursor)>) -> Request {
    let app = "test".to_owned();
    let (returned, waiting) = (Vec::new(), Waiting::default());
    let (protocol, person, pull) = (PROTOCOL, None, true);
    Request { protocol, app, person, epoch, company: 0, feeds, units, returned, pull, waiting }
}

/// A unit of these changes.
#[must_use]
pub fn unit(changes: impl IntoIterator<Item = Sent>) -> Unit {
    Unit { changes: changes.into_iter().collect() }
}

impl Office {
    pub(super) fn new(now_ms: i64) -> Self {
        let mut office = Self {
            store: Memory::default(),
            now_ms,
            stamp: Stamp("key"),
            asked: Vec::new(),
            revoked: BTreeSet::new(),
            chance: Seed(u64::MAX),
        };
        office.begins_a_new_life();
        office
    }

    /// Begins a new life, as after a restore or reset.
    pub fn begins_a_new_life(&mut self) {
        let Self { store, chance, .. } = self;
        store.transaction(|tx| hub::install(tx, chance)).unwrap();
    }

    /// Makes a company the next version.
    pub fn sets_company(&mut self, company: &Company) -> u64 {
        let (now_ms, stamp) = (self.now_ms, self.stamp);
        self.store.transaction(|tx| hub::set_company(tx, company, now_ms, &stamp)).unwrap().0
    }

    /// Copies itself. Phones are told on [`Office::announces_backup`].
    #[must_use]
    pub fn backup(&self) -> Backup {
        Backup(self.store.clone())
    }

    /// Tells the phones that everything received before now is in a backup.
    pub fn announces_backup(&mut self) {
        let now_ms = self.now_ms;
        self.store.transaction(|tx| hub::announce_backup(tx, now_ms)).unwrap();
    }

    /// Goes back to a backup and begins a new life.
    pub fn restored(&mut self, backup: &Backup) {
        self.store = backup.0.clone();
        self.begins_a_new_life();
    }

    /// Shuts a device out.
    pub fn revokes(&mut self, device: DeviceId) {
        self.revoked.insert(device);
    }

    /// Its present life.
    pub fn epoch(&mut self) -> Short {
        self.store.transaction(|tx| hub::epoch(tx)).unwrap().unwrap_or_default()
    }

    /// Answers a request of a device.
    pub fn answers(&mut self, person: PersonId, device: DeviceId, request: &Request) -> Reply {
        self.asked.push((person, request.clone()));
        let caller = Caller { person, device, revoked: self.revoked.contains(&device) };
        let (now_ms, stamp) = (self.now_ms, self.stamp);
        self.store.transaction(|tx| hub::sync(tx, &caller, request, now_ms, &stamp)).unwrap()
    }

    /// What somebody is told who pushes these units from a device of their own.
    pub fn judges(&mut self, person: PersonId, units: Vec<Unit>) -> Vec<Verdict> {
        let request = request(Some(self.epoch()), units, Vec::new());
        let response = self.answers(person, device_of(person), &request).response;
        assert_eq!(response.standing, Standing::Good);
        response.verdicts
    }

    /// The verdict on one change of one document.
    pub fn judge(&mut self, person: PersonId, sent: Sent) -> Verdict {
        self.judges(person, vec![unit([sent])]).remove(0)
    }

    /// Takes in an act on the document as it is, in the name of its person, and answers its bytes.
    ///
    /// # Panics
    /// Where it is not accepted.
    pub fn accepts(&mut self, person: PersonId, part: &Part) -> Sent {
        let message = super::message(part.act, person, self.now_ms);
        let sent = self.write(&self.document(part.doc), part, &message);
        let verdict = self.judge(person, sent.clone());
        assert_eq!(verdict, Verdict::Accepted, "{part:?}");
        sent
    }

    /// The change that makes an act on a document, with any message, under a fresh actor.
    pub fn write(&mut self, base: &Document, part: &Part, message: &Message) -> Sent {
        let actor = ActorId::from(&self.chance.id()[..]);
        write_as(&actor, base, part, message)
    }

    /// A fresh id.
    pub fn id(&mut self) -> [u8; 16] {
        self.chance.id()
    }

    /// The accepted document; an empty one where there is none.
    #[must_use]
    pub fn document(&self, doc: DocId) -> Document {
        let stored = self.stored(doc);
        stored.map_or_else(Document::new, |stored| Document::load(&stored.bytes.0).unwrap())
    }

    /// What was derived from a document.
    #[must_use]
    pub fn stored(&self, doc: DocId) -> Option<Stored> {
        self.store.read(Table::Documents, &doc.0).map(|bytes| from_cbor(bytes).unwrap())
    }

    /// Its values.
    #[must_use]
    pub fn facts(&self, doc: DocId) -> Facts {
        self.document(doc).view().facts
    }

    /// Ids of all documents.
    #[must_use]
    pub fn documents(&self) -> Vec<DocId> {
        self.store.table(Table::Documents).map(|(key, _)| DocId(key.try_into().unwrap())).collect()
    }

    /// Where a feed stands.
    #[must_use]
    pub fn feed_state(&self, feed: &Feed) -> FeedState {
        let name = Short::of(&to_cbor(feed).unwrap());
        self.store.read(Table::Feeds, &name.0).map(|bytes| from_cbor(bytes).unwrap()).unwrap_or_default()
    }

    /// Everything that a person would be handed from these cursors on, in one answer.
    pub fn hands_out(&mut self, person: PersonId, feeds: Vec<(Feed, Cursor)>) -> Response {
        let request = request(Some(self.epoch()), Vec::new(), feeds);
        self.answers(person, device_of(person), &request).response
    }

    /// The page of one feed that a person would be handed from a number on.
    ///
    /// # Panics
    /// Where it is not a feed of that person.
    pub fn page_after(&mut self, person: PersonId, feed: &Feed, seq: u64) -> FeedPage {
        let response = self.hands_out(person, vec![(feed.clone(), Cursor::After(seq))]);
        response.feeds.into_iter().find(|page| page.feed == *feed).unwrap()
    }

    /// What a person's own feed tells after a number.
    pub fn told(&mut self, person: PersonId, seq: u64) -> Vec<Item> {
        self.page_after(person, &Feed::Person(person), seq)
            .entries
            .into_iter()
            .map(|entry| entry.item)
            .collect()
    }

    /// The last number of a person's own feed.
    #[must_use]
    pub fn last(&self, person: PersonId) -> u64 {
        self.feed_state(&Feed::Person(person)).last
    }

    /// What a person is told of kept work, from the beginning.
    pub fn kept(&mut self, person: PersonId) -> Vec<Kept> {
        let response = self.hands_out(person, Vec::new());
        let entries = response.feeds.into_iter().flat_map(|page| page.entries);
        entries
            .filter_map(|entry| if let Item::Kept(kept) = entry.item { Some(*kept) } else { None })
            .collect()
    }

    /// What it refused of a person and keeps, the oldest first.
    pub fn refused(&mut self, person: PersonId) -> Vec<Refused> {
        self.store.transaction(|tx| hub::refused(tx, person)).unwrap()
    }

    /// Changes in quarantine.
    #[must_use]
    pub fn quarantined(&self) -> usize {
        self.store.table(Table::Quarantine).count()
    }
}

/// The change that makes an act on a document under that actor.
///
/// # Panics
/// Where it changes nothing.
#[must_use]
pub fn write_as(actor: &ActorId, base: &Document, part: &Part, message: &Message) -> Sent {
    let now = Some(Value::Instant(message.entered_ms));
    let stamped = |value: &Option<Value>| if *value == Some(NOW) { now.clone() } else { value.clone() };
    let edit = |(path, value): &(_, _)| fieldbook_process::facts::Edit {
        path: Clone::clone(path),
        old: None,
        new: stamped(value),
    };
    let edits: Vec<_> = part.values.iter().map(edit).collect();
    let change = base.change_with(part.kind, &edits, actor, message.write()).unwrap();
    Sent { doc: part.doc, bytes: Bytes(change.raw_bytes().to_vec()) }
}

/// The device from which [`Office::judges`] lets somebody push.
fn device_of(person: PersonId) -> DeviceId {
    DeviceId(person.0)
}
