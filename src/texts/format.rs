//! Dates, money and lengths of time in the reader's language; the browser writes them.

use std::collections::BTreeMap;

use fieldbook_process::law::Fact;
use fieldbook_process::value::Currency;
use fieldbook_process::{Company, Day, Money, PersonId};

use super::language;
use crate::browser::intl::{self, DateStyle};
use crate::earth::Wind;
use crate::state::language::Language;
use crate::t;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// A size in KB or MB: 120 KB, 2.4 MB.
pub fn kilobytes(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} KB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// A short length of time: 0:42.
pub fn seconds(ms: i64) -> String {
    let seconds = ms.max(0) / 1_000;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// Several, as they stand in a sentence: 甲、乙, and A, B.
pub fn listed(several: impl IntoIterator<Item = String>) -> String {
    several.into_iter().collect::<Vec<_>>().join(t!("needs.between"))
}

/// 11月23日 16:02; of today only 16:02; of another year with it.
pub fn time(at_ms: i64, now_ms: i64) -> String {
    let same = |style| moment(style, at_ms) == moment(style, now_ms);
    let style = match (same(DateStyle::DayYear), same(DateStyle::Year)) {
        (true, _) => DateStyle::Time,
        (_, true) => DateStyle::DayTime,
        (_, false) => DateStyle::DayYearTime,
    };
    moment(style, at_ms)
}

/// 16:02
pub fn clock(at_ms: i64) -> String {
    moment(DateStyle::Time, at_ms)
}

/// 11月23日; with the year where it is another one than now: 2027/2/9, and 9 Feb 2027 where 09/02 can be read two ways.
pub fn day(day: Day, today: Day) -> String {
    let style = match language() {
        _ if day.date().0 == today.date().0 => DateStyle::Day,
        Language::En => DateStyle::DayYear,
        _ => DateStyle::Numbers,
    };
    let midnight_ms = i64::from(day.0) * DAY_MS;
    intl::date(language().locale(), style, midnight_ms, true).unwrap_or_else(|| day.to_string())
}

/// 11月23日 星期一; of another year 2025年11月23日.
pub fn head_day(day: Day, today: Day) -> String {
    if day.date().0 != today.date().0 {
        return full_day(day);
    }
    let midnight_ms = i64::from(day.0) * DAY_MS;
    intl::date(language().locale(), DateStyle::DayWeekday, midnight_ms, true)
        .unwrap_or_else(|| day.to_string())
}

/// 2026年11月23日
pub fn full_day(day: Day) -> String {
    let midnight_ms = i64::from(day.0) * DAY_MS;
    intl::date(language().locale(), DateStyle::DayYear, midnight_ms, true).unwrap_or_else(|| day.to_string())
}

/// ¥51.7萬, ¥51.7万, ¥517k
pub fn short_money(money: Money) -> String {
    let text = amount(money, true);
    if let Some(thousands) = text.strip_suffix('K') { format!("{thousands}k") } else { text }
}

/// Amounts together, each currency by itself: ¥51.7萬 + US$3.1萬; empty of none.
pub fn sum(amounts: &[Money]) -> String {
    let mut sums: BTreeMap<Currency, i64> = BTreeMap::new();
    for money in amounts {
        let sum = sums.entry(money.currency).or_default();
        *sum = sum.saturating_add(money.minor);
    }
    let sums = sums.into_iter().map(|(currency, minor)| short_money(Money { minor, currency }));
    sums.collect::<Vec<_>>().join(" + ")
}

/// ¥517,440
pub fn money(money: Money) -> String {
    amount(money, false)
}

fn amount(money: Money, compact: bool) -> String {
    #[expect(clippy::cast_precision_loss, reason = "shown with few digits")]
    let major = money.minor as f64 / 100.0;
    intl::money(language().locale(), money.currency.code(), major, compact)
        .unwrap_or_else(|| money.to_string())
}

/// 1,204
pub fn count(n: i64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "counts of records")]
    let number = n as f64;
    intl::number(language().locale(), number).unwrap_or_else(|| n.to_string())
}

/// A score of hundredths: 4.2, 2.75.
pub fn score(hundredths: i64) -> String {
    let (whole, part) = (hundredths / 100, hundredths % 100);
    let part = format!("{part:02}");
    let part = part.strip_suffix('0').unwrap_or(&part);
    format!("{whole}.{part}")
}

/// How long ago: 3 小時, 9 天. Days are counted by the company's calendar.
pub fn since(at_ms: i64, now_ms: i64, company: &Company) -> String {
    length(at_ms, now_ms, company)
}

/// A length of time between two moments in the largest unit that says enough.
pub fn length(from_ms: i64, to_ms: i64, company: &Company) -> String {
    let days = company.calendar.day_of(to_ms).0 - company.calendar.day_of(from_ms).0;
    match (days, (to_ms - from_ms) / HOUR_MS) {
        (1.., 20..) => t!("common.days", n = days),
        (_, hours @ 1..) => t!("common.hours", n = hours),
        _ => t!("common.moment").to_owned(),
    }
}

/// A file's or database's size: 4.2 MB.
pub fn megabytes(bytes: f64) -> String {
    format!("{:.1} MB", bytes / 1_048_576.0)
}

/// 850 公尺, 2.4 公里, 24 公里
pub fn distance(metres: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "distances on the earth")]
    let whole = |part: f64| part.round() as i64;
    match metres {
        ..995.0 => t!("visits.metres", n = whole(metres / 10.0) * 10),
        ..9_950.0 => t!("visits.kilometres", n = format!("{:.1}", metres / 1000.0)),
        _ => t!("visits.kilometres", n = count(whole(metres / 1000.0))),
    }
}

/// 31.29890°, which is a metre; of millionths of a degree.
pub fn degrees(e6: i64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "at most 180 million")]
    let degrees = e6 as f64 / 1e6;
    format!("{degrees:.5}°")
}

/// 東北
pub fn wind(wind: Wind) -> &'static str {
    super::find(&format!("visits.wind_{}", wind.code())).map_or("", |text| super::say(text))
}

/// Somebody's name; those the company does not name (yet) are told by the start of their id.
pub fn person(id: PersonId, company: &Company) -> String {
    match company.people.get(id) {
        Some(person) => person.name.clone(),
        None => id.to_string().chars().take(6).collect(),
    }
}

/// A fact of the law. `gone_by` writes a moment as the time since then, as duties want it.
pub fn fact(fact: &Fact, company: &Company, now_ms: i64, gone_by: bool) -> String {
    let today = company.calendar.day_of(now_ms);
    match fact {
        Fact::Count(n) => count(*n),
        Fact::Days(n) if *n <= 5 => t!("common.working_days", n = *n),
        Fact::Days(n) => t!("common.days", n = *n),
        #[expect(clippy::cast_precision_loss, reason = "shown with two digits")]
        Fact::Rate(bp) => format!("{} %", *bp as f64 / 100.0),
        Fact::Money(it) => money(*it),
        Fact::Day(it) => day(*it, today),
        Fact::Instant(at_ms) if gone_by => since(*at_ms, now_ms, company),
        Fact::Instant(at_ms) => moment(DateStyle::DayTime, *at_ms),
        Fact::Person(id) => person(*id, company),
        Fact::Department(department) => super::law::choice("department", department.code()),
        Fact::Field(name) => super::law::field(None, name),
        Fact::Text(text) => text.clone(),
    }
}

fn moment(style: DateStyle, at_ms: i64) -> String {
    intl::date(language().locale(), style, at_ms, false).unwrap_or_default()
}
