//! Every text of the app in the language of now. `t!("today.title")` is checked when compiling: the key, and
//! the placeholders that are filled. Texts of the law are found by the law's own names in [`law`]; dates,
//! money and lengths of time are written by [`format`]; what is searched is compared as [`search`] folds it.

pub mod csv;
pub mod format;
pub mod law;
pub mod search;

use std::cell::Cell;

use crate::state::language::Language;

/// One text in the order of the table: zh-Hant, zh-Hans, en.
pub type Text = [&'static str; 3];

/// Every text by its key, in the order of keys. Made by `build.rs` from `locales/`.
static TEXTS: &[(&str, Text)] = include!(concat!(env!("OUT_DIR"), "/texts.rs"));

thread_local! {
    static NOW: Cell<Language> = const { Cell::new(Language::En) };
}

/// The language that texts are read in.
pub fn language() -> Language {
    NOW.get()
}

/// From now on texts are read in that language; what stands on the screen already is drawn anew by the app.
pub fn speak(language: Language) {
    NOW.set(language);
}

/// A text, checked when compiling: `t!("today.title")`, `t!("today.days_late", n = days)`.
#[macro_export]
macro_rules! t {
    ($key:literal) => {{
        const TEXT: $crate::texts::Text = $crate::texts::named($key);
        $crate::texts::say(&TEXT)
    }};
    ($key:literal, $($name:ident = $value:expr),+ $(,)?) => {{
        const TEXT: $crate::texts::Text = $crate::texts::named($key);
        $(const { assert!($crate::texts::takes(&TEXT, concat!("{", stringify!($name), "}")), "no such placeholder") };)+
        $crate::texts::fill($crate::texts::say(&TEXT), &[$((stringify!($name), $value.to_string())),+])
    }};
}

/// A text in the language of now.
pub fn say(text: &Text) -> &'static str {
    let [hant, hans, en] = text;
    match language() {
        Language::Hant => hant,
        Language::Hans => hans,
        Language::En => en,
    }
}

/// A text whose key is known only now; `None` where a newer law names one that this app lacks.
pub fn find(key: &str) -> Option<&'static Text> {
    let at = TEXTS.binary_search_by(|(name, _)| (*name).cmp(key)).ok()?;
    TEXTS.get(at).map(|(_, text)| text)
}

/// Puts values in the place of `{name}`. Of "one|many" the first is taken where `n` is 1.
pub fn fill(text: &str, values: &[(&str, String)]) -> String {
    let is_one = values.iter().any(|(name, value)| *name == "n" && value == "1");
    let text = match text.split_once('|') {
        Some((one, _)) if is_one => one,
        Some((_, many)) => many,
        None => text,
    };
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(a, b)| Some((a, b.split_once('}')?)))
    {
        filled.push_str(before);
        let value = values.iter().find(|(known, _)| *known == name);
        filled.push_str(value.map_or("…", |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// The text of a key, looked up by the compiler.
#[expect(clippy::panic, reason = "it runs in the compiler only, where it is the error message")]
pub const fn named(key: &str) -> Text {
    let mut rest = TEXTS;
    loop {
        let (low, high) = rest.split_at(rest.len() / 2);
        let Some(((name, text), high_rest)) = high.split_first() else { panic!("no such text in locales/") };
        match order(name.as_bytes(), key.as_bytes()) {
            0 => return *text,
            1 => rest = low,
            _ => rest = high_rest,
        }
    }
}

/// -1, 0 or 1 as `a` stands before, at or after `b`.
const fn order(mut a: &[u8], mut b: &[u8]) -> i8 {
    loop {
        match (a.split_first(), b.split_first()) {
            (None, None) => return 0,
            (None, Some(_)) => return -1,
            (Some(_), None) => return 1,
            (Some((x, a_rest)), Some((y, b_rest))) => {
                if *x < *y {
                    return -1;
                }
                if *x > *y {
                    return 1;
                }
                (a, b) = (a_rest, b_rest);
            }
        }
    }
}

/// Whether a text holds a placeholder. The build has checked that all languages hold the same.
pub const fn takes(text: &Text, placeholder: &str) -> bool {
    let [first, ..] = text;
    let mut rest = first.as_bytes();
    while let Some((_, after)) = rest.split_first() {
        if starts_with(rest, placeholder.as_bytes()) {
            return true;
        }
        rest = after;
    }
    false
}

const fn starts_with(mut text: &[u8], mut start: &[u8]) -> bool {
    while let Some((y, start_rest)) = start.split_first() {
        match text.split_first() {
            Some((x, text_rest)) if *x == *y => (text, start) = (text_rest, start_rest),
            _ => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests;
