//! Who sees what, and who may write it. The audience is a function of the record, its customer and the company;
//! the server computes it, and anew when one of them changes.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::opportunity::Deal;
use crate::people::{Department, Person, Role};
use crate::prospecting::Customer;
use crate::{Company, DocId, Facts, PersonId, Record, RecordKind};

/// A stream of changes that somebody reads: one person's, or that of everybody in a department or role.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Feed {
    /// One person's.
    Person(PersonId),
    /// A department's.
    Department(Department),
    /// A role's.
    Role(Role),
    /// Cards of the customers of a territory.
    Territory(String),
}

/// The feeds that a person reads; who has left reads none.
#[must_use]
pub fn feeds_of(person: &Person) -> Vec<Feed> {
    if person.left {
        return Vec::new();
    }
    let mut feeds = vec![Feed::Person(person.id)];
    feeds.extend(person.department.map(Feed::Department));
    if matches!(person.role, Role::Director | Role::Gm) {
        feeds.push(Feed::Role(person.role));
    }
    feeds.extend(person.territories.iter().cloned().map(Feed::Territory));
    feeds
}

/// Who works on a record, before superiors and departments are added.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Concerned {
    /// To whom work by somebody without authority goes: the owner of the customer.
    pub owner: Option<PersonId>,
    /// Everybody who may write: owner, sharers, the deal's seller.
    pub workers: BTreeSet<PersonId>,
    /// Departments that read it.
    pub departments: BTreeSet<Department>,
}

impl Concerned {
    /// The feeds that carry the record: those who work on it, everyone above them, director, gm, departments.
    /// Director and gm read by their role's feed, not a second time by their own.
    #[must_use]
    pub fn feeds(&self, company: &Company) -> BTreeSet<Feed> {
        let above = self.workers.iter().flat_map(|worker| company.people.superiors(*worker));
        let reads_all = |id: &PersonId| {
            company.people.get(*id).is_some_and(|person| matches!(person.role, Role::Director | Role::Gm))
        };
        let people = self.workers.iter().copied().chain(above).filter(|id| !reads_all(id)).map(Feed::Person);
        let departments = self.departments.iter().copied().map(Feed::Department);
        let roles = [Role::Director, Role::Gm].map(Feed::Role);
        people.chain(departments).chain(roles).collect()
    }

    /// Whether somebody may write: who works on it, everyone above them, director and gm.
    #[must_use]
    pub fn may_write(&self, person: &Person, company: &Company) -> bool {
        !person.left
            && (self.workers.contains(&person.id)
                || matches!(person.role, Role::Director | Role::Gm | Role::System)
                || self.workers.iter().any(|worker| company.people.is_superior(person.id, *worker)))
    }
}

/// Who works on a record of any kind. `customer` = who works on its customer, where it has one.
#[must_use]
pub fn concerned(kind: RecordKind, facts: &Facts, customer: Option<&Concerned>) -> Concerned {
    match kind {
        RecordKind::Customer => Customer::from_facts(facts).concerned(),
        RecordKind::Deal => Deal::from_facts(facts).concerned(customer),
    }
}

/// The customer that a record goes with.
#[must_use]
pub fn customer_of(kind: RecordKind, facts: &Facts) -> Option<DocId> {
    match kind {
        RecordKind::Customer => None,
        RecordKind::Deal => Deal::from_facts(facts).customer,
    }
}
