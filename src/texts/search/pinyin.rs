//! How characters are read, without tones, so that beichen and bc find 北辰. The table is read at the first search that
//! holds a letter, never for the first screen.

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use fieldbook_process::folding::{FIRST, LAST, place};

use super::SEPARATOR;

/// A line for each syllable: the syllable (ü as v), a space, the characters that are read so. The 6,763 characters of
/// GB 2312 as folded, and some sixty beyond it that stand in names of people. After the dictionaries of characters and
/// phrases in pypinyin 0.53.0 (MIT, © mozillazg and contributors): the first reading of a character, those of two or
/// more phrases, and by hand those of surnames and places (單 shan, 蚌埠 beng).
const READINGS: &str = include_str!("pinyin.txt");

/// The longest way of beginning a syllable that stands for the whole: zh, ch, sh.
const LONG_INITIALS: [&str; 3] = ["zh", "ch", "sh"];

/// Each character with a syllable, in the order of characters, and by a character's place where its syllables begin.
struct Table {
    readings: Vec<(u16, &'static str)>,
    starts: Vec<u16>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut readings: Vec<(u16, &'static str)> = Vec::new();
    for (syllable, chars) in lines() {
        let places = chars.chars().filter_map(place).filter_map(|place| u16::try_from(place).ok());
        readings.extend(places.map(|place| (place, syllable)));
    }
    readings.sort_unstable();
    let mut starts = Vec::new();
    let mut at = 0_u16;
    for place in 0..=LAST as u32 - FIRST as u32 + 1 {
        while readings.get(usize::from(at)).is_some_and(|(it, _)| u32::from(*it) < place) {
            at += 1;
        }
        starts.push(at);
    }
    Table { readings, starts }
});

fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    READINGS.lines().filter_map(|line| line.split_once(' '))
}

fn readings(c: char) -> impl Iterator<Item = &'static str> {
    let table = &*TABLE;
    let start = |place: usize| table.starts.get(place).copied().map(usize::from);
    let range = place(c).and_then(|place| Some(start(place)?..start(place + 1)?));
    let found = range.and_then(|range| table.readings.get(range)).unwrap_or_default();
    found.iter().map(|(_, syllable)| *syllable)
}

/// Whether somewhere in a folded text the word is read: each character as itself, as a whole syllable or as how its
/// syllable begins; only the last syllable may be broken off anywhere.
pub fn is_read_in(text: &str, word: &str) -> bool {
    let word = &word.replace('ü', "v");
    let mut rest = text.chars();
    while !rest.as_str().is_empty() {
        if begins(rest.as_str(), word) {
            return true;
        }
        rest.next();
    }
    false
}

fn begins(text: &str, word: &str) -> bool {
    let mut rest = text.chars();
    let (Some(first), Some(letter)) = (rest.next(), word.chars().next()) else { return false };
    if first == letter && goes_on(rest.as_str(), word.get(letter.len_utf8()..)) {
        return true;
    }
    readings(first).filter(|syllable| syllable.starts_with(letter)).any(|syllable| {
        syllable.starts_with(word)
            || goes_on(rest.as_str(), word.strip_prefix(syllable))
            || goes_on(rest.as_str(), word.get(1..))
            || LONG_INITIALS.iter().any(|initial| {
                syllable.starts_with(initial) && goes_on(rest.as_str(), word.strip_prefix(initial))
            })
    })
}

/// Whether the rest of the word follows; what stands between names, as the brackets of 北辰（上海）, is passed over.
fn goes_on(text: &str, word: Option<&str>) -> bool {
    let Some(word) = word else { return false };
    word.is_empty() || begins(text.trim_start_matches(|c: char| c != SEPARATOR && !c.is_alphanumeric()), word)
}
