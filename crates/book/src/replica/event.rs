//! What comes into the phone's machine and what goes out.

use std::collections::BTreeMap;
use std::sync::Arc;

use fieldbook_process::audience::Feed;
use fieldbook_process::facts::Edit;
use fieldbook_process::law::{self, Refusal};
use fieldbook_process::{ActName, DeviceId, DocId, EntryId, Facts, Path, PersonId, RecordKind, Value};
use serde::{Deserialize, Serialize};

use super::Loaded;
use crate::document::{Document, Heads, View};
use crate::hash::Hash;
use crate::store::{Batch, Key, StoreFault, Table};

/// Chance, given from outside: the browser's crypto, or a seed.
pub trait Chance {
    /// Fills a buffer with random bytes.
    fn fill(&mut self, bytes: &mut [u8]);
}

/// Marks a question, so that its answer finds its asker.
pub type Ticket = u64;

/// Who signed in, on which device. Written at sign-in, read at each start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Who.
    pub person: PersonId,
    /// On which registered device.
    pub device: DeviceId,
}

/// What comes in.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// Some of what [`Event::Boot`] will bring, to be drawn meanwhile: the company and a few rows.
    Glimpse(Box<Loaded>),
    /// The tables named by [`super::BOOT_TABLES`], read at the start or after storage failed.
    Boot(Box<Loaded>),
    /// Answers a [`Effect::Read`], in its order.
    ReadDone(Result<Vec<Option<Vec<u8>>>, StoreFault>),
    /// Answers a [`Effect::Write`].
    WriteDone(Result<(), StoreFault>),
    /// The body that answers a [`Effect::Send`].
    Answered(Vec<u8>),
    /// A [`Effect::Send`] was not answered so.
    SendFailed(SendFault),
    /// The time named by [`Effect::WakeAt`] has come, or the timer fired anyway.
    Tick,
    /// The server has news, the network is back, or the page is visible again.
    Poked,
    /// Somebody saves something.
    Act(Ticket, Draft),
    /// Somebody asks what saving it would come to: nothing is written.
    Weigh(Ticket, Draft),
    /// Takes back a save that was not sent yet.
    Undo(Ticket, u64),
    /// Somebody looks at a record.
    Open(Ticket, DocId),
    /// Takes a set-aside act off the list, once its values are in another act or handed on.
    Settle(Ticket, EntryId),
    /// Puts away that own work was taken over.
    PutAway(Ticket, EntryId),
    /// Somebody signs out: the book leaves this phone, unless something in it is nowhere else.
    Leave(Ticket),
}

/// Why no answer came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendFault {
    /// No network, no server, no time.
    Offline,
    /// 401 or 403: the session ended. Everything is kept.
    SignedOut,
    /// Another status, or a body that is not ours.
    Refused(u16),
}

/// What goes out. Effects are carried out in order; at most one `Read` or `Write` is under way.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Read these keys, answer with [`Event::ReadDone`].
    Read(Vec<(Table, Key)>),
    /// Write this, answer with [`Event::WriteDone`].
    Write(Batch),
    /// Send this body to `/v1/sync`, answer with exactly one [`Event::Answered`] or [`Event::SendFailed`]: the
    /// shell gives up by itself after a while, and nothing that comes later counts.
    Send(Vec<u8>),
    /// Send [`Event::Tick`] at that time, ms by the phone's own clock; replaces an earlier one.
    WakeAt(i64),
    /// Read [`super::BOOT_TABLES`] again and send [`Event::Boot`]: storage failed or was closed.
    Reboot,
    /// Answers [`Event::Act`], [`Event::Weigh`], [`Event::Undo`], [`Event::Settle`] and [`Event::PutAway`]; [`Event::Leave`] where everything stays.
    Told(Ticket, Outcome),
    /// Answers [`Event::Open`]; `None` where this phone does not hold the document.
    Opened(Ticket, Option<Box<Opened>>),
    /// These rows are new, changed or gone.
    Rows(Vec<DocId>),
    /// [`super::Replica::status`] changed, by whatever event, or what is set aside, kept or on cards.
    Status,
    /// The company is newer: names, policy and calendar may read differently.
    Company,
    /// Wipe the database now: the device was revoked and what was unsent is in quarantine, or its person signed
    /// out and everything is sent. Whatever comes in later is not heard.
    Wipe,
}

/// Stands for the moment of the act wherever a field holds it: the machine puts in the corrected time, and
/// another one should the act be run again.
pub const NOW: Value = Value::Instant(i64::MIN);

/// What somebody wants to save.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft {
    /// One part per document; several are accepted or refused together.
    pub parts: Vec<Part>,
    /// Kept work that this takes over.
    pub takes_over: Option<EntryId>,
    /// How long it can be undone before it is sent, in ms.
    pub undo_ms: i64,
    /// The person saw that touched fields changed since the form was opened and saves over them.
    pub seen: bool,
}

/// An act on one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The document; a new id makes a new record.
    pub doc: DocId,
    /// Its kind.
    pub kind: RecordKind,
    /// What it amounts to.
    pub act: ActName,
    /// The version the form was opened at; `None` = as it is now.
    pub opened: Option<Heads>,
    /// The fields touched, and nothing else. `None` empties one.
    pub values: Vec<(Path, Option<Value>)>,
}

/// What became of a save.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It is on the disk of this phone. The number names it for undo.
    Saved(u64),
    /// Undone, settled, put away, or left with everything kept here; of what was weighed, that it would be saved.
    Done,
    /// The law refuses it, clause by clause.
    Refused(Vec<Refusal>),
    /// Values that do not fit their fields, or another act than named.
    Form(law::Verdict),
    /// Fields touched here were changed elsewhere since the form was opened: shown before saving. Old = what
    /// the form was opened with, new = what stands there now.
    ChangedMeanwhile(Vec<Edit>),
    /// Nothing differs from what stands there.
    Nothing,
    /// Not saved on this phone; the words are still in the form.
    NotSaved(StoreFault),
    /// It was sent already, or its record is not on this phone any more.
    TooLate,
}

/// A record as the screen shows it: accepted and pending together.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The document.
    pub doc: DocId,
    /// Values, conflicts, kind.
    pub view: View,
    /// All of it, to be handed out as a file.
    pub document: Arc<Document>,
    /// The version shown, pending acts included: what a form remembers.
    pub heads: Heads,
    /// What is owed from it, with its whole history.
    pub duties: Vec<law::Duty>,
    /// The changes shown, oldest first.
    pub history: Vec<Past>,
    /// Of each field with several values, the values with who wrote them, oldest first.
    pub rivals: BTreeMap<Path, Vec<Rival>>,
}

/// One of several values that stand in a field, until somebody chooses.
#[derive(Debug, Clone, PartialEq)]
pub struct Rival {
    /// The value; of a side that emptied the field empty text.
    pub value: Value,
    /// Who wrote it; of several the latest. `None` where that cannot be read.
    pub person: Option<PersonId>,
    /// When it was entered, ms UTC.
    pub entered_ms: i64,
}

/// One change in a record's history.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// The change.
    pub hash: Hash,
    /// What it amounted to; `None` where it cannot be read.
    pub act: Option<ActName>,
    /// Who.
    pub person: Option<PersonId>,
    /// When it was entered, ms UTC.
    pub entered_ms: i64,
    /// When the server received it, ms UTC; `None` where no receipt is kept any more.
    pub received_ms: Option<i64>,
    /// Under which company version.
    pub company: u64,
    /// Whether the server has answered it.
    pub accepted: bool,
    /// It stands on several changes, so it may have decided between their values.
    pub joins: bool,
}

/// Where sync stands, for the pill and the sync page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Status {
    /// Acts saved here and not answered yet.
    pub unsent: usize,
    /// When the oldest of them was entered, ms UTC.
    pub oldest_unsent_ms: Option<i64>,
    /// Acts set aside or kept, to be looked at.
    pub aside: usize,
    /// The last answer, ms by the phone's own clock.
    pub answered_ms: Option<i64>,
    /// What the machine is doing.
    pub mode: Mode,
    /// Documents held.
    pub documents: usize,
    /// Whether the first sync is complete: before, there are no duties and no figures.
    pub complete: bool,
    /// A feed had to be fetched again because its digest differed: (feed, when ms).
    pub refetched: Option<(Feed, i64)>,
}

/// What the machine is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Not booted yet.
    #[default]
    Starting,
    /// Nothing under way.
    Idle,
    /// A request is under way.
    Sending,
    /// The last request found no server; trying again later.
    Offline,
    /// Sign in again; everything is kept.
    SignedOut,
    /// The app is too old; what was pushed is taken.
    AppTooOld,
    /// The device was revoked.
    Revoked,
    /// Storage does not answer: nothing is saved on this phone.
    StoreFailed,
}

/// An act that is not in the book: why, and all its values, so that it can be mended and sent again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Aside {
    /// Its id; for kept work the server's.
    pub id: EntryId,
    /// What was to be done.
    pub parts: Vec<Part>,
    /// What stood there before, path by path.
    pub old: Facts,
    /// Why it is not in the book.
    pub why: Why,
    /// When it was entered, ms UTC.
    pub entered_ms: i64,
    /// What its records were called where it was written, since they may have left this phone.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<DocId, String>,
}

/// Why an act is set aside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Why {
    /// Clauses refuse it.
    Refused(Vec<Refusal>),
    /// Its form does not fit, or what it stood on is gone.
    Form(law::Verdict),
    /// The server could not take it; its words.
    Malformed(String),
    /// Kept for the present owner.
    KeptFor(PersonId),
    /// Waits for the superior: the company version was past its grace.
    ForSuperior(PersonId),
    /// Too large to send.
    TooLarge(u64),
    /// What it stood on fell, and its record is not on this phone any more.
    Gone,
}

/// An act saved here and not answered yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pending {
    /// Its place in the order of saves; also its name for undo.
    pub order: u64,
    /// What it does, part by part, in the order of [`Pending::changes`].
    pub parts: Vec<Part>,
    /// What stood there before, path by path, for each part.
    pub old: Vec<Facts>,
    /// The change of each part.
    pub changes: Vec<crate::wire::Sent>,
    /// Their hashes.
    pub hashes: Vec<Hash>,
    /// When it was entered, ms UTC by the corrected clock.
    pub entered_ms: i64,
    /// The same by the phone's own clock, so that a wrong correction can be mended.
    pub made_ms: i64,
    /// Not sent before then, ms by the phone's own clock: it can be undone.
    pub hold_until_ms: i64,
    /// Kept work that it takes over.
    pub takes_over: Option<EntryId>,
    /// What its records are called with it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<DocId, String>,
}
