//! ## 2.2 The pool 公海
//!
//! A customer whose protection has ended is there for everybody who sells in its territory: they read it in full, and
//! the first to claim it owns it. A claim is judged in its own past, as everything is: two people without a network can
//! both claim one lawfully, which is a finding then (`protection.rs`).

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::{Customer, protected_until};
use crate::law::{Act, ActName, Barred, Fact};
use crate::people::{Person, Role};
use crate::policy::PolicyValue;
use crate::value::Instant;
use crate::{Company, Day, PersonId, entry, line};

entry! {
    /// Somebody has taken the customer from the pool.
    Claim made_by ClaimCustomer along owner {
        /// Its last day of protection before.
        lapsed_on: Option<Day> = Day, C2_2_b, Plain, ClaimCustomer, required;
        /// Who.
        by: Option<PersonId> = Person, C2_2_b, Plain, ClaimCustomer, required;
        /// When.
        at: Option<Instant> = Instant, C2_2_b, Plain, ClaimCustomer, required;
    }
}

impl Customer {
    /// Everybody who claimed it out of the same lapse as the latest claim, where that is not settled by a handover.
    pub(super) fn rivals(&self) -> impl Iterator<Item = PersonId> {
        let latest = self.claims.iter().max_by_key(|claim| claim.at);
        let settled = latest.is_none_or(|claim| self.handovers.iter().any(|it| it.at >= claim.at));
        let lapse = latest.map(|claim| claim.lapsed_on);
        let same = move |claim: &&Claim| !settled && Some(claim.lapsed_on) == lapse;
        self.claims.iter().filter(same).filter_map(|claim| claim.by)
    }
}

/// Whether somebody sells in a territory: its pool is open to them.
fn sells_in(person: &Person, territory: &str) -> bool {
    let sells = matches!(person.role, Role::Rep | Role::Manager);
    sells && person.territories.iter().any(|name| name == territory)
}

/// How many customers somebody may still take from the pool in the week of a moment (ms UTC), who took others at those
/// moments. A week begins on Monday.
#[must_use]
pub fn claims_left(claimed_ms: &[i64], at_ms: i64, company: &Company) -> i64 {
    let monday = |ms: i64| {
        let day = company.calendar.day_of(ms);
        day.plus(-i32::from(day.weekday()))
    };
    let this_week = claimed_ms.iter().filter(|ms| monday(**ms) == monday(at_ms)).count();
    let most = company.policy.at(PolicyValue::ClaimsPerWeek, at_ms);
    most.saturating_sub(i64::try_from(this_week).unwrap_or(i64::MAX))
}

/// **2.2.b** A database of target customers: basic facts, needs, intention to buy.
///
/// Several phones of one person together can take more in a week than the policy allows: of all the claims given, who
/// did in the week of a moment (ms UTC), and how many, most first.
#[must_use]
pub fn claimed_beyond<'a>(
    claims: impl Iterator<Item = &'a Claim>,
    at_ms: i64,
    company: &Company,
) -> Vec<(PersonId, i64)> {
    let mut people: BTreeMap<PersonId, Vec<i64>> = BTreeMap::new();
    for claim in claims {
        if let (Some(by), Some(at)) = (claim.by, claim.at) {
            people.entry(by).or_default().push(at.0);
        }
    }
    let most = company.policy.at(PolicyValue::ClaimsPerWeek, at_ms);
    let beyond = people.into_iter().map(|(who, all)| (who, most - claims_left(&all, at_ms, company)));
    let mut beyond: Vec<(PersonId, i64)> = beyond.filter(|(_, taken)| *taken > most).collect();
    beyond.sort_by_key(|(_, taken)| std::cmp::Reverse(*taken));
    beyond
}

fn claimed<'a>(act: &Act<'a, Customer>) -> impl Iterator<Item = &'a Claim> {
    let stood = act.before.map(|before| before.claims.as_slice()).unwrap_or_default();
    act.after.claims.iter().filter(move |claim| !stood.iter().any(|then| then.id == claim.id))
}

/// **2.2.b** A database of target customers: basic facts, needs, intention to buy.
///
/// Bars claiming a customer that is still somebody's; who stands above them can hand it over.
pub(super) fn claimed_while_protected(act: &Act<'_, Customer>) -> Option<Barred> {
    let before = act.before?;
    let claim = claimed(act).next()?;
    let until = protected_until(before, act.company);
    let today = act.company.calendar.day_of(act.entered_ms);
    let owner = before.owner.unwrap_or_default();
    let who = act.company.decider_for(owner);
    match until {
        None => Some(Barred { who, ..Barred::because(line!("never_in_pool", owner = Fact::Person(owner))) }),
        Some(until) if today <= until => {
            let wrong = line!("still_protected", owner = Fact::Person(owner), until = Fact::Day(until));
            Some(Barred { who, ..Barred::because(wrong) })
        }
        Some(until) if claim.lapsed_on != Some(until) => {
            Some(Barred::because(line!("lapsed_otherwise", until = Fact::Day(until))))
        }
        Some(_) => None,
    }
}

/// **2.2.b** A database of target customers: basic facts, needs, intention to buy.
///
/// Bars claiming by somebody who does not sell in the customer's territory.
pub(super) fn claimed_from_elsewhere(act: &Act<'_, Customer>) -> Option<Barred> {
    claimed(act).next()?;
    let territory = act.before.map(|before| before.territory.clone()).unwrap_or_default();
    let may = sells_in(act.person, &territory);
    (!may).then(|| Barred::because(line!("other_territory", territory = Fact::Text(territory))))
}

/// **2.2.b** A database of target customers: basic facts, needs, intention to buy.
///
/// Who claims a customer owns it, and nobody else does by that.
pub(super) fn claimed_for_another(act: &Act<'_, Customer>) -> Option<Barred> {
    let claims = act.name == ActName::ClaimCustomer && claimed(act).next().is_some();
    let owns = claimed(act).count() == 1 && act.after.owner == Some(act.person.id);
    (claims && !owns).then(|| Barred::because(line!("claims_for_oneself")))
}

/// **2.2.b** A database of target customers: basic facts, needs, intention to buy.
///
/// Bars taking more from the pool in a week than the policy allows.
pub(super) fn claimed_too_many(act: &Act<'_, Customer>) -> Option<Barred> {
    claimed(act).next()?;
    let most = act.company.policy.at(PolicyValue::ClaimsPerWeek, act.entered_ms);
    let left = claims_left(act.claimed_ms, act.entered_ms, act.company);
    (left < 1).then(|| Barred::because(line!("too_many_claims", most = Fact::Count(most))))
}
