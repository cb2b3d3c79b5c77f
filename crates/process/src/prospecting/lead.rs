//! ## 2.3 Leads 線索
//!
//! **2.3.a** Online channels: website, social media, forums, e-mail.
//!
//! A lead is a customer whom nobody has rated yet. One that came in by itself, through the public form, lies first with
//! whoever leads the territory: they give it to a rep, who is in contact first. Working hours count.

#[cfg(test)]
mod tests;

use super::Customer;
use crate::law::{Act, Barred, DutyState, Fact, Owing};
use crate::people::Role;
use crate::policy::PolicyValue;
use crate::{Company, line};

impl Customer {
    /// When it was reached first at or after a moment, ms UTC: by a contact, or met and caught.
    fn reached_since(&self, since_ms: i64) -> Option<i64> {
        let touched = self.touches.iter().filter_map(|it| it.happened);
        let caught = self.captures.iter().filter_map(|it| it.at);
        touched.chain(caught).map(|at| at.0).filter(|at_ms| *at_ms >= since_ms).min()
    }

    fn due_within(company: &Company, since_ms: i64, hours: PolicyValue) -> i64 {
        let hours = company.policy.at(hours, since_ms);
        company
            .calendar
            .due_after_hours(since_ms, hours)
            .unwrap_or_else(|| company.calendar.due_ms(since_ms, 1))
    }
}

/// **2.3.a** Online channels: website, social media, forums, e-mail.
///
/// That a lead came in by itself is written by the server alone.
pub(super) fn arrived_by_hand(act: &Act<'_, Customer>) -> Option<Barred> {
    let was = act.before.and_then(|before| before.arrived);
    let by_hand = act.after.arrived != was && act.person.role != Role::System;
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
    let due_ms = Customer::due_within(company, since_ms, PolicyValue::AssignLeadHours);
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
        let due_ms = Customer::due_within(company, *since_ms, PolicyValue::FirstContactHours);
        let what = line!("contact_lead", since = Fact::Instant(*since_ms));
        Owing { what, who: *who, since_ms: *since_ms, due_ms, state }
    });
    owed.collect()
}
