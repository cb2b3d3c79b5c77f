//! Sessions: a person on a device, shown by a cookie with a random token. The book keeps the token's SHA-256
//! only, so that nobody who reads a backup can use it.

use std::collections::BTreeMap;

use fieldbook_book::store::{StoreFault, Table, Tx};
use fieldbook_process::{DeviceId, PersonId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::device::{self, Revoked};
use crate::limits::{DAY_MS, SESSION_MS};
use crate::{chance, record};

#[cfg(test)]
mod tests;

/// What a cookie carries: 64 hex digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a token")
    }
}

impl Token {
    /// A token as it came in a cookie; what is none finds no session.
    #[must_use]
    pub fn of_cookie(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// As it goes into the cookie.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn new() -> Result<Self, StoreFault> {
        Ok(Self(chance::random::<32>()?.iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    fn key(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

/// A session as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Session {
    person: PersonId,
    device: DeviceId,
    begun_ms: i64,
    /// Last used, exact to a day.
    seen_ms: i64,
}

impl Session {
    fn is_over(&self, now_ms: i64) -> bool {
        now_ms.saturating_sub(self.seen_ms) > SESSION_MS
    }
}

/// Who a request comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Who.
    pub person: PersonId,
    /// From which device.
    pub device: DeviceId,
    /// Whether the device was revoked.
    pub revoked: Option<Revoked>,
    /// The session was prolonged: the cookie is to be sent again.
    pub prolonged: bool,
}

/// Begins a session.
///
/// # Errors
/// [`StoreFault`].
pub fn begin(tx: &mut dyn Tx, person: PersonId, device: DeviceId, now_ms: i64) -> Result<Token, StoreFault> {
    let token = Token::new()?;
    let session = Session { person, device, begun_ms: now_ms, seen_ms: now_ms };
    record::write(tx, Table::Sessions, &token.key(), &session)?;
    Ok(token)
}

/// The session of a token, prolonged if it was not used today; `None` where there is none or it is over.
///
/// # Errors
/// [`StoreFault`].
pub fn find(tx: &mut dyn Tx, token: &Token, now_ms: i64) -> Result<Option<Signed>, StoreFault> {
    let key = token.key();
    let Some(session) = record::read::<Session>(tx, Table::Sessions, &key)? else { return Ok(None) };
    if session.is_over(now_ms) {
        tx.delete(Table::Sessions, &key)?;
        return Ok(None);
    }
    let Some(device) = device::find(tx, session.device)? else { return Ok(None) };
    let prolonged = now_ms.saturating_sub(session.seen_ms) > DAY_MS;
    let Session { person, device: id, .. } = session;
    if prolonged {
        record::write(tx, Table::Sessions, &key, &Session { seen_ms: now_ms, ..session })?;
    }
    Ok(Some(Signed { person, device: id, revoked: device.revoked, prolonged }))
}

/// The session of a token that was used today already: of such a one nothing has to be written. `None` for any other.
///
/// # Errors
/// [`StoreFault`].
pub fn current(tx: &mut dyn Tx, token: &Token, now_ms: i64) -> Result<Option<Signed>, StoreFault> {
    let session = record::read::<Session>(tx, Table::Sessions, &token.key())?;
    let Some(session) = session.filter(|it| now_ms.saturating_sub(it.seen_ms) <= DAY_MS) else {
        return Ok(None);
    };
    let Session { person, device: id, .. } = session;
    let device = device::find(tx, id)?;
    Ok(device.map(|device| Signed { person, device: id, revoked: device.revoked, prolonged: false }))
}

/// Ends the session of a token.
///
/// # Errors
/// [`StoreFault`].
pub fn end(tx: &mut dyn Tx, token: &Token) -> Result<(), StoreFault> {
    tx.delete(Table::Sessions, &token.key())
}

/// Ends every session of a person; answers how many.
///
/// # Errors
/// [`StoreFault`].
pub fn end_all_of(tx: &mut dyn Tx, person: PersonId) -> Result<usize, StoreFault> {
    end_where(tx, |session| session.person == person)
}

/// When each device was last used, ms UTC, exact to a day.
///
/// # Errors
/// [`StoreFault`].
pub fn seen(tx: &mut dyn Tx) -> Result<BTreeMap<DeviceId, i64>, StoreFault> {
    let mut seen = BTreeMap::new();
    for (_, session) in record::all::<Session>(tx, Table::Sessions)? {
        let latest = seen.entry(session.device).or_insert(session.seen_ms);
        *latest = session.seen_ms.max(*latest);
    }
    Ok(seen)
}

/// Deletes the sessions that are over; answers how many.
///
/// # Errors
/// [`StoreFault`].
pub fn sweep(tx: &mut dyn Tx, now_ms: i64) -> Result<usize, StoreFault> {
    end_where(tx, |session| session.is_over(now_ms))
}

fn end_where(tx: &mut dyn Tx, chosen: impl Fn(&Session) -> bool) -> Result<usize, StoreFault> {
    let sessions = record::all::<Session>(tx, Table::Sessions)?;
    let mut ended = 0;
    for (key, _) in sessions.iter().filter(|(_, session)| chosen(session)) {
        tx.delete(Table::Sessions, key)?;
        ended += 1;
    }
    Ok(ended)
}
