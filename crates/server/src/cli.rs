//! The command line: one match. Each command is a file; all work on the folder of data itself, also while a
//! server runs on it (only `restore` wants it stopped).

mod demo;
mod serve;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use fieldbook_server::book::Place;
use std::path::PathBuf;

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
        Command::Demo(demo) => demo.run(),
    }
}
