//! Searching.

use super::*;

fn entry(hay: &str) -> Entry {
    let (name, sub, end) = (hay.to_owned(), String::new(), String::new());
    Entry { to: Route::Today, name, sub, end, is_late: false, hay: hay_of(&[hay]) }
}

#[test]
fn every_word_must_be_there_in_any_case_and_width() {
    let all = [entry("北辰電機 Beichen 13800004821"), entry("Ｂｅｉｃｈｅｎ 上海"), entry("Huasheng")];
    assert_eq!(matching(&all, "beichen"), [0, 1]);
    assert_eq!(matching(&all, "ＢＥＩ 4821"), [0]);
    assert_eq!(matching(&all, "北辰电机"), [0]);
    assert_eq!(matching(&all, "beichen suzhou"), [0; 0]);
    assert_eq!(matching(&all, "  "), [0, 1, 2]);
}
