//! The command line: one match. Each command is a file; all work on the folder of data itself, also while a
//! server runs on it (only `restore` wants it stopped).

mod backup;
mod company;
mod demo;
mod device;
mod export;
mod import;
mod out;
mod record;
mod refused;
mod report;
mod serve;

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, Parser, Subcommand};
use fieldbook_process::{Company, Day};
use fieldbook_server::book::Place;
use fieldbook_server::import::day as import_day;

/// Fieldbook 外勤簿: the company's book and the app that the phones install.
#[derive(Parser)]
#[command(name = "fieldbook", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the app and the book.
    Serve(serve::Serve),
    /// People, policy values, absences.
    Company(company::CompanyArgs),
    /// Devices that people signed in with.
    Device(device::DeviceArgs),
    /// What was refused, with its values.
    Refused(refused::RefusedArgs),
    /// Writes a copy of the whole book into a file, while the server runs.
    Backup(backup::Backup),
    /// Puts a backup in the place of the book.
    Restore(backup::Restore),
    /// Derives again what is derived, and compares.
    Check(backup::Check),
    /// Takes in the book of another system.
    Import(import::Import),
    /// Customers as a file, noted.
    Export(export::Export),
    /// One record as an Automerge file, or its facts.
    Record(record::Record),
    /// Prints figures.
    Report(report::Report),
    /// Makes the demo company where there is no company yet, and prints its sign-ins.
    Demo(demo::Demo),
}

/// Where the book lies.
#[derive(Args)]
struct Data {
    /// The folder of the company's data; made if missing.
    #[arg(long)]
    data: PathBuf,
    /// The file of the key that signs receipts; made if missing. It is kept apart from the data, and from its
    /// backups: usually DATA.receipt-key beside the folder.
    #[arg(long)]
    receipt_key: Option<PathBuf>,
}

impl Data {
    fn place(&self) -> Place {
        Place { data: self.data.clone(), receipt_key: self.receipt_key.clone(), new_receipt_key: false }
    }
}

/// Runs the command that was given.
///
/// # Errors
/// What went wrong, as a sentence for the person at the keyboard.
pub fn run() -> Result<()> {
    match Cli::parse().command {
        Command::Serve(serve) => serve.run(),
        Command::Company(company) => company.run(),
        Command::Device(device) => device.run(),
        Command::Refused(refused) => refused.run(),
        Command::Backup(backup) => backup.run(),
        Command::Restore(restore) => restore.run(),
        Command::Check(check) => check.run(),
        Command::Import(import) => import.run(),
        Command::Export(export) => export.run(),
        Command::Record(record) => record.run(),
        Command::Report(report) => report.run(),
        Command::Demo(demo) => demo.run(),
    }
}

/// A day from the keyboard, such as 2026-11-23.
fn day(text: &str) -> Result<Day> {
    import_day(text).context("a day such as 2026-11-23")
}

/// A moment (ms UTC) as the company's clocks show it.
fn moment(company: &Company, at_ms: i64) -> String {
    let calendar = &company.calendar;
    let minutes = at_ms.saturating_add(calendar.offset_ms(at_ms)).div_euclid(60_000).rem_euclid(24 * 60);
    format!("{} {:02}:{:02}", calendar.day_of(at_ms), minutes / 60, minutes % 60)
}
