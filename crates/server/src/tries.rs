//! Wrong passwords counted per account and per address, in memory: a restart forgives. A try counts before it is
//! looked at, so that many at once cannot slip through, and is taken back if it was right.

use std::collections::BTreeMap;
use std::net::IpAddr;

use crate::account::AccountName;
use crate::limits::{TRIES_OF_ACCOUNT, TRIES_OF_ADDRESS, TRIES_REMEMBERED, TRIES_WITHIN_MS};

#[cfg(test)]
mod tests;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Account(AccountName),
    Address(IpAddr),
}

#[derive(Debug, Clone, Copy)]
struct Count {
    since_ms: i64,
    tries: u32,
}

/// The tries of the last while.
#[derive(Debug, Default)]
pub struct Tries(BTreeMap<Source, Count>);

impl Tries {
    /// Counts a try.
    ///
    /// # Errors
    /// After how many seconds to come again, where there were too many.
    pub fn begin(&mut self, account: &AccountName, address: IpAddr, now_ms: i64) -> Result<(), u64> {
        self.make_room(now_ms);
        for (source, most) in sources(account, address) {
            if let Some(count) = self.0.get(&source).filter(|count| count.tries >= most) {
                let wait_ms = count.since_ms.saturating_add(TRIES_WITHIN_MS).saturating_sub(now_ms);
                if wait_ms > 0 {
                    return Err(u64::try_from(wait_ms).unwrap_or(0).div_ceil(1_000));
                }
            }
        }
        for (source, _) in sources(account, address) {
            let count = self.0.entry(source).or_insert(Count { since_ms: now_ms, tries: 0 });
            count.tries = count.tries.saturating_add(1);
        }
        Ok(())
    }

    /// It was right: the account begins anew, the address gets its try back.
    pub fn right(&mut self, account: &AccountName, address: IpAddr) {
        self.0.remove(&Source::Account(account.clone()));
        if let Some(count) = self.0.get_mut(&Source::Address(network(address))) {
            count.tries = count.tries.saturating_sub(1);
        }
    }

    /// Forgets what is over; were there still too many, the oldest too.
    fn make_room(&mut self, now_ms: i64) {
        self.0.retain(|_, count| now_ms.saturating_sub(count.since_ms) < TRIES_WITHIN_MS);
        while self.0.len() >= TRIES_REMEMBERED {
            let oldest =
                self.0.iter().min_by_key(|(_, count)| count.since_ms).map(|(source, _)| source.clone());
            let Some(oldest) = oldest else { return };
            self.0.remove(&oldest);
        }
    }
}

fn sources(account: &AccountName, address: IpAddr) -> [(Source, u32); 2] {
    [
        (Source::Account(account.clone()), TRIES_OF_ACCOUNT),
        (Source::Address(network(address)), TRIES_OF_ADDRESS),
    ]
}

/// One household or office: of IPv6 the first 64 bits, since anybody has all the others.
#[must_use]
pub fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => IpAddr::V6((u128::from(six) & !u128::from(u64::MAX)).into()),
    }
}
