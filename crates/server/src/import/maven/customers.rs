//! `accounts.csv`: customers. Year of foundation, revenue and parent company have no field in the book.

use std::collections::BTreeMap;

use fieldbook_book::store::StoreFault;
use fieldbook_process::prospecting::{Customer, Sharer};
use fieldbook_process::value::Instant;
use fieldbook_process::{ActName, DocId, EntryId, PersonId, Record, RecordKind};

use super::deals::Read;
use super::people::person_of;
use super::{Taken, Writer, folded, id_of, spelt};
use crate::import::{Row, Sheet};

/// Name, what it does, how many people, where.
pub(super) const COLUMNS: [&str; 4] = ["account", "sector", "employees", "office_location"];
/// Its owner, to complete a customer without any deal.
pub(super) const WELCOME: [&str; 1] = ["sales_agent"];

/// The customer of that name in the source.
pub(super) fn doc_of(account: &str) -> DocId {
    DocId(id_of(&["maven account", &folded(account)]))
}

/// Adds the customers that the book lacks.
pub(super) fn take(
    sheet: &Sheet,
    deals: &[Read],
    writer: &mut Writer<'_>,
    taken: &mut Taken,
) -> Result<(), StoreFault> {
    let mut of: BTreeMap<DocId, Vec<&Read>> = BTreeMap::new();
    for deal in deals {
        of.entry(doc_of(&deal.account)).or_default().push(deal);
    }
    for row in &sheet.rows {
        let doc = doc_of(row.cell(0));
        let own = of.get(&doc).map(Vec::as_slice).unwrap_or_default();
        let outcome = match customer(row, own, writer) {
            Err(reason) => Err(reason),
            Ok(_) if writer.known.contains(&doc) => {
                taken.customers.known += 1;
                continue;
            }
            Ok(customer) => {
                writer.add(doc, (RecordKind::Customer, ActName::RegisterCustomer), &customer.to_facts())?
            }
        };
        match outcome {
            Ok(()) => taken.customers.new += 1,
            Err(reason) => taken.rejected.push(sheet.reject(row, reason)),
        }
    }
    Ok(())
}

fn customer(row: &Row, deals: &[&Read], writer: &Writer<'_>) -> Result<Customer, String> {
    if let Some(fault) = &row.fault {
        return Err(fault.to_string());
    }
    let (name, employees) = (row.cell(0), row.cell(2));
    if name.is_empty() {
        return Err("the account has no name".to_owned());
    }
    let known = |id: &PersonId| writer.company.people.get(*id).is_some();
    let named = Some(row.cell(4)).filter(|name| !name.is_empty()).map(person_of);
    let latest = deals.iter().max_by_key(|deal| (deal.latest(), &deal.number)).map(|deal| deal.seller);
    let owner = named
        .or(latest)
        .filter(known)
        .ok_or("nobody has a deal with it: name its owner in the column sales_agent")?;
    let mut sharers: Vec<PersonId> = deals
        .iter()
        .filter(|deal| deal.is_open())
        .map(|deal| deal.seller)
        .filter(|id| *id != owner)
        .collect();
    sharers.sort_unstable();
    sharers.dedup();
    let territory = writer.company.people.get(owner).and_then(|person| person.territories.first());
    Ok(Customer {
        name: name.to_owned(),
        industry: spelt(row.cell(1)),
        employees: match employees {
            "" => None,
            text => Some(text.parse().map_err(|_| format!("{text:?} is no number of employees"))?),
        },
        town: spelt(row.cell(3)),
        territory: territory.cloned().unwrap_or_default(),
        source_number: name.to_owned(),
        registered: Some(Instant(writer.now_ms)),
        owner: Some(owner),
        sharers: sharers.into_iter().map(|person| sharer(name, person)).collect(),
        ..Customer::default()
    })
}

fn sharer(account: &str, person: PersonId) -> Sharer {
    let id = EntryId(id_of(&["maven sharer", &folded(account), &person.to_string()]));
    Sharer { id, person: Some(person), ..Sharer::default() }
}
