//! ## 1.3 What the process brings 成效
//!
//! Figures over records: how duties were met, how long departments take, what came of it. They are for looking at the
//! process, in a team or a period. Conformity is never a measure of appraisal: nothing in the law reads it.
//!
//! Not formalised yet: satisfaction, which nothing records.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::law::{Duty, DutyState};
use crate::opportunity::Question;
use crate::people::Department;
use crate::{Clause, PersonId};

/// How what was due was met.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Met {
    /// By its time.
    pub on_time: u32,
    /// After it, or still not.
    pub late: u32,
}

impl Met {
    /// Met on time ÷ due, in whole percent; `None` of nothing.
    #[must_use]
    pub fn percent(self) -> Option<u32> {
        let due = self.on_time + self.late;
        (self.on_time * 100).checked_div(due)
    }

    fn add(&mut self, on_time: bool) {
        if on_time { self.on_time += 1 } else { self.late += 1 }
    }
}

/// **1.3** Customer first, cooperation, a standard process, and results count.
///
/// Whether a duty counts in a time (ms UTC), and was met on time: it came due then, by now. What lapsed or was let go
/// before it was due does not count.
#[must_use]
pub fn met_on_time(duty: &Duty, during_ms: &Range<i64>, now_ms: i64) -> Option<bool> {
    let due_ms = duty.owing.due_ms;
    if !during_ms.contains(&due_ms) || due_ms > now_ms {
        return None;
    }
    match duty.owing.state {
        DutyState::Done(at_ms) => Some(at_ms <= due_ms),
        DutyState::Open => (!duty.asks.lapses_when_due()).then_some(false),
        DutyState::Lapsed(at_ms) | DutyState::Waived(at_ms) => (at_ms > due_ms).then_some(false),
    }
}

/// How duties were met, by whom they were owed and by clause.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conformity {
    /// By person.
    pub people: BTreeMap<PersonId, Met>,
    /// By clause.
    pub clauses: BTreeMap<Clause, Met>,
    /// Altogether.
    pub all: Met,
}

impl Conformity {
    /// Adds the duties of one record.
    pub fn add(&mut self, duties: &[Duty], during_ms: &Range<i64>, now_ms: i64) {
        for duty in duties {
            let Some(on_time) = met_on_time(duty, during_ms, now_ms) else { continue };
            self.people.entry(duty.owing.who).or_default().add(on_time);
            self.clauses.entry(duty.clause).or_default().add(on_time);
            self.all.add(on_time);
        }
    }
}

/// **1.3** Customer first, cooperation, a standard process, and results count.
///
/// How long a department took to answer a question that was answered in that time, ms.
#[must_use]
pub fn answer_took_ms(question: &Question, during_ms: &Range<i64>) -> Option<(Department, i64)> {
    let (asked, answered) = (question.asked?, question.answered?);
    let took_ms = answered.0.saturating_sub(asked.0).max(0);
    during_ms.contains(&answered.0).then_some((question.department?, took_ms))
}

/// The middle one; of two the shorter. `None` of nothing.
#[must_use]
pub fn median(mut all: Vec<i64>) -> Option<i64> {
    all.sort_unstable();
    all.get(all.len().checked_sub(1)? / 2).copied()
}
