//! ## 2.4 Numbers of answers 數字
//!
//! Numbers that customers answer with: at most three digits behind the point, reckoned exactly, so that every phone
//! gets the same mean.

#[cfg(test)]
mod tests;

use std::fmt;

/// Digits behind the point.
const PLACES: usize = 3;
/// Parts of one.
const ONE: i64 = 1_000;
/// The largest whole part, either way: sums of a million of them are still exact.
const LARGEST: i64 = 1_000_000_000;

/// A number in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Decimal(i64);

impl Decimal {
    /// A whole number; `None` beyond a thousand million.
    #[must_use]
    pub fn whole(number: i64) -> Option<Self> {
        (-LARGEST..=LARGEST).contains(&number).then_some(Self(number.saturating_mul(ONE)))
    }

    /// A number of thousandths, brought within the limits.
    #[must_use]
    pub fn of_thousandths(thousandths: i64) -> Self {
        let most = LARGEST.saturating_mul(ONE);
        Self(thousandths.clamp(-most, most))
    }

    /// Its thousandths.
    #[must_use]
    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// Reads `12`, `-3.5`, `0.125`, and what hands type besides: `+3`, `007`, `.5`, `2.`, blanks around it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(part) || (whole.is_empty() && part.is_empty()) {
            return None;
        }
        let part = part.trim_end_matches('0');
        if part.len() > PLACES {
            return None;
        }
        let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        let part: i64 = format!("{part:0<PLACES$}").parse().ok()?;
        let Self(whole) = Self::whole(whole).filter(|_| whole < LARGEST)?;
        let size = whole.checked_add(part)?;
        Some(Self(if text.starts_with('-') { -size } else { size }))
    }

    /// Whether nothing stands behind the point.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        self.0 % ONE == 0
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (size, one) = (self.0.unsigned_abs(), ONE.unsigned_abs());
        if self.0 < 0 {
            f.write_str("-")?;
        }
        write!(f, "{}", size / one)?;
        let part = format!("{:0PLACES$}", size % one);
        let part = part.trim_end_matches('0');
        if part.is_empty() { Ok(()) } else { write!(f, ".{part}") }
    }
}
