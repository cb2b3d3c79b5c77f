//! ## 3.2 The plan of contacts 跟進計劃
//!
//! Not formalised: the excess of a rest over the policy's limit simply does not count (see `contact.rs`).

#[cfg(test)]
mod tests;

use super::Deal;
use crate::law::{Act, Barred, Fact, Found};
use crate::policy::PolicyValue;
use crate::{Company, line};

/// The fields of a plan.
const PLAN: [&str; 5] = ["interval_days", "focus", "resting_until", "resting_why", "planned"];

/// **3.2.b** A plan with frequency and main work; as a rule contact at least once a week.
///
/// Bars resting without the customer's reason, and taking the reason away.
pub(super) fn resting_without_reason(act: &Act<'_, Deal>) -> Option<Barred> {
    let unexplained = |deal: &Deal| deal.resting_until.filter(|_| deal.resting_why.trim().is_empty());
    let until = unexplained(act.after)?;
    if act.before.and_then(unexplained) == Some(until) {
        return None;
    }
    Some(Barred {
        lacks: vec![line!("reason", field = Fact::Field("resting_why".into()))],
        ..Barred::because(line!("resting_unexplained", until = Fact::Day(until)))
    })
}

/// **3.2.b** A plan with frequency and main work; as a rule contact at least once a week.
///
/// A plan counts from the moment it is made; an earlier one would undo what is overdue already. Where two were
/// made at once, choosing between them is no new plan.
pub(super) fn planned_at_another_time(act: &Act<'_, Deal>) -> Option<Barred> {
    let nothing = Deal::default();
    let stamped = act.after.planned.is_some_and(|planned| planned.0 == act.entered_ms);
    let changed = !same_plan(act.before.unwrap_or(&nothing), act.after);
    (changed && !stamped && !act.only_chooses(&PLAN)).then(|| Barred::because(line!("not_planned_now")))
}

fn same_plan(one: &Deal, other: &Deal) -> bool {
    one.planned == other.planned
        && one.interval_days == other.interval_days
        && one.focus == other.focus
        && one.resting_until == other.resting_until
        && one.resting_why == other.resting_why
}

/// **3.2.b** A plan with frequency and main work; as a rule contact at least once a week.
///
/// Bars putting off the beginning of duties by hand. Only an import sets it, and imports are not barred.
pub(super) fn duties_put_off(act: &Act<'_, Deal>) -> Option<Barred> {
    let before = act.before.and_then(|before| before.duties_from);
    (before != act.after.duties_from).then(|| Barred::because(line!("duties_put_off")))
}

/// **3.2.b** A plan with frequency and main work; as a rule contact at least once a week.
///
/// A plan slower than the policy is no offence; the superior sees it and may object.
pub(super) fn slower_than_policy(deal: &Deal, company: &Company) -> Vec<Found> {
    let (Some(seller), Some(planned), Some(days)) = (deal.seller, deal.planned, deal.interval_days) else {
        return Vec::new();
    };
    let usual = company.policy.at(PolicyValue::FollowUpIntervalDays, planned.0);
    let who = company.decider_for(seller).filter(|_| days > usual && deal.closed.is_none());
    let what = || {
        line!("slow_plan", seller = Fact::Person(seller), days = Fact::Days(days), usual = Fact::Days(usual))
    };
    who.map(|who| Found { what: what(), who, at_ms: planned.0 }).into_iter().collect()
}
