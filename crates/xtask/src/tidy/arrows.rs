//! The arrows between the crates: process ← book ← {app, server}. Nothing leans the other way.

use super::{Complaint, Tree};

/// Manifest, and the crates of the workspace that it may lean on.
const MAY_LEAN_ON: &[(&str, &[&str])] = &[
    ("Cargo.toml", &["fieldbook-process", "fieldbook-book"]),
    ("crates/process/Cargo.toml", &[]),
    // On itself, for its tests.
    ("crates/book/Cargo.toml", &["fieldbook-process", "fieldbook-book"]),
    ("crates/bench/Cargo.toml", &["fieldbook-process", "fieldbook-book", "fieldbook-scanner"]),
    ("crates/server/Cargo.toml", &["fieldbook-process", "fieldbook-book"]),
    // For its pictures of codes; on itself, for its tests.
    ("crates/journeys/Cargo.toml", &["fieldbook-scanner"]),
    ("crates/scanner/Cargo.toml", &["fieldbook-scanner"]),
    ("crates/xtask/Cargo.toml", &["fieldbook-process"]),
];
const OURS: &str = "fieldbook-";

/// Every dependency on a crate of the workspace must be listed above; so must every manifest.
pub(super) fn arrow_reversed(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in tree.files.iter().filter(|file| file.path.ends_with("Cargo.toml")) {
        let Some((_, allowed)) = MAY_LEAN_ON.iter().find(|(path, _)| *path == file.path) else {
            complaints.push(file.complaint(0, "this crate has no place in xtask/src/tidy/arrows.rs"));
            continue;
        };
        let mut in_dependencies = false;
        for (at, line) in file.text.lines().enumerate() {
            if let Some(table) = line.trim().strip_prefix('[') {
                // `workspace.dependencies` only names versions.
                in_dependencies = table.contains("dependencies") && !table.starts_with("workspace");
            }
            let name = line.split(['.', '=', ' ']).next().unwrap_or_default().trim();
            if in_dependencies && name.starts_with(OURS) && !allowed.contains(&name) {
                complaints.push(file.complaint(at + 1, format!("{name}: the arrow points the other way")));
            }
        }
    }
    complaints
}
