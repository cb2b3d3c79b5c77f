//! Time, chance and the queue of what happens next; troubles, then healing, then the oracles.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use fieldbook_book::hub::Caller;
use fieldbook_book::replica::{BOOT_TABLES, Chance, Event, Loaded};
use fieldbook_book::store::Batch;
use fieldbook_process::policy::{Agreed, PolicyValue};
use fieldbook_process::testing::{CHEN, LIN, WANG, ZHAO, ZHOU, company, ms};

use super::people::Asked;
use super::phone::Phone;
use super::server::Server;

/// A bug put in on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plant {
    Nothing,
    FlushDropped,
    VerdictSkipped,
    NumbersOutOfOrder,
    ActorReused,
    CursorOutsideTransaction,
    GoneIgnored,
}

/// SplitMix64: small, and the same everywhere.
pub(crate) struct Seeded(u64);

impl Seeded {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: u64) -> u64 {
        if n == 0 { 0 } else { self.next() % n }
    }

    pub(crate) fn within(&mut self, least: i64, most: i64) -> i64 {
        least + i64::try_from(self.below((most - least + 1) as u64)).expect("small")
    }

    pub(crate) fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        if from.is_empty() {
            None
        } else {
            from.get(usize::try_from(self.below(from.len() as u64)).expect("small"))
        }
    }
}

impl Chance for Seeded {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.iter_mut().for_each(|byte| *byte = (self.next() >> 24) as u8);
    }
}

/// Chance that repeats itself: the bug of a phone that keeps its actor.
pub(crate) struct SameAgain(pub(crate) usize);

impl Chance for SameAgain {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.fill(self.0 as u8 + 1);
    }
}

/// What happens.
pub(crate) enum Step {
    Event(usize, u64, Event),
    Written(usize, u64, Batch),
    Reboot(usize, u64),
    Wake(usize, u64),
    Arrive(usize, u64, Caller, Vec<u8>),
    Start(usize),
    Act(usize),
    UndoAt(usize, u64, u64, String),
    Online(usize),
    Trouble,
}

/// What a run did.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    pub(crate) saves: u64,
    pub(crate) refused: u64,
    pub(crate) form: u64,
    pub(crate) kills: u64,
    pub(crate) wipes: u64,
    pub(crate) evictions: u64,
    pub(crate) restores: u64,
    pub(crate) requests: u64,
    pub(crate) aside: u64,
    pub(crate) kept: u64,
    /// What was accepted, by its act.
    pub(crate) acts: BTreeMap<&'static str, u64>,
}

impl Tally {
    pub(crate) fn add(&mut self, other: &Self) {
        self.saves += other.saves;
        self.refused += other.refused;
        self.form += other.form;
        self.kills += other.kills;
        self.wipes += other.wipes;
        self.evictions += other.evictions;
        self.restores += other.restores;
        self.requests += other.requests;
        self.aside += other.aside;
        self.kept += other.kept;
        other.acts.iter().for_each(|(act, n)| *self.acts.entry(act).or_default() += n);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} saves, {} refused here, {} set aside, {} kept, {} kills, {} evictions, {} restores, {} wipes, {} requests; accepted: {:?}",
            self.saves,
            self.refused,
            self.aside,
            self.kept,
            self.kills,
            self.evictions,
            self.restores,
            self.wipes,
            self.requests,
            self.acts
        )
    }
}

pub(crate) struct World {
    pub(crate) chance: Seeded,
    pub(crate) now_ms: i64,
    queue: BTreeMap<(i64, u64), Step>,
    /// Steps queued so far.
    pub(crate) count: u64,
    pub(crate) server: Server,
    pub(crate) phones: Vec<Phone>,
    pub(crate) plant: Plant,
    pub(crate) troubled: bool,
    pub(crate) talkative: bool,
    pub(crate) tally: Tally,
    pub(crate) tickets: u64,
    pub(crate) asked: BTreeMap<u64, Asked>,
    /// Acknowledged saves: marker → phone.
    pub(crate) owed: BTreeMap<String, usize>,
    /// Markers that went with an evicted or restored store: reported, not owed.
    pub(crate) reported: BTreeSet<String>,
    /// A device was wiped, a store evicted or a server restored: some read-anew is to be expected.
    pub(crate) disturbed: bool,
    /// A phone whose requests and bytes are counted.
    pub(crate) watched: Option<(usize, u64, u64)>,
    /// A phone found a gap or a wrong digest and read a feed anew.
    pub(crate) read_anew: Option<String>,
    /// The first phone of which a row told something else than its record.
    pub(crate) wrong_row: Option<String>,
}

/// How long there is trouble, and how long things may take to heal, ms.
const TROUBLE_MS: i64 = 6 * 3_600_000;
const HEAL_MS: i64 = 6 * 3_600_000;

impl World {
    pub(crate) fn new(seed: u64, plant: Plant) -> Self {
        let mut chance = Seeded(seed.wrapping_mul(0x2545_f491_4f6c_dd1d));
        // Midnight comes in the middle of the trouble: customers fall into the pool then.
        let now_ms = ms("2026-11-23 20:00");
        let mut server = Server::new(company(), now_ms - 86_400_000, &mut chance, plant);
        server.imports_customers(now_ms, &mut chance);
        let people = [LIN, LIN, CHEN, WANG, ZHAO, ZHOU];
        let phones = people.iter().zip(1..).map(|(person, device)| Phone::new(*person, device)).collect();
        Self {
            chance,
            now_ms,
            queue: BTreeMap::new(),
            count: 0,
            server,
            phones,
            plant,
            troubled: true,
            talkative: false,
            tally: Tally::default(),
            tickets: 0,
            asked: BTreeMap::new(),
            owed: BTreeMap::new(),
            reported: BTreeSet::new(),
            disturbed: false,
            watched: None,
            read_anew: None,
            wrong_row: None,
        }
    }

    pub(crate) fn later(&mut self, delay_ms: i64, step: Step) {
        self.count += 1;
        self.queue.insert((self.now_ms + delay_ms.max(0), self.count), step);
    }

    pub(crate) fn run(&mut self) -> Result<(), String> {
        for at in 0..self.phones.len() {
            self.later(0, Step::Start(at));
            let first = self.chance.within(100, 5_000);
            self.later(first, Step::Act(at));
        }
        self.later(60_000, Step::Trouble);
        // A reused actor makes the same acts run again and again: a short day shows it as well as a long one.
        let day = if self.plant == Plant::ActorReused { 20 } else { 1 };
        let end = self.now_ms + TROUBLE_MS / day;
        self.run_until(end, 150_000)?;
        self.heal();
        // Quiet means: nothing left but phones that ask now and then.
        let end = self.now_ms + HEAL_MS / day;
        self.run_until(end, 50_000)?;
        self.look()
    }

    pub(crate) fn run_until(&mut self, end_ms: i64, most: u64) -> Result<(), String> {
        let mut steps = 0;
        while let Some(((at_ms, _), _)) = self.queue.first_key_value()
            && *at_ms <= end_ms
        {
            let Some(((at_ms, _), step)) = self.queue.pop_first() else { break };
            self.now_ms = at_ms;
            self.step(step);
            steps += 1;
            if steps > most {
                return Err("the phones never come to rest".into());
            }
        }
        self.now_ms = end_ms;
        Ok(())
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Event(at, life, event) => {
                if self.phones[at].life == life {
                    self.give(at, event);
                }
            }
            Step::Written(at, life, batch) => self.written(at, life, batch),
            Step::Reboot(at, life) => {
                if self.phones[at].life == life {
                    let tables = self.phones[at].disk.tables(&BOOT_TABLES);
                    self.give(at, Event::Boot(Box::new(Loaded::of(tables))));
                }
            }
            Step::Wake(at, life) => self.woken(at, life),
            Step::Arrive(at, life, caller, body) => self.arrive(at, life, &caller, &body),
            Step::Start(at) => self.start(at),
            Step::Act(at) => self.act(at),
            Step::UndoAt(at, life, order, marker) => self.undo(at, life, order, marker),
            Step::Online(at) => {
                self.phones[at].offline = false;
                self.give(at, Event::Poked);
            }
            Step::Trouble => self.trouble(),
        }
    }

    fn trouble(&mut self) {
        if !self.troubled {
            return;
        }
        let next = self.chance.within(60_000, 900_000);
        self.later(next, Step::Trouble);
        let at = usize::try_from(self.chance.below(self.phones.len() as u64)).expect("few");
        match self.chance.below(14) {
            0..=3 => {
                self.phones[at].offline = true;
                let delay = self.chance.within(10_000, 5_400_000);
                self.later(delay, Step::Online(at));
            }
            4..=5 => self.kill(at),
            6 => self.phones[at].skew_ms = self.chance.within(-4 * 86_400_000, 4 * 86_400_000),
            7 => self.phones[at].skew_ms = 0,
            8 => self.change_company(),
            9 => self.back_up(),
            10 if self.chance.one_in(3) => self.restore(),
            11 if self.chance.one_in(3) => self.evict(at),
            12 if self.chance.one_in(6) => self.revoke(at),
            13 => self.second_tab(at),
            _ => {}
        }
    }

    fn change_company(&mut self) {
        let number = self.chance.within(3, 14);
        let agreed = Agreed { from_ms: self.now_ms, number };
        self.server
            .company
            .policy
            .agree(PolicyValue::FollowUpIntervalDays, agreed)
            .expect("within its limits");
        if self.chance.one_in(3)
            && let Some(mut chen) = self.server.company.people.get(CHEN).cloned()
        {
            chen.superior = if chen.superior == Some(WANG) { Some(ZHAO) } else { Some(WANG) };
            self.server.company.people.put(chen);
        }
        self.server.set_company(self.now_ms);
    }

    fn back_up(&mut self) {
        if self.talkative {
            println!("{} backup", self.now_ms);
        }
        self.server.back_up(self.now_ms);
    }

    fn restore(&mut self) {
        let safe = self.markers_on_phones();
        if self.talkative {
            println!("{} restore; on phones {safe:?}", self.now_ms);
        }
        if self.server.restore(self.now_ms, &mut self.chance) {
            self.tally.restores += 1;
            self.disturbed = true;
            let lost = self.owed.keys().filter(|marker| !safe.contains(*marker)).cloned();
            self.reported.extend(lost);
        }
    }

    fn evict(&mut self, at: usize) {
        if self.phones[at].wiped {
            return;
        }
        if self.talkative {
            println!("{} phone {at} is evicted", self.now_ms);
        }
        // The browser deletes the store: the canary tells, the person signs in again. Unsent work is reported, and
        // what a server set back had been given and nobody else holds.
        let held = self.markers_on_disk(at);
        let mut elsewhere = self.markers_on_server();
        (0..self.phones.len())
            .filter(|other| *other != at)
            .for_each(|other| elsewhere.extend(self.markers_on_disk(other)));
        let goes = |marker: &String| self.owed.get(marker) == Some(&at) || !elsewhere.contains(marker);
        self.reported.extend(held.into_iter().filter(goes));
        self.disturbed = true;
        self.tally.evictions += 1;
        let phone = &mut self.phones[at];
        phone.replica = None;
        phone.disk = super::disk::Disk::default();
        phone.sign_in();
        self.later(1_000, Step::Start(at));
    }

    fn revoke(&mut self, at: usize) {
        let device = self.phones[at].device;
        // Only one of the two phones of the same person, so that everybody keeps one.
        if at == 1 && !self.server.revoked.contains(&device) {
            self.server.revoked.push(device);
            self.disturbed = true;
        }
    }

    fn heal(&mut self) {
        self.troubled = false;
        for at in 0..self.phones.len() {
            self.phones[at].offline = false;
            self.phones[at].skew_ms = 0;
            if self.phones[at].replica.is_none() {
                self.later(1, Step::Start(at));
            }
            let life = self.phones[at].life;
            self.later(10, Step::Event(at, life, Event::Poked));
        }
    }
}
