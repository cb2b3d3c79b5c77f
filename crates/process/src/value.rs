//! The values a field can hold, and the words for them: money in minor units with its currency, days as dates,
//! instants in ms UTC. No value carries a unit that its type does not name.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A day without time or zone, counted from 1970-01-01 (= 0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i32);

impl Day {
    /// The day of a calendar date; `None` where there is no such date.
    #[must_use]
    pub fn of_date(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(|date| Self(date.to_epoch_days()))
    }

    /// Reads `2026-11-23`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        // By hand: the calendar's own reader knows every way to write a date, which is 14 kB of the app.
        let [year, month, day] = *text.split('-').collect::<Vec<_>>() else { return None };
        if ![year, month, day].concat().bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        Self::of_date(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// Year, month 1–12, day of month 1–31.
    #[must_use]
    pub fn date(self) -> (i32, u32, u32) {
        let date = NaiveDate::from_epoch_days(self.0).unwrap_or_default();
        (date.year(), date.month(), date.day())
    }

    /// 0 = Monday … 6 = Sunday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        u8::try_from((i64::from(self.0) + 3).rem_euclid(7)).unwrap_or(0)
    }

    /// The day `days` later (earlier if negative).
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// Three capital letters of ISO 4217.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// Renminbi.
    pub const CNY: Self = Self(*b"CNY");
    /// US dollar.
    pub const USD: Self = Self(*b"USD");

    /// Reads three capital letters.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let code: [u8; 3] = text.as_bytes().try_into().ok()?;
        code.iter().all(u8::is_ascii_uppercase).then_some(Self(code))
    }

    /// The code, such as `CNY`.
    #[must_use]
    pub fn code(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl Default for Currency {
    fn default() -> Self {
        Self::CNY
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Currency {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a currency code")
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

/// An amount in minor units (cents, fen) of one currency. Written as `CNY 51744000`, so that two people who
/// change it at once never mix the amount of one with the currency of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Money {
    /// Minor units.
    pub minor: i64,
    /// Their currency.
    pub currency: Currency,
}

impl Money {
    /// Reads `CNY 51744000`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (code, minor) = text.split_once(' ')?;
        // One spelling only, or equal amounts would have different hashes: no plus, no leading zero, no -0.
        let digits = minor.strip_prefix('-').unwrap_or(minor);
        if minor != "0" && digits.starts_with(['0', '+']) {
            return None;
        }
        Some(Self { minor: minor.parse().ok()?, currency: Currency::parse(code)? })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.currency.code(), self.minor)
    }
}

/// What one field of a record holds, as stored.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Value {
    /// Text as typed; also the code of a choice.
    Text(String),
    /// A number: score, rate in bp, count, day since 1970.
    Int(i64),
    /// Yes or no.
    Flag(bool),
    /// Ms since 1970 UTC.
    Instant(i64),
    /// A document, person or entry.
    Id(#[serde(with = "crate::value::id_bytes")] [u8; 16]),
}

pub(crate) mod id_bytes {
    //! 16 bytes as a [`crate::DocId`] writes them.
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer>(id: &[u8; 16], to: S) -> Result<S::Ok, S::Error> {
        crate::DocId(*id).serialize(to)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 16], D::Error> {
        crate::DocId::deserialize(from).map(|id| id.0)
    }
}

/// A type that a record's field can have: how it comes from a stored value and goes to one.
/// Absent and default are the same, so `to_value` answers `None` for the default.
pub trait FieldType: Sized + Default {
    /// The typed value; `None` where the stored one is of another kind.
    fn from_value(value: &Value) -> Option<Self>;
    /// The stored value; `None` for the default.
    fn to_value(&self) -> Option<Value>;
}

impl FieldType for String {
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Text(text) = value { Some(text.clone()) } else { None }
    }
    fn to_value(&self) -> Option<Value> {
        (!self.is_empty()).then(|| Value::Text(self.clone()))
    }
}

impl FieldType for bool {
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Flag(flag) = value { Some(*flag) } else { None }
    }
    fn to_value(&self) -> Option<Value> {
        self.then_some(Value::Flag(true))
    }
}

/// A single value of a field that may be absent: see [`FieldType`] for `Option`.
pub trait Single: Sized {
    /// The typed value; `None` where the stored one is of another kind.
    fn read(value: &Value) -> Option<Self>;
    /// The stored value.
    fn write(&self) -> Value;
}

impl<T: Single> FieldType for Option<T> {
    fn from_value(value: &Value) -> Option<Self> {
        T::read(value).map(Some)
    }
    fn to_value(&self) -> Option<Value> {
        self.as_ref().map(T::write)
    }
}

macro_rules! single {
    ($($type:ty: $pattern:pat => $read:expr, $this:ident => $write:expr;)*) => { $(
        impl Single for $type {
            fn read(value: &Value) -> Option<Self> { if let $pattern = value { $read } else { None } }
            fn write(&self) -> Value { let $this = self; $write }
        }
    )* };
}

single! {
    i64: Value::Int(n) => Some(*n), n => Value::Int(*n);
    Day: Value::Int(n) => i32::try_from(*n).ok().map(Day), day => Value::Int(i64::from(day.0));
    Money: Value::Text(text) => Self::parse(text), money => Value::Text(money.to_string());
    Instant: Value::Instant(ms) => Some(Instant(*ms)), at => Value::Instant(at.0);
    crate::DocId: Value::Id(id) => Some(Self(*id)), id => Value::Id(id.0);
    crate::PersonId: Value::Id(id) => Some(Self(*id)), id => Value::Id(id.0);
    crate::EntryId: Value::Id(id) => Some(Self(*id)), id => Value::Id(id.0);
}

/// A moment: ms since 1970 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(pub i64);

#[cfg(test)]
mod tests;
