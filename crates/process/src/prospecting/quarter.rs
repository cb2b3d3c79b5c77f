//! Quarters of a year, as reports name them: `2026-Q4`.

use std::fmt;

use crate::Day;

/// A quarter of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    year: i32,
    number: u32,
}

impl Quarter {
    /// Reads `2026-Q4`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, number) = text.split_once("-Q")?;
        let is_plain = year.len() == 4 && year.bytes().chain(number.bytes()).all(|it| it.is_ascii_digit());
        let quarter = Self { year: year.parse().ok()?, number: number.parse().ok()? };
        (is_plain && quarter.to_string() == text && (1..=4).contains(&quarter.number)).then_some(quarter)
    }

    /// The one that a day lies in.
    #[must_use]
    pub fn of(day: Day) -> Self {
        let (year, month, _) = day.date();
        Self { year, number: (month - 1) / 3 + 1 }
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self { year, number: 4 } => Self { year: year + 1, number: 1 },
            Self { year, number } => Self { year, number: number + 1 },
        }
    }

    /// Its year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.year
    }

    /// 1 to 4.
    #[must_use]
    pub fn number(self) -> u32 {
        self.number
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Day {
        Day::of_date(self.year, self.number * 3 - 2, 1).unwrap_or_default()
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> Day {
        self.next().first_day().plus(-1)
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-Q{}", self.year, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::day;

    #[test]
    fn a_quarter_reads_what_it_writes_and_nothing_else() {
        for text in ["2026-Q1", "2026-Q4", "1999-Q2"] {
            assert_eq!(Quarter::parse(text).map(|it| it.to_string()).as_deref(), Some(text));
        }
        for wrong in ["", "2026", "2026-Q0", "2026-Q5", "2026-Q04", "26-Q1", "2026-q1", "2026-Q", "+026-Q1"] {
            assert_eq!(Quarter::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_quarter_has_three_months_and_the_next_begins_the_day_after() {
        let last = Quarter::of(day("2026-10-01"));
        assert_eq!(last, Quarter::of(day("2026-12-31")));
        assert_eq!((last.first_day(), last.last_day()), (day("2026-10-01"), day("2026-12-31")));
        assert_eq!(last.next().to_string(), "2027-Q1");
        assert_eq!(Quarter::of(day("2026-09-30")).next(), last);
        assert_eq!((last.year(), last.number()), (2026, 4));
    }
}
