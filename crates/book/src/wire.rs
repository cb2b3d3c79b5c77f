//! Version 1 of what phone and server say to each other: one request pushes and pulls. CBOR by field name,
//! deflated both ways; unknown fields are passed over, missing ones have defaults.

use std::collections::BTreeMap;

use fieldbook_process::audience::Feed;
use fieldbook_process::facts::Edit;
use fieldbook_process::law::{self, Refusal};
use fieldbook_process::{ActName, DocId, EntryId, PersonId, RecordKind};
use serde::{Deserialize, Serialize};

use crate::hash::{Bytes, FeedDigest, Hash, Short};

pub mod office;
mod pack;
mod switched;

pub use pack::{Packed, TooLarge, pack, unpack};
pub use switched::{SWITCHED, Switched};

/// The protocol spoken here.
pub const PROTOCOL: u16 = 1;

/// What a phone asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// [`PROTOCOL`] of the sender.
    pub protocol: u16,
    /// The app's build, for the list of devices.
    pub app: String,
    /// Whose book asks. Where the session has become somebody else's meanwhile, nothing is pushed or handed out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// The server's life that the cursors belong to; `None` before the first answer.
    pub epoch: Option<Short>,
    /// The company version held; 0 = none.
    pub company: u64,
    /// Where each feed was read to. Feeds not listed are read from their beginning.
    pub feeds: Vec<(Feed, Cursor)>,
    /// Acts not yet answered, in the order they were made.
    pub units: Vec<Unit>,
    /// After an epoch ended: accepted changes with their receipts, so that the server has them again.
    #[serde(default)]
    pub returned: Vec<Record>,
    /// Whether news is wanted. Not while receipts are brought back: what is not back yet would look gone.
    pub pull: bool,
    /// What lies on the phone and is in no book, these units included; for the list of devices.
    #[serde(default, skip_serializing_if = "Waiting::is_nothing")]
    pub waiting: Waiting,
}

/// What lies on a phone and is in no book.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Acts not answered yet.
    pub unsent: u32,
    /// When the oldest of them was entered, ms UTC.
    pub oldest_ms: Option<i64>,
    /// Acts set aside for their person to look at.
    pub aside: u32,
}

impl Waiting {
    /// Whether there is none.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// How far a feed was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cursor {
    /// First reading: documents as they are, newest member first; those that entered below `below` are missing
    /// yet; afterwards read on after `upto`.
    First {
        /// The feed's last number when first reading began; `None` at the very beginning.
        upto: Option<u64>,
        /// Members that entered at or after this are here.
        below: Option<u64>,
    },
    /// Everything up to this number is here.
    After(u64),
}

/// One act: one change, or several documents' changes that are accepted or refused whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    /// One change per document.
    pub changes: Vec<Sent>,
}

/// A change as sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sent {
    /// Its document.
    pub doc: DocId,
    /// The chunk.
    pub bytes: Bytes,
}

/// What the server says of one unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Verdict {
    /// It is in the book.
    Accepted,
    /// The law refuses it; also when it comes again.
    Refused(Vec<Refusal>),
    /// Its form, act or authorship is wrong; an honest app does not send this.
    Malformed(Fault),
    /// The sender may not write there (any more): kept for that person, who can take it over.
    KeptFor(PersonId),
    /// The company version is past its grace: it waits for that superior.
    ForSuperior(PersonId),
    /// A change it stands on is not here.
    MissingDependency(Vec<Hash>),
    /// The entered time is not between its dependencies' and now; the server's clock, ms UTC.
    ClockWrong(i64),
    /// Its actor or sequence number is taken, or its company version was lost with a restore: the phone runs the
    /// act again under a new actor and the present company.
    ActorClash,
    /// A newer app made it, or the server is not ready: try again later.
    Later,
    /// Over a limit, in bytes or documents: set aside on the phone.
    TooLarge(u64),
}

/// What is wrong with a change that an honest app would not send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// Not a change, or a hostile one; the reason for the log and the sync page.
    Chunk(String),
    /// Its message is missing or says something else than session and content.
    Message(String),
    /// The law's check of form and act.
    Law(law::Verdict),
    /// Known already, from somebody else.
    NotYours,
    /// The unit is empty or names a document twice.
    Unit,
}

/// What the server answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Response {
    /// The server's clock, ms UTC.
    pub now_ms: i64,
    /// The server's life.
    pub epoch: Short,
    /// Whether anything was taken in or handed out; where it is `false` the phone stops and says why.
    pub standing: Standing,
    /// A verdict per unit, in the request's order. Empty where the epoch changed.
    pub verdicts: Vec<Verdict>,
    /// The company, where it is newer than the phone's.
    pub company: Option<CompanyNews>,
    /// The session's feeds. A feed not listed here is no longer the person's.
    pub feeds: Vec<FeedPage>,
    /// Changes that the entries name, each once.
    pub records: Vec<Record>,
    /// Documents that the entries name, each once.
    pub wholes: Vec<Whole>,
    /// Whether every feed is read to its end.
    pub up_to_date: bool,
    /// Everything received before this is in a backup: its receipts can go. Ms UTC.
    #[serde(default)]
    pub backed_up_to_ms: i64,
}

/// Whether the session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// All is well.
    Good,
    /// The server began a new life (restore, reset): push again what has receipts, then read from the beginning.
    NewEpoch,
    /// This app is too old to read; what it pushed was taken.
    AppTooOld,
    /// The device was revoked; what it pushed is in quarantine. It wipes now.
    Revoked,
}

/// A newer company: the parts that changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CompanyNews {
    /// Its version.
    pub version: u64,
    /// Parts by name, as CBOR.
    pub parts: BTreeMap<String, Bytes>,
}

/// News of one feed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FeedPage {
    /// Which.
    pub feed: Feed,
    /// In the order of numbers, without gaps (when reading on; first reading has numbers of entering).
    pub entries: Vec<Entry>,
    /// Where to read on.
    pub cursor: Cursor,
    /// The digest at the cursor, where the feed is read to its end.
    pub digest: Option<FeedDigest>,
}

/// One entry of a feed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Dense within the feed, from 1.
    pub seq: u64,
    /// What happened.
    pub item: Item,
}

/// What an entry tells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Item {
    /// A change was accepted; its record is in the answer.
    Change(DocId, Hash),
    /// A document came into the feed; it is whole in the answer.
    Whole(DocId),
    /// A document left the feed.
    Gone(DocId),
    /// Work kept for somebody, for both sides.
    Kept(Box<Kept>),
    /// A customer of the territory.
    Card(Card),
    /// It left the territory.
    CardGone(DocId),
}

/// A change as accepted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Its document.
    pub doc: DocId,
    /// The chunk, verbatim.
    pub bytes: Bytes,
    /// The server's word for it.
    pub receipt: Receipt,
}

/// The server's signed word that it accepted a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The change.
    pub hash: Hash,
    /// Who sent it.
    pub person: PersonId,
    /// From which device.
    pub device: fieldbook_process::DeviceId,
    /// Judged under this company version.
    pub company: u64,
    /// Received, ms UTC by the server's clock.
    pub received_ms: i64,
    /// Ed25519 over [`Receipt::signed_bytes`].
    pub signature: Bytes,
    /// Brought back after a restore, ms UTC by the server's clock: a backup made before lacks the change, however
    /// long ago it was received. Not signed: the server alone says it, and of its own backups only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back_ms: Option<i64>,
}

impl Receipt {
    /// Whether a backup made at a moment (ms UTC) lacks the change, so that the receipt is still needed.
    #[must_use]
    pub fn outlives(&self, backed_up_to_ms: i64) -> bool {
        self.in_book_since_ms() >= backed_up_to_ms
    }

    /// Since when the book of the server's present life has the change, ms UTC.
    #[must_use]
    pub fn in_book_since_ms(&self) -> i64 {
        self.back_ms.unwrap_or(self.received_ms)
    }

    /// What the signature covers: a tag, then all fields in order with fixed widths.
    #[must_use]
    pub fn signed_bytes(&self, doc: DocId) -> Vec<u8> {
        let mut bytes = b"fieldbook receipt 1\0".to_vec();
        bytes.extend(self.hash.0);
        bytes.extend(doc.0);
        bytes.extend(self.person.0);
        bytes.extend(self.device.0);
        bytes.extend(self.company.to_be_bytes());
        bytes.extend(self.received_ms.to_be_bytes());
        bytes
    }
}

/// A document as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Whole {
    /// Its id.
    pub doc: DocId,
    /// The accepted document.
    pub bytes: Bytes,
    /// Receipts of its changes since the last backup.
    pub receipts: Vec<Receipt>,
}

/// Where kept work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeptState {
    /// Waiting.
    Open,
    /// Taken over by that person.
    TakenBy(PersonId),
}

/// Work that the server keeps outside the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its id.
    pub id: EntryId,
    /// The document it was meant for.
    pub doc: DocId,
    /// Its kind of record.
    pub kind: RecordKind,
    /// What the record was called where it was written; empty from an older server.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What it amounts to.
    pub act: ActName,
    /// Who wrote it.
    pub from: PersonId,
    /// Who can take it over.
    pub to: PersonId,
    /// Whether it waits for grace only (`true`) or for authority.
    pub past_grace: bool,
    /// When it was entered and received, ms UTC.
    pub entered_ms: i64,
    /// Received, ms UTC.
    pub received_ms: i64,
    /// The change it was.
    pub hash: Hash,
    /// Its values.
    pub edits: Vec<Edit>,
    /// Where it stands.
    pub state: KeptState,
}

/// What others of the territory see of a customer: enough to find a duplicate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The customer.
    pub doc: DocId,
    /// Its name.
    pub name: String,
    /// Its town.
    pub town: String,
    /// Its owner.
    pub owner: Option<PersonId>,
    /// 20 bits of the hash of each phone number: a match is a hint, since a full hash could be guessed back.
    pub phones: Vec<u32>,
}

#[cfg(test)]
mod tests;
