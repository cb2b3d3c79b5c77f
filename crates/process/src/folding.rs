//! Words as they are compared: in lower case, in one width, and in one script, so that 华东 is 華東. Phone and server
//! fold alike; the table is here once.

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

/// A traditional character and the simplified one it is compared as, pair by pair, in the order of the first.
/// After OpenCC's table of characters (Apache-2.0), cut to those of Big5 whose other side is in GB 2312, with some
/// that both scripts write in two ways. Where one simplified character stands for several (发 for 發 and 髮) all of
/// them meet there: a search finds too much rather than too little.
const SCRIPTS: &str = include_str!("folding/scripts.txt");

/// The first of the characters that tables hold by their [`place`], and the last.
pub const FIRST: char = '一';
/// See [`FIRST`].
pub const LAST: char = '\u{9fff}';

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

/// The text as it is compared, on both sides.
#[must_use]
pub fn folded(text: &str) -> String {
    let plain = text.chars().map(|c| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => place(c).and_then(|place| ONE_SCRIPT.get(place)).copied().unwrap_or(c),
    });
    plain.flat_map(char::to_lowercase).collect()
}

/// The place of a character after [`FIRST`].
#[must_use]
pub fn place(c: char) -> Option<usize> {
    (c as usize).checked_sub(FIRST as usize)
}

/// Each traditional character with the simplified one it is compared as.
pub fn pairs() -> impl Iterator<Item = (char, char)> {
    let mut chars = SCRIPTS.chars().filter(|c| *c != '\n');
    std::iter::from_fn(move || Some((chars.next()?, chars.next()?)))
}
