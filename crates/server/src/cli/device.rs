//! `fieldbook device list`, `revoke`, `quarantine`, `oldest-app`.

mod quarantine;

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use fieldbook_book::hub;
use fieldbook_book::store::{StoreFault, Tx};
use fieldbook_process::{DeviceId, PersonId};
use fieldbook_server::chance::now_ms;
use fieldbook_server::{account, device, session};

use super::out::say;
use super::{Data, moment};

#[derive(Args)]
pub(super) struct DeviceArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Prints every device: id, account, when it was registered and last used.
    List(List),
    /// Revokes a device: it may push what it has not sent into quarantine once more, and wipes itself.
    Revoke(Revoke),
    /// What revoked devices pushed once more.
    Quarantine(quarantine::Quarantine),
    /// Sets or prints the oldest app that is handed news; an older one may still push, and is told.
    OldestApp(OldestApp),
}

#[derive(Args)]
struct List {
    #[command(flatten)]
    data: Data,
    /// Only those of this account.
    #[arg(long)]
    account: Option<account::AccountName>,
}

#[derive(Args)]
struct Revoke {
    #[command(flatten)]
    data: Data,
    /// Its id, or how it begins.
    device: String,
    /// Nothing is taken from it any more, and it wipes at once: work that it has not sent is lost.
    #[arg(long)]
    stolen: bool,
}

#[derive(Args)]
struct OldestApp {
    #[command(flatten)]
    data: Data,
    /// Such as 1.2.0.
    version: Option<String>,
}

impl OldestApp {
    fn run(self) -> Result<()> {
        let book = self.data.place().open_existing()?;
        if let Some(text) = &self.version {
            let version = hub::app_version(text).context("a version such as 1.2.0")?;
            book.store.transaction(|tx| hub::set_oldest_app(tx, version))?;
        }
        match book.store.snapshot(|tx| hub::oldest_app(tx))? {
            Some([major, minor, patch]) => {
                say!("Apps older than {major}.{minor}.{patch} are handed no news.")?
            }
            None => say!("Every app is handed news.")?,
        }
        Ok(())
    }
}

/// The device whose id begins so.
fn device_of(tx: &mut dyn Tx, start: &str) -> Result<DeviceId> {
    let start = start.trim().to_lowercase();
    let devices = device::all(tx)?;
    let fitting: Vec<DeviceId> =
        devices.iter().map(|(id, _)| *id).filter(|id| id.to_string().starts_with(&start)).collect();
    match fitting.as_slice() {
        [id] if start.len() >= 4 => Ok(*id),
        [] => bail!("no device begins with {start}"),
        _ => bail!("several devices may be meant by {start}; give more of the id"),
    }
}

impl DeviceArgs {
    pub(super) fn run(self) -> Result<()> {
        match self.command {
            Command::List(it) => it.run(),
            Command::Revoke(it) => it.run(),
            Command::Quarantine(it) => it.run(),
            Command::OldestApp(it) => it.run(),
        }
    }
}

impl List {
    fn run(self) -> Result<()> {
        let book = self.data.place().open_existing()?;
        let (company, accounts, devices, seen) = book.store.snapshot(|tx| {
            let company = hub::company(tx)?.unwrap_or_default();
            Ok::<_, StoreFault>((company, account::all(tx)?, device::all(tx)?, session::seen(tx)?))
        })?;
        let names: BTreeMap<PersonId, String> =
            accounts.iter().map(|(name, account)| (account.person, name.to_string())).collect();
        let only = self.account.map(|name| name.to_string());
        for (id, device) in devices {
            let account = names.get(&device.person).map_or("–", String::as_str);
            if only.as_ref().is_some_and(|only| only != account) {
                continue;
            }
            let state = match (device.revoked, seen.get(&id)) {
                (Some(revoked), _) if revoked.stolen => format!("stolen {}", moment(&company, revoked.at_ms)),
                (Some(revoked), _) => format!("revoked {}", moment(&company, revoked.at_ms)),
                (None, Some(seen_ms)) => format!("used {}", company.calendar.day_of(*seen_ms)),
                (None, None) => "signed out".to_owned(),
            };
            let registered = company.calendar.day_of(device.registered_ms);
            let unsent = device.contact.filter(|contact| contact.unsent > 0);
            let unsent = unsent.map(|it| match it.oldest_ms {
                Some(oldest_ms) => format!("  {} unsent since {}", it.unsent, moment(&company, oldest_ms)),
                None => format!("  {} unsent", it.unsent),
            });
            let unsent = unsent.unwrap_or_default();
            say!("{id}  {account:12}  since {registered}  {state}  {}{unsent}", device.name)?;
        }
        Ok(())
    }
}

impl Revoke {
    fn run(self) -> Result<()> {
        let book = self.data.place().open_existing()?;
        let id = book.store.transaction(|tx| {
            let id = device_of(tx, &self.device)?;
            device::revoke(tx, id, self.stolen, now_ms())?;
            anyhow::Ok(id)
        })?;
        let device = book.store.snapshot(|tx| device::find(tx, id))?.context("the device is gone")?;
        say!("Revoked: {id} {}", device.name)?;
        if self.stolen {
            say!(
                "It wipes when it next reaches the server; what it had not sent is lost. Set a new password too."
            )?;
        } else {
            say!("When it next reaches the server it leaves what it had not sent in quarantine, and wipes.")?;
        }
        Ok(())
    }
}
