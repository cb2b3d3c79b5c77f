//! The company as the law knows it at one numbered version: policy, people, absences, calendar, catalogue.
//! A change names its version and is judged under that one, whatever came later.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::catalogue::Catalogue;
use crate::general::Proposal;
use crate::people::{Absence, People, Person, Role};
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
    /// What was proposed for the policy's numbers, in the order it was proposed.
    #[serde(default)]
    pub proposals: Vec<Proposal>,
}

impl Company {
    /// Whether somebody is away on a day.
    #[must_use]
    pub fn is_away(&self, who: PersonId, day: Day) -> bool {
        self.absences
            .iter()
            .any(|absence| absence.person == who && (absence.from..=absence.to).contains(&day))
    }

    /// Who stands in for somebody on a day: the deputy named, else the superior; `None` while they are there.
    #[must_use]
    pub fn stand_in(&self, who: PersonId, day: Day) -> Option<PersonId> {
        let absence = self.absences.iter().find(|it| it.person == who && (it.from..=it.to).contains(&day))?;
        absence.deputy.or_else(|| self.decider_for(who)).filter(|deputy| *deputy != who)
    }

    /// Whether somebody may act for another at a moment (ms UTC): from above, or standing in (代) for them or for
    /// somebody above them.
    #[must_use]
    pub fn acts_for(&self, me: PersonId, who: PersonId, at_ms: i64) -> bool {
        let day = self.calendar.day_of(at_ms);
        let line = self.people.superiors(who);
        let stands_in = || line.iter().chain([&who]).any(|it| self.stand_in(*it, day) == Some(me));
        me != who && (line.contains(&me) || self.is_above_all(me) || stands_in())
    }

    /// Whether somebody decides on what others ask for, or leads a department; on their own account or standing in (代).
    #[must_use]
    pub fn decides(&self, me: PersonId, day: Day) -> bool {
        let is_asked = |person: &Person| {
            let leads = person.department.is_some_and(|it| self.people.head_of(it) == Some(person.id));
            leads || matches!(person.role, Role::Manager | Role::Director | Role::Gm)
        };
        let stands_in = |it: &Absence| self.stand_in(it.person, day) == Some(me);
        let away = self.absences.iter().filter(|it| stands_in(it)).map(|it| it.person);
        let mut asked = away.chain([me]).filter_map(|id| self.people.get(id));
        asked.any(is_asked)
    }

    /// Director and gm decide wherever somebody else asks.
    fn is_above_all(&self, me: PersonId) -> bool {
        self.people
            .get(me)
            .is_some_and(|person| matches!(person.role, Role::Director | Role::Gm) && !person.left)
    }

    /// Who decides on what somebody asks for: the nearest above them who is with the company; at the top the gm.
    /// `None` where there is nobody but themselves.
    #[must_use]
    pub fn decider_for(&self, who: PersonId) -> Option<PersonId> {
        let here = |id: &PersonId| self.people.get(*id).is_some_and(|person| !person.left);
        let gm =
            || self.people.iter().find(|it| it.role == Role::Gm && !it.left && it.id != who).map(|it| it.id);
        self.people.superiors(who).into_iter().find(here).or_else(gm)
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

    /// The moment (ms UTC) by which somebody owes what was caused at `since_ms` and has so many hours of work to go: of
    /// days on which they are there.
    #[must_use]
    pub fn due_after_hours(&self, who: PersonId, since_ms: i64, hours: i64) -> i64 {
        let due_ms = self.calendar.due_after_hours(since_ms, hours, |day| !self.is_away(who, day));
        due_ms.unwrap_or_else(|| self.due_ms(who, since_ms, 1))
    }
}
