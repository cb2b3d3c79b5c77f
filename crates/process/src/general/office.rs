//! ## 1.2 What the office changes of the company 公司資料
//!
//! People, absences, leavers, calendar, catalogue, devices: who may change them, and what they must be. The same
//! rules hold for the app's pages and for the server's command line. What is on paper only: the line-by-line
//! acceptance of a handover (`handover.rs`).

#[cfg(test)]
mod tests;

use super::proposal::Proposal;
use crate::law::{Barred, Fact};
use crate::people::{Absence, Person, Role};
use crate::{Company, Day, PersonId, line};

/// The longest name of a person and of a territory, in characters.
pub const NAME_MOST: usize = 80;

/// A change of the company as a rule sees it.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    /// The company before it.
    pub company: &'a Company,
    /// Who makes it; `None` = whoever has the server's command line.
    pub by: Option<PersonId>,
    /// Now, ms UTC.
    pub now_ms: i64,
    /// What it does.
    pub does: Does<'a>,
}

/// What a change of the company does.
#[derive(Debug, Clone, Copy)]
pub enum Does<'a> {
    /// Calendar, catalogue, accounts, devices, what was refused.
    Administers,
    /// Somebody is added, or what is known of them changes.
    Writes(&'a Person),
    /// Somebody will be away.
    Away(&'a Absence),
    /// An absence is taken back, by its first day.
    Back(PersonId, Day),
    /// Somebody leaves.
    Leaves {
        /// Who.
        who: PersonId,
        /// Who gets what they look after.
        to: Option<PersonId>,
        /// How much that is.
        theirs: usize,
        /// Whether their superior hands it over afterwards.
        later: bool,
    },
    /// A policy value is proposed.
    Proposes(&'a Proposal),
    /// A proposal is agreed to.
    Agrees(&'a Proposal),
    /// A proposal is returned with a reason, or taken back.
    Returns(&'a Proposal, &'a str),
    /// Customers and their people are exported.
    Exports,
}

impl<'a> Change<'a> {
    /// Somebody who is with the company.
    pub(crate) fn here(&self, who: PersonId) -> Option<&'a Person> {
        self.company.people.get(who).filter(|person| !person.left)
    }

    /// Whether the command line or an administrator makes it.
    #[must_use]
    pub fn administers(&self) -> bool {
        self.by.is_none_or(|by| self.here(by).is_some_and(|person| person.role == Role::Admin))
    }

    /// The first administrator who is with the company.
    pub(super) fn administrator(&self) -> Option<PersonId> {
        let mut people = self.company.people.iter();
        people.find(|person| person.role == Role::Admin && !person.left).map(|person| person.id)
    }

    /// What is known of somebody who is written down, before it.
    fn before(&self, person: &Person) -> Option<&'a Person> {
        self.company.people.get(person.id)
    }
}

/// **1.2** The policy applies to all sales departments and people, all products and services.
///
/// The company is changed by an administrator. Everyone can say of themselves that they will be away.
pub(super) fn changed_without_authority(change: &Change<'_>) -> Option<Barred> {
    let own = match change.does {
        Does::Proposes(_) | Does::Agrees(_) | Does::Returns(..) | Does::Exports => return None,
        Does::Away(absence) => Some(absence.person),
        Does::Back(person, _) => Some(person),
        Does::Administers | Does::Writes(_) | Does::Leaves { .. } => None,
    };
    let is_own = own.is_some() && own == change.by && own.and_then(|own| change.here(own)).is_some();
    (!is_own && !change.administers())
        .then(|| Barred { who: change.administrator(), ..Barred::because(line!("not_administrator")) })
}

/// **1.2** The policy applies to all sales departments and people, all products and services.
///
/// Nobody decides on their own role; another administrator does, or the command line.
pub(super) fn own_role_changed(change: &Change<'_>) -> Option<Barred> {
    let Does::Writes(person) = change.does else { return None };
    let before = change.before(person)?;
    let own = change.by == Some(person.id) && change.administers();
    (own && before.role != person.role).then(|| Barred::because(line!("own_role")))
}

/// **1.2** The policy applies to all sales departments and people, all products and services.
///
/// Somebody has a name that fits in one line.
pub(super) fn named_badly(change: &Change<'_>) -> Option<Barred> {
    let Does::Writes(person) = change.does else { return None };
    let fits = |text: &str| {
        (1..=NAME_MOST).contains(&text.trim().chars().count()) && !text.chars().any(char::is_control)
    };
    let known = |text: &str| {
        change.before(person).is_some_and(|before| {
            before.name == text || before.territories.iter().any(|territory| territory == text)
        })
    };
    let names = std::iter::once(&person.name).chain(&person.territories);
    let wrong = names.map(String::as_str).find(|text| !fits(text) && !known(text))?;
    let most = Fact::Count(i64::try_from(NAME_MOST).unwrap_or(i64::MAX));
    let text = Fact::Text(wrong.chars().take(NAME_MOST).collect());
    Some(Barred::because(line!("name_does_not_fit", name = text, most = most)))
}

/// **1.2** The policy applies to all sales departments and people, all products and services.
///
/// Staff, and nobody else, belongs to a department.
pub(super) fn department_does_not_fit(change: &Change<'_>) -> Option<Barred> {
    let Does::Writes(person) = change.does else { return None };
    let wrong = |person: &Person| (person.role == Role::Staff) != person.department.is_some();
    let is_new = !change.before(person).is_some_and(wrong);
    (wrong(person) && is_new).then(|| Barred::because(line!("department_of_staff")))
}

/// **1.2** The policy applies to all sales departments and people, all products and services.
///
/// Everyone but director and gm has a superior who is with the company.
pub(super) fn without_superior(change: &Change<'_>) -> Option<Barred> {
    let Does::Writes(person) = change.does else { return None };
    let top = |person: &Person| matches!(person.role, Role::Director | Role::Gm | Role::System);
    let before = change.before(person);
    let had = before.is_some_and(|before| before.superior == person.superior && !top(before));
    match person.superior {
        None if !top(person) && !had => Some(Barred::because(line!("superior_needed"))),
        Some(superior) if !had && change.here(superior).is_none() => {
            Some(Barred::because(line!("superior_gone", superior = Fact::Person(superior))))
        }
        _ => None,
    }
}

/// **1.2** The policy applies to all sales departments and people, all products and services.
///
/// Nobody stands above themselves, over however many others.
pub(super) fn above_themselves(change: &Change<'_>) -> Option<Barred> {
    let Does::Writes(person) = change.does else { return None };
    let superior = person.superior?;
    let is_new = change.before(person).is_none_or(|before| before.superior != Some(superior));
    let ring = superior == person.id || change.company.people.is_superior(person.id, superior);
    (is_new && ring)
        .then(|| Barred::because(line!("above_themselves", name = Fact::Text(person.name.clone()))))
}

/// **1.2** The policy applies to all sales departments and people, all products and services.
///
/// Who serves somebody as their assistant is an assistant, with the company, and somebody else.
pub(super) fn assistant_does_not_fit(change: &Change<'_>) -> Option<Barred> {
    let Does::Writes(person) = change.does else { return None };
    let assistant = person.assistant?;
    let is_new = change.before(person).is_none_or(|before| before.assistant != Some(assistant));
    let fits = change.here(assistant).is_some_and(|it| it.role == Role::Assistant && it.id != person.id);
    (is_new && !fits)
        .then(|| Barred::because(line!("assistant_does_not_fit", assistant = Fact::Person(assistant))))
}

/// **1.2** The policy applies to all sales departments and people, all products and services.
///
/// The server's own person is made with the company and stays as it is.
pub(super) fn the_system_itself(change: &Change<'_>) -> Option<Barred> {
    let is_system = |person: Option<&Person>| person.is_some_and(|person| person.role == Role::System);
    let barred = match change.does {
        Does::Writes(person) => is_system(Some(person)) || is_system(change.before(person)),
        Does::Leaves { who, .. } => is_system(change.company.people.get(who)),
        _ => false,
    };
    barred.then(|| Barred::because(line!("system_stays")))
}

/// **1.2** The policy applies to all sales departments and people, all products and services.
///
/// An absence ends after it begins, crosses no other one of the same person, and its deputy is another colleague.
pub(super) fn absence_does_not_fit(change: &Change<'_>) -> Option<Barred> {
    let absences = &change.company.absences;
    let Absence { person, from, to, deputy } = match change.does {
        Does::Away(absence) => absence.clone(),
        Does::Back(person, from) => {
            let is_there = absences.iter().any(|absence| absence.person == person && absence.from == from);
            return (!is_there).then(|| Barred::because(line!("no_absence", from = Fact::Day(from))));
        }
        _ => return None,
    };
    let crosses = |other: &&Absence| other.person == person && other.from <= to && from <= other.to;
    if to < from {
        return Some(Barred::because(line!(
            "ends_before_it_begins",
            from = Fact::Day(from),
            to = Fact::Day(to)
        )));
    }
    if let Some(other) = absences.iter().find(crosses) {
        let (from, to) = (Fact::Day(other.from), Fact::Day(other.to));
        return Some(Barred::because(line!("away_already", from = from, to = to)));
    }
    let deputy = deputy.filter(|deputy| *deputy == person || change.here(*deputy).is_none())?;
    Some(Barred::because(line!("deputy_does_not_fit", deputy = Fact::Person(deputy))))
}

/// **1.2** The policy applies to all sales departments and people, all products and services.
///
/// Who leaves leads nobody any more, and what they look after goes to somebody.
pub(super) fn leaves_unfinished(change: &Change<'_>) -> Option<Barred> {
    let Does::Leaves { who, to, theirs, later } = change.does else { return None };
    if change.here(who).is_none() {
        return Some(Barred::because(line!("left_already", who = Fact::Person(who))));
    }
    let led = change.company.people.reports(who).filter(|person| !person.left);
    let led: Vec<&str> = led.map(|person| person.name.as_str()).collect();
    if !led.is_empty() {
        return Some(Barred::because(line!("still_leads", names = Fact::Text(led.join("、")))));
    }
    let n = Fact::Count(i64::try_from(theirs).unwrap_or(i64::MAX));
    (to.is_none() && !later && theirs > 0)
        .then(|| Barred::because(line!("work_left_behind", who = Fact::Person(who), n = n)))
}

/// **1.2** The policy applies to all sales departments and people, all products and services.
///
/// What a leaver looked after goes to another colleague who sells.
pub(super) fn handed_to_nobody(change: &Change<'_>) -> Option<Barred> {
    let Does::Leaves { who, to: Some(to), .. } = change.does else { return None };
    let sells = |person: &Person| matches!(person.role, Role::Rep | Role::Manager | Role::Director);
    (to == who || !change.here(to).is_some_and(sells))
        .then(|| Barred::because(line!("receiver_does_not_sell", receiver = Fact::Person(to))))
}
