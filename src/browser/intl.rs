//! The browser's own writing of dates, numbers and order: it knows every language for no bytes. Formatters are
//! costly to make, so one of each kind and locale is kept.

use std::cell::RefCell;
use std::collections::BTreeMap;

use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::prelude::*;

/// How a moment is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateStyle {
    /// 11月23日 星期一
    DayWeekday,
    /// 11月23日
    Day,
    /// 2026年11月23日
    DayYear,
    /// 2026/11/23
    Numbers,
    /// 11月23日 16:02
    DayTime,
    /// 2025年11月23日 16:02
    DayYearTime,
    /// 2026
    Year,
    /// 16:02
    Time,
}

impl DateStyle {
    fn options(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::DayWeekday => &[("month", "long"), ("day", "numeric"), ("weekday", "long")],
            Self::Day => &[("month", "short"), ("day", "numeric")],
            Self::DayYear => &[("year", "numeric"), ("month", "short"), ("day", "numeric")],
            Self::Numbers => &[("year", "numeric"), ("month", "numeric"), ("day", "numeric")],
            Self::DayTime => &[
                ("month", "short"),
                ("day", "numeric"),
                ("hour", "2-digit"),
                ("minute", "2-digit"),
                ("hourCycle", "h23"),
            ],
            Self::DayYearTime => &[
                ("year", "numeric"),
                ("month", "short"),
                ("day", "numeric"),
                ("hour", "2-digit"),
                ("minute", "2-digit"),
                ("hourCycle", "h23"),
            ],
            Self::Year => &[("year", "numeric")],
            Self::Time => &[("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23")],
        }
    }
}

thread_local! {
    static FORMATS: RefCell<BTreeMap<String, Function>> = const { RefCell::new(BTreeMap::new()) };
}

/// A moment, ms UTC; in UTC where it stands for a day, else in the zone of this phone.
pub fn date(locale: &str, style: DateStyle, at_ms: i64, in_utc: bool) -> Option<String> {
    let make = || {
        let mut options = style.options().to_vec();
        if in_utc {
            options.push(("timeZone", "UTC"));
        }
        let options = object(&options)?;
        Some(Intl::DateTimeFormat::new(&Array::of1(&locale.into()), &options).format())
    };
    #[expect(clippy::cast_precision_loss, reason = "ms of this age are exact in a double")]
    let at = js_sys::Date::new(&JsValue::from_f64(at_ms as f64));
    format(format!("d{style:?}{in_utc}{locale}"), make, &at)
}

/// An amount; `compact` writes ¥51.7萬 or ¥517K.
pub fn money(locale: &str, currency: &str, amount: f64, compact: bool) -> Option<String> {
    let make = || {
        let mut options =
            vec![("style", "currency"), ("currency", currency), ("currencyDisplay", "narrowSymbol")];
        if compact {
            options.push(("notation", "compact"));
        }
        let options = object(&options)?;
        if compact {
            Reflect::set(&options, &"maximumSignificantDigits".into(), &3.into()).ok()?;
        } else {
            Reflect::set(&options, &"trailingZeroDisplay".into(), &"stripIfInteger".into()).ok()?;
        }
        Some(Intl::NumberFormat::new(&Array::of1(&locale.into()), &options).format())
    };
    format(format!("m{currency}{compact}{locale}"), make, &amount.into())
}

/// A plain number with its thousands set apart.
pub fn number(locale: &str, number: f64) -> Option<String> {
    let make = || Some(Intl::NumberFormat::new(&Array::of1(&locale.into()), &Object::new()).format());
    format(format!("n{locale}"), make, &number.into())
}

/// Sorts names as people of that language look them up: Chinese by pinyin or strokes.
pub fn sort_by_name<T>(locale: &str, items: &mut [(String, T)]) {
    // 「10」 after 「9」, not after 「1」.
    let options = Object::new();
    let _set = Reflect::set(&options, &"numeric".into(), &JsValue::TRUE);
    let collator = Intl::Collator::new(&Array::of1(&locale.into()), &options).compare();
    items.sort_by(|(a, _), (b, _)| {
        let order = collator.call2(&JsValue::NULL, &a.as_str().into(), &b.as_str().into());
        order.ok().and_then(|order| order.as_f64()).unwrap_or(0.0).total_cmp(&0.0)
    });
}

fn object(entries: &[(&str, &str)]) -> Option<Object> {
    let object = Object::new();
    for (name, value) in entries {
        Reflect::set(&object, &(*name).into(), &(*value).into()).ok()?;
    }
    Some(object)
}

fn format(key: String, make: impl FnOnce() -> Option<Function>, what: &JsValue) -> Option<String> {
    let kept = FORMATS.with_borrow(|formats| formats.get(&key).cloned());
    let format = match kept {
        Some(format) => format,
        None => {
            let format = make()?;
            FORMATS.with_borrow_mut(|formats| formats.insert(key, format.clone()));
            format
        }
    };
    format.call1(&JsValue::NULL, what).ok()?.as_string()
}
