//! `fieldbook backup`, `restore`, `check`.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use fieldbook_book::hub;
use fieldbook_server::store::Sqlite;
use fieldbook_server::{backup, check};

use super::{Data, moment};

#[derive(Args)]
pub(super) struct Backup {
    #[command(flatten)]
    data: Data,
    /// The file to write; it must not be there yet.
    #[arg(long)]
    to: PathBuf,
}

impl Backup {
    pub(super) fn run(self) -> Result<()> {
        let place = self.data.place();
        let book = place.open_existing()?;
        let up_to_ms = backup::back_up(&book.store, &self.to)?;
        let company = book.store.transaction(|tx| hub::company(tx))?.unwrap_or_default();
        println!(
            "Written: {}. Everything received before {} is in it.",
            self.to.display(),
            moment(&company, up_to_ms)
        );
        println!("The receipt key {} is not: keep it too, elsewhere.", place.key_file().display());
        Ok(())
    }
}

#[derive(Args)]
pub(super) struct Restore {
    #[command(flatten)]
    data: Data,
    /// The backup.
    #[arg(long)]
    from: PathBuf,
    /// Put a book that is there aside.
    #[arg(long)]
    force: bool,
}

impl Restore {
    pub(super) fn run(self) -> Result<()> {
        let place = self.data.place();
        if let Some(aside) = backup::restore(&self.from, &place, self.force)? {
            println!("The book that was there is now {}.", aside.display());
        }
        println!(
            "Restored. The server begins a new life: phones bring back what it had accepted since the backup."
        );
        println!(
            "Passwords, people, policy and revoked devices are as they were then; repeat what was changed since."
        );
        Ok(())
    }
}

#[derive(Args)]
pub(super) struct Check {
    #[command(flatten)]
    data: Data,
}

impl Check {
    pub(super) fn run(self) -> Result<()> {
        let book = self.data.place().open_existing()?;
        let damage = Sqlite::damage_of(book.store.path())?;
        let mut findings = book.store.snapshot(check::check)?;
        findings.wrong.splice(0..0, damage.into_iter().map(|line| format!("file: {line}")));
        println!("{} documents and {} feeds checked.", findings.documents, findings.feeds);
        findings.wrong.iter().for_each(|wrong| println!("{wrong}"));
        if findings.wrong.is_empty() {
            println!("All is well.");
            return Ok(());
        }
        bail!("{} things are wrong", findings.wrong.len())
    }
}
