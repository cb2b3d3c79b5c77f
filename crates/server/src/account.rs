//! Accounts: a name to sign in with, a password's hash (Argon2id), the person. One person has one account.

use std::fmt;
use std::str::FromStr;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use fieldbook_book::store::{StoreFault, Table, Tx};
use fieldbook_process::PersonId;
use serde::{Deserialize, Serialize};

use crate::chance;
use crate::limits::{ACCOUNT_NAME, PASSWORD_LEAST, PASSWORD_MOST};
use crate::record;

#[cfg(test)]
mod tests;

/// The name of an account: small Latin letters, digits, `.`, `_`, `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AccountName(String);

/// Text that is no account name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an account name has 1 to {ACCOUNT_NAME} letters a-z, digits, '.', '_' or '-'")]
pub struct NotAName;

impl FromStr for AccountName {
    type Err = NotAName;

    /// Capital letters and spaces around it, as phones like to add them, are forgiven.
    fn from_str(text: &str) -> Result<Self, NotAName> {
        let name = text.trim().to_ascii_lowercase();
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-');
        if name.is_empty() || name.len() > ACCOUNT_NAME || !name.chars().all(fits) {
            return Err(NotAName);
        }
        Ok(Self(name))
    }
}

impl fmt::Display for AccountName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An account as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Whose.
    pub person: PersonId,
    /// The password's hash with salt and parameters, as a PHC string.
    pub password: String,
    /// When it was set, ms UTC.
    pub set_ms: i64,
}

/// A password that may not be set.
#[derive(Debug, thiserror::Error)]
pub enum PasswordFault {
    /// Too short or too long.
    #[error("a password has at least {PASSWORD_LEAST} characters, and at most {PASSWORD_MOST} bytes")]
    Length,
    /// It cannot be hashed.
    #[error("the password cannot be hashed: {0}")]
    Hash(String),
}

/// The account of that name.
///
/// # Errors
/// [`StoreFault`].
pub fn find(tx: &mut dyn Tx, name: &AccountName) -> Result<Option<Account>, StoreFault> {
    record::read(tx, Table::Accounts, name.0.as_bytes())
}

/// Every account with its name, in the order of names.
///
/// # Errors
/// [`StoreFault`].
pub fn all(tx: &mut dyn Tx) -> Result<Vec<(AccountName, Account)>, StoreFault> {
    let accounts = record::all(tx, Table::Accounts)?;
    let named = |(key, account)| Some((AccountName(String::from_utf8(key).ok()?), account));
    Ok(accounts.into_iter().filter_map(named).collect())
}

/// Writes an account.
///
/// # Errors
/// [`StoreFault`].
pub fn put(tx: &mut dyn Tx, name: &AccountName, account: &Account) -> Result<(), StoreFault> {
    record::write(tx, Table::Accounts, name.0.as_bytes(), account)
}

/// Hashes a password. Takes some ten milliseconds and 19 MiB.
///
/// # Errors
/// [`PasswordFault`].
pub fn hash(password: &str) -> Result<String, PasswordFault> {
    if password.chars().count() < PASSWORD_LEAST || password.len() > PASSWORD_MOST {
        return Err(PasswordFault::Length);
    }
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|fault| PasswordFault::Hash(fault.to_string()))
}

/// Whether a password is right. Without an account it takes as long and says no, so that nobody learns which
/// names exist.
#[must_use]
pub fn is_right(account: Option<&Account>, password: &str) -> bool {
    /// The hash of a random password that nobody knows.
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZSBzYWx0IG9mIG5vbmU$\
        1Yg0RZ7n1oCBV9wQ8q5t3vRWvGdXnqXq9l3mX0m0b2A";
    if password.len() > PASSWORD_MOST {
        return false;
    }
    let hash = account.map_or(NOBODY, |account| account.password.as_str());
    let Ok(hash) = PasswordHash::new(hash) else { return false };
    let right = Argon2::default().verify_password(password.as_bytes(), &hash).is_ok();
    right && account.is_some()
}

/// A password to hand out: 20 characters without those that look alike.
///
/// # Errors
/// [`StoreFault`] where the system has no random numbers.
pub fn new_password() -> Result<String, StoreFault> {
    // 32 signs, so that a byte's lower five bits choose one fairly.
    const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let bytes = chance::random::<20>()?;
    let sign = |byte: &u8| SIGNS.get(usize::from(byte & 31)).copied().map(char::from);
    Ok(bytes.iter().filter_map(sign).collect())
}
