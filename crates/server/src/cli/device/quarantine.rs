//! `fieldbook device quarantine`: what revoked devices left is read, released or thrown away by somebody.

use anyhow::{Result, ensure};
use clap::{Args, Subcommand};
use fieldbook_book::hub;
use fieldbook_process::{Company, DeviceId, PersonId};
use fieldbook_server::chance::now_ms;
use fieldbook_server::device;

use super::device_of;
use crate::cli::out::say;
use crate::cli::{Data, moment};

#[derive(Args)]
pub(in crate::cli) struct Quarantine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Prints what lies there: device, act, person, when it was entered, record.
    List(List),
    /// Judges now what a device left, as if it had come in time, and prints the verdicts.
    Release(Release),
    /// Throws away what a device left.
    Discard(Discard),
}

#[derive(Args)]
struct List {
    #[command(flatten)]
    data: Data,
    /// Only that device.
    device: Option<String>,
}

#[derive(Args)]
struct Release {
    #[command(flatten)]
    data: Data,
    /// The device's id, or how it begins.
    device: String,
}

#[derive(Args)]
struct Discard {
    #[command(flatten)]
    data: Data,
    /// The device's id, or how it begins.
    device: String,
    /// That its words are lost is meant.
    #[arg(long)]
    for_ever: bool,
}

impl Quarantine {
    pub(super) fn run(self) -> Result<()> {
        match self.command {
            Command::List(it) => it.run(),
            Command::Release(it) => it.run(),
            Command::Discard(it) => it.run(),
        }
    }
}

fn name(company: &Company, person: PersonId) -> &str {
    company.people.get(person).map_or("somebody unknown", |person| person.name.as_str())
}

impl List {
    fn run(self) -> Result<()> {
        let book = self.data.place().open_existing()?;
        book.store.snapshot(|tx| {
            let company = hub::company(tx)?.unwrap_or_default();
            let only = self.device.as_deref().map(|start| device_of(tx, start)).transpose()?;
            let devices: Vec<DeviceId> = match only {
                Some(id) => vec![id],
                None => device::all(tx)?.into_iter().map(|(id, _)| id).collect(),
            };
            let mut lines = 0;
            for id in devices {
                for (sent, message) in hub::quarantined(tx, id)? {
                    lines += 1;
                    match message {
                        Some(message) => say!(
                            "{id}  {}  {}  {}  record {}",
                            message.act.code(),
                            name(&company, message.person),
                            moment(&company, message.entered_ms),
                            sent.doc
                        )?,
                        None => say!("{id}  unreadable, {} bytes", sent.bytes.0.len())?,
                    }
                }
            }
            if lines == 0 {
                say!("Nothing is in quarantine.")?;
            }
            Ok(())
        })
    }
}

impl Release {
    fn run(self) -> Result<()> {
        let book = self.data.place().open_existing()?;
        book.store.transaction(|tx| {
            let id = device_of(tx, &self.device)?;
            let told = hub::release(tx, id, now_ms(), &book.seal)?;
            let company = hub::company(tx)?.unwrap_or_default();
            for (message, verdict) in &told {
                let (who, when) = (name(&company, message.person), moment(&company, message.entered_ms));
                say!("{}  {who}  {when}  {verdict:?}", message.act.code())?;
            }
            say!("{} released, {} still in quarantine.", told.len(), hub::quarantined(tx, id)?.len())?;
            Ok(())
        })
    }
}

impl Discard {
    fn run(self) -> Result<()> {
        ensure!(self.for_ever, "what people typed there would be lost: say --for-ever if that is meant");
        let book = self.data.place().open_existing()?;
        let thrown_away = book.store.transaction(|tx| {
            let id = device_of(tx, &self.device)?;
            anyhow::Ok(hub::discard(tx, id)?)
        })?;
        say!("{thrown_away} changes are thrown away.")?;
        Ok(())
    }
}
