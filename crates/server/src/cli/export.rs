//! `fieldbook export customers`, and `list`: what leaves the book is noted.

use std::io::Write as _;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use fieldbook_book::wire::office::exports::{ExportTold, Format};
use fieldbook_server::office::exports;

use super::company::at_desk;
use super::out::{Out, say};
use super::{Data, moment};

#[derive(Args)]
pub(super) struct Export {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Prints every customer with the people there, as a sheet that `import customers` takes back, or as vCards. Each
    /// line or card says that it was taken along on this command line, and when.
    Customers(Customers),
    /// Prints the exports: when, how many customers and people, as what, by whom.
    List(List),
}

#[derive(Args)]
struct Customers {
    #[command(flatten)]
    data: Data,
    /// How they are written: csv or vcard.
    #[arg(long, default_value = "csv", value_parser = format)]
    format: Format,
}

#[derive(Args)]
struct List {
    #[command(flatten)]
    data: Data,
}

fn format(text: &str) -> Result<Format> {
    match text {
        "csv" => Ok(Format::Csv),
        "vcard" => Ok(Format::Vcard),
        _ => bail!("csv or vcard"),
    }
}

impl Export {
    pub(super) fn run(self) -> Result<()> {
        match self.what {
            What::Customers(it) => it.run(),
            What::List(it) => it.run(),
        }
    }
}

impl Customers {
    fn run(self) -> Result<()> {
        let text = at_desk(&self.data, |desk| {
            let mark = format!("command line, {}", desk.company.calendar.day_of(desk.now_ms));
            exports::everything(desk, self.format, &mark)
        })?;
        Out.write_all(text.as_bytes())?;
        Ok(Out.flush()?)
    }
}

impl List {
    fn run(self) -> Result<()> {
        let (all, company) = at_desk(&self.data, |desk| Ok((exports::exports(desk)?, desk.company.clone())))?;
        for ExportTold { id, at_ms, by, format, customers, people } in all {
            let name = by.and_then(|by| company.people.get(by)).map_or("command line", |by| by.name.as_str());
            let (at, ending) = (moment(&company, at_ms), format.ending());
            say!("{id}  {at}  {customers:6} customers  {people:6} people  {ending}  {name}")?;
        }
        Ok(())
    }
}
