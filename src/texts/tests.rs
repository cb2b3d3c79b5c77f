//! Texts by key and their placeholders.

use super::*;

#[test]
fn the_compiler_and_the_running_app_find_the_same_texts() {
    for (key, text) in TEXTS {
        assert_eq!(find(key), Some(text), "{key}");
        assert_eq!(&named(key), text, "{key}");
    }
    assert_eq!(find("today.no_such_text"), None);
}

#[test]
fn placeholders_are_filled_and_the_bar_chooses_one_or_many() {
    let n = |n: i64| [("n", n.to_string())];
    assert_eq!(fill("{n} day late|{n} days late", &n(1)), "1 day late");
    assert_eq!(fill("{n} day late|{n} days late", &n(2)), "2 days late");
    assert_eq!(fill("逾 {n} 天", &n(3)), "逾 3 天");
    assert_eq!(fill("{who}?", &n(3)), "…?");
    assert_eq!(fill("50 % {", &n(3)), "50 % {");
}

#[test]
fn a_placeholder_is_seen_only_whole() {
    assert!(takes(&["a {n} b", "", ""], "{n}"));
    assert!(!takes(&["a {no} b", "", ""], "{n}"));
}
