//! What the office does to the company: people, absences, leavers, calendar, catalogue, policy values, devices. The
//! command line and the app's pages come here alike; the law says who may (`fieldbook_process::general::office`).
//! Each change makes the next company version, noted with its day, who made it and who agreed.

pub mod away;
pub mod customers;
pub mod exports;
pub mod leave;
pub mod overview;
pub mod people;
pub mod policy;
pub mod sheets;
#[cfg(test)]
mod tests;
pub mod words;
pub mod xlsform;

use fieldbook_book::hub::{self, Imported, Seal};
use fieldbook_book::store::{StoreFault, Table, Tx};
use fieldbook_book::wire::office::{NotMade, Wrong};
use fieldbook_process::general::{Change, Does, judge_office};
use fieldbook_process::law::{Fact, Line, Refusal};
use fieldbook_process::people::{Person, Role};
use fieldbook_process::{Company, PersonId, line};
use serde::{Deserialize, Serialize};

use crate::account::{self, Account, AccountName};
use crate::record;

/// Why a company version came to be.
#[derive(Debug, Serialize, Deserialize)]
pub struct Note {
    /// Made then, ms UTC.
    pub at_ms: i64,
    /// Who agreed.
    pub agreed_by: Option<PersonId>,
    /// What it changes.
    pub what: String,
    /// Who made it; `None` = the command line.
    #[serde(default)]
    pub by: Option<PersonId>,
}

const NOTES: &[u8] = b"n";

/// Why something is not done.
#[derive(Debug)]
pub enum Fault {
    /// It is refused or wrong.
    NotMade(NotMade),
    /// There is no company yet.
    NoCompany,
    /// Storage failed.
    Store(StoreFault),
}

impl From<StoreFault> for Fault {
    fn from(fault: StoreFault) -> Self {
        Self::Store(fault)
    }
}

impl From<Imported> for Fault {
    fn from(fault: Imported) -> Self {
        match fault {
            Imported::Store(fault) => Self::Store(fault),
            fault => Self::Store(StoreFault(fault.to_string())),
        }
    }
}

impl From<Vec<Refusal>> for Fault {
    fn from(refusals: Vec<Refusal>) -> Self {
        Self::NotMade(NotMade::Refused(refusals))
    }
}

impl From<Line> for Fault {
    fn from(what: Line) -> Self {
        Self::NotMade(NotMade::Wrong(vec![Wrong { line: None, what }]))
    }
}

/// The company under change, with its accounts.
pub struct Desk<'a> {
    /// The book.
    pub tx: &'a mut dyn Tx,
    /// The company as it will be.
    pub company: Company,
    /// Every account.
    pub accounts: Vec<(AccountName, Account)>,
    /// Who changes it; `None` = the command line.
    pub by: Option<PersonId>,
    /// Now, ms UTC.
    pub now_ms: i64,
    /// Signs what the office does to records.
    pub seal: &'a dyn Seal,
}

impl<'a> Desk<'a> {
    /// The company as it is.
    ///
    /// # Errors
    /// [`Fault::NoCompany`], [`Fault::Store`].
    pub fn open(
        tx: &'a mut dyn Tx,
        by: Option<PersonId>,
        now_ms: i64,
        seal: &'a dyn Seal,
    ) -> Result<Self, Fault> {
        let company = hub::company(tx)?.ok_or(Fault::NoCompany)?;
        let accounts = account::all(tx)?;
        Ok(Self { tx, company, accounts, by, now_ms, seal })
    }

    /// Asks the law.
    ///
    /// # Errors
    /// What bars it.
    pub fn may(&self, does: Does<'_>) -> Result<(), Fault> {
        let change = Change { company: &self.company, by: self.by, now_ms: self.now_ms, does };
        let refusals = judge_office(&change);
        if refusals.is_empty() { Ok(()) } else { Err(refusals.into()) }
    }

    /// The person of an account's name, or of an id.
    ///
    /// # Errors
    /// Where there is nobody.
    pub fn person(&self, text: &str) -> Result<PersonId, Fault> {
        let by_account =
            self.accounts.iter().find(|(name, _)| name.to_string() == text.trim().to_lowercase());
        if let Some((_, account)) = by_account {
            return Ok(account.person);
        }
        let by_id = text.parse().ok().filter(|id| self.company.people.get(*id).is_some());
        Ok(by_id.ok_or_else(|| line!("nobody", name = Fact::Text(text.to_owned())))?)
    }

    /// The person in whose name the office writes records.
    ///
    /// # Errors
    /// Where the company lacks it.
    pub fn system(&self) -> Result<PersonId, Fault> {
        let system = self.company.people.iter().find(|person| person.role == Role::System);
        Ok(system.map(|person| person.id).ok_or_else(|| line!("no_system"))?)
    }

    /// What is known of somebody.
    ///
    /// # Errors
    /// Where there is nobody.
    pub fn known(&self, who: PersonId) -> Result<Person, Fault> {
        let known = self.company.people.get(who).cloned();
        Ok(known.ok_or_else(|| line!("nobody", name = Fact::Text(who.to_string())))?)
    }

    /// The account of somebody.
    #[must_use]
    pub fn account_of(&self, person: PersonId) -> Option<&AccountName> {
        self.accounts.iter().find(|(_, account)| account.person == person).map(|(name, _)| name)
    }
}

/// What a change did: for the note and the keyboard, and who agreed.
pub struct Done {
    /// In English.
    pub what: String,
    /// Who agreed.
    pub agreed_by: Option<PersonId>,
}

impl Done {
    /// Nobody had to agree.
    #[must_use]
    pub fn that(what: String) -> Self {
        Self { what, agreed_by: None }
    }
}

/// Changes the company inside one transaction: whole, with its note, or not at all. Answers the version and what was
/// done.
///
/// # Errors
/// Those of the body; roll back then.
pub fn change(
    tx: &mut dyn Tx,
    by: Option<PersonId>,
    now_ms: i64,
    seal: &dyn Seal,
    body: impl FnOnce(&mut Desk<'_>) -> Result<Done, Fault>,
) -> Result<(u64, String), Fault> {
    let mut desk = Desk::open(tx, by, now_ms, seal)?;
    let Done { what, agreed_by } = body(&mut desk)?;
    let Desk { tx, company, .. } = desk;
    let (version, _) = hub::set_company(tx, &company, now_ms, seal)?;
    note(tx, version, &Note { at_ms: now_ms, agreed_by, what: what.clone(), by })?;
    Ok((version, what))
}

/// Notes what a version changes.
///
/// # Errors
/// [`StoreFault`].
pub fn note(tx: &mut dyn Tx, version: u64, note: &Note) -> Result<(), StoreFault> {
    let key = [NOTES, &version.to_be_bytes()].concat();
    record::write(tx, Table::Companies, &key, note)
}

/// The note of a version; versions made otherwise have none.
///
/// # Errors
/// [`StoreFault`].
pub fn note_of(tx: &mut dyn Tx, version: u64) -> Result<Option<Note>, StoreFault> {
    let key = [NOTES, &version.to_be_bytes()].concat();
    record::read(tx, Table::Companies, &key)
}
