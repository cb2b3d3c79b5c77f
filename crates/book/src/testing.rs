//! One server and any number of phones over memory, for tests that read like stories (feature `testing`):
//! `let pair = Pair::new(); let mut lin = pair.phone(LIN); lin.goes_offline(); lin.opens_deal(&deal());`
//! Effects are carried out at once and in order; time stands still unless a test moves it. What can go wrong is
//! asked for by name: no network, lost answers, failing storage, another clock, a changed answer.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a slip of a test is to stop it")]

mod acts;
mod office;
mod phone;

use std::cell::{Cell, RefCell, RefMut};
use std::rc::Rc;

use fieldbook_process::testing::{company, ms};
use fieldbook_process::{DeviceId, PersonId};

use crate::hub::Seal;
use crate::replica::Chance;

pub use acts::{
    closing, contents, editing, field, handing, logging, message, opening, part, registering, sharing,
    takeover, text,
};
pub use office::{Backup, Office, request, unit, write_as};
pub use phone::{Net, Phone};

/// A server with its phones, and the one true clock.
#[derive(Debug, Clone)]
pub struct Pair {
    office: Rc<RefCell<Office>>,
    now_ms: Rc<Cell<i64>>,
    phones: Rc<Cell<u8>>,
}

impl Default for Pair {
    fn default() -> Self {
        Self::new()
    }
}

impl Pair {
    /// A server with the company of [`fieldbook_process::testing`], on Monday 2026-11-02 at 09:00.
    #[must_use]
    pub fn new() -> Self {
        let now_ms = ms("2026-11-02 09:00");
        let mut office = Office::new(now_ms);
        office.sets_company(&company());
        Self {
            office: Rc::new(RefCell::new(office)),
            now_ms: Rc::new(Cell::new(now_ms)),
            phones: Rc::new(Cell::new(0)),
        }
    }

    /// The server, at the present time.
    #[must_use]
    pub fn office(&self) -> RefMut<'_, Office> {
        let mut office = self.office.borrow_mut();
        office.now_ms = self.now_ms.get();
        office
    }

    /// A new phone of that person, signed in, started and synced.
    #[must_use]
    pub fn phone(&self, person: PersonId) -> Phone {
        self.phones.set(self.phones.get() + 1);
        Phone::new(self.clone(), person, DeviceId([self.phones.get(); 16]))
    }

    /// The true time, ms UTC.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        self.now_ms.get()
    }

    /// Time passes; phones notice when they do something next.
    pub fn passes(&self, ms: i64) {
        self.now_ms.set(self.now_ms.get() + ms);
    }

    /// As [`Pair::passes`], in days.
    pub fn passes_days(&self, days: i64) {
        self.passes(days * 86_400_000);
    }
}

/// Chance from a seed (SplitMix64).
#[derive(Debug, Clone)]
pub struct Seed(pub u64);

impl Chance for Seed {
    fn fill(&mut self, bytes: &mut [u8]) {
        for to in bytes.chunks_mut(8) {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            to.iter_mut().zip((mixed ^ (mixed >> 31)).to_be_bytes()).for_each(|(to, from)| *to = from);
        }
    }
}

impl Seed {
    /// An id.
    pub fn id(&mut self) -> [u8; 16] {
        let mut id = [0; 16];
        self.fill(&mut id);
        id
    }
}

/// Signs with a hash over a word: enough to tell a receipt of this server from a forged one.
#[derive(Debug, Clone, Copy)]
pub struct Stamp(pub &'static str);

impl Seal for Stamp {
    fn sign(&self, bytes: &[u8]) -> Vec<u8> {
        crate::hash::Short::of(&[self.0.as_bytes(), bytes].concat()).0.to_vec()
    }

    fn verify(&self, bytes: &[u8], signature: &[u8]) -> bool {
        self.sign(bytes) == signature
    }
}
