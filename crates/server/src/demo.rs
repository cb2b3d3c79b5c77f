//! The demo company, made by code from a seed, with dates relative to today: who tries the program finds a week
//! as it might be, not one of last year. People and prices are invented.

mod company;
mod customers;
mod deals;
mod dice;
mod judgements;
mod leads;
mod market;
mod needs;
mod positions;
mod sources;
#[cfg(test)]
mod tests;
mod words;

use std::path::Path;
use std::{fs, io};

use fieldbook_book::hub::{self, Back, Imported, Ledger};
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
/// A question comes up in every so many deals.
const QUESTION_EVERY: usize = 5;
/// Marks the book of a demo company.
const MARK: &[u8] = b"demo";

/// How large the demo company is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Customers.
    pub customers: usize,
    /// Deals.
    pub deals: usize,
    /// How many of its eight reps share them, beginning with `lin`; with one, everything lies on that rep's phone.
    pub reps: usize,
}

impl Default for Size {
    fn default() -> Self {
        Self { customers: 300, deals: 150, reps: company::REPS.len() }
    }
}

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
pub fn make(book: &Book, size: Size, seed: u64, now_ms: i64) -> Result<(), DemoFault> {
    // One hash for all: the password is printed anyway.
    let password = account::hash(PASSWORD)?;
    book.store.transaction(|tx| {
        for (person, name) in company::accounts() {
            let account = Account { person, password: password.clone(), set_ms: now_ms };
            account::put(tx, &name.parse::<AccountName>()?, &account)?;
        }
        hub::set_company(tx, &company::company(), now_ms, &book.seal)?;
        tx.put(Table::Meta, MARK, &seed.to_be_bytes())?;
        fill(tx, book, size, seed, now_ms)
    })
}

/// Puts the notices of the demo company's public lead form into the folder of data, where `serve` finds them.
///
/// # Errors
/// Where they cannot be written.
pub fn switch_on_lead_form(data: &Path) -> io::Result<()> {
    let folder = data.join("lead-form");
    fs::create_dir_all(&folder)?;
    for (language, text) in [
        ("zh-Hant", include_str!("demo/notice.zh-Hant.txt")),
        ("zh-Hans", include_str!("demo/notice.zh-Hans.txt")),
        ("en", include_str!("demo/notice.en.txt")),
    ] {
        fs::write(folder.join(format!("notice.{language}.txt")), text)?;
    }
    Ok(())
}

fn fill(tx: &mut dyn Tx, book: &Book, size: Size, seed: u64, now_ms: i64) -> Result<(), DemoFault> {
    let company = hub::company(tx)?.unwrap_or_default();
    let mut ledger = Ledger::open(tx, now_ms, &book.seal)?;
    let mut dice = Dice::new(seed);
    let mut import = |dice: &mut Dice, doc, kind, act, facts: &Facts| {
        hub::import(
            &mut ledger,
            doc,
            kind,
            facts,
            &message(&company, act, now_ms),
            dice.bytes(),
            Back::RunAgain,
        )
    };
    // Dice of their own: who the customers are does not hang on where they came from.
    let mut other = Dice::new(seed.wrapping_add(1));
    let sources = sources::all(&mut other, &company, now_ms);
    for made in &sources {
        import(&mut dice, made.doc, made.kind, made.act(), &made.facts)?;
    }
    let mut ground = Dice::new(seed.wrapping_add(2));
    let mut placed = placed(&mut dice, size, now_ms);
    for next in &mut placed {
        sources::found(&mut other, &mut next.customer, &sources, company.calendar.day_of(now_ms));
        positions::placed(&mut ground, &mut next.customer);
        let facts = next.customer.to_facts();
        import(&mut dice, next.doc, RecordKind::Customer, ActName::RegisterCustomer, &facts)?;
    }
    for made in needs::all(&mut Dice::new(seed.wrapping_add(2)), &company, &placed, now_ms) {
        import(&mut dice, made.doc, made.kind, made.act(), &made.facts)?;
    }
    let clock = deals::Clock::new(&company, now_ms);
    for n in 0..size.deals {
        let Some(deal) = deals::deal(&mut dice, (n, size.reps), &placed, &clock) else { continue };
        let doc = DocId(dice.id(now_ms));
        import(&mut dice, doc, RecordKind::Deal, ActName::OpenDeal, &deal.to_facts())?;
        if n % QUESTION_EVERY == 0
            && let Some(question) = judgements::question(&mut dice, (doc, &deal), company::SERVICE, now_ms)
        {
            let doc = DocId(dice.id(now_ms));
            import(&mut dice, doc, RecordKind::Question, ActName::AskQuestion, &question.to_facts())?;
        }
    }
    for (doc, kind, facts) in market::records(seed, &company, now_ms) {
        import(&mut dice, doc, kind, kind.schema().made_by, &facts)?;
    }
    // Last, so that what is made before stays as it was.
    for made in leads::all(&mut Dice::new(seed.wrapping_add(3)), (&sources, &placed), now_ms) {
        import(&mut dice, made.doc, made.kind, made.act(), &made.facts)?;
    }
    ledger.flush()?;
    Ok(())
}

/// All customers, each with an id.
fn placed(dice: &mut Dice, size: Size, now_ms: i64) -> Vec<Placed> {
    let place = |n| {
        let customer = customers::customer(dice, (n, size.reps), now_ms);
        Some(Placed { doc: DocId(dice.id(now_ms)), owner: customer.owner?, customer })
    };
    (0..size.customers).filter_map(place).collect()
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
