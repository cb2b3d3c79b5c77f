//! Between what is typed and what is stored.

use fieldbook_book::replica::{NOW, Replica};
use fieldbook_process::calendar::Calendar;
use fieldbook_process::schema::{Field, FormFault, Kind};
use fieldbook_process::value::Currency;
use fieldbook_process::{Day, DocId, Money, Path, PersonId, RecordKind, Value};

use crate::t;
use crate::texts::{format, law};

/// What a typed text stores; `None` where the field was emptied.
///
/// # Errors
/// The fault to show beside the field.
pub fn parse(
    field: &Field,
    typed: &str,
    path: &Path,
    calendar: &Calendar,
) -> Result<Option<Value>, FormFault> {
    let text = match field.kind {
        // Words stay as typed; only what is nothing but blanks is nothing.
        Kind::Lines(_) if !typed.trim().is_empty() => typed.trim_end(),
        _ => typed.trim(),
    };
    if text.is_empty() {
        return if field.required { Err(FormFault::Missing(path.clone())) } else { Ok(None) };
    }
    let wrong = || FormFault::WrongKind(path.clone());
    let value = match field.kind {
        Kind::Line(_) | Kind::Lines(_) | Kind::Choice(_) => Value::Text(text.replace("\r\n", "\n")),
        Kind::Number(..) | Kind::Year => Value::Int(digits(text).parse().map_err(|_| wrong())?),
        Kind::Money => match money(text) {
            Some(money) => Value::Text(money.ok_or_else(wrong)?.to_string()),
            None => return Ok(None),
        },
        Kind::Day => Value::Int(i64::from(Day::parse(text).ok_or_else(wrong)?.0)),
        Kind::Instant => Value::Instant(instant(text, calendar).ok_or_else(wrong)?),
        Kind::Flag => Value::Flag(true),
        Kind::Person => Value::Id(text.parse::<PersonId>().map_err(|_| wrong())?.0),
        Kind::Document | Kind::Entry => Value::Id(text.parse::<DocId>().map_err(|_| wrong())?.0),
    };
    field.kind.check(path, &value)?;
    Ok(Some(value))
}

/// A stored value as it would be typed.
pub fn print(field: &Field, value: &Value, calendar: &Calendar) -> String {
    match (field.kind, value) {
        (Kind::Money, Value::Text(text)) => match Money::parse(text) {
            Some(money) => format!("{} {}", money.currency.code(), decimal(money.minor)),
            None => String::new(),
        },
        (_, Value::Text(text)) => text.clone(),
        (Kind::Day, Value::Int(n)) => i32::try_from(*n).map(|n| Day(n).to_string()).unwrap_or_default(),
        (_, Value::Int(n)) => n.to_string(),
        (_, Value::Flag(flag)) => if *flag { "yes" } else { "" }.to_owned(),
        (_, Value::Instant(ms)) => {
            let minutes = (ms + calendar.offset_ms(*ms)).div_euclid(60_000).rem_euclid(1440);
            format!("{}T{:02}:{:02}", calendar.day_of(*ms), minutes / 60, minutes % 60)
        }
        (_, Value::Id(id)) => DocId(*id).to_string(),
    }
}

/// Fields that hold millionths of a degree.
const DEGREES: [&str; 2] = ["latitude", "longitude"];

/// A value in words.
pub(super) fn told(kind: RecordKind, path: &Path, value: Option<&Value>, replica: &Replica) -> String {
    let company = replica.company();
    let Some(value) = value.filter(|value| **value != Value::Text(String::new())) else {
        return t!("common.empty").to_owned();
    };
    let field = kind.schema().field(path);
    match (field.map(|field| field.kind), value) {
        (Some(Kind::Money), Value::Text(text)) => Money::parse(text).map_or(text.clone(), format::money),
        (Some(Kind::Choice(_)), Value::Text(code)) => law::choice(&path.field, code),
        // What only the app reads: the questions of a research, the figures of a report.
        (Some(Kind::Lines(_)), Value::Text(text)) if field.is_some_and(|field| field.stamped) => {
            let n = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
            t!("common.kept_whole", n = format::count(n))
        }
        (_, Value::Text(text)) => text.clone(),
        (Some(Kind::Day), Value::Int(n)) => format::full_day(Day(i32::try_from(*n).unwrap_or_default())),
        (Some(Kind::Year), Value::Int(n)) => n.to_string(),
        (_, Value::Int(n)) if DEGREES.contains(&path.field.as_str()) => format::degrees(*n),
        (_, Value::Int(n)) => format::count(*n),
        (_, Value::Flag(true)) => t!("common.yes").to_owned(),
        (_, Value::Flag(false)) => t!("common.no").to_owned(),
        (_, value @ Value::Instant(_)) if *value == NOW => t!("common.now").to_owned(),
        (_, Value::Instant(ms)) => format::time(*ms, crate::browser::clock::now_ms()),
        (Some(Kind::Person), Value::Id(id)) => format::person(PersonId(*id), company),
        (_, Value::Id(id)) => match replica.rows().get(&DocId(*id)) {
            Some(row) => crate::pages::row::name(row),
            None => t!("common.elsewhere").to_owned(),
        },
    }
}

/// Thousands may be set apart, and digits full-width. A comma that sets no thousands apart stays, so that it is no number:
/// 1,5 is not 15, and who writes 1.5 so is asked.
pub fn digits(text: &str) -> String {
    let plain = text.chars().map(|c| match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        '．' => '.',
        '，' => ',',
        c => c,
    });
    let plain: String = plain.filter(|c| !matches!(c, ' ' | '\u{a0}' | '_')).collect();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next().map(str::len).unwrap_or_default();
    let sets_apart = (1..=3).contains(&first) && groups.all(|group| group.len() == 3);
    if sets_apart && !fraction.contains(',') { plain.replace(',', "") } else { plain }
}

/// `CNY 517,440.50`; the outer `None` where only the currency was chosen.
fn money(text: &str) -> Option<Option<Money>> {
    let (currency, amount) = match text.split_once(' ') {
        Some((code, amount)) => (Currency::parse(code), digits(amount)),
        None if Currency::parse(text).is_some() => return None,
        None => (Some(Currency::CNY), digits(text)),
    };
    if amount.is_empty() {
        return None;
    }
    Some(currency.and_then(|currency| Some(Money { minor: minor(&amount)?, currency })))
}

fn minor(amount: &str) -> Option<i64> {
    let (whole, cents) = amount.split_once('.').unwrap_or((amount, ""));
    if cents.len() > 2
        || !cents.bytes().chain(whole.bytes()).all(|byte| byte.is_ascii_digit())
        || whole.is_empty()
    {
        return None;
    }
    let cents: i64 = format!("{cents:0<2}").parse().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(cents)
}

fn decimal(minor: i64) -> String {
    if minor % 100 == 0 {
        (minor / 100).to_string()
    } else {
        format!("{}.{:02}", minor / 100, (minor % 100).abs())
    }
}

/// `2026-11-23T16:02`, in the company's zone.
fn instant(text: &str, calendar: &Calendar) -> Option<i64> {
    let (day, time) = text.split_once('T')?;
    let (hour, minute) = time.get(..5)?.split_once(':')?;
    let (hour, minute): (i32, i32) = (hour.parse().ok()?, minute.parse().ok()?);
    Some(calendar.moment(Day::parse(day)?, hour * 60 + minute))
}

#[cfg(test)]
mod tests;
