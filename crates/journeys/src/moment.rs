//! A moment of a journey's own calendar: the clocks of server and phones are moved there, and go on by themselves. What
//! is due and what is at rest would else depend on the day and the hour at which somebody runs a journey.

use std::time::{SystemTime, UNIX_EPOCH};

/// A time of the day of some day, by the clocks of the company (UTC+8).
#[derive(Debug, Clone, Copy)]
pub struct Moment(i64);

impl Moment {
    /// That hour of the given number of days after Monday the 7th of December 2026.
    pub const fn after_monday(days: i64, hour: i64) -> Self {
        /// Midnight there, ms UTC.
        const MONDAY_MS: i64 = 1_796_572_800_000;
        Self(MONDAY_MS + (days * 24 + hour) * 3_600_000)
    }

    /// Where a journey begins that says nothing else: on a Wednesday in the middle of the morning, the same day in the
    /// company's zone and in UTC.
    pub const fn usual() -> Self {
        Self::after_monday(2, 10)
    }

    /// How far a clock is put back to stand there, ms; below nothing where that is still to come.
    pub fn back_ms(self) -> i64 {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(now.as_millis()).unwrap_or_default() - self.0
    }
}
