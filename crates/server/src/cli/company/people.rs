//! `fieldbook company add-person`, `set-person`, `set-superior`, `set-password`.

use std::io::{self, Read};

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use fieldbook_book::store::Tx;
use fieldbook_process::PersonId;
use fieldbook_process::id::uuid_v7;
use fieldbook_process::people::{Department, Person, Role};
use fieldbook_server::account::{self, Account, AccountName};
use fieldbook_server::chance::{now_ms, random};
use fieldbook_server::session;

use super::{Desk, Done, change};
use crate::cli::Data;
use crate::cli::out::say;

/// Where a password comes from.
#[derive(Args)]
pub(in crate::cli) struct Password {
    /// Read the password from standard input; without this one is made and printed.
    #[arg(long)]
    password_stdin: bool,
}

/// A password, and whether it has to be told.
pub(in crate::cli) struct Given {
    text: String,
    hash: String,
    is_new: bool,
}

impl Password {
    /// Whether it comes from standard input.
    pub(in crate::cli) fn is_given(&self) -> bool {
        self.password_stdin
    }

    pub(in crate::cli) fn get(&self) -> Result<Given> {
        let text = if self.password_stdin {
            let mut text = String::new();
            io::stdin().read_to_string(&mut text).context("the password could not be read")?;
            text.trim_end_matches(['\r', '\n']).to_owned()
        } else {
            account::new_password()?
        };
        let hash = account::hash(&text)?;
        Ok(Given { text, hash, is_new: !self.password_stdin })
    }
}

impl Given {
    pub(in crate::cli) fn hash(&self) -> &str {
        &self.hash
    }

    pub(super) fn tell(&self) -> io::Result<()> {
        if self.is_new {
            say!("Password, shown this once: {}", self.text)?;
        }
        Ok(())
    }
}

/// Opens an account for somebody.
pub(super) fn open_account(
    tx: &mut dyn Tx,
    name: &AccountName,
    person: PersonId,
    password: &Given,
    now_ms: i64,
) -> Result<()> {
    ensure!(account::find(tx, name)?.is_none(), "the account {name} is taken");
    Ok(account::put(tx, name, &Account { person, password: password.hash.clone(), set_ms: now_ms })?)
}

fn role(text: &str) -> Result<Role> {
    let known = Role::of_code(text).filter(|role| *role != Role::System);
    known.with_context(|| "rep, assistant, manager, director, gm, staff or admin".to_owned())
}

fn department(text: &str) -> Result<Department> {
    Department::of_code(text).with_context(|| Department::CODES.join(", "))
}

#[derive(Args)]
pub(in crate::cli) struct AddPerson {
    #[command(flatten)]
    data: Data,
    /// As colleagues write it.
    #[arg(long)]
    name: String,
    /// Their account.
    #[arg(long)]
    account: AccountName,
    /// rep, assistant, manager, director, gm, staff, admin.
    #[arg(long, value_parser = role)]
    role: Role,
    /// Of staff: their department.
    #[arg(long, value_parser = department)]
    department: Option<Department>,
    /// A territory they work in; may be given several times.
    #[arg(long = "territory")]
    territories: Vec<String>,
    /// The account of their superior. Only who stands at the top has none.
    #[arg(long)]
    superior: Option<String>,
    #[command(flatten)]
    password: Password,
}

impl AddPerson {
    pub(super) fn run(self) -> Result<()> {
        let password = self.password.get()?;
        let at_the_top = matches!(self.role, Role::Director | Role::Gm);
        ensure!(self.superior.is_some() || at_the_top, "--superior: everyone has one");
        change(&self.data, |desk| {
            let superior = self.superior.as_deref().map(|text| desk.person(text)).transpose()?;
            let id = PersonId(uuid_v7(desk.now_ms, random()?));
            open_account(desk.tx, &self.account, id, &password, desk.now_ms)?;
            put(
                desk,
                Person {
                    id,
                    name: self.name.clone(),
                    role: self.role,
                    department: self.department,
                    territories: self.territories.clone(),
                    superior,
                    head: false,
                    left: false,
                    notice_ms: None,
                },
            )?;
            Done::that(format!("{} joins as {}, account {}", self.name, self.role.code(), self.account))
        })?;
        password.tell()?;
        Ok(())
    }
}

/// Writes somebody down whose parts fit each other.
pub(super) fn put(desk: &mut Desk<'_>, person: Person) -> Result<()> {
    ensure!(
        !person.name.trim().is_empty() && person.name.chars().count() <= 80,
        "a name has 1 to 80 characters"
    );
    ensure!(
        (person.role == Role::Staff) == person.department.is_some(),
        "staff, and only staff, has a department"
    );
    desk.company.people.put(person);
    Ok(())
}

#[derive(Args)]
pub(in crate::cli) struct SetPerson {
    #[command(flatten)]
    data: Data,
    /// Account or id.
    who: String,
    /// A new name.
    #[arg(long)]
    name: Option<String>,
    /// A new role.
    #[arg(long, value_parser = role)]
    role: Option<Role>,
    /// A new department, with the role staff.
    #[arg(long, value_parser = department)]
    department: Option<Department>,
    /// The territories from now on, instead of those before.
    #[arg(long = "territory")]
    territories: Option<Vec<String>>,
}

impl SetPerson {
    pub(super) fn run(self) -> Result<()> {
        change(&self.data, |desk| {
            let mut person = found(desk, &self.who)?;
            person.name = self.name.unwrap_or(person.name);
            person.role = self.role.unwrap_or(person.role);
            person.department = self.department.or(person.department).filter(|_| person.role == Role::Staff);
            person.territories = self.territories.unwrap_or(person.territories);
            let what =
                format!("{} is {} in [{}]", person.name, person.role.code(), person.territories.join(", "));
            put(desk, person)?;
            Done::that(what)
        })
    }
}

pub(super) fn found(desk: &Desk<'_>, who: &str) -> Result<Person> {
    let id = desk.person(who)?;
    desk.company.people.get(id).cloned().with_context(|| format!("{who} is not of the company"))
}

#[derive(Args)]
pub(in crate::cli) struct SetSuperior {
    #[command(flatten)]
    data: Data,
    /// Account or id.
    who: String,
    /// Account or id of the superior.
    superior: String,
}

impl SetSuperior {
    pub(super) fn run(self) -> Result<()> {
        change(&self.data, |desk| {
            let (person, superior) = (found(desk, &self.who)?, found(desk, &self.superior)?);
            ensure!(!superior.left, "{} has left", superior.name);
            let ring = person.id == superior.id || desk.company.people.is_superior(person.id, superior.id);
            ensure!(!ring, "{} would stand above themselves", person.name);
            let what = format!("{} reports to {}", person.name, superior.name);
            put(desk, Person { superior: Some(superior.id), ..person })?;
            Done::that(what)
        })
    }
}

#[derive(Args)]
pub(in crate::cli) struct SetPassword {
    #[command(flatten)]
    data: Data,
    /// The account.
    account: AccountName,
    #[command(flatten)]
    password: Password,
}

impl SetPassword {
    pub(super) fn run(self) -> Result<()> {
        let given = self.password.get()?;
        let book = self.data.place().open_existing()?;
        let ended = book.store.transaction(|tx| {
            let Some(account) = account::find(tx, &self.account)? else {
                bail!("no account {}", self.account)
            };
            let person = account.person;
            account::put(
                tx,
                &self.account,
                &Account { password: given.hash.clone(), set_ms: now_ms(), ..account },
            )?;
            Ok(session::end_all_of(tx, person)?)
        })?;
        say!(
            "The password of {} is set; {ended} sessions ended, their phones keep everything.",
            self.account
        )?;
        given.tell()?;
        Ok(())
    }
}
