//! When to send, and what. A timer always leads back to trying: no state waits for a new local act.

use std::collections::BTreeSet;

use fieldbook_process::DocId;
use fieldbook_process::audience::Feed;
use serde::{Deserialize, Serialize};

use super::{Effect, Mode, Replica, SendFault, Turn};
use crate::hash::{Bytes, Hash, Short};
use crate::store::{Batch, Durability, Table, to_cbor};
use crate::wire::{Cursor, PROTOCOL, Record, Request, Response, Unit, Waiting, pack, unpack};

/// The longest an answer may be when inflated, in bytes.
const ANSWER_LIMIT: usize = 64 << 20;
/// Acts in one request.
const UNITS: usize = 1_000;
/// Bytes of them.
const BYTES: usize = 1 << 20;
/// Pauses between tries, ms: the first, and the longest.
const PAUSE_MS: (i64, i64) = (100, 30_000);
/// Even with nothing to send and no poke, the server is asked this often, ms.
const IDLE_MS: i64 = 5 * 60_000;
/// How long a change waits that the server does not understand yet, ms.
const LATER_MS: i64 = 60_000;

/// What is remembered of sync, written in the same batch as what it stands for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct SyncState {
    pub(super) epoch: Option<Short>,
    pub(super) feeds: Vec<(Feed, Cursor)>,
    pub(super) company: u64,
    /// The server's clock minus the phone's own, ms.
    pub(super) offset_ms: i64,
    /// The first sync is complete.
    pub(super) complete: bool,
    /// Receipts before this can go, ms UTC.
    pub(super) backed_up_to_ms: i64,
    /// Accepted changes are being brought back to a server that began a new life.
    #[serde(default)]
    pub(super) returning: bool,
}

/// The line to the server.
#[derive(Debug, Default)]
pub(super) struct Link {
    pub(super) state: SyncState,
    pub(super) offset_ms: i64,
    /// The acts of the request under way, in its order.
    sending: Option<Vec<u64>>,
    /// Something happened that the request under way does not know of.
    again: bool,
    /// Whether the request under way brings receipts back.
    returned: bool,
    /// Whether the request under way asks for news.
    pub(super) pulled: bool,
    tries: u32,
    /// Answers in a row that made acts run again.
    reruns: u32,
    /// Acts that went into quarantine after the device was revoked.
    quarantined: BTreeSet<u64>,
    /// Not before then, ms by the phone's own clock.
    not_before_ms: i64,
    /// Asked again then at the latest.
    idle_until_ms: i64,
    /// A piece of news is known to wait: ask even with nothing to send.
    pub(super) pull: bool,
    /// Acts that the server does not understand yet wait until then: order → ms.
    pub(super) later: std::collections::BTreeMap<u64, i64>,
}

impl Link {
    pub(super) fn is_sending(&self) -> bool {
        self.sending.is_some()
    }

    pub(super) fn sending(&self) -> &[u64] {
        self.sending.as_deref().unwrap_or_default()
    }

    /// Acts that have to run again, again and again, would keep the line busy: they wait longer each time.
    pub(super) fn pace(&mut self, now_ms: i64, again: bool) {
        self.reruns = if again { self.reruns.saturating_add(1) } else { 0 };
        if self.reruns > 1 {
            self.not_before_ms = now_ms.saturating_add(pause_ms(self.reruns));
        }
    }

    /// The request under way is answered.
    pub(super) fn answered(&mut self) -> Vec<u64> {
        self.tries = 0;
        self.sending.take().unwrap_or_default()
    }

    /// Reads a feed from its beginning.
    pub(super) fn begin_anew(&mut self, feed: &Feed) {
        self.set_cursor(feed, Cursor::First { upto: None, below: None });
    }

    pub(super) fn set_cursor(&mut self, feed: &Feed, cursor: Cursor) {
        match self.state.feeds.iter_mut().find(|(known, _)| known == feed) {
            Some((_, old)) => *old = cursor,
            None => self.state.feeds.push((feed.clone(), cursor)),
        }
    }

    pub(super) fn put(&self, batch: &mut Batch) {
        batch.put(Table::Meta, super::loaded::SYNC_KEY, to_cbor(&self.state).unwrap_or_default());
    }
}

/// The pause after so many tries in vain, ms.
fn pause_ms(tries: u32) -> i64 {
    PAUSE_MS.0.saturating_mul(1 << tries.min(12)).min(PAUSE_MS.1)
}

impl Replica {
    pub(super) fn open_answer(&self, body: &[u8]) -> Option<Response> {
        self.link.sending.as_ref()?;
        unpack(body, ANSWER_LIMIT).ok()
    }

    /// There is news, or the network is back: try at once.
    pub(super) fn poked(&mut self, turn: &mut Turn<'_>) {
        self.link.not_before_ms = turn.now_ms;
        self.link.pull = true;
        if self.status.mode == Mode::SignedOut {
            self.status.mode = Mode::Idle;
        }
        self.maybe_send(turn);
    }

    /// Asks for news at once; where storage took none of it again and again, after a longer pause each time.
    pub(super) fn ask_after_start(&mut self, turn: &mut Turn<'_>) {
        let pause = if self.unstored > 1 { pause_ms(self.unstored) } else { 0 };
        self.link.not_before_ms = turn.now_ms.saturating_add(pause);
        self.link.pull = true;
        self.maybe_send(turn);
    }

    /// What waits for a moment would wait for ever: it may go now.
    pub(super) fn clock_jumped_back(&mut self, now_ms: i64) {
        self.link.not_before_ms = self.link.not_before_ms.min(now_ms);
        self.link.idle_until_ms = self.link.idle_until_ms.min(now_ms);
        self.link.later.clear();
        self.outbox.hold_at_most(now_ms);
    }

    pub(super) fn send_failed(&mut self, turn: &mut Turn<'_>, fault: SendFault) {
        if self.link.sending.take().is_none() {
            return;
        }
        self.link.pull = true;
        if self.link.returned {
            self.begin_return();
        }
        self.status.mode = match fault {
            SendFault::SignedOut => Mode::SignedOut,
            SendFault::Offline | SendFault::Refused(_) => Mode::Offline,
        };
        let longest = pause_ms(self.link.tries);
        self.link.tries = self.link.tries.saturating_add(1);
        let chance = i64::from(u32::from_be_bytes(turn.random()));
        let pause = longest / 2 + chance.rem_euclid(longest / 2 + 1);
        self.link.not_before_ms = turn.now_ms.saturating_add(pause);
        self.maybe_send(turn);
    }

    /// Sends if there is reason to and nothing is under way; else sets the timer that leads back here.
    pub(super) fn maybe_send(&mut self, turn: &mut Turn<'_>) {
        if !self.booted || self.identity.is_none() || self.is_stopped() {
            return;
        }
        if self.link.sending.is_some() {
            self.link.again = true;
            return;
        }
        let now_ms = turn.now_ms;
        if self.link.state.returning {
            turn.effects.push(Effect::WakeAt(self.link.not_before_ms.max(now_ms.saturating_add(1))));
            return;
        }
        let free = now_ms >= self.link.not_before_ms;
        // Until the line is free it only counts whether there is any.
        let orders = self.sendable(now_ms, if free { UNITS } else { 1 });
        let due = self.link.pull || !orders.is_empty() || now_ms >= self.link.idle_until_ms;
        if due && free {
            return self.send(turn, orders, Vec::new());
        }
        let later = self.link.later.values().copied().filter(|at| *at > now_ms);
        let next = later.chain(self.outbox.next_free_ms(now_ms)).min().unwrap_or(self.link.idle_until_ms);
        let wake = if due { self.link.not_before_ms } else { next.min(self.link.idle_until_ms) };
        turn.effects.push(Effect::WakeAt(wake.max(now_ms.saturating_add(1))));
    }

    /// The device was revoked: what is left of the outbox goes into quarantine too, then everything is wiped.
    pub(super) fn revoked(&mut self, turn: &mut Turn<'_>, sent: &[u64]) {
        self.status.mode = Mode::Revoked;
        self.link.quarantined.extend(sent);
        let orders = self.outbox.iter().map(|pending| pending.order);
        let left = orders.filter(|order| !self.link.quarantined.contains(order));
        let orders: Vec<u64> = left.take(UNITS).collect();
        if orders.is_empty() {
            turn.effects.push(Effect::Wipe);
        } else {
            self.send(turn, orders, Vec::new());
        }
    }

    fn is_stopped(&self) -> bool {
        matches!(self.status.mode, Mode::SignedOut | Mode::Revoked)
    }

    /// Whether a slice of receipts is to be brought back now.
    pub(super) fn may_return(&self, now_ms: i64) -> bool {
        let free = self.link.sending.is_none() && now_ms >= self.link.not_before_ms;
        self.link.state.returning && free && !self.is_stopped() && self.identity.is_some()
    }

    /// Acts that can go, at most so many: not held for undo, not waiting for a newer server, and standing on
    /// nothing that is.
    fn sendable(&self, now_ms: i64, most: usize) -> Vec<u64> {
        let mut waiting = BTreeSet::new();
        let mut bytes = 0;
        let mut orders = Vec::new();
        for pending in self.outbox.iter() {
            let order = pending.order;
            let later = self.link.later.get(&order).is_some_and(|until| *until > now_ms);
            if pending.hold_until_ms > now_ms || later || self.outbox.stands_on(order, &waiting) {
                waiting.extend(pending.hashes.iter().copied());
                continue;
            }
            bytes += pending.changes.iter().map(|sent| sent.bytes.0.len()).sum::<usize>();
            if orders.len() == most || (bytes > BYTES && !orders.is_empty()) {
                break;
            }
            orders.push(order);
        }
        orders
    }

    fn send(&mut self, turn: &mut Turn<'_>, orders: Vec<u64>, returned: Vec<Record>) {
        let units = orders.iter().filter_map(|order| self.outbox.get(*order));
        let request = Request {
            protocol: PROTOCOL,
            app: env!("CARGO_PKG_VERSION").to_owned(),
            person: self.identity.as_ref().map(|identity| identity.person),
            epoch: self.link.state.epoch,
            company: self.company.version,
            feeds: self.link.state.feeds.clone(),
            units: units.map(|pending| Unit { changes: pending.changes.clone() }).collect(),
            pull: !self.link.state.returning && returned.is_empty(),
            returned,
            waiting: Waiting {
                unsent: u32::try_from(self.outbox.len()).unwrap_or(u32::MAX),
                oldest_ms: self.outbox.oldest_ms(),
                aside: u32::try_from(self.aside.len()).unwrap_or(u32::MAX),
            },
        };
        self.link.returned = !request.returned.is_empty();
        self.link.pulled = request.pull;
        let Ok(body) = pack(&request) else { return };
        self.link.sending = Some(orders);
        self.link.again = false;
        self.link.pull = false;
        self.link.idle_until_ms = turn.now_ms.saturating_add(IDLE_MS);
        turn.effects.push(Effect::Send(body));
        // The shell answers every send, if only by the end of its patience; until then the timer changes nothing.
        turn.effects.push(Effect::WakeAt(self.link.idle_until_ms));
    }

    /// After an answer: goes on at once where there is more, else sets the timer.
    pub(super) fn go_on(&mut self, more: bool) {
        self.link.pull = more || self.link.again;
        self.link.again = false;
        if self.status.mode == Mode::Offline {
            self.status.mode = Mode::Idle;
        }
    }

    /// An act waits for a newer server.
    pub(super) fn wait_later(&mut self, order: u64, now_ms: i64) {
        self.link.later.insert(order, now_ms.saturating_add(LATER_MS));
    }

    /// Sends a slice of accepted changes with their receipts back to the server.
    pub(super) fn bring_back(&mut self, turn: &mut Turn<'_>, docs: &[DocId]) {
        let mut returned = Vec::new();
        let mut bytes = 0;
        for doc in docs {
            if returned.len() >= UNITS || bytes > BYTES {
                break;
            }
            self.returning.remove(doc);
            let Some(copy) = self.desk.get(doc).filter(|copy| !copy.receipts.is_empty()) else { continue };
            // As the document tells its changes, what they stand on comes first: nothing lacks one.
            for change in copy.document.automerge().get_changes(&[]) {
                let hash = Hash::from(change.hash());
                if let Some(receipt) = copy.receipts.iter().find(|receipt| receipt.hash == hash) {
                    let raw = Bytes(change.raw_bytes().to_vec());
                    bytes += raw.0.len();
                    returned.push(Record { doc: *doc, bytes: raw, receipt: receipt.clone() });
                }
            }
        }
        if self.returning.is_empty() {
            self.link.state.returning = false;
            self.link.pull = true;
        }
        if returned.is_empty() {
            let mut batch = Batch::new(Durability::Relaxed);
            self.link.put(&mut batch);
            return self.write(turn, batch, super::After::default());
        }
        self.send(turn, Vec::new(), returned);
    }

    /// Everything that has a receipt is brought back, from the first document on.
    pub(super) fn begin_return(&mut self) {
        self.link.state.returning = true;
        self.returning = self.held.keys().copied().collect();
        if self.returning.is_empty() {
            self.link.state.returning = false;
        }
    }
}
