//! `fieldbook import maven DIR`, and customers from a sheet.

mod customers;
mod xlsform;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::{Args, Subcommand};
use fieldbook_server::account;
use fieldbook_server::chance::now_ms;
use fieldbook_server::import::maven::{self, Count, FILES, Sheets, Taken};
use fieldbook_server::import::{Rejected, write_rejected};

use super::Data;
use super::company::{Password, note_import};
use super::out::say;

/// A file over that many bytes is not read.
const LARGEST: u64 = 200 << 20;

#[derive(Args)]
pub(super) struct Import {
    #[command(subcommand)]
    from: From,
}

#[derive(Subcommand)]
enum From {
    /// The CSV layout of Maven's CRM Sales Opportunities.
    Maven(Maven),
    /// Customers and their people from a sheet of any program.
    Customers(customers::Customers),
    /// Prints the imports of customers: id, when, how many, which file.
    List(customers::List),
    /// Takes an import of customers back: all of it with which nobody worked since.
    TakeBack(customers::TakeBack),
    /// A draft of a questionnaire from an XLSForm, as KoboToolbox and ODK write it.
    #[command(name = "xlsform")]
    XlsForm(xlsform::XlsForm),
}

#[derive(Args)]
struct Maven {
    /// The folder with sales_teams.csv, products.csv, accounts.csv and sales_pipeline.csv, or some of them.
    folder: PathBuf,
    #[command(flatten)]
    data: Data,
    /// Where rows go that were not taken, each with line and reason. Completed, the folder is imported like the first.
    #[arg(long, default_value = "maven-rejected")]
    rejected: PathBuf,
    #[command(flatten)]
    password: Password,
}

impl Import {
    pub(super) fn run(self) -> Result<()> {
        match self.from {
            From::Maven(maven) => maven.run(),
            From::Customers(it) => it.run(),
            From::List(it) => it.run(),
            From::TakeBack(it) => it.run(),
            From::XlsForm(it) => it.run(),
        }
    }
}

impl Maven {
    fn run(self) -> Result<()> {
        let files = FILES.map(|name| (name, self.folder.join(name)));
        ensure!(
            files.iter().any(|(_, path)| path.exists()),
            "{} has none of {}",
            self.folder.display(),
            FILES.join(", ")
        );
        ensure!(
            !same(&self.folder, &self.rejected),
            "--rejected: rows that are not taken again need another folder than {}",
            self.folder.display()
        );
        for (_, path) in &files {
            let size = fs::metadata(path).map_or(0, |known| known.len());
            ensure!(size <= LARGEST, "{} is over {} MB", path.display(), LARGEST >> 20);
        }
        let mut read = Vec::new();
        for (name, path) in files.iter().filter(|(_, path)| path.exists()) {
            read.push((*name, fs::read(path).with_context(|| path.display().to_string())?));
        }
        let sheets = Sheets::read(|name| {
            read.iter().find(|(known, _)| *known == name).map(|(_, bytes)| bytes.clone())
        })?;
        let book = self.data.place().open_existing()?;
        let one = self.password.is_given().then(|| self.password.get()).transpose()?;
        let mut told = Vec::new();
        let now_ms = now_ms();
        let password = |name: &account::AccountName| match &one {
            Some(given) => Ok(given.hash().to_owned()),
            None => {
                let text = account::new_password()?;
                let hash = account::hash(&text)
                    .map_err(|fault| fieldbook_book::store::StoreFault(fault.to_string()))?;
                told.push((name.to_string(), text));
                Ok(hash)
            }
        };
        let taken = maven::import(&book, &sheets, now_ms, password, &mut |word| {
            drop(writeln!(io::stderr(), "{word}"))
        })?;
        if let Some(version) = taken.company {
            book.store.transaction(|tx| note_import(tx, version, now_ms, "imported from Maven's layout"))?;
        }
        // The rows go to their folder even where nothing can be printed.
        let said = tell(&taken, &told);
        reject(&taken.rejected, &self.rejected)?;
        Ok(said?)
    }
}

fn same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

fn tell(taken: &Taken, passwords: &[(String, String)]) -> io::Result<()> {
    let line =
        |what: &str, Count { new, known }: Count| say!("{what:10} {new:6} new {known:6} there already");
    line("people", taken.people)?;
    line("products", taken.products)?;
    line("customers", taken.customers)?;
    line("deals", taken.deals)?;
    if !passwords.is_empty() {
        say!("New accounts and their passwords, shown this once:")?;
        passwords.iter().try_for_each(|(account, password)| say!("  {account:24}  {password}"))?;
    }
    Ok(())
}

/// Writes the rejected rows, a file each as they came.
fn reject(rejected: &[Rejected], folder: &Path) -> Result<()> {
    if rejected.is_empty() {
        say!("Every row is in the book.")?;
        return Ok(());
    }
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    for file in FILES {
        let rows: Vec<&Rejected> = rejected.iter().filter(|row| row.file == file).collect();
        let path = folder.join(file);
        if rows.is_empty() {
            // One of an earlier import would be taken for this one's.
            let _there_was_none = fs::remove_file(&path);
            continue;
        }
        let to = fs::File::create(&path).with_context(|| path.display().to_string())?;
        write_rejected(&rows, to)?;
        say!("{} rows of {file} were not taken; line and reason: {}", rows.len(), path.display())?;
    }
    say!("Complete them there, then: fieldbook import maven {} …", folder.display())?;
    Ok(())
}
