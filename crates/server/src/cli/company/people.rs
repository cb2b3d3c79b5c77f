//! `fieldbook company add-person`, `set-person`, `set-superior`, `set-password`.

use std::io::{self, Read};

use anyhow::{Context, Result};
use clap::Args;
use fieldbook_book::wire::office::Form;
use fieldbook_process::people::{Department, Role};
use fieldbook_server::account::{self, AccountName};
use fieldbook_server::office::people;

use super::{at_desk, change};
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
    account: String,
    /// rep, assistant, manager, director, gm, staff, admin.
    #[arg(long, value_parser = role)]
    role: Role,
    /// Of staff: their department.
    #[arg(long, value_parser = department)]
    department: Option<Department>,
    /// They lead it.
    #[arg(long, requires = "department")]
    head: bool,
    /// A territory they work in; may be given several times.
    #[arg(long = "territory")]
    territories: Vec<String>,
    /// The account of their superior. Only who stands at the top has none.
    #[arg(long)]
    superior: Option<String>,
    /// The account of the assistant who serves them.
    #[arg(long)]
    assistant: Option<String>,
    #[command(flatten)]
    password: Password,
}

impl AddPerson {
    pub(super) fn run(self) -> Result<()> {
        let password = self.password.get()?;
        change(&self.data, |desk| {
            let superior = self.superior.as_deref().map(|text| desk.person(text)).transpose()?;
            let assistant = self.assistant.as_deref().map(|text| desk.person(text)).transpose()?;
            let (name, role, department, territories) =
                (self.name, self.role, self.department, self.territories);
            let form = Form { name, role, department, head: self.head, territories, superior, assistant };
            people::join(desk, &self.account, form, password.hash())
        })?;
        password.tell()?;
        Ok(())
    }
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
    /// Whether they lead their department: true or false.
    #[arg(long)]
    head: Option<bool>,
    /// The territories from now on, instead of those before.
    #[arg(long = "territory")]
    territories: Option<Vec<String>>,
    /// Account or id of the assistant who serves them; `none` for nobody.
    #[arg(long)]
    assistant: Option<String>,
}

impl SetPerson {
    pub(super) fn run(self) -> Result<()> {
        change(&self.data, |desk| {
            let who = desk.person(&self.who)?;
            let mut form = Form::of(&desk.known(who)?);
            form.name = self.name.unwrap_or(form.name);
            form.role = self.role.unwrap_or(form.role);
            form.department = self.department.or(form.department).filter(|_| form.role == Role::Staff);
            form.territories = self.territories.unwrap_or(form.territories);
            form.head = self.head.unwrap_or(form.head);
            form.assistant = match self.assistant.as_deref() {
                None => form.assistant,
                Some("none") => None,
                Some(text) => Some(desk.person(text)?),
            };
            people::write(desk, who, form)
        })
    }
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
            let (who, superior) = (desk.person(&self.who)?, desk.person(&self.superior)?);
            let form = Form { superior: Some(superior), ..Form::of(&desk.known(who)?) };
            people::write(desk, who, form)
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
        let (account, ended) = at_desk(&self.data, |desk| {
            let who = desk.person(&self.account.to_string())?;
            people::set_password(desk, who, given.hash())
        })?;
        say!("The password of {account} is set; {ended} sessions ended, their phones keep everything.")?;
        given.tell()?;
        Ok(())
    }
}
