//! ## 2.2 Protection 報備保護
//!
//! A customer is its owner's for 90 days from registration, from a claim or from a handover; each contact that reaches
//! it while it is protected begins them anew. Then it lies in the pool (公海). All of it follows from moments in this
//! record; nothing is stored about it, so that a contact written down offline and sent after the end still counts from
//! when it took place. Where somebody had claimed the customer by then, the two claims are a finding (撞單).

#[cfg(test)]
mod tests;

use super::{Claim, Customer};
use crate::law::{Act, ActName, Barred, DutyState, Fact, Found, Owing};
use crate::policy::PolicyValue;
use crate::{Company, Day, Path, PersonId, line};

const MINUTE_MS: i64 = 60_000;

/// What begins protection anew, in the order in which things of one moment count.
#[derive(Debug, Clone, Copy)]
enum Cause<'a> {
    Registered,
    HandedOver(Option<PersonId>),
    Touched(Option<PersonId>),
    Claimed(&'a Claim),
}

impl Cause<'_> {
    /// Whose it is from then on, as far as this says.
    fn holder(self) -> Option<PersonId> {
        match self {
            Self::Registered => None,
            Self::HandedOver(who) | Self::Touched(who) => who,
            Self::Claimed(claim) => claim.by,
        }
    }

    fn rank(self) -> u8 {
        match self {
            Self::Registered => 0,
            Self::HandedOver(_) => 1,
            Self::Touched(_) => 2,
            Self::Claimed(_) => 3,
        }
    }
}

/// A time during which the customer is protected.
#[derive(Debug, Clone, Copy)]
struct Span<'a> {
    from_ms: i64,
    /// The last day.
    until: Day,
    cause: Cause<'a>,
    /// A claim that came while the span before it still ran.
    collides_with: Option<Option<PersonId>>,
}

/// Every span, one after the other; the last is the present one.
fn spans<'a>(customer: &'a Customer, company: &Company) -> Vec<Span<'a>> {
    let mut causes: Vec<(i64, Cause<'a>)> = Vec::new();
    causes.extend(customer.registered.map(|at| (at.0, Cause::Registered)));
    let handed = customer.handovers.iter().filter_map(|it| Some((it.at?.0, Cause::HandedOver(it.to))));
    causes.extend(handed);
    // Dated ahead it counts from when it was written down.
    let touched =
        customer.touches.iter().filter_map(|it| Some((it.happened?.0.min(it.at?.0), Cause::Touched(it.by))));
    causes.extend(touched);
    // Met at a stand it was reached as well (2.3.b).
    let met = customer.captures.iter().filter_map(|it| Some((it.at?.0, Cause::Touched(it.by))));
    causes.extend(met);
    causes.extend(customer.claims.iter().filter_map(|it| Some((it.at?.0, Cause::Claimed(it)))));
    causes.sort_by_key(|(at_ms, cause)| (*at_ms, cause.rank()));
    let mut spans: Vec<Span<'a>> = Vec::new();
    for (from_ms, cause) in causes {
        let day = company.calendar.day_of(from_ms);
        let running = spans.last().filter(|span| day <= span.until);
        // What reaches a customer of the pool does not take it out of there.
        if matches!(cause, Cause::Touched(_)) && running.is_none() {
            continue;
        }
        let collides_with = running.filter(|_| matches!(cause, Cause::Claimed(_)));
        let collides_with = collides_with.map(|span| span.cause.holder());
        let days = company.policy.at(PolicyValue::ProtectedDays, from_ms);
        let mut until = day.plus(i32::try_from(days).unwrap_or(i32::MAX / 2));
        // Fewer days by the policy of now do not make a contact shorten what ran.
        if let (Cause::Touched(_), Some(running)) = (&cause, running) {
            until = until.max(running.until);
        }
        spans.push(Span { from_ms, until, cause, collides_with });
    }
    spans
}

/// The last day on which the customer is its owner's; `None` where that never ends: it was not registered here, or is
/// joined to another.
#[must_use]
pub fn protected_until(customer: &Customer, company: &Company) -> Option<Day> {
    if customer.joined_into().is_some() {
        return None;
    }
    spans(customer, company).last().map(|span| span.until)
}

/// Whether a contact at that moment (ms UTC) protects the customer for at least a day longer: only then it is worth a
/// mark in the record. The first two say since and until when (ms UTC) its owner owes [`keep_from_the_pool`].
#[must_use]
pub fn is_renewed_by((since_ms, due_ms): (i64, i64), happened_ms: i64, company: &Company) -> bool {
    let (day, day_of) = (company.calendar.day_of(happened_ms), |ms| company.calendar.day_of(ms));
    day_of(since_ms) < day && day <= day_of(due_ms)
}

/// Whether what an act writes at these paths of a customer is nothing but the mark that a contact of a deal leaves there:
/// it follows from the contact, and is nothing of its own to be kept for somebody or taken over.
#[must_use]
pub fn is_mark<'a>(act: ActName, paths: impl IntoIterator<Item = &'a Path>) -> bool {
    act == ActName::LogTouch && paths.into_iter().any(|path| path.field == "deal")
}

/// **2.2.b** A database of target customers: basic facts, needs, intention to buy.
///
/// Bars registering under another time than now, and moving that time afterwards.
pub(super) fn registered_at_another_time(act: &Act<'_, Customer>) -> Option<Barred> {
    let (was, is) = (act.before.and_then(|before| before.registered), act.after.registered);
    let honest = if act.before.is_some() { is == was } else { is.is_none_or(|at| at.0 == act.entered_ms) };
    let at_ms = is.or(was).map_or(act.entered_ms, |at| at.0);
    (!honest).then(|| Barred::because(line!("not_registered_now", at = Fact::Instant(at_ms))))
}

/// **2.2.b** A database of target customers: basic facts, needs, intention to buy.
///
/// Bars a contact that is still to come.
pub(super) fn touched_in_the_future(act: &Act<'_, Customer>) -> Option<Barred> {
    let slack_min = act.company.policy.at(PolicyValue::ClockSlackMinutes, act.entered_ms);
    let latest_ms = act.entered_ms.saturating_add(slack_min.saturating_mul(MINUTE_MS));
    let stood = act.before.map(|before| before.touches.as_slice()).unwrap_or_default();
    let written = act.after.touches.iter().filter(|it| !stood.contains(it));
    let happened = written.filter_map(|it| it.happened).max().filter(|at| at.0 > latest_ms)?;
    Some(Barred::because(line!("touch_to_come", happened = Fact::Instant(happened.0))))
}

/// **2.2.b** A database of target customers: basic facts, needs, intention to buy.
///
/// The owner reaches the customer before it falls into the pool; they are warned some days before.
pub(super) fn keep_from_the_pool(customer: &Customer, company: &Company) -> Vec<Owing> {
    let Some(owner) = customer.owner.filter(|_| customer.joined_into().is_none()) else { return Vec::new() };
    let spans = spans(customer, company);
    let next = |at: usize| spans.get(at + 1);
    let owing = |(at, span): (usize, &Span<'_>)| {
        let warning = company.policy.at(PolicyValue::PoolWarningDays, span.from_ms);
        let warned = span.until.plus(-i32::try_from(warning).unwrap_or(0));
        let state = match next(at) {
            None => DutyState::Open,
            Some(next) if company.calendar.day_of(next.from_ms) < warned => return None,
            Some(Span { from_ms, cause: Cause::Touched(_), .. }) => DutyState::Done(*from_ms),
            Some(next) => DutyState::Lapsed(next.from_ms),
        };
        Some(Owing {
            what: line!("keep_from_pool", until = Fact::Day(span.until)),
            who: span.cause.holder().filter(|_| next(at).is_some()).unwrap_or(owner),
            since_ms: span.from_ms,
            due_ms: company.calendar.close_of(span.until),
            state,
        })
    };
    spans.iter().enumerate().filter_map(owing).collect()
}

/// **2.2.b** A database of target customers: basic facts, needs, intention to buy.
///
/// Two claims (撞單): somebody took the customer from the pool while, by what is known now, it was another's. Who stands
/// above the claimer settles whose it is.
pub(super) fn claims_collide(customer: &Customer, company: &Company) -> Vec<Found> {
    let spans = spans(customer, company);
    let found = spans.iter().filter_map(|span| {
        let (Cause::Claimed(claim), Some(holder)) = (span.cause, span.collides_with) else { return None };
        let claimer = claim.by?;
        let holder = holder.filter(|holder| *holder != claimer)?;
        Some(Found {
            what: line!("claims_collide", holder = Fact::Person(holder), claimer = Fact::Person(claimer)),
            who: company.decider_for(claimer)?,
            at_ms: span.from_ms,
        })
    });
    found.collect()
}
