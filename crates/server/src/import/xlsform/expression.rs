//! What an XLSForm says in XPath, in the words of the law: when an item is shown, and which numbers fit. Only what
//! can be said exactly is taken.

use fieldbook_process::Day;
use fieldbook_process::prospecting::{Asked, Condition, Decimal, ItemKind};

/// A `relevant` as a condition; `None` where it says more than a condition can.
pub(super) fn condition(relevant: &str) -> Option<Condition> {
    let mut text = String::new();
    let mut rest = relevant;
    while let Some((before, after)) = rest.split_once("${") {
        let (name, after) = after.split_once('}')?;
        text.push_str(before);
        // An answer compared with another (`${a} > ${b}`), or spelled out within quotes: here one is compared with words.
        if text.trim_end().ends_with(['=', '<', '>', ',']) || is_within_quotes(&text) {
            return None;
        }
        text.push_str(name.trim());
        // A name that goes on (`${a}-1`) is reckoned with, which a condition does not do.
        if after.starts_with(|it: char| it.is_alphanumeric() || matches!(it, '_' | '-' | '.')) {
            return None;
        }
        rest = after;
    }
    text.push_str(rest);
    Condition::parse(text.trim()).ok()
}

/// Whether a text breaks off within quotes.
fn is_within_quotes(text: &str) -> bool {
    let within = |open: Option<char>, it: char| match open {
        Some(quote) => open.filter(|_| it != quote),
        None => Some(it).filter(|it| matches!(it, '\'' | '"')),
    };
    text.chars().fold(None, within).is_some()
}

/// Takes a `constraint` into the limits of an item; `false` where it says something else.
pub(super) fn limit(item: &mut Asked, constraint: &str) -> bool {
    let mut limits = (item.least.clone(), item.most.clone());
    for part in constraint.split(" and ") {
        let part = part.trim().trim_start_matches('(').trim_end_matches(')').trim();
        let Some(rest) = part.strip_prefix('.').map(str::trim_start) else { return false };
        let signs = [">=", "<=", ">", "<"];
        let Some((sign, value)) =
            signs.iter().find_map(|sign| Some((*sign, rest.strip_prefix(sign)?.trim())))
        else {
            return false;
        };
        let Some(value) = value_of(item.kind, sign, value) else { return false };
        if sign.starts_with('>') { limits.0 = value } else { limits.1 = value }
    }
    (item.least, item.most) = limits;
    true
}

/// The limit itself. That it is not reached can be said of whole numbers and days only.
fn value_of(kind: ItemKind, sign: &str, value: &str) -> Option<String> {
    let step = match sign {
        ">" => 1,
        "<" => -1,
        _ => 0,
    };
    match kind {
        ItemKind::Date => {
            let inside = value.strip_prefix("date").map_or(value, str::trim_start);
            let text = inside.trim_matches(|it| matches!(it, '(' | ')' | '\'' | '"' | ' '));
            Day::parse(text).map(|day| day.plus(step).to_string())
        }
        ItemKind::Whole | ItemKind::Scale => {
            let number = Decimal::parse(value).filter(|it| it.is_whole())?;
            Some(Decimal::of_thousandths(number.thousandths() + i64::from(step) * 1_000).to_string())
        }
        ItemKind::Number if step == 0 => Decimal::parse(value).map(|it| it.to_string()),
        _ => None,
    }
}
