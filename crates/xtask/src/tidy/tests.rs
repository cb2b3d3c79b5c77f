//! Each rule is shown what it must find, and what it must leave alone.

use super::{Complaint, Rule, SourceFile, Tree, arrows, contrast, house};

fn complaints(rule: Rule, files: &[(&str, &str)]) -> Vec<(String, usize)> {
    let file =
        |(path, text): &(&str, &str)| SourceFile { path: (*path).to_owned(), text: (*text).to_owned() };
    let found = rule(&Tree { files: files.iter().map(file).collect() });
    found.into_iter().map(|Complaint { path, line, .. }| (path, line)).collect()
}

fn at(path: &str, line: usize) -> Vec<(String, usize)> {
    vec![(path.to_owned(), line)]
}

#[test]
fn a_file_without_a_purpose_is_found_and_a_test_file_is_not() {
    let files = [
        ("src/a.rs", "//! For something.\n"),
        ("src/b.rs", "fn b() {}\n"),
        ("src/b/tests.rs", "fn c() {}\n"),
    ];
    assert_eq!(complaints(house::purpose_missing, &files), at("src/b.rs", 1));
}

#[test]
fn five_hundred_lines_pass_and_one_more_does_not() {
    let (wall, over) = ("//\n".repeat(500), "//\n".repeat(501));
    let files =
        [("src/a.rs", wall.as_str()), ("src/b.rs", &over), ("src/b/tests.rs", &over), ("x.css", &over)];
    assert_eq!(complaints(house::file_too_long, &files), at("src/b.rs", 501));
}

#[test]
fn a_mod_file_is_found() {
    assert_eq!(
        complaints(house::mod_file, &[("src/a/mod.rs", ""), ("src/model.rs", "")]),
        at("src/a/mod.rs", 0)
    );
}

#[test]
fn a_path_of_a_machine_is_found_in_any_file_and_the_tail_of_another_path_is_not() {
    let machine = format!("text\nsee {}x", concat!("/ro", "ot/"));
    let tail = format!("see chroot{}x", concat!("/ro", "ot/"));
    let files = [("README.md", machine.as_str()), ("docs/a.md", &tail), ("Cargo.lock", &machine)];
    assert_eq!(complaints(house::machine_named, &files), at("README.md", 2));
}

#[test]
fn what_is_left_open_is_found() {
    let open = format!("fn a() {{\n    {}\n}}", concat!("to", "do!()"));
    assert_eq!(complaints(house::left_open, &[("src/a.rs", &open), ("notes.md", &open)]), at("src/a.rs", 2));
}

#[test]
fn the_law_may_not_lean_on_the_book_but_the_book_on_the_law() {
    let files = [
        ("Cargo.toml", "[workspace.dependencies]\nfieldbook-server = { path = \"x\" }\n"),
        ("crates/process/Cargo.toml", "[dependencies]\nfieldbook-book.workspace = true\n"),
        ("crates/book/Cargo.toml", "[dependencies]\nfieldbook-process.workspace = true\n"),
    ];
    assert_eq!(complaints(arrows::arrow_reversed, &files), at("crates/process/Cargo.toml", 2));
}

#[test]
fn the_app_may_not_lean_on_the_server() {
    let files =
        [("Cargo.toml", "[dependencies]\nfieldbook-book.workspace = true\nfieldbook-server = \"1\"\n")];
    assert_eq!(complaints(arrows::arrow_reversed, &files), at("Cargo.toml", 3));
}

#[test]
fn a_crate_that_is_in_no_list_is_found() {
    assert_eq!(
        complaints(arrows::arrow_reversed, &[("crates/new/Cargo.toml", "")]),
        at("crates/new/Cargo.toml", 0)
    );
}

/// The tokens as they are, with one of them put otherwise.
fn tokens_with(token: &str, other: &str) -> String {
    let tokens = include_str!("../../../../style/tokens.css");
    assert!(tokens.contains(token), "{token}");
    tokens.replace(token, other)
}

#[test]
fn a_colour_that_is_hard_to_read_is_found_in_its_look_and_the_ones_we_have_are_not() {
    let wrong = |token: &str, other: &str| {
        let files = [("style/tokens.css", tokens_with(token, other))];
        let files =
            files.iter().map(|(path, text)| SourceFile { path: (*path).to_owned(), text: text.clone() });
        let found = contrast::contrast_low(&Tree { files: files.collect() });
        found.into_iter().map(|it| it.what).collect::<Vec<_>>()
    };
    assert_eq!(wrong("#565b64", "#565b64"), [""; 0]);
    let soft = wrong("--if-light, #565b64", "--if-light, #8f949d");
    assert!(soft.len() == 4 && soft.iter().all(|it| it.starts_with("light: --ink-soft on")), "{soft:?}");
    let late = wrong("--late: #7a2c00", "--late: #d08a60");
    assert!(late.len() == 3 && late.iter().all(|it| it.starts_with("outdoor: --late on")), "{late:?}");
    let edge = wrong(
        "--edge: var(--if-light, #000000) var(--if-dark, #ffffff)",
        "--edge: var(--if-light, #000000) var(--if-dark, #333333)",
    );
    assert!(edge.len() == 3 && edge.iter().all(|it| it.starts_with("dark with more contrast")), "{edge:?}");
    let newer = wrong(
        "--good: var(--if-light, #23694a) var(--if-dark, #7fcfa6)",
        "--good: light-dark(#23694a, #7fcfa6)",
    );
    assert!(!newer.is_empty() && newer.iter().all(|it| it.contains("is no #rrggbb")), "{newer:?}");
}
