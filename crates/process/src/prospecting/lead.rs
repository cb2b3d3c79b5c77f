//! ## 2.3 Leads 線索
//!
//! **2.3.a** Online channels: website, social media, forums, e-mail.
//!
//! A lead is a customer whom nobody has rated yet. One that came in by itself, through the public form, lies first with
//! whoever leads the territory: they give it to a rep, who is in contact first. Working hours count.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::Customer;
use crate::law::{Act, Barred, DutyState, Fact, Owing};
use crate::people::{Department, Person, Role};
use crate::policy::PolicyValue;
use crate::{Company, Day, DocId, PersonId, line};

impl Customer {
    /// It came in by itself and nobody was given it yet.
    #[must_use]
    pub fn is_unassigned(&self) -> bool {
        self.arrived.is_some() && self.handovers.is_empty() && self.claims.is_empty()
    }

    /// Whether somebody gives it to its first rep, though they are not above its owner: it came in to them, or they act
    /// for whom it came in to.
    #[must_use]
    pub fn is_given_out_by(&self, who: PersonId, company: &Company, at_ms: i64) -> bool {
        let came_to = self.owner.filter(|_| self.is_unassigned());
        came_to.is_some_and(|owner| owner == who || company.acts_for(who, owner, at_ms))
    }

    /// When it was reached first at or after a moment, ms UTC: by a contact, or met and caught.
    fn reached_since(&self, since_ms: i64) -> Option<i64> {
        let touched = self.touches.iter().filter_map(|it| it.happened);
        let caught = self.captures.iter().filter_map(|it| it.at);
        touched.chain(caught).map(|at| at.0).filter(|at_ms| *at_ms >= since_ms).min()
    }

    fn due_within(company: &Company, who: PersonId, since_ms: i64, hours: PolicyValue) -> i64 {
        company.due_after_hours(who, since_ms, company.policy.at(hours, since_ms))
    }
}

/// **2.3.a** Online channels: website, social media, forums, e-mail.
///
/// To whom a lead comes in on a day: the manager of its territory; without a territory or a manager there the head of
/// marketing, the first manager, the director, the gm. Who is away is passed over while somebody else of the same rank
/// is there. `None` where the company has none of these.
#[must_use]
pub fn comes_in_to(territory: &str, company: &Company, today: Day) -> Option<PersonId> {
    let first = |fits: &dyn Fn(&Person) -> bool| {
        let fit = || company.people.iter().filter(|it| !it.left && fits(it));
        let there = fit().find(|it| !company.is_away(it.id, today));
        there.or_else(|| fit().next()).map(|it| it.id)
    };
    let of = |role| move |it: &Person| it.role == role;
    let works_there = |it: &Person| it.territories.iter().any(|name| name == territory);
    let manages = |it: &Person| it.role == Role::Manager && works_there(it);
    let head = || company.people.head_of(Department::Marketing);
    first(&manages)
        .or_else(head)
        .or_else(|| first(&of(Role::Manager)))
        .or_else(|| first(&of(Role::Director)))
        .or_else(|| first(&of(Role::Gm)))
}

/// A lead that is to be given out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unassigned {
    /// Which.
    pub doc: DocId,
    /// Its territory.
    pub territory: String,
    /// With whom it lies: a manager, for whom somebody may act.
    pub owner: Option<PersonId>,
}

/// **2.3.a** Online channels: website, social media, forums, e-mail.
///
/// To whom somebody could give leads: a rep of the lead's territory below them or below who has it, or where there is none
/// any rep below who has it, or else below them; who is away or on notice is passed over; of these who has the fewest leads
/// open, counting those proposed before. `open` tells how many leads each has already.
#[must_use]
pub fn proposed_for(
    leads: &[Unassigned],
    (me, company, today): (PersonId, &Company, Day),
    open: &BTreeMap<PersonId, usize>,
) -> BTreeMap<DocId, PersonId> {
    let rules = company.people.get(me).is_some_and(|it| it.role != Role::Manager);
    let is_there = |it: &&Person| {
        let here = it.role == Role::Rep && !it.left && it.notice_ms.is_none();
        here && !company.is_away(it.id, today)
    };
    let reps: Vec<&Person> = company.people.iter().filter(is_there).collect();
    let mut open = open.clone();
    let propose = |lead: &Unassigned| {
        let theirs = |it: &&Person| lead.owner.is_some_and(|owner| company.people.is_superior(owner, it.id));
        let mine = |it: &&Person| rules || company.people.is_superior(me, it.id);
        let local = |it: &&Person| it.territories.contains(&lead.territory) && (theirs(it) || mine(it));
        let least = |fits: &dyn Fn(&&Person) -> bool| {
            let count = |it: &&Person| (open.get(&it.id).copied().unwrap_or_default(), it.id);
            reps.iter().copied().filter(fits).min_by_key(count).map(|it| it.id)
        };
        let who = least(&local).or_else(|| least(&theirs)).or_else(|| least(&mine))?;
        *open.entry(who).or_default() += 1;
        Some((lead.doc, who))
    };
    leads.iter().filter_map(propose).collect()
}

/// **2.3.a** Online channels: website, social media, forums, e-mail.
///
/// That a lead came in by itself is written by the server alone, and so is that somebody agreed there to the notice.
pub(super) fn arrived_by_hand(act: &Act<'_, Customer>) -> Option<Barred> {
    let said = |it: &Customer| {
        let agreed = it.contacts.iter().filter_map(|contact| Some((contact.id, contact.agreed?)));
        (it.arrived, agreed.collect::<Vec<_>>())
    };
    let was = act.before.map_or((None, Vec::new()), said);
    let by_hand = said(act.after) != was && act.person.role != Role::System;
    by_hand.then(|| Barred::because(line!("arrived_by_hand")))
}

/// **2.3.a** Online channels: website, social media, forums, e-mail.
///
/// A lead that came in is given to somebody; who leads the territory may be in contact at once instead.
pub(super) fn assign_lead(customer: &Customer, company: &Company) -> Vec<Owing> {
    let Some(since_ms) = customer.arrived.map(|at| at.0) else { return Vec::new() };
    let given = customer.handovers.iter().filter(|it| it.at.is_some()).min_by_key(|it| (it.at, it.id));
    let Some(who) = given.and_then(|it| it.from).or(customer.owner) else { return Vec::new() };
    let done = [given.and_then(|it| it.at).map(|at| at.0), customer.reached_since(since_ms)];
    let joined = customer.joining().and_then(|joining| joining.at);
    let state = match (done.into_iter().flatten().min(), joined) {
        (Some(at_ms), _) => DutyState::Done(at_ms),
        (None, Some(at)) => DutyState::Lapsed(at.0),
        (None, None) => DutyState::Open,
    };
    let due_ms = Customer::due_within(company, who, since_ms, PolicyValue::AssignLeadHours);
    vec![Owing { what: line!("assign_lead", since = Fact::Instant(since_ms)), who, since_ms, due_ms, state }]
}

/// **2.3.a** Online channels: website, social media, forums, e-mail.
///
/// Who was given a lead that came in is in contact first. Given on before that, the next one owes it.
pub(super) fn contact_lead(customer: &Customer, company: &Company) -> Vec<Owing> {
    let Some(arrived) = customer.arrived else { return Vec::new() };
    let mut given: Vec<_> = customer.handovers.iter().filter_map(|it| Some((it.at?.0, it.to?))).collect();
    given.retain(|(at_ms, _)| *at_ms >= arrived.0);
    given.sort_unstable();
    let reached_ms = customer.reached_since(arrived.0);
    let joined_ms = customer.joining().and_then(|joining| joining.at).map(|at| at.0);
    let owed =
        given.iter().enumerate().filter(|(_, (since_ms, _))| reached_ms.is_none_or(|ms| ms >= *since_ms));
    let owed = owed.map(|(n, (since_ms, who))| {
        let next_ms = given.get(n + 1).map(|(at_ms, _)| *at_ms);
        let done_ms = reached_ms.filter(|ms| next_ms.is_none_or(|next| *ms < next));
        let state = match (done_ms, next_ms.or(joined_ms)) {
            (Some(at_ms), _) => DutyState::Done(at_ms),
            (None, Some(at_ms)) => DutyState::Lapsed(at_ms),
            (None, None) => DutyState::Open,
        };
        let due_ms = Customer::due_within(company, *who, *since_ms, PolicyValue::FirstContactHours);
        let what = line!("contact_lead", since = Fact::Instant(*since_ms));
        Owing { what, who: *who, since_ms: *since_ms, due_ms, state }
    });
    owed.collect()
}
