//! `fieldbook backup`, `restore`, `check`.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use fieldbook_book::hub;
use fieldbook_server::store::Sqlite;
use fieldbook_server::{backup, check};

use super::out::say;
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
        say!(
            "Written: {}. Everything received before {} is in it.",
            self.to.display(),
            moment(&company, up_to_ms)
        )?;
        say!("The receipt key {} is not: keep it too, elsewhere.", place.key_file().display())?;
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
    /// Take the backup though `check` finds something wrong in it.
    #[arg(long)]
    damaged: bool,
}

impl Restore {
    pub(super) fn run(self) -> Result<()> {
        let place = self.data.place();
        let allowed = backup::Allowed { force: self.force, damaged: self.damaged };
        let restored = backup::restore(&self.from, &place, allowed)?;
        if let Some(aside) = restored.aside {
            say!("The book that was there is now {}.", aside.display())?;
        }
        say!(
            "Restored. The server begins a new life: phones bring back what it had accepted since the backup."
        )?;
        say!(
            "Passwords, people, policy and revoked devices are as they were then; repeat what was changed since."
        )?;
        if !restored.wrong.is_empty() {
            say!("{} things in it are wrong: `fieldbook check` lists them.", restored.wrong.len())?;
        }
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
        say!("{} documents and {} feeds checked.", findings.documents, findings.feeds)?;
        findings.wrong.iter().try_for_each(|wrong| say!("{wrong}"))?;
        if findings.wrong.is_empty() {
            say!("All is well.")?;
            return Ok(());
        }
        bail!("{} things are wrong", findings.wrong.len())
    }
}
