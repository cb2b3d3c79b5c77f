//! A simulated phone: the real machine over a simulated disk, killed at any effect.

use fieldbook_book::hub::Caller;
use fieldbook_book::replica::{
    BOOT_TABLES, Effect, Event, IDENTITY_KEY, Identity, Loaded, Mode, Outcome, Replica, SendFault,
};
use fieldbook_book::store::{Batch, Durability, StoreFault, Table, to_cbor};
use fieldbook_process::{DeviceId, PersonId};

use super::disk::Disk;
use super::world::{Plant, Step, World};

pub(crate) struct Phone {
    pub(crate) person: PersonId,
    pub(crate) device: DeviceId,
    pub(crate) disk: Disk,
    /// `None` while the app is not running.
    pub(crate) replica: Option<Replica>,
    /// Counts starts: what was under way for an earlier one never arrives.
    pub(crate) life: u64,
    /// The phone's clock minus the true time, ms.
    pub(crate) skew_ms: i64,
    pub(crate) offline: bool,
    pub(crate) wiped: bool,
    /// When the timer fires, in true time.
    wake_ms: i64,
}

impl Phone {
    pub(crate) fn new(person: PersonId, device: u8) -> Self {
        let device = DeviceId([device; 16]);
        let mut phone = Self {
            person,
            device,
            disk: Disk::default(),
            replica: None,
            life: 0,
            skew_ms: 0,
            offline: false,
            wiped: false,
            wake_ms: i64::MAX,
        };
        phone.sign_in();
        phone
    }

    pub(crate) fn sign_in(&mut self) {
        let mut batch = Batch::new(Durability::Strict);
        let identity = Identity { person: self.person, device: self.device };
        batch.put(Table::Meta, IDENTITY_KEY, to_cbor(&identity).expect("an identity is written"));
        self.disk.write(batch);
    }

    fn caller(&self) -> Caller {
        Caller { person: self.person, device: self.device, revoked: false }
    }
}

impl World {
    pub(crate) fn start(&mut self, at: usize) {
        let phone = &mut self.phones[at];
        if phone.wiped || phone.replica.is_some() {
            return;
        }
        phone.life += 1;
        phone.replica = Some(Replica::new());
        let tables = phone.disk.tables(&BOOT_TABLES);
        self.give(at, Event::Boot(Box::new(Loaded::of(tables))));
    }

    /// The app or the whole phone goes down: of the relaxed writes the latest may be lost.
    pub(crate) fn kill(&mut self, at: usize) {
        let kept = self.chance.below(self.phones[at].disk.relaxed() as u64 + 1);
        let phone = &mut self.phones[at];
        phone.replica = None;
        phone.disk.kill(usize::try_from(kept).expect("few writes"));
        self.tally.kills += 1;
        let restart = self.chance.within(10, 60_000);
        self.later(restart, Step::Start(at));
    }

    /// Hands an event to the machine and carries out what it says, unless it is killed half way.
    pub(crate) fn give(&mut self, at: usize, event: Event) {
        let now_ms = self.now_ms;
        let reuse = self.plant == Plant::ActorReused;
        let phone = &mut self.phones[at];
        let Some(replica) = &mut phone.replica else { return };
        if self.talkative {
            let text = format!("{event:?}");
            println!("{now_ms} phone {at}: {}", text.chars().take(1600).collect::<String>());
        }
        let wall_ms = now_ms + phone.skew_ms;
        let effects = if reuse {
            replica.handle(wall_ms, &mut super::world::SameAgain(at), event)
        } else {
            replica.handle(wall_ms, &mut self.chance, event)
        };
        if let Some(refetched) = &replica.status().refetched {
            self.read_anew.get_or_insert_with(|| format!("phone {at}: {refetched:?}"));
        }
        // Not at each event, since all rows in memory are computed for it.
        let is_up = replica.status().mode != Mode::StoreFailed;
        if is_up && self.count.is_multiple_of(8) && !replica.rows_are_true() {
            self.wrong_row.get_or_insert_with(|| format!("phone {at} at {now_ms}"));
        }
        for effect in effects {
            if self.troubled && self.chance.one_in(900) {
                // What was being written when it went down is there whole or not at all.
                if let Effect::Write(batch) = effect
                    && self.chance.one_in(2)
                {
                    self.lay_down(at, batch);
                }
                return self.kill(at);
            }
            self.carry_out(at, effect);
        }
    }

    fn lay_down(&mut self, at: usize, batch: Batch) {
        if self.plant == Plant::CursorOutsideTransaction {
            let mut cursor = Batch::new(Durability::Strict);
            cursor.writes = batch.writes.into_iter().filter(|(table, ..)| *table == Table::Meta).collect();
            self.phones[at].disk.write(cursor);
            return;
        }
        self.phones[at].disk.write(batch);
    }

    fn carry_out(&mut self, at: usize, effect: Effect) {
        let life = self.phones[at].life;
        match effect {
            Effect::Read(keys) => {
                let disk = &self.phones[at].disk.current;
                let read =
                    keys.iter().map(|(table, key)| disk.read(*table, key).map(<[u8]>::to_vec)).collect();
                let read = if self.fails() { Err(StoreFault("planted".into())) } else { Ok(read) };
                let delay = self.chance.within(1, 5);
                self.later(delay, Step::Event(at, life, Event::ReadDone(read)));
            }
            Effect::Write(batch) => {
                let delay = self.chance.within(1, 20);
                self.later(delay, Step::Written(at, life, batch));
            }
            Effect::Reboot => {
                let delay = self.chance.within(1, 500);
                self.later(delay, Step::Reboot(at, life));
            }
            Effect::Send(body) => self.send(at, body),
            Effect::WakeAt(wall_ms) => {
                let at_ms = (wall_ms - self.phones[at].skew_ms).max(self.now_ms + 1);
                self.phones[at].wake_ms = at_ms;
                self.later(at_ms - self.now_ms, Step::Wake(at, life));
            }
            Effect::Told(ticket, outcome) => self.told(at, ticket, outcome),
            Effect::Opened(ticket, opened) => self.opened(at, ticket, opened),
            Effect::Wipe => {
                self.phones[at].wiped = true;
                self.phones[at].replica = None;
                self.phones[at].disk = Disk::default();
                self.tally.wipes += 1;
            }
            Effect::Rows(_) | Effect::Status | Effect::Company => {}
        }
    }

    fn count(&mut self, at: usize, more: u64, size: usize) {
        if let Some((_, requests, bytes)) = self.watched.as_mut().filter(|(watched, ..)| *watched == at) {
            *requests += more;
            *bytes += size as u64;
        }
    }

    fn fails(&mut self) -> bool {
        self.troubled && self.chance.one_in(700)
    }

    pub(crate) fn written(&mut self, at: usize, life: u64, batch: Batch) {
        if self.phones[at].life != life || self.phones[at].replica.is_none() {
            return;
        }
        let done = if self.fails() {
            Err(StoreFault("planted".into()))
        } else {
            let strict = batch.durability == Durability::Strict;
            if self.plant == Plant::FlushDropped && strict && self.chance.one_in(4) {
                // Told "on the disk", it was not even relaxed.
            } else {
                self.phones[at].disk.write(batch);
            }
            Ok(())
        };
        self.give(at, Event::WriteDone(done));
    }

    pub(crate) fn woken(&mut self, at: usize, life: u64) {
        if self.phones[at].life == life && self.phones[at].wake_ms <= self.now_ms {
            self.phones[at].wake_ms = i64::MAX;
            self.give(at, Event::Tick);
        }
    }

    fn send(&mut self, at: usize, body: Vec<u8>) {
        self.tally.requests += 1;
        self.count(at, 1, body.len());
        let phone = &self.phones[at];
        let (life, caller) = (phone.life, phone.caller());
        let there = self.chance.within(5, 400);
        if phone.offline || (self.troubled && self.chance.one_in(12)) {
            return self.later(there, Step::Event(at, life, Event::SendFailed(SendFault::Offline)));
        }
        if self.troubled && self.chance.one_in(30) {
            // The same request arrives once more, late.
            let late = self.chance.within(400, 20_000);
            self.later(late, Step::Arrive(at, 0, caller.clone(), body.clone()));
        }
        self.later(there, Step::Arrive(at, life, caller, body));
    }

    pub(crate) fn arrive(&mut self, at: usize, life: u64, caller: &Caller, body: &[u8]) {
        let now_ms = self.now_ms;
        let response = self.server.answer(caller, body, now_ms);
        if self.talkative && !response.verdicts.is_empty() {
            println!("{now_ms} to phone {at}: {:?}", response.verdicts);
        }
        let body = fieldbook_book::wire::pack(&response).expect("an answer is written");
        self.count(at, 0, body.len());
        let back = self.chance.within(5, 400);
        let lost = self.troubled && self.chance.one_in(15);
        let event = if lost { Event::SendFailed(SendFault::Offline) } else { Event::Answered(body) };
        self.later(back, Step::Event(at, life, event));
        // The server pokes everybody; a poke may be lost.
        for other in 0..self.phones.len() {
            if other != at && !self.phones[other].offline && !(self.troubled && self.chance.one_in(3)) {
                let delay = self.chance.within(5, 400);
                let life = self.phones[other].life;
                if !response.verdicts.is_empty() {
                    self.later(delay, Step::Event(other, life, Event::Poked));
                }
            }
        }
    }

    /// A save was acknowledged or not: what was acknowledged is owed from now on.
    fn told(&mut self, at: usize, ticket: u64, outcome: Outcome) {
        let Some(asked) = self.asked.remove(&ticket) else { return };
        match outcome {
            Outcome::Saved(order) => {
                self.tally.saves += 1;
                if let Some(marker) = asked.marker.clone() {
                    self.owed.insert(marker, at);
                }
                if asked.undo {
                    let delay = self.chance.within(100, 7_000);
                    let life = self.phones[at].life;
                    self.later(delay, Step::UndoAt(at, life, order, asked.marker.unwrap_or_default()));
                }
            }
            Outcome::Refused(_) => self.tally.refused += 1,
            // Kept work may stand on other kept work that nobody took over: it stays kept.
            Outcome::Form(_) if asked.takes_over => self.tally.refused += 1,
            // Asked to be undone, it was owed no more; it is again where that came too late.
            Outcome::Done => {}
            Outcome::TooLate | Outcome::NotSaved(_) if asked.undoes.is_some() => {
                self.owed.extend(asked.undoes.map(|marker| (marker, at)));
            }
            outcome => {
                if self.talkative {
                    println!("phone {at}: {outcome:?}");
                }
                if matches!(outcome, Outcome::Form(_)) {
                    self.tally.form += 1;
                }
            }
        }
    }
}
