//! Carries attachments: the bytes of photos, voice notes and files, by their hash. They lie on the phone in pieces, go to
//! the server after the records that name them, one piece at a time from where the server stands, and never leave the
//! phone before the server holds them whole. Sans-IO like the replica: events in, effects out, time an argument.
//!
//! What is kept here says nothing that counts: which record names a hash is in the records ([`Named`]), what the server
//! holds it says itself. So whatever is lost here costs a question and no photo; only the bytes must be safe, and they
//! are written before anything names them.

mod ahead;
mod download;
mod named;
#[cfg(test)]
mod tests;

pub use download::{Download, SIZE};

use std::collections::{BTreeMap, BTreeSet};

use fieldbook_process::DocId;
use serde::{Deserialize, Serialize};

use self::ahead::Ahead;
pub use self::ahead::{AHEAD, Wanted};
pub use self::named::Named;
use crate::hash::{Hash, Short};

/// Bytes of a piece, on the phone and on the way: small enough that a weak network brings one through.
pub const PIECE: usize = 256 * 1024;
/// What the server holds, too, may take so many bytes of the phone.
pub const ROOM: u64 = 200 * 1024 * 1024;
/// Kept by nobody's record for so long it is a form given up; ms.
pub const LOOSE_MS: i64 = 14 * 86_400_000;
/// Pauses after a failure, doubled from the first to the last; ms.
const PAUSE_MS: (i64, i64) = (2_000, 300_000);

/// What this phone keeps of one attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// SHA-256 of its bytes.
    pub hash: Hash,
    /// How many there are.
    pub size: u64,
    /// What kind of file, as the web names them.
    pub mime: String,
    /// A record that named it when this phone last knew of one: where that record has left the phone since, the bytes are
    /// still sent.
    pub doc: Option<DocId>,
    /// The server holds it whole.
    pub is_sent: bool,
    /// Looked at or written last, ms: what is oldest goes first.
    pub used_ms: i64,
    /// The browser lost its bytes before they were sent; it stays here until its person knows.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_lost: bool,
    /// Neither this phone nor the server knows of a record any more that names it: an act was undone or given up. A
    /// colleague may take that over yet, so the server is still asked at times.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_undone: bool,
}

/// What reading a piece from the disk came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// It is here.
    Bytes(Vec<u8>),
    /// The disk answered: the attachment is known there, and its bytes are not.
    Lost,
    /// The disk answered: the attachment was put away, by another tab.
    Gone,
    /// The disk did not answer. That says nothing of the bytes.
    Failed,
}

/// What the server says of an attachment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It holds so many bytes of it.
    Has(u64),
    /// No record that it knows names it: perhaps not yet.
    NotNamed,
    /// The bytes are not those of the hash; it begins anew.
    Other,
    /// No network, no server, no room there.
    Nothing,
    /// Nobody is signed in.
    SignedOut,
}

/// What happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The phone was looked through; this is what it keeps.
    Shelf(Vec<Kept>),
    /// An attachment is on the disk.
    Keep(Kept),
    /// It was taken out of a form before that was saved, or its person knows that it is lost.
    Forget(Hash),
    /// It was looked at.
    Used(Hash),
    /// Records wait for the server no more, or do: their attachments come after them.
    Unsent(BTreeSet<DocId>),
    /// This is what names attachments now, of all that is on this phone.
    Named(Named),
    /// The server lives a new life: it may hold less than it said.
    NewEpoch(Short),
    /// A piece was read, or not.
    Piece(Hash, u64, Piece),
    /// The server answered.
    Answered(Hash, Answer),
    /// There may be a network again.
    Poked,
    /// Time passed.
    Tick,
    /// The phone has so many bytes too few.
    Short(u64),
    /// These are what records of one's own name: what of them is not here is fetched ahead.
    Wanted(Vec<Wanted>),
    /// Whether the network costs nothing.
    Free(bool),
    /// What was fetched ahead came, and is kept, or did not.
    Fetched(Hash, Answer),
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Read a piece from the disk, from there on.
    Read(Hash, u64),
    /// Send a piece; an empty one asks what the server has.
    Send {
        /// Of which attachment.
        hash: Hash,
        /// Of which record.
        doc: DocId,
        /// From there on.
        offset: u64,
        /// Bytes in all.
        total: u64,
        /// The piece.
        bytes: Vec<u8>,
    },
    /// Fetch it from the server, and keep it.
    Fetch(Wanted),
    /// Keep what is known of it.
    Write(Kept),
    /// Note that it was looked at then, ms; what another tab noted of it stays.
    Touch(Hash, i64),
    /// Its bytes leave the phone.
    Drop(Hash),
    /// Come back then, ms.
    WakeAt(i64),
    /// What the screens show has changed.
    Told,
}

/// The machine.
#[derive(Debug, Default)]
pub struct Courier {
    kept: BTreeMap<Hash, Kept>,
    unsent: BTreeSet<DocId>,
    /// `None` until the book is read.
    named: Option<Named>,
    /// What is under way: which, by which record, and how many bytes of it the server has.
    now: Option<(Hash, DocId, u64)>,
    /// Not to be tried before, ms: that record is not there yet.
    later: BTreeMap<(Hash, DocId), i64>,
    pause_ms: i64,
    /// Nothing is tried before, ms.
    rest_until_ms: i64,
    epoch: Option<Short>,
    is_signed_out: bool,
    ahead: Ahead,
}

impl Courier {
    /// What is kept of a hash.
    #[must_use]
    pub fn get(&self, hash: &Hash) -> Option<&Kept> {
        self.kept.get(hash)
    }

    /// What records name and the server does not hold yet, and how many bytes of each it has.
    pub fn unsent(&self) -> impl Iterator<Item = (&Kept, u64)> {
        let waits = self.kept.values().filter(|kept| kept.waits() && self.is_named(kept));
        waits.map(|kept| (kept, self.now.filter(|(hash, ..)| *hash == kept.hash).map_or(0, |(.., has)| has)))
    }

    /// Takes an event, answers what is to be done.
    pub fn handle(&mut self, now_ms: i64, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Shelf(kept) => {
                // What is known already is known better here than on the disk.
                for kept in kept {
                    self.kept.entry(kept.hash).or_insert(kept);
                }
                self.follow_names(now_ms, &mut effects);
                effects.push(Effect::Told);
            }
            Event::Keep(kept) => {
                // Whole on the server it stays, whoever takes it anew.
                let known = self.kept.get(&kept.hash);
                let is_sent = kept.is_sent || known.is_some_and(|known| known.is_sent);
                let doc = known.and_then(|known| known.doc).or(kept.doc);
                let kept = Kept { is_sent, doc, ..kept };
                self.later.retain(|(hash, _), _| *hash != kept.hash);
                self.kept.insert(kept.hash, kept.clone());
                effects.extend([Effect::Write(kept), Effect::Told]);
                self.follow_names(now_ms, &mut effects);
                self.make_room(ROOM, &mut effects);
            }
            Event::Forget(hash) => {
                // What a record names goes only when the server has it.
                if self.kept.get(&hash).is_some_and(|kept| kept.is_lost || self.is_loose(kept)) {
                    self.drop(hash, &mut effects);
                }
            }
            Event::Used(hash) => {
                if let Some(kept) = self.kept.get_mut(&hash) {
                    kept.used_ms = now_ms;
                    effects.push(Effect::Touch(hash, now_ms));
                }
            }
            Event::Named(named) => {
                self.named = Some(named);
                self.follow_names(now_ms, &mut effects);
                self.give_up_loose(now_ms, &mut effects);
                effects.push(Effect::Told);
            }
            Event::Unsent(unsent) => {
                if self.unsent != unsent {
                    // What went through may name what the server did not know.
                    self.later.clear();
                }
                self.unsent = unsent;
                self.is_signed_out = false;
            }
            Event::NewEpoch(epoch) => self.begin_anew(epoch, &mut effects),
            Event::Piece(hash, offset, piece) => self.send(now_ms, hash, (offset, piece), &mut effects),
            Event::Answered(hash, answer) => self.answered(now_ms, hash, answer, &mut effects),
            Event::Poked => {
                (self.rest_until_ms, self.pause_ms, self.is_signed_out) = (0, 0, false);
                self.later.clear();
            }
            Event::Tick => {}
            Event::Short(bytes) => {
                let held: u64 = self.kept.values().filter(|kept| kept.is_sent).map(|kept| kept.size).sum();
                self.make_room(held.saturating_sub(bytes), &mut effects);
                self.is_short();
            }
            Event::Wanted(wanted) => self.wants(wanted),
            Event::Free(is_free) => self.is_free(is_free),
            Event::Fetched(hash, answer) => self.fetched(now_ms, hash, answer),
        }
        self.go_on(now_ms, &mut effects);
        self.fetch_ahead(now_ms, &mut effects);
        effects
    }

    /// Asks about the next one, oldest first, where nothing is under way.
    fn go_on(&mut self, now_ms: i64, effects: &mut Vec<Effect>) {
        if self.now.is_some() || self.is_signed_out {
            return;
        }
        if now_ms < self.rest_until_ms {
            return effects.push(Effect::WakeAt(self.rest_until_ms));
        }
        // Before the book is read nobody knows what a "no" of the server means.
        if self.named.is_none() {
            return;
        }
        let waits = self.kept.values().filter(|kept| kept.waits());
        let by_record = |kept| self.docs(kept).into_iter().map(move |doc| (kept, doc));
        let mut named: Vec<(&Kept, DocId)> = waits.flat_map(by_record).collect();
        named.retain(|(_, doc)| !self.unsent.contains(doc));
        named.sort_by_key(|(kept, doc)| (kept.used_ms, kept.hash, *doc));
        if let Some((kept, doc)) = named.iter().find(|(kept, doc)| self.is_due(kept.hash, *doc, now_ms)) {
            let (hash, total, doc) = (kept.hash, kept.size, *doc);
            self.now = Some((hash, doc, 0));
            effects.push(Effect::Send { hash, doc, offset: 0, total, bytes: Vec::new() });
            return;
        }
        let waits = named.iter().filter(|(kept, _)| !kept.is_undone);
        if let Some(at_ms) = waits.filter_map(|(kept, doc)| self.later.get(&(kept.hash, *doc))).min() {
            effects.push(Effect::WakeAt(*at_ms));
        }
    }

    /// Whether it may be tried now.
    fn is_due(&self, hash: Hash, doc: DocId, now_ms: i64) -> bool {
        self.later.get(&(hash, doc)).is_none_or(|at_ms| *at_ms <= now_ms)
    }

    fn send(&mut self, now_ms: i64, hash: Hash, read: (u64, Piece), effects: &mut Vec<Effect>) {
        let (offset, piece) = read;
        let Some((_, doc, has)) = self.now.filter(|(now, _, has)| *now == hash && *has == offset) else {
            return;
        };
        let Some(kept) = self.kept.get_mut(&hash) else { return self.now = None };
        match piece {
            Piece::Bytes(bytes) if !bytes.is_empty() => {
                effects.push(Effect::Send { hash, doc, offset: has, total: kept.size, bytes });
                return;
            }
            // Silence of the disk is like silence of the network: a pause, and again.
            Piece::Failed => self.heard(now_ms, (hash, doc), Answer::Nothing),
            Piece::Gone => {
                self.kept.remove(&hash);
                effects.push(Effect::Told);
            }
            Piece::Bytes(_) | Piece::Lost => {
                kept.is_lost = true;
                effects.extend([Effect::Write(kept.clone()), Effect::Told]);
            }
        }
        self.now = None;
    }

    fn answered(&mut self, now_ms: i64, hash: Hash, answer: Answer, effects: &mut Vec<Effect>) {
        let Some((_, doc, _)) = self.now.filter(|(now, ..)| *now == hash) else { return };
        let Some(kept) = self.kept.get_mut(&hash) else { return self.now = None };
        match answer {
            Answer::Has(has) if has >= kept.size => {
                kept.is_sent = true;
                effects.extend([Effect::Write(kept.clone()), Effect::Told]);
                (self.now, self.pause_ms) = (None, 0);
                self.make_room(ROOM, effects);
            }
            Answer::Has(has) => {
                (self.now, self.pause_ms) = (Some((hash, doc, has)), 0);
                effects.extend([Effect::Read(hash, has), Effect::Told]);
            }
            other => {
                self.now = None;
                self.heard(now_ms, (hash, doc), other);
                if other == Answer::NotNamed {
                    self.is_undone(now_ms, hash, effects);
                }
            }
        }
    }

    /// What an answer says of when to go on.
    fn heard(&mut self, now_ms: i64, of: (Hash, DocId), answer: Answer) {
        match answer {
            Answer::Has(_) => self.pause_ms = 0,
            Answer::NotNamed | Answer::Other => {
                self.later.insert(of, now_ms.saturating_add(PAUSE_MS.1));
            }
            Answer::SignedOut => self.is_signed_out = true,
            Answer::Nothing => {
                self.pause_ms = (self.pause_ms * 2).clamp(PAUSE_MS.0, PAUSE_MS.1);
                self.rest_until_ms = now_ms.saturating_add(self.pause_ms);
            }
        }
    }

    /// After a restore the server may lack what it had: each is asked about once more.
    fn begin_anew(&mut self, epoch: Short, effects: &mut Vec<Effect>) {
        if self.epoch.replace(epoch).is_none_or(|known| known == epoch) {
            return;
        }
        self.now = None;
        for kept in self.kept.values_mut().filter(|kept| kept.is_sent) {
            kept.is_sent = false;
            effects.push(Effect::Write(kept.clone()));
        }
    }

    /// What the server holds leaves the phone, oldest first, until the rest takes no more than that.
    fn make_room(&mut self, room: u64, effects: &mut Vec<Effect>) {
        let mut held: Vec<_> = self.kept.values().filter(|kept| kept.is_sent).collect();
        held.sort_by_key(|kept| (kept.used_ms, kept.hash));
        let mut size: u64 = held.iter().map(|kept| kept.size).sum();
        let mut gone = Vec::new();
        for kept in held {
            if size <= room {
                break;
            }
            size -= kept.size;
            gone.push(kept.hash);
        }
        gone.into_iter().for_each(|hash| self.drop(hash, effects));
    }

    fn drop(&mut self, hash: Hash, effects: &mut Vec<Effect>) {
        self.kept.remove(&hash);
        self.later.retain(|(of, _), _| *of != hash);
        effects.extend([Effect::Drop(hash), Effect::Told]);
    }
}
