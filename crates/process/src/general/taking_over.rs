//! ## 1.2 Taking over, line by line 交接
//!
//! Each customer that changes hands says so in an entry: from whom, to whom, why. Who gets it accepts it, and the
//! customer is told who looks after it now. Once somebody has given or got notice, each of their customers is to be
//! handed over. Deals and questions go along with their customer and need no line of their own.

#[cfg(test)]
mod tests;

use crate::law::{Act, Barred, DutyState, Fact, Owing};
use crate::policy::PolicyValue;
use crate::prospecting::Customer;
use crate::value::Instant;
use crate::{Company, PersonId, entry, line};

entry! {
    /// The customer was given to somebody.
    Handover made_by HandOverCustomer along owner {
        /// Who looked after it.
        from: Option<PersonId> = Person, C1_2, Plain, HandOverCustomer;
        /// Who does now.
        to: Option<PersonId> = Person, C1_2, Plain, HandOverCustomer, required;
        /// Why, and what must be known.
        why: String = Lines(1000), C1_2, Words, HandOverCustomer;
        /// By whom.
        by: Option<PersonId> = Person, C1_2, Plain, HandOverCustomer, required;
        /// When.
        at: Option<Instant> = Instant, C1_2, Plain, HandOverCustomer, required;
        /// Accepted then.
        accepted: Option<Instant> = Instant, C1_2, Plain, AcceptCustomer;
        /// Who accepted it.
        accepted_by: Option<PersonId> = Person, C1_2, Plain, AcceptCustomer;
        /// What is missing or unclear.
        accepted_words: String = Lines(1000), C1_2, Words, AcceptCustomer;
        /// The customer was told then.
        told: Option<Instant> = Instant, C1_2, Plain, IntroduceOwner;
        /// Who told it.
        told_by: Option<PersonId> = Person, C1_2, Plain, IntroduceOwner;
        /// What it said.
        told_words: String = Lines(1000), C1_2, Words, IntroduceOwner;
    }
}

/// What was said about a handover after it was made.
type Said<'a> = (Option<Instant>, Option<PersonId>, &'a str);

impl Handover {
    fn acceptance(&self) -> Said<'_> {
        (self.accepted, self.accepted_by, &self.accepted_words)
    }

    fn introduction(&self) -> Said<'_> {
        (self.told, self.told_by, &self.told_words)
    }
}

fn stood<'a>(act: &Act<'a, Customer>, id: crate::EntryId) -> Option<&'a Handover> {
    act.before?.handovers.iter().find(|then| then.id == id)
}

/// **1.2** The policy applies to all sales departments and people, all products and services.
///
/// The line of a handover says what is done: from the owner before to the owner after, neither accepted nor told yet.
pub(crate) fn handover_tells_otherwise(act: &Act<'_, Customer>) -> Option<Barred> {
    let mut fresh = act.after.handovers.iter().filter(|it| stood(act, it.id).is_none());
    let line = fresh.next()?;
    let none = (None, None, "");
    let (from, to) = (act.before.and_then(|before| before.owner), act.after.owner);
    let is_plain = line.acceptance() == none && line.introduction() == none && fresh.next().is_none();
    let honest = is_plain && line.to == to && line.from == from;
    (!honest).then(|| Barred::because(line!("line_tells_otherwise")))
}

/// **1.2** The policy applies to all sales departments and people, all products and services.
///
/// Who got the customer accepts it and tells it, or somebody who acts for them; once, and now.
pub(crate) fn handover_answered_for_another(act: &Act<'_, Customer>) -> Option<Barred> {
    let me = act.person.id;
    act.after.handovers.iter().find_map(|now| {
        let then = stood(act, now.id)?;
        let pairs = [(then.acceptance(), now.acceptance()), (then.introduction(), now.introduction())];
        let (was, is) = pairs.into_iter().find(|(was, is)| was != is)?;
        let to = now.to?;
        if to != me && !act.company.acts_for(me, to, act.entered_ms) {
            let wrong = line!("not_given_to_you", to = Fact::Person(to));
            return Some(Barred { who: Some(to), ..Barred::because(wrong) });
        }
        let honest = was == (None, None, "") && is.0 == Some(Instant(act.entered_ms)) && is.1 == Some(me);
        (!honest).then(|| Barred::because(line!("said_already")))
    })
}

/// The line of a handover that holds: the latest, while its receiver is the owner.
fn present(customer: &Customer) -> Option<&Handover> {
    let latest = customer.handovers.iter().max_by_key(|it| (it.at, it.id))?;
    (latest.to == customer.owner).then_some(latest)
}

/// **1.2** The policy applies to all sales departments and people, all products and services.
///
/// Once its owner has given notice, who stands above them hands the customer over.
pub(crate) fn hand_over_on_notice(customer: &Customer, company: &Company) -> Vec<Owing> {
    let owing = |owner: PersonId, since_ms: i64, state: DutyState| {
        let who = company.decider_for(owner)?;
        let days = company.policy.at(PolicyValue::HandOverDays, since_ms);
        let what = line!("hand_over", owner = Fact::Person(owner), since = Fact::Instant(since_ms));
        Some(Owing { what, who, since_ms, due_ms: company.due_ms(who, since_ms, days), state })
    };
    let notice = |owner: PersonId| company.people.get(owner).and_then(|person| person.notice_ms);
    let done = customer.handovers.iter().filter_map(|it| {
        let (from, at) = (it.from?, it.at?);
        owing(from, notice(from).filter(|notice| *notice <= at.0)?, DutyState::Done(at.0))
    });
    let open = || owing(customer.owner?, notice(customer.owner?)?, DutyState::Open);
    let joined = customer.joined_into().is_some();
    done.chain(open().filter(|_| !joined)).collect()
}

/// **1.2** The policy applies to all sales departments and people, all products and services.
///
/// Who got a customer accepts it; somebody who got it after them ends that.
pub(crate) fn accept_customer(customer: &Customer, company: &Company) -> Vec<Owing> {
    let line =
        |by: PersonId, since: Instant| line!("accept", by = Fact::Person(by), since = Fact::Instant(since.0));
    received(customer, company, PolicyValue::AcceptCustomerDays, &line, |it| it.accepted)
}

/// **1.2** The policy applies to all sales departments and people, all products and services.
///
/// The customer is told who looks after it now; a contact of theirs that reached it tells it, too.
pub(crate) fn introduce_owner(customer: &Customer, company: &Company) -> Vec<Owing> {
    let line = |by: PersonId, since: Instant| {
        line!("introduce", by = Fact::Person(by), since = Fact::Instant(since.0))
    };
    let told = |it: &Handover| {
        let since = |touch: &&crate::prospecting::Touch| touch.by == it.to && touch.happened > it.at;
        let touched = customer.touches.iter().filter(since).filter_map(|touch| touch.happened).min();
        it.told.into_iter().chain(touched).min()
    };
    received(customer, company, PolicyValue::IntroduceOwnerDays, &line, told)
}

/// What the receiver of each handover owes. A lead that came in and is given out for the first time was nobody's: its first
/// contact (2.3.a) is owed instead.
fn received(
    customer: &Customer,
    company: &Company,
    days: PolicyValue,
    what: &dyn Fn(PersonId, Instant) -> crate::law::Line,
    done: impl Fn(&Handover) -> Option<Instant>,
) -> Vec<Owing> {
    let present = present(customer).map(|it| it.id);
    let first = customer.handovers.iter().min_by_key(|it| (it.at, it.id)).map(|it| it.id);
    let given_out = first.filter(|_| customer.arrived.is_some());
    let owing = |it: &Handover| {
        let (at, who) = (it.at?, it.to?);
        let next = customer.handovers.iter().filter_map(|next| next.at).filter(|next| *next > at).min();
        let state = match done(it) {
            Some(done) => DutyState::Done(done.0),
            None if present == Some(it.id) => DutyState::Open,
            None => DutyState::Lapsed(next.unwrap_or(at).0),
        };
        let days = company.policy.at(days, at.0);
        let due_ms = company.due_ms(who, at.0, days);
        Some(Owing { what: what(it.by.unwrap_or_default(), at), who, since_ms: at.0, due_ms, state })
    };
    customer.handovers.iter().filter(|it| given_out != Some(it.id)).filter_map(owing).collect()
}
