//! The project's own rules, as far as a program can see them. A rule is one function over the files of the
//! tree that returns its complaints, and one row in `RULES`; its test plants what it must find.

mod arrows;
mod clauses;
mod contrast;
mod house;
#[cfg(test)]
mod tests;

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::run;

/// Every rule, in the order in which complaints are shown.
const RULES: &[Rule] = &[
    house::purpose_missing,
    house::file_too_long,
    house::mod_file,
    house::machine_named,
    house::left_open,
    arrows::arrow_reversed,
    contrast::contrast_low,
    clauses::not_carried,
    clauses::not_tested,
    clauses::text_missing,
    clauses::line_without_text,
    clauses::languages_differ,
    clauses::unknown_clause,
    clauses::quotation_drifted,
];

/// One rule of the house.
type Rule = fn(&Tree) -> Vec<Complaint>;

/// What is wrong, and where.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Complaint {
    /// Relative to the root.
    pub path: String,
    /// From 1; 0 speaks of the whole file.
    pub line: usize,
    /// What is wrong and how to put it right.
    pub what: String,
}

/// The files that are in the repository or will be, so far as they are text.
pub(crate) struct Tree {
    /// In the order of their paths.
    pub files: Vec<SourceFile>,
}

/// One text file.
pub(crate) struct SourceFile {
    /// Relative to the root, with `/`.
    pub path: String,
    /// Its whole content.
    pub text: String,
}

impl Tree {
    /// What git tracks, or would track after `git add`.
    fn read() -> Result<Self> {
        let words = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
        let output = Command::new("git").args(words).output().context("git did not start")?;
        if !output.status.success() {
            bail!("tidy asks git for the files of the tree, and git said no");
        }
        let mut paths: Vec<String> =
            String::from_utf8_lossy(&output.stdout).split_terminator('\0').map(str::to_owned).collect();
        paths.sort();
        paths.dedup();
        // A file that is deleted but still tracked, or isn't text, is nothing to look into.
        let read = |path: String| fs::read_to_string(&path).ok().map(|text| SourceFile { path, text });
        Ok(Self { files: paths.into_iter().filter_map(read).collect() })
    }

    /// The Rust files.
    pub(crate) fn rust(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter().filter(|file| file.path.ends_with(".rs"))
    }
}

impl SourceFile {
    /// Whether it is a test and nothing else.
    pub(crate) fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/") || self.path.starts_with("tests/")
    }

    /// A complaint about this file.
    pub(crate) fn complaint(&self, line: usize, what: impl Into<String>) -> Complaint {
        Complaint { path: self.path.clone(), line, what: what.into() }
    }
}

/// Applies every rule, prints every complaint.
///
/// # Errors
/// If there is a complaint.
pub fn tidy() -> Result<()> {
    run::say("tidy: the project's own rules");
    let tree = Tree::read()?;
    let complaints: Vec<Complaint> = RULES.iter().flat_map(|rule| rule(&tree)).collect();
    for Complaint { path, line, what } in &complaints {
        eprintln!("{path}:{line}: {what}");
    }
    match complaints.len() {
        0 => Ok(()),
        count => bail!("tidy has {count} complaints"),
    }
}
