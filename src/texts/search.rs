//! Words as a search compares them: [`folded`], names also as they are read ([`pinyin`]), phone numbers by their digits
//! ([`phone`]).

mod phone;
mod pinyin;

#[cfg(test)]
mod tests;

pub use fieldbook_process::folding::folded;

/// Stands between texts of one record; no word reaches across it.
const SEPARATOR: char = '\n';

/// What is searched of one record, folded once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hay {
    words: String,
    phones: String,
}

impl Hay {
    /// Adds words: a name, a town.
    pub fn add(&mut self, text: &str) {
        self.words.push_str(&folded(text));
        self.words.push(SEPARATOR);
    }

    /// Adds a phone number.
    pub fn add_phone(&mut self, number: &str) {
        self.phones.extend(number.chars().filter(char::is_ascii_digit));
        self.phones.push(SEPARATOR);
    }
}

/// What somebody searches for: every part of it must be there.
#[derive(Debug)]
pub struct Query(Vec<Part>);

#[derive(Debug)]
enum Part {
    Word(String),
    Number(phone::Number),
}

impl Query {
    /// What was typed. Numbers that stand beside each other are one, as 138 0000 4821.
    pub fn of(typed: &str) -> Self {
        let typed = folded(typed);
        let mut parts = Vec::new();
        for word in typed.split_whitespace() {
            match parts.last_mut() {
                Some(Part::Number(number)) if phone::is_number(word) => number.go_on(word),
                _ if phone::is_number(word) => parts.push(Part::Number(phone::Number::of(word))),
                _ => parts.push(Part::Word(word.to_owned())),
            }
        }
        Self(parts)
    }

    /// Whether a record holds all of it.
    pub fn finds(&self, hay: &Hay) -> bool {
        self.0.iter().all(|part| match part {
            Part::Word(word) => {
                let is_spoken = word.bytes().any(|byte| byte.is_ascii_alphabetic()) || word.contains('ü');
                hay.words.contains(word) || (is_spoken && pinyin::is_read_in(&hay.words, word))
            }
            Part::Number(number) => {
                number.is_in(&hay.phones) || number.words().all(|it| hay.words.contains(it))
            }
        })
    }
}
