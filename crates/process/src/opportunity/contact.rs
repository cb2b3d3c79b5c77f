//! ## 3.2 The next contact 下次聯繫
//!
//! The life of a deal is cut into windows: one begins at opening and at every reached contact, and ends at the
//! next. Each owes a contact by its due moment; the whole history is returned, with at most one window open.
//!
//! Not formalised: a deal keeps its present plan only, so windows before it are counted by the policy.

#[cfg(test)]
mod tests;

use super::life::Life;
use super::{Deal, FollowUp};
use crate::law::{DutyState, Fact, Line, Owing};
use crate::policy::PolicyValue;
use crate::{Company, Day, PersonId, line};

/// **3.2.b** A plan with frequency and main work; as a rule contact at least once a week.
///
/// Owes the next contact, counted from the last reached one; never reached: from opening. Of imported deals
/// only what comes after the import is owed.
pub(super) fn next_contact(deal: &Deal, company: &Company) -> Vec<Owing> {
    let (Some(seller), Some(life)) = (deal.seller, Life::of(deal, company)) else { return Vec::new() };
    let rule = Rule { deal, company, seller };
    let mut windows = Windows { owed: Vec::new(), open: rule.first_window(life.start_ms), seller };
    let mut tries = 0;
    for (at_ms, event) in events(deal, life) {
        match event {
            Event::Planned => windows.change(at_ms, |window| rule.plan(window, at_ms)),
            Event::Reached => {
                tries = 0;
                windows.next(DutyState::Done(at_ms), rule.window_from(at_ms, Some(at_ms)));
            }
            Event::Tried => {
                tries += 1;
                if rule.enough(tries, at_ms) {
                    windows.change(at_ms, |window| window.not_before(rule.after_tries(tries, at_ms)));
                }
            }
        }
    }
    windows.end(life.state())
}

/// When the next contact is due, ms UTC; `None` where none is owed.
#[must_use]
pub fn next_contact_due(deal: &Deal, company: &Company) -> Option<i64> {
    next_contact(deal, company).iter().find(|owing| owing.state == DutyState::Open).map(|owing| owing.due_ms)
}

/// When the customer was last reached, ms UTC; `None` where never.
#[must_use]
pub fn last_reached_ms(deal: &Deal) -> Option<i64> {
    last_reached_until(deal, i64::MAX)
}

fn last_reached_until(deal: &Deal, until_ms: i64) -> Option<i64> {
    let reached = deal.follow_ups.iter().filter(|follow_up| follow_up.reached);
    reached.filter_map(counted_ms).filter(|at_ms| *at_ms <= until_ms).max()
}

/// The moment a contact counts from: when it happened, but never after it was entered.
fn counted_ms(follow_up: &FollowUp) -> Option<i64> {
    let happened_ms = follow_up.happened?.0;
    Some(follow_up.entered.map_or(happened_ms, |entered| happened_ms.min(entered.0)))
}

/// When a closed deal stopped owing anything; one without any date never owed.
pub(super) fn ended_ms(deal: &Deal, company: &Company) -> i64 {
    let by_day = || deal.closed_on.map(|day| company.calendar.moment(day, 0));
    deal.closed_at.map(|at| at.0).or_else(by_day).unwrap_or(i64::MIN)
}

/// What moves the windows, in the order that counts at one moment: a plan made with a contact is about the next one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Reached,
    Planned,
    Tried,
}

/// What happened after the start and before the end, in the order of time.
fn events(deal: &Deal, life: Life) -> Vec<(i64, Event)> {
    let of_follow_up = |follow_up: &FollowUp| {
        let event = match (follow_up.reached, follow_up.incoming) {
            (true, _) => Event::Reached,
            (false, false) => Event::Tried,
            // A call of the customer that we missed is no try of ours.
            (false, true) => return None,
        };
        Some((counted_ms(follow_up)?, event))
    };
    let mut events: Vec<(i64, Event)> = deal.follow_ups.iter().filter_map(of_follow_up).collect();
    events.extend(deal.planned.map(|planned| (planned.0, Event::Planned)));
    events.retain(|(at_ms, _)| life.holds(*at_ms));
    events.sort();
    // Contacts at one moment, as for several deals visited at once, are one contact.
    events.dedup_by(|a, b| a == b && a.1 == Event::Reached);
    events
}

/// A due moment, and why it is that one.
#[derive(Clone)]
struct Due {
    ms: i64,
    why: Line,
}

/// The time from one reached contact to the next.
#[derive(Clone)]
struct Window {
    since_ms: i64,
    /// What the interval is counted from: the last contact or the start, before `since_ms` after a miss.
    counted_from_ms: i64,
    /// The last reached contact before it, also one before the start.
    last_ms: Option<i64>,
    /// By the interval.
    regular: Due,
    /// Not before that: resting, or tried in vain.
    later: Option<Due>,
}

impl Window {
    fn due(&self) -> &Due {
        self.later.as_ref().filter(|later| later.ms > self.regular.ms).unwrap_or(&self.regular)
    }

    fn not_before(&mut self, due: Due) {
        if self.later.as_ref().is_none_or(|later| later.ms < due.ms) {
            self.later = Some(due);
        }
    }
}

/// The windows of one deal as they follow each other.
struct Windows {
    owed: Vec<Owing>,
    open: Window,
    seller: PersonId,
}

impl Windows {
    /// The open window ends so, and another begins.
    fn next(&mut self, state: DutyState, next: Window) {
        let ended = std::mem::replace(&mut self.open, next);
        let Due { ms: due_ms, why: what } = ended.due().clone();
        self.owed.push(Owing { what, who: self.seller, since_ms: ended.since_ms, due_ms, state });
    }

    /// The open window is due at another time. One that was overdue already stays on record as missed.
    fn change(&mut self, at_ms: i64, change: impl FnOnce(&mut Window)) {
        let mut changed = self.open.clone();
        change(&mut changed);
        if self.open.due().ms >= at_ms {
            self.open = changed;
        } else if changed.due().ms > at_ms {
            changed.since_ms = at_ms;
            self.next(DutyState::Lapsed(at_ms), changed);
        }
    }

    /// The history, the last window in that state.
    fn end(mut self, state: DutyState) -> Vec<Owing> {
        let last = self.open.clone();
        self.next(state, last);
        self.owed
    }
}

/// What plan and policy say about one deal.
struct Rule<'a> {
    deal: &'a Deal,
    company: &'a Company,
    seller: PersonId,
}

impl Rule<'_> {
    fn policy(&self, value: PolicyValue, at_ms: i64) -> i64 {
        self.company.policy.at(value, at_ms)
    }

    fn due_ms(&self, since_ms: i64, days: i64) -> i64 {
        self.company.due_ms(self.seller, since_ms, days)
    }

    /// Whether the plan was made by then.
    fn is_planned(&self, at_ms: i64) -> bool {
        self.deal.planned.is_some_and(|planned| planned.0 <= at_ms)
    }

    fn first_window(&self, start_ms: i64) -> Window {
        self.window_from(start_ms, last_reached_until(self.deal, start_ms))
    }

    fn window_from(&self, at_ms: i64, last_ms: Option<i64>) -> Window {
        let planned_days = self.deal.interval_days.filter(|_| self.is_planned(at_ms));
        let days = planned_days.unwrap_or_else(|| self.policy(PolicyValue::FollowUpIntervalDays, at_ms));
        let regular = Due { ms: self.due_ms(at_ms, days), why: self.quiet_since(at_ms, last_ms, days) };
        let later = if self.is_planned(at_ms) { self.rest() } else { None };
        Window { since_ms: at_ms, counted_from_ms: at_ms, last_ms, regular, later }
    }

    /// Since when there has been no contact, and how often there should be one.
    fn quiet_since(&self, counted_from_ms: i64, last_ms: Option<i64>, days: i64) -> Line {
        let interval = Fact::Days(days);
        if let Some(last_ms) = last_ms {
            return line!("contact", last = Fact::Instant(last_ms), interval = interval);
        }
        line!("first_contact", opened = Fact::Instant(self.opened_ms(counted_from_ms)), interval = interval)
    }

    /// When the deal was opened, also where that was before it was written down here.
    fn opened_ms(&self, or_ms: i64) -> i64 {
        let elsewhere = self.deal.opened_on.map(|day| self.company.calendar.moment(day, 0));
        elsewhere.or(self.deal.opened.map(|at| at.0)).unwrap_or(or_ms)
    }

    /// The plan holds from its own moment on: a longer interval is counted from the last contact, a shorter one
    /// leaves at least a working day, so that nobody is overdue by planning.
    fn plan(&self, window: &mut Window, at_ms: i64) {
        if let Some(days) = self.deal.interval_days {
            let by_plan_ms = self.due_ms(window.counted_from_ms, days);
            let regular_ms = window.regular.ms;
            window.regular.ms = if by_plan_ms >= regular_ms {
                by_plan_ms
            } else {
                by_plan_ms.max(self.due_ms(at_ms, 1)).min(regular_ms)
            };
            window.regular.why = self.quiet_since(window.counted_from_ms, window.last_ms, days);
        }
        if let Some(rest) = self.rest() {
            window.not_before(rest);
        }
    }

    /// Resting until the day planned, at most as long as the policy lets a deal rest.
    fn rest(&self) -> Option<Due> {
        let planned_ms = self.deal.planned?.0;
        let most_days = self.policy(PolicyValue::RestingMostDays, planned_ms);
        let most_days = i32::try_from(most_days).unwrap_or(i32::MAX);
        let until: Day =
            self.deal.resting_until?.min(self.company.calendar.day_of(planned_ms).plus(most_days));
        let ms = self.company.close_for(self.seller, until);
        Some(Due { ms, why: line!("after_rest", until = Fact::Day(until)) })
    }

    /// Whether that many tries in a row put the next one off: each time the policy's number is full.
    fn enough(&self, tries: i64, at_ms: i64) -> bool {
        tries % self.policy(PolicyValue::TriesNotReached, at_ms).max(1) == 0
    }

    fn after_tries(&self, tries: i64, at_ms: i64) -> Due {
        let days = self.policy(PolicyValue::AfterTriesDays, at_ms);
        let why = line!("after_tries", tries = Fact::Count(tries), tried = Fact::Instant(at_ms));
        Due { ms: self.due_ms(at_ms, days), why }
    }
}
