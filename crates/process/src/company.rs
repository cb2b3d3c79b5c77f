//! The company as the law knows it at one numbered version: policy, people, absences, calendar, catalogue.
//! A change names its version and is judged under that one, whatever came later.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::catalogue::Catalogue;
use crate::people::{Absence, People};
use crate::policy::Policy;
use crate::{Day, PersonId};

/// All parts of one version.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Company {
    /// Counted from 1; 0 = no company yet.
    pub version: u64,
    /// Numbers of the policy.
    pub policy: Policy,
    /// Who there is.
    pub people: People,
    /// Who is away when.
    pub absences: Vec<Absence>,
    /// Working days and hours.
    pub calendar: Calendar,
    /// What is sold.
    pub catalogue: Catalogue,
}

impl Company {
    /// Whether somebody is away on a day.
    #[must_use]
    pub fn is_away(&self, who: PersonId, day: Day) -> bool {
        self.absences
            .iter()
            .any(|absence| absence.person == who && (absence.from..=absence.to).contains(&day))
    }

    /// The end of work, ms UTC, on a day, or on the next one that is worked and on which that person is there
    /// (within a year).
    #[must_use]
    pub fn close_for(&self, who: PersonId, day: Day) -> i64 {
        let there = |day: &Day| self.calendar.is_working(*day) && !self.is_away(who, *day);
        let day = (0..366).map(|n| day.plus(n)).find(there).unwrap_or(self.calendar.working_from(day));
        self.calendar.close_of(day)
    }

    /// The moment (ms UTC) by which somebody owes what was caused at `since_ms` and has `days` to go.
    #[must_use]
    pub fn due_ms(&self, who: PersonId, since_ms: i64, days: i64) -> i64 {
        let calendar = &self.calendar;
        self.close_for(who, calendar.due_day(calendar.day_of(since_ms), days))
    }
}
