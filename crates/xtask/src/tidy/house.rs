//! Rules of the house style: purpose, length, nothing of this machine, nothing left open.

use super::{Complaint, Tree};

/// Lines; a file past this wants to be split by meaning.
const LENGTH_WALL: usize = 500;
/// Written in two halves, so that this file holds to its own rule.
const OF_A_MACHINE: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("/tm", "p/"),
    concat!("index.crates", ".io"),
    concat!("static.crates", ".io"),
    concat!("registry.npmjs", ".org"),
    concat!("pypi", ".org"),
    concat!("deb.debian", ".org"),
    concat!("arti", "factory"),
];
const LEFT_OPEN: &[&str] = &[concat!("to", "do!("), concat!("unimple", "mented!("), concat!("db", "g!(")];

/// A Rust file opens with what it is for.
pub(super) fn purpose_missing(tree: &Tree) -> Vec<Complaint> {
    let missing = tree.rust().filter(|file| !file.is_test() && !file.text.starts_with("//! "));
    missing.map(|file| file.complaint(1, "the file doesn't open with `//!` and what it is for")).collect()
}

/// 500 lines are the wall, tests apart.
pub(super) fn file_too_long(tree: &Tree) -> Vec<Complaint> {
    let files = tree.rust().filter(|file| !file.is_test());
    let long = files.filter(|file| file.text.lines().count() > LENGTH_WALL);
    long.map(|file| file.complaint(LENGTH_WALL + 1, "more than 500 lines: split it by meaning")).collect()
}

/// `foo.rs` and `foo/`, so that tabs show real names.
pub(super) fn mod_file(tree: &Tree) -> Vec<Complaint> {
    let found = tree.rust().filter(|file| file.path.ends_with("/mod.rs"));
    found.map(|file| file.complaint(0, "named mod.rs: call it by its own name, beside its folder")).collect()
}

/// A path of somebody's machine or the host of a registry works nowhere else.
pub(super) fn machine_named(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in tree.files.iter().filter(|file| file.path != "Cargo.lock") {
        for (at, line) in file.text.lines().enumerate() {
            if let Some(found) = OF_A_MACHINE.iter().find(|name| stands_alone(line, name)) {
                complaints.push(file.complaint(at + 1, format!("`{found}` belongs to one machine or place")));
            }
        }
    }
    complaints
}

/// Whether the name is in the line and isn't the tail of a longer path.
fn stands_alone(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let before = line.get(..at).and_then(|start| start.chars().next_back());
        !before.is_some_and(|it| it.is_alphanumeric() || matches!(it, '.' | '_' | '-' | '}'))
    })
}

/// What is to be done is an issue, or said in words.
pub(super) fn left_open(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in tree.rust() {
        for (at, line) in file.text.lines().enumerate() {
            if let Some(found) = LEFT_OPEN.iter().find(|name| line.contains(**name)) {
                complaints.push(file.complaint(at + 1, format!("`{found}…)` is left open")));
            }
        }
    }
    complaints
}
