//! `fieldbook backup`, `restore`, `check`.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;
use fieldbook_book::hub;
use fieldbook_server::attachments::{Attachments, Copied, noted};
use fieldbook_server::check::Attached;
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
    /// Copies photos, voice notes and files, too, into this folder: those that it lacks, so that it serves every backup.
    #[arg(long)]
    with_attachments: Option<PathBuf>,
}

impl Backup {
    pub(super) fn run(self) -> Result<()> {
        let place = self.data.place();
        let book = place.open_existing()?;
        let up_to_ms = backup::back_up(&book.store, &self.to)?;
        let company = book.store.snapshot(|tx| hub::company(tx))?.unwrap_or_default();
        say!(
            "Written: {}. Everything received before {} is in it.",
            self.to.display(),
            moment(&company, up_to_ms)
        )?;
        say!("The receipt key {} is not: keep it too, elsewhere.", place.key_file().display())?;
        // After the book: whatever it names as being here was here before.
        let kept = place.attachments();
        match self.with_attachments {
            Some(folder) => copy(&kept, &Attachments::in_this(folder.clone()), &folder),
            None => {
                let n = kept.all()?.unwrap_or_default().hashes.len();
                if n > 0 {
                    say!(
                        "{n} photos, voice notes and files are not: copy {} too, or say --with-attachments FOLDER.",
                        place.data.join("attachments").display()
                    )?;
                }
                Ok(())
            }
        }
    }
}

/// Copies attachments into a folder; damaged ones are told, and make the command fail once all others are copied.
fn copy(from: &Attachments, to: &Attachments, folder: &Path) -> Result<()> {
    let Some(copied) = from.copy_to(to)? else { return Ok(()) };
    let Copied { new, there, damaged } = copied;
    say!("{}: {new} photos, voice notes and files copied, {there} were there.", folder.display())?;
    damaged.iter().try_for_each(|hash| say!("attachment {hash} is damaged and was not copied"))?;
    if damaged.is_empty() { Ok(()) } else { bail!("{} attachments are damaged", damaged.len()) }
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
    /// Copies photos, voice notes and files back, too, from the folder that `backup --with-attachments` filled.
    #[arg(long)]
    with_attachments: Option<PathBuf>,
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
        let kept = place.attachments();
        if let Some(folder) = self.with_attachments {
            copy(&Attachments::in_this(folder), &kept, &place.data.join("attachments"))?;
        }
        let noted = place.open_existing()?.store.snapshot(noted::all)?;
        let mut missing = 0;
        for hash in noted {
            missing += usize::from(kept.read(hash, 0, 0)?.is_none());
        }
        if missing > 0 {
            say!(
                "{missing} photos, voice notes and files that it knows are not in {}: copy them there, unless an object \
                 store has them; phones bring back what they still hold.",
                place.data.join("attachments").display()
            )?;
        }
        Ok(())
    }
}

#[derive(Args)]
pub(super) struct Check {
    #[command(flatten)]
    data: Data,
    /// The object store that keeps photos, voice notes and files, as for `serve`.
    #[arg(long)]
    attachments: Option<String>,
}

impl Check {
    pub(super) fn run(self) -> Result<()> {
        let place = self.data.place();
        let book = place.open_existing()?;
        let damage = Sqlite::damage_of(book.store.path())?;
        let mut findings = book.store.snapshot(check::check)?;
        findings.wrong.splice(0..0, damage.into_iter().map(|line| format!("file: {line}")));
        say!("{} documents and {} feeds checked.", findings.documents, findings.feeds)?;
        let attached = check::attached(&mut findings, &place.kept_by(self.attachments.as_deref())?)?;
        let Attached { sound, awaited, begun, unnamed, strange } = attached;
        say!("{sound} attachments are what their hash says, {unnamed} of them named by no record.")?;
        if awaited > 0 {
            say!("{awaited} more are named by records and still on phones; {begun} have come in part.")?;
        }
        strange.iter().try_for_each(|file| say!("{} is no attachment", file.display()))?;
        findings.wrong.iter().try_for_each(|wrong| say!("{wrong}"))?;
        if findings.wrong.is_empty() {
            say!("All is well.")?;
            return Ok(());
        }
        bail!("{} things are wrong", findings.wrong.len())
    }
}
