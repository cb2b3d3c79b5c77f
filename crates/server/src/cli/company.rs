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
use fieldbook_book::hub;
use fieldbook_book::store::Tx;
use fieldbook_process::Company;
use fieldbook_server::chance::now_ms;
use fieldbook_server::office::{self, Desk, Done, Fault, Note, note, words};

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
    /// Somebody gave or got notice: their superior hands over what is theirs.
    Notice(leave::Notice),
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
            Command::Notice(it) => it.run(),
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

/// Changes the company in one transaction: whole, with its note, or not at all.
fn change(data: &Data, body: impl FnOnce(&mut Desk<'_>) -> Result<Done, Fault>) -> Result<()> {
    let book = data.place().open_existing()?;
    let (version, what) = book
        .store
        .transaction(|tx| office::change(tx, None, now_ms(), &book.seal, body).or_else(|it| told(tx, &it)))?;
    say!("{what} (company version {version})")?;
    Ok(())
}

/// Works at the desk in one transaction, without making a version.
pub(super) fn at_desk<T>(data: &Data, body: impl FnOnce(&mut Desk<'_>) -> Result<T, Fault>) -> Result<T> {
    let book = data.place().open_existing()?;
    book.store.transaction(|tx| {
        let done = Desk::open(tx, None, now_ms(), &book.seal).and_then(|mut desk| body(&mut desk));
        done.or_else(|it| told(tx, &it))
    })
}

/// Why it is not done, as sentences for the person at the keyboard.
fn told<T>(tx: &mut dyn Tx, fault: &Fault) -> Result<T> {
    let company = hub::company(tx)?.unwrap_or_default();
    bail!("{}", words::fault(fault, &company))
}

/// Notes the version that people and products of an import came with.
pub(super) fn note_import(tx: &mut dyn Tx, version: u64, at_ms: i64, what: &str) -> Result<()> {
    Ok(note(tx, version, &Note { at_ms, agreed_by: None, what: what.to_owned(), by: None })?)
}

impl Data {
    /// Looks at the company as it is.
    fn company(&self, look: impl FnOnce(&Company) -> Result<()>) -> Result<()> {
        let book = self.place().open_existing()?;
        let company = book.store.snapshot(|tx| hub::company(tx))?;
        look(&company.context("there is no company yet; `fieldbook company init`")?)
    }
}

/// A CSV file over that many bytes is not read.
const LARGEST: u64 = 10 << 20;

/// The bytes of a CSV file.
pub(super) fn read_file(file: &Path) -> Result<Vec<u8>> {
    let size = fs::metadata(file).with_context(|| file.display().to_string())?.len();
    ensure!(size <= LARGEST, "{} is over {} MB", file.display(), LARGEST >> 20);
    fs::read(file).with_context(|| file.display().to_string())
}
