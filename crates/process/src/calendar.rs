//! The company's calendar: time zone as a table of offsets (no zone database on the phone), free days and
//! make-up working days (調休). Limits up to 5 days are working days, longer ones calendar days; a due time on
//! a free day moves to the next working day.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::Day;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// The longest limit that is counted in working days.
const WORKING_DAYS_UP_TO: i64 = 5;

/// From a moment on, local time is that many minutes ahead of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offset {
    /// Ms UTC.
    pub from_ms: i64,
    /// Minutes ahead of UTC; negative west of Greenwich.
    pub minutes: i32,
}

/// Working days and hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// In the order of time; the first holds for all time before it too.
    pub offsets: Vec<Offset>,
    /// Days off besides Saturday and Sunday.
    pub free: BTreeSet<Day>,
    /// Saturdays and Sundays that are worked.
    pub make_up: BTreeSet<Day>,
    /// Work begins, minutes after local midnight.
    pub opens_min: i32,
    /// Work ends, minutes after local midnight.
    pub closes_min: i32,
}

impl Default for Calendar {
    /// China Standard Time, Monday to Friday, 09:00–18:00.
    fn default() -> Self {
        Self {
            offsets: vec![Offset { from_ms: i64::MIN, minutes: 480 }],
            free: BTreeSet::new(),
            make_up: BTreeSet::new(),
            opens_min: 9 * 60,
            closes_min: 18 * 60,
        }
    }
}

impl Calendar {
    /// Local time minus UTC at a moment, in ms.
    #[must_use]
    pub fn offset_ms(&self, at_ms: i64) -> i64 {
        let known = self.offsets.iter().rev().find(|offset| offset.from_ms <= at_ms);
        known.or(self.offsets.first()).map_or(0, |offset| i64::from(offset.minutes) * MINUTE_MS)
    }

    /// The local day of a moment (ms UTC).
    #[must_use]
    pub fn day_of(&self, at_ms: i64) -> Day {
        let days = at_ms.saturating_add(self.offset_ms(at_ms)).div_euclid(DAY_MS);
        Day(i32::try_from(days).unwrap_or(if days < 0 { i32::MIN } else { i32::MAX }))
    }

    /// The moment (ms UTC) of a local time on a day.
    #[must_use]
    pub fn moment(&self, day: Day, minutes: i32) -> i64 {
        let local = i64::from(day.0) * DAY_MS + i64::from(minutes) * MINUTE_MS;
        // The offset in force is found at the local time read as UTC, then once more at the result:
        // exact except within the hour of a change of the offset itself.
        let guess = local - self.offset_ms(local);
        local - self.offset_ms(guess)
    }

    /// The end of work on a day, ms UTC.
    #[must_use]
    pub fn close_of(&self, day: Day) -> i64 {
        self.moment(day, self.closes_min)
    }

    /// Whether a day is worked.
    #[must_use]
    pub fn is_working(&self, day: Day) -> bool {
        self.make_up.contains(&day) || (day.weekday() < 5 && !self.free.contains(&day))
    }

    /// That day if it is worked, else the next one that is (within a year).
    #[must_use]
    pub fn working_from(&self, day: Day) -> Day {
        (0..366).map(|n| day.plus(n)).find(|day| self.is_working(*day)).unwrap_or(day)
    }

    /// The day on which something ends that began on `from` and has `days` to go: up to 5 are counted in
    /// working days, more in calendar days; never on a free day.
    #[must_use]
    pub fn due_day(&self, from: Day, days: i64) -> Day {
        if days > WORKING_DAYS_UP_TO {
            return self.working_from(from.plus(i32::try_from(days).unwrap_or(i32::MAX)));
        }
        self.working_from((0..days).fold(from, |day, _| self.working_from(day.plus(1))))
    }

    /// The moment (ms UTC) at which so many hours of work have passed since another, on days that count; `None` where a
    /// year has not so many.
    #[must_use]
    pub fn due_after_hours(&self, since_ms: i64, hours: i64, counts: impl Fn(Day) -> bool) -> Option<i64> {
        let mut left_ms = hours.saturating_mul(60 * MINUTE_MS);
        let first = self.day_of(since_ms);
        for day in (0..366).map(|n| first.plus(n)).filter(|day| self.is_working(*day) && counts(*day)) {
            let begins_ms = self.moment(day, self.opens_min).max(since_ms);
            let has_ms = (self.close_of(day) - begins_ms).max(0);
            if left_ms <= has_ms {
                return Some(begins_ms + left_ms);
            }
            left_ms -= has_ms;
        }
        None
    }

    /// The moment (ms UTC) by which something is due that was caused at `since_ms` and has `days` to go.
    #[must_use]
    pub fn due_ms(&self, since_ms: i64, days: i64) -> i64 {
        self.close_of(self.due_day(self.day_of(since_ms), days))
    }
}

#[cfg(test)]
mod tests;
