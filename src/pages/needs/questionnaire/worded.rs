//! A condition as somebody reads it who did not write it: by the words of its questions and of their options.

use fieldbook_process::prospecting::{Asked, Compared, Condition};

use super::condition::SIGNS;
use crate::t;

/// So much of a question's words tells which it is, in characters.
const ENOUGH: usize = 40;

/// The condition in words; as it is written where it cannot be read.
pub fn worded(text: &str, item: &dyn Fn(&str) -> Option<Asked>) -> String {
    Condition::parse(text).map_or_else(|_| text.to_owned(), |condition| words(&condition, item))
}

fn words(condition: &Condition, item: &dyn Fn(&str) -> Option<Asked>) -> String {
    match condition {
        Condition::Compare(name, how, with) => {
            let sign = SIGNS.iter().find(|(_, it)| it == how).map_or("=", |(sign, _)| *sign);
            let with = option(item(name), with);
            t!("needs.if_compared", item = question(item(name), name), sign = sign, with = with)
        }
        Condition::Selected(name, code) => {
            let sign = SIGNS.iter().find(|(_, it)| *it == Compared::Is).map_or("=", |(sign, _)| *sign);
            let with = option(item(name), code);
            t!("needs.if_compared", item = question(item(name), name), sign = sign, with = with)
        }
        Condition::Answered(name) => t!("needs.if_has_answer", item = question(item(name), name)),
        Condition::Not(inner) => t!("needs.if_not", condition = inside(inner, item)),
        Condition::All(parts) => joined(parts, t!("needs.if_and"), item),
        Condition::Any(parts) => joined(parts, t!("needs.if_or"), item),
    }
}

fn joined(parts: &[Condition], by: &str, item: &dyn Fn(&str) -> Option<Asked>) -> String {
    parts.iter().map(|part| inside(part, item)).collect::<Vec<_>>().join(&format!(" {by} "))
}

/// Within another one: several stand together.
fn inside(condition: &Condition, item: &dyn Fn(&str) -> Option<Asked>) -> String {
    let words = words(condition, item);
    match condition {
        Condition::All(_) | Condition::Any(_) => format!("({words})"),
        _ => words,
    }
}

fn question(item: Option<Asked>, name: &str) -> String {
    let words = item.map(|it| it.words).filter(|it| !it.is_empty()).unwrap_or_else(|| name.to_owned());
    match words.char_indices().nth(ENOUGH) {
        Some((at, _)) => format!("{}…", words.get(..at).unwrap_or_default()),
        None => words,
    }
}

fn option(item: Option<Asked>, code: &str) -> String {
    let label = item.and_then(|it| {
        let label = it.choices().find(|(of, _)| *of == code)?.1;
        Some(label.to_owned())
    });
    label.unwrap_or_else(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    use fieldbook_process::prospecting::ItemKind;

    use super::*;
    use crate::state::language::Language;

    fn asked(name: &str) -> Option<Asked> {
        let options = "cold Cold storage\nnone None yet".to_owned();
        let line = Asked {
            name: "line".to_owned(),
            kind: ItemKind::Single,
            words: "Which line?".to_owned(),
            options,
            ..Asked::default()
        };
        let size = Asked {
            name: "size".to_owned(),
            kind: ItemKind::Number,
            words: "How many people work on this floor and on those above it?".to_owned(),
            ..Asked::default()
        };
        [line, size].into_iter().find(|it| it.name == name)
    }

    #[test]
    fn a_condition_is_read_by_the_words_of_its_questions() {
        crate::texts::speak(Language::En);
        for (text, words) in [
            ("line = cold", "“Which line?” = Cold storage"),
            ("not selected(line, none)", "not “Which line?” = None yet"),
            (
                "size >= 50 and (line = cold or answered(gone))",
                "“How many people work on this floor and o…” ≥ 50 and (“Which line?” = Cold storage or “gone” is answered)",
            ),
            ("line =", "line ="),
        ] {
            assert_eq!(worded(text, &asked), words, "{text}");
        }
    }
}
