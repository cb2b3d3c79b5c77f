//! `fieldbook company …`: people, policy values, absences. Each change makes the next company version, noted
//! with its day and who agreed; what was in force before stays readable for ever.

mod absence;
mod calendar;
mod catalogue;
mod init;
mod leave;
mod people;
mod policy;
mod show;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use clap::{Args, Subcommand};
use fieldbook_book::hub::{self, Seal};
use fieldbook_book::store::{Table, Tx};
use fieldbook_process::{Company, PersonId};
use fieldbook_server::account::{self, Account, AccountName};
use fieldbook_server::chance::now_ms;
use fieldbook_server::import::{Sheet, Wrong};
use fieldbook_server::record;
use serde::{Deserialize, Serialize};

use super::Data;
use super::out::say;

pub(super) use people::Password;

#[derive(Args)]
pub(super) struct CompanyArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Prints people, policy values and absences.
    Show(show::Show),
    /// Makes a company with its director, who agrees to everything else.
    Init(init::Init),
    /// Adds somebody, with an account.
    AddPerson(people::AddPerson),
    /// Sets what somebody is: name, role, department, territories.
    SetPerson(people::SetPerson),
    /// Sets to whom somebody reports.
    SetSuperior(people::SetSuperior),
    /// Sets a new password; all sessions of that person end.
    SetPassword(people::SetPassword),
    /// Somebody leaves the company.
    Leave(leave::Leave),
    /// Sets a number of the policy, as the director has agreed.
    SetPolicy(policy::SetPolicy),
    /// Somebody is away from a day to a day.
    SetAbsence(absence::SetAbsence),
    /// Takes an absence back.
    EndAbsence(absence::EndAbsence),
    /// Says of one day that it is free, worked to make up for another, or as usual.
    SetDay(calendar::SetDay),
    /// Takes days off and make-up days from a CSV file, or prints them.
    Calendar(calendar::SetCalendar),
    /// Takes products from a CSV file, or prints them.
    Catalogue(catalogue::SetCatalogue),
}

impl CompanyArgs {
    pub(super) fn run(self) -> Result<()> {
        match self.command {
            Command::Show(it) => it.run(),
            Command::Init(it) => it.run(),
            Command::AddPerson(it) => it.run(),
            Command::SetPerson(it) => it.run(),
            Command::SetSuperior(it) => it.run(),
            Command::SetPassword(it) => it.run(),
            Command::Leave(it) => it.run(),
            Command::SetPolicy(it) => it.run(),
            Command::SetAbsence(it) => it.run(),
            Command::EndAbsence(it) => it.run(),
            Command::SetDay(it) => it.run(),
            Command::Calendar(it) => it.run(),
            Command::Catalogue(it) => it.run(),
        }
    }
}

/// Why a company version came to be.
#[derive(Debug, Serialize, Deserialize)]
struct Note {
    at_ms: i64,
    agreed_by: Option<PersonId>,
    what: String,
}

const NOTES: &[u8] = b"n";

/// The company under change, with its accounts.
struct Desk<'a> {
    tx: &'a mut dyn Tx,
    company: Company,
    accounts: Vec<(AccountName, Account)>,
    now_ms: i64,
    seal: &'a dyn Seal,
}

impl Desk<'_> {
    /// The person of an account's name, or of an id.
    fn person(&self, text: &str) -> Result<PersonId> {
        let by_account =
            self.accounts.iter().find(|(name, _)| name.to_string() == text.trim().to_lowercase());
        if let Some((_, account)) = by_account {
            return Ok(account.person);
        }
        let by_id = text.parse().ok().filter(|id| self.company.people.get(*id).is_some());
        by_id.with_context(|| format!("there is nobody with the account or id {text}"))
    }

    fn account_of(&self, person: PersonId) -> Option<&AccountName> {
        self.accounts.iter().find(|(_, account)| account.person == person).map(|(name, _)| name)
    }
}

/// What a change did: for the note and the keyboard, and who agreed.
struct Done {
    what: String,
    agreed_by: Option<PersonId>,
}

impl Done {
    fn that(what: String) -> Result<Self> {
        Ok(Self { what, agreed_by: None })
    }
}

/// Changes the company in one transaction: whole, with its note, or not at all.
fn change(data: &Data, body: impl FnOnce(&mut Desk<'_>) -> Result<Done>) -> Result<()> {
    let book = data.place().open_existing()?;
    let (version, what) = book.store.transaction(|tx| {
        let Some(company) = hub::company(tx)? else {
            bail!("there is no company yet; `fieldbook company init`")
        };
        let accounts = account::all(tx)?;
        let mut desk = Desk { tx, company, accounts, now_ms: now_ms(), seal: &book.seal };
        let Done { what, agreed_by } = body(&mut desk)?;
        let Desk { tx, company, now_ms, .. } = desk;
        let (version, _) = hub::set_company(tx, &company, now_ms, &book.seal)?;
        note(tx, version, &Note { at_ms: now_ms, agreed_by, what: what.clone() })?;
        Ok((version, what))
    })?;
    say!("{what} (company version {version})")?;
    Ok(())
}

fn note(tx: &mut dyn Tx, version: u64, note: &Note) -> Result<()> {
    let key = [NOTES, &version.to_be_bytes()].concat();
    Ok(record::write(tx, Table::Companies, &key, note)?)
}

/// Notes the version that people and products of an import came with.
pub(super) fn note_import(tx: &mut dyn Tx, version: u64, at_ms: i64, what: &str) -> Result<()> {
    note(tx, version, &Note { at_ms, agreed_by: None, what: what.to_owned() })
}

/// The note of a version; versions made otherwise have none.
fn note_of(tx: &mut dyn Tx, version: u64) -> Result<Option<Note>> {
    let key = [NOTES, &version.to_be_bytes()].concat();
    Ok(record::read(tx, Table::Companies, &key)?)
}

impl Data {
    /// Looks at the company as it is.
    fn company(&self, look: impl FnOnce(&Company) -> Result<()>) -> Result<()> {
        let book = self.place().open_existing()?;
        let company = book.store.transaction(|tx| hub::company(tx))?;
        look(&company.context("there is no company yet; `fieldbook company init`")?)
    }
}

/// A CSV file over that many bytes is not read.
const LARGEST: u64 = 10 << 20;

/// Reads a CSV file; columns that are `welcome` may be missing.
fn read_sheet(file: &Path, needed: &[&'static str], welcome: &[&'static str]) -> Result<Sheet> {
    let size = fs::metadata(file).with_context(|| file.display().to_string())?.len();
    ensure!(size <= LARGEST, "{} is over {} MB", file.display(), LARGEST >> 20);
    let bytes = fs::read(file).with_context(|| file.display().to_string())?;
    Ok(Sheet::read("the file", &bytes, needed, welcome)?)
}

/// What a file's rows came to, or every row that is wrong by its line; nothing was changed then.
fn whole<T>(file: &str, taken: Result<T, Vec<Wrong>>) -> Result<T> {
    taken.map_err(|wrong| {
        let lines: Vec<String> =
            wrong.iter().map(|(line, reason)| format!("line {line}: {reason}")).collect();
        anyhow::anyhow!("nothing was taken from {file}:\n{}", lines.join("\n"))
    })
}
