//! `fieldbook refused list`, `show`, `forget`: what phones sent and the law, its form or its bytes kept out of the
//! book. Its words are here as well as on the phone, so that the office can help who wrote them.

use anyhow::{Context, Result, bail, ensure};
use clap::{Args, Subcommand};
use fieldbook_book::hub::{self, Refused, RefusedPart, Tally};
use fieldbook_book::store::Tx;
use fieldbook_book::wire::{Fault, Verdict};
use fieldbook_process::{Company, PersonId};
use fieldbook_server::account::{self, AccountName};

use super::{Data, moment};
use crate::cli::out::say;

#[derive(Args)]
pub(super) struct RefusedArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Prints what was refused: id, when it was received, act, person, why, record.
    List(List),
    /// Prints one refused act with its values as JSON.
    Show(Show),
    /// Throws one away, or all of a person.
    Forget(Forget),
}

#[derive(Args)]
struct List {
    #[command(flatten)]
    data: Data,
    /// Only that of this account.
    #[arg(long)]
    account: Option<AccountName>,
}

#[derive(Args)]
struct Show {
    #[command(flatten)]
    data: Data,
    /// Its id, or how it begins.
    id: String,
}

#[derive(Args)]
struct Forget {
    #[command(flatten)]
    data: Data,
    /// Its id, or how it begins.
    #[arg(required_unless_present = "account", conflicts_with = "account")]
    id: Option<String>,
    /// Everything of this account.
    #[arg(long)]
    account: Option<AccountName>,
    /// That its words are lost here is meant.
    #[arg(long)]
    for_ever: bool,
}

impl RefusedArgs {
    pub(super) fn run(self) -> Result<()> {
        match self.command {
            Command::List(it) => it.run(),
            Command::Show(it) => it.run(),
            Command::Forget(it) => it.run(),
        }
    }
}

/// Those of whom something was refused; of an account only that one.
fn people(tx: &mut dyn Tx, account: Option<&AccountName>) -> Result<Vec<(PersonId, Tally)>> {
    let mut people = hub::refused_people(tx)?;
    if let Some(name) = account {
        let account = account::find(tx, name)?.with_context(|| format!("there is no account {name}"))?;
        people.retain(|(person, _)| *person == account.person);
    }
    Ok(people)
}

/// The one whose id begins so.
fn one(tx: &mut dyn Tx, start: &str) -> Result<Refused> {
    let start = start.trim().to_lowercase();
    let mut fitting = Vec::new();
    for (person, _) in hub::refused_people(tx)? {
        let all = hub::refused(tx, person)?.into_iter();
        fitting.extend(all.filter(|refused| refused.id.to_string().starts_with(&start)));
    }
    match fitting.len() {
        0 => bail!("nothing refused begins with {start}"),
        1 if start.len() >= 4 => fitting.pop().context("it is gone"),
        _ => bail!("several may be meant by {start}; give more of the id"),
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
            let people = people(tx, self.account.as_ref())?;
            for (person, tally) in &people {
                for refused in &hub::refused(tx, *person)? {
                    say!("{}", line(&company, refused))?;
                }
                if tally.dropped > 0 {
                    let who = name(&company, *person);
                    say!("{} older ones of {who} are gone: there is room for no more.", tally.dropped)?;
                }
            }
            if people.iter().all(|(_, tally)| tally.acts == 0 && tally.dropped == 0) {
                say!("Nothing refused is kept.")?;
            }
            Ok(())
        })
    }
}

fn line(company: &Company, refused: &Refused) -> String {
    let (who, when) = (name(company, refused.person), moment(company, refused.received_ms));
    let act = refused.parts.iter().find_map(|part| part.meant.as_ref());
    let act = act.map_or("unreadable", |meant| meant.act.code());
    let records: Vec<String> = refused.parts.iter().take(3).map(|part| part.doc.to_string()).collect();
    let more = refused.parts.len().saturating_sub(records.len());
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let why = why(&refused.verdict);
    format!("{}  {when}  {act}  {who}  {why}  record {}{more}", refused.id, records.join(", "))
}

/// Why, in a word; `show` says the rest.
fn why(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Refused(refusals) => {
            refusals.iter().map(|refusal| refusal.clause.id()).collect::<Vec<_>>().join(" ")
        }
        Verdict::Malformed(Fault::Law(_)) => "form".to_owned(),
        Verdict::Malformed(Fault::Message(_)) => "message".to_owned(),
        Verdict::TooLarge(_) => "too large".to_owned(),
        _ => "bytes".to_owned(),
    }
}

impl Show {
    fn run(self) -> Result<()> {
        let book = self.data.place().open_existing()?;
        let (company, refused) = book.store.snapshot(|tx| {
            let company = hub::company(tx)?.unwrap_or_default();
            anyhow::Ok((company, one(tx, &self.id)?))
        })?;
        say!("{}", line(&company, &refused))?;
        say!("{}", printable(&serde_json::to_string_pretty(&refused)?))?;
        let unread = |part: &&RefusedPart| part.meant.is_none();
        if let Some(part) = refused.parts.iter().find(unread) {
            say!("Of record {} only hash and size are kept.", part.doc)?;
        }
        Ok(())
    }
}

/// Text that a terminal only prints: what people typed may hold anything.
fn printable(text: &str) -> String {
    let mut printable = String::with_capacity(text.len());
    for sign in text.chars() {
        if sign.is_control() && sign != '\n' {
            printable.extend(sign.escape_unicode());
        } else {
            printable.push(sign);
        }
    }
    printable
}

impl Forget {
    fn run(self) -> Result<()> {
        ensure!(self.for_ever, "its words may be nowhere else: say --for-ever if that is meant");
        let book = self.data.place().open_existing()?;
        let forgotten = book.store.transaction(|tx| {
            let all = match &self.id {
                Some(start) => vec![one(tx, start)?],
                None => {
                    let mut all = Vec::new();
                    for (person, _) in people(tx, self.account.as_ref())? {
                        all.extend(hub::refused(tx, person)?);
                    }
                    all
                }
            };
            for refused in &all {
                hub::forget(tx, refused.person, refused.id)?;
            }
            anyhow::Ok(all.len())
        })?;
        say!("{forgotten} refused acts are thrown away.")?;
        Ok(())
    }
}
