//! The demo company, made by code from a seed, with dates relative to today: who tries the program finds a week
//! as it might be, not one of last year. People and prices are invented.

mod company;
mod customers;
mod deals;
mod dice;
#[cfg(test)]
mod tests;
mod words;

use fieldbook_book::hub::{self, Imported, Ledger};
use fieldbook_book::message::Message;
use fieldbook_book::store::{StoreFault, Table, Tx};
use fieldbook_process::people::Role;
use fieldbook_process::prospecting::Customer;
use fieldbook_process::{ActName, Company, DocId, Facts, PersonId, Record, RecordKind};

use crate::account::{self, Account, AccountName, NotAName, PasswordFault};
use crate::book::Book;
use crate::store::Sqlite;
use dice::Dice;

/// The password of every account of the demo company.
pub const PASSWORD: &str = "fieldbook-demo";
/// Marks the book of a demo company.
const MARK: &[u8] = b"demo";
/// How many customers it has.
pub const CUSTOMERS: usize = 300;
/// How many deals.
pub const DEALS: usize = 150;

/// An account that can be tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// The account's name.
    pub account: String,
    /// Whose it is.
    pub name: String,
    /// What they are.
    pub role: Role,
}

/// Why there is no demo company.
#[derive(Debug, thiserror::Error)]
pub enum DemoFault {
    /// A record does not fit its own form: a bug of the demo.
    #[error(transparent)]
    Import(#[from] Imported),
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// An account's name is none: a bug of the demo.
    #[error(transparent)]
    Name(#[from] NotAName),
    /// The password cannot be set.
    #[error(transparent)]
    Password(#[from] PasswordFault),
}

/// A customer that is in the book.
struct Placed {
    doc: DocId,
    customer: Customer,
    owner: PersonId,
}

/// Whether the book has no company yet.
///
/// # Errors
/// [`StoreFault`].
pub fn is_needed(store: &Sqlite) -> Result<bool, StoreFault> {
    store.transaction(|tx| Ok(hub::company_version(tx)? == 0))
}

/// The accounts of the demo company, in the order of its list; none if the company is another one.
///
/// # Errors
/// [`StoreFault`].
pub fn sign_ins(store: &Sqlite) -> Result<Vec<SignIn>, StoreFault> {
    let people = store.transaction(|tx| {
        let is_demo = tx.get(Table::Meta, MARK)?.is_some();
        Ok::<_, StoreFault>(is_demo.then_some(hub::company(tx)?).flatten().unwrap_or_default().people)
    })?;
    let named = |(id, account): (PersonId, &str)| {
        let person = people.get(id)?;
        Some(SignIn { account: account.to_owned(), name: person.name.clone(), role: person.role })
    };
    Ok(company::accounts().filter_map(named).collect())
}

/// Makes the demo company, whole or not at all.
///
/// # Errors
/// [`DemoFault`].
pub fn make(book: &Book, seed: u64, now_ms: i64) -> Result<(), DemoFault> {
    // One hash for all: the password is printed anyway.
    let password = account::hash(PASSWORD)?;
    book.store.transaction(|tx| {
        for (person, name) in company::accounts() {
            let account = Account { person, password: password.clone(), set_ms: now_ms };
            account::put(tx, &name.parse::<AccountName>()?, &account)?;
        }
        hub::set_company(tx, &company::company(), now_ms, &book.seal)?;
        tx.put(Table::Meta, MARK, &seed.to_be_bytes())?;
        fill(tx, book, seed, now_ms)
    })
}

fn fill(tx: &mut dyn Tx, book: &Book, seed: u64, now_ms: i64) -> Result<(), DemoFault> {
    let company = hub::company(tx)?.unwrap_or_default();
    let mut ledger = Ledger::open(tx, now_ms, &book.seal)?;
    let mut dice = Dice::new(seed);
    let mut import = |dice: &mut Dice, doc, kind, act, facts: &Facts| {
        hub::import(&mut ledger, doc, kind, facts, &message(&company, act, now_ms), dice.bytes())
    };
    let placed: Vec<Placed> = (0..CUSTOMERS).filter_map(|n| place(&mut dice, n, now_ms)).collect();
    for next in &placed {
        let facts = next.customer.to_facts();
        import(&mut dice, next.doc, RecordKind::Customer, ActName::RegisterCustomer, &facts)?;
    }
    let clock = deals::Clock::new(&company, now_ms);
    for n in 0..DEALS {
        let Some(deal) = deals::deal(&mut dice, n, &placed, &clock) else { continue };
        let doc = DocId(dice.id(now_ms));
        import(&mut dice, doc, RecordKind::Deal, ActName::OpenDeal, &deal.to_facts())?;
    }
    ledger.flush()?;
    Ok(())
}

/// The `n`th customer, with an id.
fn place(dice: &mut Dice, n: usize, now_ms: i64) -> Option<Placed> {
    let customer = customers::customer(dice, n, now_ms);
    Some(Placed { doc: DocId(dice.id(now_ms)), owner: customer.owner?, customer })
}

fn message(company: &Company, act: ActName, now_ms: i64) -> Message {
    Message {
        act,
        person: company::SYSTEM,
        company: company.version,
        entered_ms: now_ms,
        group: None,
        relies_on: Vec::new(),
        takes_over: None,
        agreed_by: Some(company::DIRECTOR),
    }
}
