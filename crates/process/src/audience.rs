//! Who sees what, and who may write it. The audience is a function of the record, its customer and the company;
//! the server computes it, and anew when one of them changes.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::opportunity::Deal;
use crate::people::{Department, Person, Role};
use crate::prospecting::{Customer, Research, is_withdrawn, protected_until};
use crate::{Company, Day, DocId, Facts, PersonId, Record, RecordKind, with_record};

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
    /// The customers of a territory that lie in the pool, in full.
    Pool(String),
    /// What the whole company reads: events, campaigns, partners.
    Everyone,
}

/// The feeds that a person reads; who has left reads none.
#[must_use]
pub fn feeds_of(person: &Person) -> Vec<Feed> {
    if person.left {
        return Vec::new();
    }
    let mut feeds = vec![Feed::Person(person.id), Feed::Everyone];
    feeds.extend(person.department.map(Feed::Department));
    if matches!(person.role, Role::Director | Role::Gm) {
        feeds.push(Feed::Role(person.role));
    }
    feeds.extend(person.territories.iter().cloned().map(Feed::Territory));
    // The pool is open to whoever sells.
    if matches!(person.role, Role::Rep | Role::Manager) {
        feeds.extend(person.territories.iter().cloned().map(Feed::Pool));
    }
    feeds
}

/// Who works on a record, before superiors, stand-ins and departments are added.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Concerned {
    /// To whom work by somebody without authority goes: the owner of the customer.
    pub owner: Option<PersonId>,
    /// Everybody who may write: owner, sharers, the deal's seller.
    pub workers: BTreeSet<PersonId>,
    /// Departments that read it.
    pub departments: BTreeSet<Department>,
    /// Colleagues to whom something owed was handed on: they write, too, whoever the owner is.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub helpers: BTreeSet<PersonId>,
    /// Departments that are asked: their people write, too.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub answering: BTreeSet<Department>,
    /// From that day on it lies in the pool of a territory: whoever sells there reads it, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pool: Option<(Day, String)>,
    /// The whole company reads it; who may write stays as told above.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub everyone: bool,
    /// Withdrawn with its import: nobody holds it, and who worked on it may still write.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// Whoever is with the company may write, too: what they may write there the law alone says.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open: bool,
    /// The assistant of its owner reads and writes it, too: something that they may do is owed (2.3.b).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub assisted: bool,
}

impl Concerned {
    /// Of what the whole company reads: who looks after it writes, who works on it too, and marketing.
    #[must_use]
    pub fn of_company(owner: Option<PersonId>, too: impl IntoIterator<Item = PersonId>) -> Self {
        Self {
            owner,
            workers: owner.into_iter().chain(too).collect(),
            answering: [Department::Marketing].into(),
            everyone: true,
            ..Self::default()
        }
    }

    fn writers(&self) -> impl Iterator<Item = PersonId> {
        self.workers.iter().chain(&self.helpers).copied()
    }

    fn assistant(&self, company: &Company) -> Option<PersonId> {
        company.people.assistant_of(self.owner.filter(|_| self.assisted)?)
    }

    /// The feeds that carry the record on a day: those who work on it, everyone above them, who stands in for one of
    /// these, director, gm, departments. Director and gm read by their role's feed, not a second time by their own.
    #[must_use]
    pub fn feeds(&self, company: &Company, today: Day) -> BTreeSet<Feed> {
        if self.hidden {
            return BTreeSet::new();
        }
        if self.everyone {
            return [Feed::Everyone].into();
        }
        let above = self.writers().flat_map(|worker| company.people.superiors(worker));
        let there: BTreeSet<PersonId> = self.writers().chain(above).chain(self.assistant(company)).collect();
        let standing_in = there.iter().filter_map(|who| company.stand_in(*who, today));
        let reads_all = |id: &PersonId| {
            company.people.get(*id).is_some_and(|person| matches!(person.role, Role::Director | Role::Gm))
        };
        let people: BTreeSet<PersonId> = there.iter().copied().chain(standing_in).collect();
        let people = people.into_iter().filter(|id| !reads_all(id)).map(Feed::Person);
        let departments = self.departments.iter().copied().map(Feed::Department);
        let roles = [Role::Director, Role::Gm].map(Feed::Role);
        let pool = self.pool.iter().filter(|(from, _)| *from <= today);
        let pool = pool.map(|(_, territory)| Feed::Pool(territory.clone()));
        people.chain(departments).chain(roles).chain(pool).collect()
    }

    /// Whether somebody may write at a moment (ms UTC): who works on it, everyone above them, who stands in for one
    /// of these, director and gm, the departments that are asked; of what is open, everyone.
    #[must_use]
    pub fn may_write(&self, person: &Person, company: &Company, now_ms: i64) -> bool {
        let asked = person.department.is_some_and(|department| self.answering.contains(&department));
        let works = |worker: PersonId| worker == person.id || company.acts_for(person.id, worker, now_ms);
        let rules = matches!(person.role, Role::Director | Role::Gm | Role::System);
        !person.left
            && (self.open || rules || asked || self.writers().chain(self.assistant(company)).any(works))
    }
}

/// Who works on a record of any kind. `customer` = who works on its customer, where it has one.
#[must_use]
pub fn concerned(
    kind: RecordKind,
    facts: &Facts,
    customer: Option<&Concerned>,
    company: &Company,
) -> Concerned {
    let mut own = with_record!(kind, R => R::from_facts(facts).concerned());
    if kind == RecordKind::Customer {
        own.pool = pool(&Customer::from_facts(facts), company);
        own.hidden = is_withdrawn(facts);
        // Whoever serves its owner by then, though nobody does now.
        own.assisted = Customer::from_facts(facts).lacks_name_and_phone();
    }
    customer.map_or(own.clone(), |customer| with_customer(&own, customer))
}

/// From which day on a customer lies in which pool.
fn pool(customer: &Customer, company: &Company) -> Option<(Day, String)> {
    let until = protected_until(customer, company).filter(|_| !customer.territory.is_empty())?;
    Some((until.plus(1), customer.territory.clone()))
}

/// Who works on a record that goes with a customer, once who works on the customer is known: the people are the
/// customer's, helpers and departments asked are the record's own.
#[must_use]
pub fn with_customer(own: &Concerned, customer: &Concerned) -> Concerned {
    Concerned {
        owner: customer.owner,
        workers: customer.workers.clone(),
        departments: own.departments.union(&own.answering).copied().collect(),
        helpers: own.helpers.clone(),
        answering: own.answering.clone(),
        pool: own.pool.clone(),
        everyone: own.everyone,
        hidden: own.hidden,
        open: own.open,
        assisted: own.assisted,
    }
}

/// The customer that a record goes with; a customer that is another one goes with that.
#[must_use]
pub fn customer_of(kind: RecordKind, facts: &Facts) -> Option<DocId> {
    match kind {
        RecordKind::Question
        | RecordKind::Event
        | RecordKind::Campaign
        | RecordKind::Partner
        | RecordKind::Segment
        | RecordKind::MarketNote
        | RecordKind::Competitor
        | RecordKind::MarketReport
        | RecordKind::MarketSize
        | RecordKind::Questionnaire
        | RecordKind::NeedsReport => None,
        RecordKind::Research => Research::from_facts(facts).customer,
        RecordKind::Customer => Customer::from_facts(facts).joined_into(),
        RecordKind::Deal => Deal::from_facts(facts).customer,
    }
}
