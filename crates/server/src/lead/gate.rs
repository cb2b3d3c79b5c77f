//! How many leads come in, in memory: from one address and from all together, and which forms came in already. Over a
//! limit nothing is written anywhere, so that a flood reaches nobody's phone.

use std::collections::BTreeMap;
use std::net::IpAddr;

use crate::limits::{LEAD_MOST_MS, LEADS_IN_ALL, LEADS_OF_ADDRESS, LEADS_WITHIN_MS, TRIES_REMEMBERED};
use crate::tries::network;

#[derive(Debug, Clone, Copy, Default)]
struct Count {
    since_ms: i64,
    leads: u32,
}

/// Who came in lately.
#[derive(Debug, Default)]
pub struct Gate {
    addresses: BTreeMap<IpAddr, Count>,
    all: Count,
    forms: BTreeMap<[u8; 16], i64>,
}

/// Why a form does not come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turned {
    /// It came in already, word for word: a second tap on the button.
    Again,
    /// Too many; come again after so many seconds.
    TooMany(u64),
}

impl Count {
    fn begin_anew(&mut self, now_ms: i64) {
        if now_ms.saturating_sub(self.since_ms) >= LEADS_WITHIN_MS {
            *self = Self { since_ms: now_ms, leads: 0 };
        }
    }

    fn wait(self, most: u32, now_ms: i64) -> Option<u64> {
        let wait_ms = self.since_ms.saturating_add(LEADS_WITHIN_MS).saturating_sub(now_ms);
        (self.leads >= most).then(|| u64::try_from(wait_ms).unwrap_or(0).div_ceil(1_000).max(1))
    }
}

impl Gate {
    /// Lets a form in, once.
    ///
    /// # Errors
    /// [`Turned`]; nothing is counted then.
    pub fn enter(&mut self, form: [u8; 16], address: IpAddr, now_ms: i64) -> Result<(), Turned> {
        self.make_room(now_ms);
        if self.forms.contains_key(&form) {
            return Err(Turned::Again);
        }
        self.all.begin_anew(now_ms);
        let own = self.addresses.entry(network(address)).or_default();
        own.begin_anew(now_ms);
        let wait = self.all.wait(LEADS_IN_ALL, now_ms).into_iter().chain(own.wait(LEADS_OF_ADDRESS, now_ms));
        if let Some(seconds) = wait.max() {
            return Err(Turned::TooMany(seconds));
        }
        own.leads += 1;
        self.all.leads += 1;
        self.forms.insert(form, now_ms);
        Ok(())
    }

    /// It could not be written: it may come again.
    pub fn forget(&mut self, form: [u8; 16]) {
        self.forms.remove(&form);
    }

    /// Forgets what is over. Within a while no more forms come in than [`LEADS_IN_ALL`], so they need no bound of their
    /// own; addresses of which none came in are let go first.
    fn make_room(&mut self, now_ms: i64) {
        self.forms.retain(|_, at_ms| now_ms.saturating_sub(*at_ms) <= LEAD_MOST_MS);
        if self.addresses.len() >= TRIES_REMEMBERED {
            self.addresses.retain(|_, count| now_ms.saturating_sub(count.since_ms) < LEADS_WITHIN_MS);
            self.addresses.retain(|_, count| count.leads > 0);
        }
    }
}
