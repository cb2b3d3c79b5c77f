//! The CSV layout of Maven Analytics' "CRM Sales Opportunities": `sales_teams`, `products`, `accounts` and
//! `sales_pipeline`. Regions become territories and managers superiors; a customer's owner is the seller of its latest
//! deal, and other sellers with open deals share it. Amounts are US dollars.
//!
//! A folder may lack all files but one: a folder of rejected rows, completed, is taken in the same way, and what the
//! rows speak of is then looked up in the book.

mod customers;
mod deals;
mod people;
mod products;

use std::collections::BTreeSet;

use fieldbook_book::hub::{self, Back, Imported, Ledger};
use fieldbook_book::message::Message;
use fieldbook_book::store::{StoreFault, Table, Tx};
use fieldbook_process::people::Role;
use fieldbook_process::{ActName, Company, DocId, Facts, PersonId, RecordKind};

use super::{Rejected, Sheet, SheetFault, id_of};
use crate::account::{self, Account, AccountName};
use crate::book::Book;

/// The files of a folder, by their names, in the order in which they are taken.
pub const FILES: [&str; 4] = ["sales_teams.csv", "products.csv", "accounts.csv", "sales_pipeline.csv"];

/// Why nothing was taken.
#[derive(Debug, thiserror::Error)]
pub enum MavenFault {
    /// A file cannot be read.
    #[error(transparent)]
    Sheet(#[from] SheetFault),
    /// There is no company to take it in.
    #[error("there is no company yet; `fieldbook company init` makes one with its director")]
    NoCompany,
    /// Nobody agrees, or nobody writes it down.
    #[error("the company has no {}", .0.code())]
    Nobody(Role),
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreFault),
}

/// How many of a thing were new, and how many were there already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Added now.
    pub new: usize,
    /// There before.
    pub known: usize,
}

/// What was taken.
#[derive(Debug, Default)]
pub struct Taken {
    /// Sellers and managers.
    pub people: Count,
    /// Products.
    pub products: Count,
    /// Customers.
    pub customers: Count,
    /// Deals.
    pub deals: Count,
    /// New accounts, to be told their password.
    pub accounts: Vec<(AccountName, PersonId)>,
    /// Rows not taken.
    pub rejected: Vec<Rejected>,
    /// The company version that people and products came with; `None` where none was new.
    pub company: Option<u64>,
}

/// The sheets of a folder; an absent file is an empty sheet.
#[derive(Debug)]
pub struct Sheets {
    teams: Sheet,
    products: Sheet,
    accounts: Sheet,
    pipeline: Sheet,
}

impl Sheets {
    /// Reads the files, given by their names.
    ///
    /// # Errors
    /// [`SheetFault`].
    pub fn read(file: impl Fn(&'static str) -> Option<Vec<u8>>) -> Result<Self, SheetFault> {
        let sheet = |name, needed: &[&'static str], welcome: &[&'static str]| match file(name) {
            Some(bytes) => Sheet::read(name, &bytes, needed, welcome),
            None => Ok(Sheet { file: name, columns: Vec::new(), rows: Vec::new() }),
        };
        let [teams, products, accounts, pipeline] = FILES;
        Ok(Self {
            teams: sheet(teams, &people::COLUMNS, &[])?,
            products: sheet(products, &products::COLUMNS, &[])?,
            accounts: sheet(accounts, &customers::COLUMNS, &customers::WELCOME)?,
            pipeline: sheet(pipeline, &deals::COLUMNS, &[])?,
        })
    }
}

/// Takes the sheets into the company's book: whole, or nothing where storage fails. Every row is taken, was there
/// already, or is among the rejected. `password` is the hash that a new account gets; `told` hears of progress.
///
/// # Errors
/// [`MavenFault`].
pub fn import(
    book: &Book,
    sheets: &Sheets,
    now_ms: i64,
    mut password: impl FnMut(&AccountName) -> Result<String, StoreFault>,
    told: &mut dyn FnMut(&str),
) -> Result<Taken, MavenFault> {
    book.store.transaction(|tx| {
        let mut taken = Taken::default();
        let mut company = hub::company(tx)?.filter(|it| it.version > 0).ok_or(MavenFault::NoCompany)?;
        let by = By { system: one(&company, Role::System)?, director: one(&company, Role::Director)? };
        people::take(&sheets.teams, &mut company, by.director, account::all(tx)?, &mut taken);
        products::take(&sheets.products, &mut company, &mut taken);
        for (name, person) in &taken.accounts {
            let account = Account { person: *person, password: password(name)?, set_ms: now_ms };
            account::put(tx, name, &account)?;
        }
        if taken.people.new + taken.products.new > 0 {
            company.version = hub::set_company(tx, &company, now_ms, &book.seal)?.0;
            taken.company = Some(company.version);
        }
        let known = documents(tx)?;
        let ledger = Ledger::open(tx, now_ms, &book.seal)?;
        let mut writer = Writer { ledger, company, by, now_ms, known };
        let deals = deals::read(&sheets.pipeline, &writer.company, &mut taken);
        customers::take(&sheets.accounts, &deals, &mut writer, &mut taken)?;
        deals::take(&sheets.pipeline, deals, &mut writer, &mut taken, told)?;
        told("writing …");
        writer.ledger.flush()?;
        Ok(taken)
    })
}

/// In whose name it is written, and who agreed.
#[derive(Clone, Copy)]
struct By {
    system: PersonId,
    director: PersonId,
}

fn one(company: &Company, role: Role) -> Result<PersonId, MavenFault> {
    let found = company.people.iter().find(|person| person.role == role && !person.left);
    found.map(|person| person.id).ok_or(MavenFault::Nobody(role))
}

fn documents(tx: &mut dyn Tx) -> Result<BTreeSet<DocId>, StoreFault> {
    let pairs = tx.scan(Table::Documents, &[], &[0xff; 17], usize::MAX, false)?;
    Ok(pairs.iter().filter_map(|(key, _)| Some(DocId(key.as_slice().try_into().ok()?))).collect())
}

/// Writes records into the book.
struct Writer<'a> {
    ledger: Ledger<'a>,
    company: Company,
    by: By,
    now_ms: i64,
    known: BTreeSet<DocId>,
}

impl Writer<'_> {
    /// Adds a record; the inner error is for the row's reason.
    fn add(
        &mut self,
        doc: DocId,
        (kind, act): (RecordKind, ActName),
        facts: &Facts,
    ) -> Result<Result<(), String>, StoreFault> {
        let message = Message {
            act,
            person: self.by.system,
            company: self.company.version,
            entered_ms: self.now_ms,
            group: None,
            relies_on: Vec::new(),
            takes_over: None,
            agreed_by: Some(self.by.director),
        };
        let actor = id_of(&["maven actor", &doc.to_string()]);
        match hub::import(&mut self.ledger, doc, kind, facts, &message, actor, Back::RunAgain) {
            Ok(()) => {
                self.known.insert(doc);
                Ok(Ok(()))
            }
            Err(Imported::Store(fault)) => Err(fault),
            Err(fault) => Ok(Err(fault.to_string())),
        }
    }
}

/// Words as they are compared: the source writes "GTXPro" and "GTX Pro", "technolgy" and "technology".
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Spelling mistakes that the source is known for, and what is meant.
const MISSPELT: [(&str, &str); 2] = [("technolgy", "technology"), ("Philipines", "Philippines")];

fn spelt(text: &str) -> String {
    let meant = MISSPELT.iter().find(|(wrong, _)| *wrong == text);
    meant.map_or(text, |(_, right)| right).to_owned()
}
