//! Words as a search compares them: in lower case, in one width, and in one script, so that 华东 finds 華東; names also
//! as they are read ([`pinyin`]), phone numbers by their digits ([`phone`]).

mod phone;
mod pinyin;

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

/// A traditional character and the simplified one it is searched as, pair by pair, in the order of the first.
/// After OpenCC's table of characters (Apache-2.0), cut to those of Big5 whose other side is in GB 2312, with some
/// that both scripts write in two ways. Where one simplified character stands for several (发 for 發 and 髮) all of
/// them meet there: a search finds too much rather than too little.
const SCRIPTS: &str = include_str!("search/scripts.txt");

const FIRST: char = '一';
const LAST: char = '\u{9fff}';

/// By place after [`FIRST`] the character that is compared; a table, since lists fold ten thousand names at once.
static ONE_SCRIPT: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut table: Vec<char> = (FIRST..=LAST).collect();
    for (traditional, simplified) in pairs() {
        if let Some(place) = place(traditional).and_then(|place| table.get_mut(place)) {
            *place = simplified;
        }
    }
    table
});

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

/// The text as it is compared, on both sides of a search.
pub fn folded(text: &str) -> String {
    let plain = text.chars().map(|c| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => place(c).and_then(|place| ONE_SCRIPT.get(place)).copied().unwrap_or(c),
    });
    plain.flat_map(char::to_lowercase).collect()
}

fn place(c: char) -> Option<usize> {
    (c as usize).checked_sub(FIRST as usize)
}

fn pairs() -> impl Iterator<Item = (char, char)> {
    let mut chars = SCRIPTS.chars().filter(|c| *c != '\n');
    std::iter::from_fn(move || Some((chars.next()?, chars.next()?)))
}
