//! ## 3.3 High and low 資源投入與去留
//!
//! While a deal's grade is high it gets resources that its seller's superior names; while it is low its seller
//! proposes and the superior decides whether to go on. A span of one grade begins with the judgement that gives it
//! and ends with the next one that gives another, or with the deal.

#[cfg(test)]
mod tests;

use super::Deal;
use super::evaluation::{Evaluation, Grade, judgements};
use super::life::Life;
use crate::law::{Act, Barred, DutyState, Fact, Line, Owing};
use crate::policy::PolicyValue;
use crate::value::Instant;
use crate::{Company, PersonId, entry, line};

const DAY_MS: i64 = 24 * 3_600_000;

entry! {
    /// Resources named for a deal of high grade.
    Resource made_by NameResources {
        /// What: people, samples, time of specialists.
        words: String = Lines(1000), C3_3_c, Words, NameResources, required;
        /// Who named them.
        by: Option<PersonId> = Person, C3_3_c, Plain, NameResources, required;
        /// When.
        at: Option<Instant> = Instant, C3_3_c, Plain, NameResources, required;
        /// Who took it over, where the author had no authority any more.
        taken_over_by: Option<PersonId> = Person, C3_3_c, Plain, NameResources;
    }
}

entry! {
    /// What the seller of a deal of low grade proposes.
    Proposal made_by ProposeOnLow {
        /// To stop; without it, to go on.
        stop: bool = Flag, C3_3_c, Plain, ProposeOnLow;
        /// Why.
        why: String = Lines(1000), C3_3_c, Words, ProposeOnLow, required;
        /// Who proposes.
        by: Option<PersonId> = Person, C3_3_c, Plain, ProposeOnLow, required;
        /// When.
        at: Option<Instant> = Instant, C3_3_c, Plain, ProposeOnLow, required;
        /// Who took it over, where the author had no authority any more.
        taken_over_by: Option<PersonId> = Person, C3_3_c, Plain, ProposeOnLow;
    }
}

entry! {
    /// Whether to go on with a deal of low grade.
    Decision made_by DecideOnLow {
        /// To stop; without it, to go on.
        stop: bool = Flag, C3_3_c, Plain, DecideOnLow;
        /// Why.
        why: String = Lines(1000), C3_3_c, Words, DecideOnLow, required;
        /// Who decided.
        by: Option<PersonId> = Person, C3_3_c, Plain, DecideOnLow, required;
        /// When.
        at: Option<Instant> = Instant, C3_3_c, Plain, DecideOnLow, required;
    }
}

/// **3.3.c** High gets the best resources; for low, decide whether to go on.
///
/// Nobody names resources for, or decides on, a deal of their own: that is for whoever stands above its seller.
pub(super) fn decided_on_own_deal(act: &Act<'_, Deal>) -> Option<Barred> {
    let nothing = Deal::default();
    let before = act.before.unwrap_or(&nothing);
    let names = act.after.resources.iter().any(|it| !before.resources.iter().any(|then| then.id == it.id));
    let decides = act.after.decisions.iter().any(|it| !before.decisions.iter().any(|then| then.id == it.id));
    if !names && !decides {
        return None;
    }
    let seller = before.seller.or(act.after.seller)?;
    let may = act.company.acts_for(act.person.id, seller, act.entered_ms);
    let who = act.company.decider_for(seller);
    (!may).then(|| Barred { who, ..Barred::because(line!("decided_on_own", seller = Fact::Person(seller))) })
}

/// **3.3.c** High gets the best resources; for low, decide whether to go on.
///
/// Bars closing as lost or dropped without a reason in words, and taking the reason away.
pub(super) fn closed_without_reason(act: &Act<'_, Deal>) -> Option<Barred> {
    let unexplained = |deal: &Deal| {
        let given_up = matches!(deal.closed, Some(super::Closed::Lost | super::Closed::Dropped));
        (given_up && deal.closed_why.trim().is_empty()).then_some(deal.closed)
    };
    let now = unexplained(act.after)?;
    if act.before.and_then(unexplained) == Some(now) {
        return None;
    }
    let lacks = vec![line!("closing_reason", field = Fact::Field("closed_why".into()))];
    Some(Barred { lacks, ..Barred::because(line!("closed_without_reason")) })
}

/// **3.3.c** High gets the best resources; for low, decide whether to go on.
///
/// For a deal of high grade the superior of its seller names resources.
pub(super) fn name_resources(deal: &Deal, company: &Company) -> Vec<Owing> {
    let Some(who) = deal.seller.and_then(|seller| company.decider_for(seller)) else { return Vec::new() };
    let owing = |span: Span| {
        let named = earliest(deal.resources.iter().filter_map(|it| it.at), &span);
        let due_ms = due(company, who, span.from_ms, PolicyValue::NameResourcesDays);
        let what = line!("name_resources", judged = Fact::Instant(span.from_ms));
        span.owing(what, who, due_ms, named)
    };
    spans(deal, company, Grade::High).into_iter().map(owing).collect()
}

/// **3.3.c** High gets the best resources; for low, decide whether to go on.
///
/// For a deal of low grade its seller proposes whether to go on. A decision makes the proposal needless.
pub(super) fn propose_on_low(deal: &Deal, company: &Company) -> Vec<Owing> {
    let Some(who) = deal.seller else { return Vec::new() };
    let owing = |span: Span| {
        let proposed = deal.proposals.iter().filter_map(|it| it.at);
        let decided = deal.decisions.iter().filter_map(|it| it.at);
        let done = earliest(proposed.chain(decided), &span);
        let due_ms = due(company, who, span.from_ms, PolicyValue::ProposeOnLowDays);
        span.owing(line!("propose_on_low", judged = Fact::Instant(span.from_ms)), who, due_ms, done)
    };
    undecided(deal, company).into_iter().map(owing).collect()
}

/// **3.3.c** High gets the best resources; for low, decide whether to go on.
///
/// For a deal of low grade the superior of its seller decides. A decision to go on holds for a time, then it is
/// decided anew.
pub(super) fn decide_on_low(deal: &Deal, company: &Company) -> Vec<Owing> {
    let Some(who) = deal.seller.and_then(|seller| company.decider_for(seller)) else { return Vec::new() };
    let owing = |span: Span| {
        let decided = earliest(deal.decisions.iter().filter_map(|it| it.at), &span);
        let due_ms = due(company, who, span.from_ms, PolicyValue::DecideOnLowDays);
        let proposal = deal.proposals.iter().filter(|it| it.at.is_some_and(|at| span.holds(at.0)));
        let proposal = proposal.max_by_key(|it| (it.at, it.id));
        let judged = Fact::Instant(span.from_ms);
        let what = match proposal {
            Some(proposal) if proposal.stop => line!("decide_stop_proposed", judged = judged),
            Some(_) => line!("decide_go_on_proposed", judged = judged),
            None => line!("decide_on_low", judged = judged),
        };
        span.owing(what, who, due_ms, decided)
    };
    undecided(deal, company).into_iter().map(owing).collect()
}

/// **3.3.c** High gets the best resources; for low, decide whether to go on.
///
/// Where it was decided to stop, the seller closes the deal; a later decision to go on ends that.
pub(super) fn close_as_decided(deal: &Deal, company: &Company) -> Vec<Owing> {
    let (Some(who), Some(life)) = (deal.seller, Life::of(deal, company)) else { return Vec::new() };
    // What was decided after its end takes nothing back.
    let decisions: Vec<_> = decisions(deal).into_iter().filter(|(at_ms, _)| life.holds(*at_ms)).collect();
    let stops = decisions.iter().enumerate().filter(|(at, (_, stop))| {
        // Of several decisions to stop in a row the first counts.
        *stop && !at.checked_sub(1).and_then(|before| decisions.get(before)).is_some_and(|(_, stop)| *stop)
    });
    let owing = |(at, (from_ms, _)): (usize, &(i64, bool))| {
        let resumed = decisions.get(at..).unwrap_or_default().iter().find(|(_, stop)| !stop);
        let state = match (resumed, life.end_ms) {
            (Some((at_ms, _)), _) => DutyState::Lapsed(*at_ms),
            (None, Some(end_ms)) => DutyState::Done(end_ms),
            (None, None) => DutyState::Open,
        };
        let due_ms = due(company, who, *from_ms, PolicyValue::CloseAsDecidedDays);
        Owing {
            what: line!("close_as_decided", decided = Fact::Instant(*from_ms)),
            who,
            since_ms: *from_ms,
            due_ms,
            state,
        }
    };
    stops.map(owing).collect()
}

/// Decisions with their moments (ms UTC) and whether they stop it, earliest first.
fn decisions(deal: &Deal) -> Vec<(i64, bool)> {
    let mut all: Vec<(i64, bool)> =
        deal.decisions.iter().filter_map(|it| Some((it.at?.0, it.stop))).collect();
    all.sort_unstable();
    all
}

fn due(company: &Company, who: PersonId, since_ms: i64, value: PolicyValue) -> i64 {
    company.due_ms(who, since_ms, company.policy.at(value, since_ms))
}

/// A time in which something is owed, from its cause to what ends the cause.
#[derive(Clone, Copy)]
struct Span {
    from_ms: i64,
    /// `None` while it lasts.
    to_ms: Option<i64>,
}

impl Span {
    fn holds(&self, at_ms: i64) -> bool {
        at_ms >= self.from_ms && self.to_ms.is_none_or(|to_ms| at_ms <= to_ms)
    }

    fn owing(self, what: Line, who: PersonId, due_ms: i64, done_ms: Option<i64>) -> Owing {
        let state = match (done_ms, self.to_ms) {
            (Some(done_ms), _) => DutyState::Done(done_ms),
            (None, Some(to_ms)) => DutyState::Lapsed(to_ms),
            (None, None) => DutyState::Open,
        };
        Owing { what, who, since_ms: self.from_ms, due_ms, state }
    }
}

fn earliest(moments: impl Iterator<Item = Instant>, span: &Span) -> Option<i64> {
    moments.map(|at| at.0).filter(|at_ms| span.holds(*at_ms)).min()
}

/// The spans in which a deal is of one grade; one that it had before its duties began counts from their beginning.
fn spans(deal: &Deal, company: &Company, grade: Grade) -> Vec<Span> {
    let Some(life) = Life::of(deal, company) else { return Vec::new() };
    let is_of = |evaluation: &Evaluation| evaluation.grade(company) == Some(grade);
    let mut spans: Vec<Span> = Vec::new();
    let earlier = judgements(deal).take_while(|(at_ms, _)| *at_ms <= life.start_ms).last();
    let mut open = earlier.filter(|(_, evaluation)| is_of(evaluation)).map(|_| life.start_ms);
    for (at_ms, evaluation) in judgements(deal).filter(|(at_ms, _)| life.holds(*at_ms)) {
        match (open, is_of(evaluation)) {
            (None, true) => open = Some(at_ms),
            (Some(from_ms), false) => {
                spans.push(Span { from_ms, to_ms: Some(at_ms) });
                open = None;
            }
            _ => {}
        }
    }
    spans.extend(open.map(|from_ms| Span { from_ms, to_ms: life.end_ms }));
    spans
}

/// The spans of low grade, each cut where its decision to go on runs out. What was stopped is not decided again.
fn undecided(deal: &Deal, company: &Company) -> Vec<Span> {
    let decisions = decisions(deal);
    let mut all = Vec::new();
    for span in spans(deal, company, Grade::Low) {
        let mut from_ms = span.from_ms;
        while let Some(held_ms) = held_until(&decisions, &Span { from_ms, ..span }, company) {
            let for_good = held_ms == i64::MAX || held_ms <= from_ms;
            if for_good || span.to_ms.is_some_and(|to_ms| held_ms >= to_ms) {
                break;
            }
            all.push(Span { from_ms, to_ms: Some(held_ms) });
            from_ms = held_ms;
        }
        all.push(Span { from_ms, to_ms: span.to_ms });
    }
    all
}

/// Until when the decisions made within a span hold, ms UTC: one to go on for the policy's days, renewed by each that
/// is made meanwhile; one to stop for ever. `None` where there is none.
fn held_until(decisions: &[(i64, bool)], span: &Span, company: &Company) -> Option<i64> {
    let mut held_ms = None;
    for (at_ms, stop) in decisions.iter().filter(|(at_ms, _)| span.holds(*at_ms)) {
        if held_ms.is_some_and(|held_ms| *at_ms > held_ms) {
            break;
        }
        let days = company.policy.at(PolicyValue::GoOnDays, *at_ms);
        let go_on_ms = at_ms.saturating_add(days.saturating_mul(DAY_MS));
        held_ms = Some(if *stop { i64::MAX } else { go_on_ms });
    }
    held_ms
}
