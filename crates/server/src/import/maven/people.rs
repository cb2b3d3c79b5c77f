//! `sales_teams.csv`: sellers, the managers above them, and the region of both.

use std::collections::BTreeMap;

use fieldbook_process::people::{Person, Role};
use fieldbook_process::{Company, PersonId};

use super::{Taken, id_of};
use crate::account::{Account, AccountName};
use crate::import::Sheet;

/// Seller, manager, region.
pub(super) const COLUMNS: [&str; 3] = ["sales_agent", "manager", "regional_office"];

/// The longest name of a person and of a territory, in characters.
const LONGEST: (usize, usize) = (80, 60);

/// Who has that name in the source.
pub(super) fn person_of(name: &str) -> PersonId {
    PersonId(id_of(&["maven person", &super::folded(name)]))
}

/// Adds sellers and managers who are not in the company yet. What the company says of others stays.
pub(super) fn take(
    sheet: &Sheet,
    company: &mut Company,
    director: PersonId,
    accounts: Vec<(AccountName, Account)>,
    taken: &mut Taken,
) {
    let mut names: Vec<String> = accounts.iter().map(|(name, _)| name.to_string()).collect();
    let mut found: BTreeMap<PersonId, Person> = BTreeMap::new();
    let mut order = Vec::new();
    for row in &sheet.rows {
        let (seller, manager, region) = (row.cell(0), row.cell(1), row.cell(2));
        let long = [(seller, LONGEST.0), (manager, LONGEST.0), (region, LONGEST.1)];
        let fault = row.fault.map(|fault| fault.to_string()).or_else(|| {
            let (text, most) = long.iter().find(|(text, most)| {
                let length = text.chars().count();
                length == 0 || length > *most
            })?;
            Some(format!("{text:?}: seller, manager and region have 1 to {most} characters"))
        });
        if let Some(reason) = fault {
            taken.rejected.push(sheet.reject(row, reason));
            continue;
        }
        for (name, role, superior) in
            [(manager, Role::Manager, director), (seller, Role::Rep, person_of(manager))]
        {
            let id = person_of(name);
            let person = found.entry(id).or_insert_with(|| {
                order.push(id);
                new_person(id, name, role, superior)
            });
            if !person.territories.iter().any(|known| known == region) {
                person.territories.push(region.to_owned());
            }
        }
    }
    for person in order.iter().filter_map(|id| found.remove(id)) {
        if company.people.get(person.id).is_some() {
            taken.people.known += 1;
            continue;
        }
        if let Some(account) = account_of(&person.name, &names) {
            names.push(account.to_string());
            taken.accounts.push((account, person.id));
        }
        taken.people.new += 1;
        company.people.put(person);
    }
}

fn new_person(id: PersonId, name: &str, role: Role, superior: PersonId) -> Person {
    Person {
        id,
        name: name.to_owned(),
        role,
        department: None,
        territories: Vec::new(),
        superior: Some(superior),
        head: false,
        left: false,
        notice_ms: None,
        assistant: None,
    }
}

/// `anna.snelling`, or with a number where that is taken. A name in another script gives `person`.
fn account_of(name: &str, taken: &[String]) -> Option<AccountName> {
    let words = name.split_whitespace().map(|word| {
        word.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
    });
    let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    let plain = if words.is_empty() { "person".to_owned() } else { words.join(".") };
    let plain: String = plain.chars().take(24).collect();
    let numbered = (2..1_000).map(|n| format!("{plain}{n}"));
    std::iter::once(plain.clone()).chain(numbered).find(|text| !taken.contains(text))?.parse().ok()
}
