//! `fieldbook record export`, `show`, `read`: one record as an Automerge file, and the facts of either. A file
//! is only read: no act of the law takes a record as a whole into the book.

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use clap::{Args, Subcommand};
use fieldbook_book::document::{self, Document, FILE_BYTES};
use fieldbook_book::hub::Stored;
use fieldbook_book::store::Table;
use fieldbook_process::DocId;
use fieldbook_server::record;

use super::Data;
use super::out::say;

#[derive(Args)]
pub(super) struct Record {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes a record into a new file that the Automerge libraries open.
    Export(Export),
    /// Prints a record's facts as JSON: path, then type and value.
    Show(Show),
    /// Checks an Automerge file and prints its facts; it is not taken into the book.
    Read(Read),
}

#[derive(Args)]
struct Export {
    #[command(flatten)]
    show: Show,
    /// The file; it must not be there yet.
    #[arg(long)]
    to: PathBuf,
}

#[derive(Args)]
struct Show {
    #[command(flatten)]
    data: Data,
    /// The record's id, as at the end of its address in the app.
    #[arg(value_parser = id)]
    id: DocId,
}

#[derive(Args)]
struct Read {
    /// Saved by the app, by `record export` or by an Automerge library.
    file: PathBuf,
}

fn id(text: &str) -> Result<DocId> {
    text.parse().ok().context("an id of 32 hex digits")
}

impl Record {
    pub(super) fn run(self) -> Result<()> {
        match self.command {
            Command::Export(it) => it.run(),
            Command::Show(it) => print(&it.document()?),
            Command::Read(it) => it.run(),
        }
    }
}

impl Export {
    fn run(self) -> Result<()> {
        let bytes = document::export(&self.show.document()?);
        let shown = self.to.display().to_string();
        let mut file = File::create_new(&self.to).with_context(|| format!("{shown} cannot be made"))?;
        file.write_all(&bytes).with_context(|| format!("{shown} cannot be written"))?;
        say!("{shown}: {} bytes", bytes.len())?;
        Ok(())
    }
}

impl Show {
    fn document(&self) -> Result<Document> {
        let book = self.data.place().open_existing()?;
        let stored: Option<Stored> =
            book.store.snapshot(|tx| record::read(tx, Table::Documents, &self.id.0))?;
        let stored = stored.with_context(|| format!("no record has the id {}", self.id))?;
        Ok(Document::load(&stored.bytes.0)?)
    }
}

impl Read {
    fn run(self) -> Result<()> {
        let shown = self.file.display();
        let size = fs::metadata(&self.file).with_context(|| format!("{shown} cannot be read"))?.len();
        ensure!(
            usize::try_from(size).is_ok_and(|size| size <= FILE_BYTES),
            "{shown} has {size} bytes, too many"
        );
        let bytes = fs::read(&self.file).with_context(|| format!("{shown} cannot be read"))?;
        // Automerge panics at some damaged files; that is caught, and told like any other.
        std::panic::set_hook(Box::new(|_| {}));
        let document = document::import(&bytes).with_context(|| format!("{shown} is no record of ours"))?;
        print(&document)
    }
}

fn print(document: &Document) -> Result<()> {
    say!("{}", serde_json::to_string_pretty(&document.view().facts)?)?;
    Ok(())
}
