//! `cargo xtask test`: everything that must hold, in the order of how soon it can say no.

mod count;

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use self::count::Count;
use crate::bundle::{self, Kind};
use crate::{run, simulate, tidy, tools};

/// Format, the project's own rules, and clippy for both targets.
///
/// # Errors
/// The first of them that says no.
pub fn check() -> Result<()> {
    tools::lint_tools()?;
    tools::wasm_target()?;
    run::shown("checking the format", run::cargo().args(["fmt", "--all", "--check"]))?;
    tidy::tidy()?;
    let mut clippy = run::cargo();
    clippy.args(["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]);
    run::shown("clippy for everything", &mut clippy)?;
    let mut clippy = run::cargo();
    clippy.args(["clippy", "--package", "fieldbook", "--package", "fieldbook-scanner", "--all-features"]);
    clippy.args(["--target", "wasm32-unknown-unknown"]);
    run::shown("clippy for the app in the browser", clippy.args(["--", "--deny", "warnings"]))
}

/// The checks, then every test with the journeys among them; the last line sums them up.
///
/// # Errors
/// If a check or a test says no.
pub fn all() -> Result<()> {
    check()?;
    prepare_journeys()?;
    tests("every test", &["--workspace", "--no-fail-fast"])
}

/// The browser journeys alone, or one file of them.
///
/// # Errors
/// If a journey fails.
pub fn journeys(name: Option<&str>) -> Result<()> {
    prepare_journeys()?;
    let which = name.map_or(vec!["--tests"], |name| vec!["--test", name]);
    tests("the journeys", &[&["--package", "journeys", "--no-fail-fast"], which.as_slice()].concat())
}

/// Pictures of every screen, for people to look at.
///
/// # Errors
/// If something cannot be built, or a screen is not reached.
pub fn shots(words: &[&str]) -> Result<()> {
    prepare_journeys()?;
    let mut shots = run::cargo();
    shots.args(["run", "--quiet", "--package", "journeys", "--bin", "shots", "--"]).args(words);
    run::shown("taking pictures into target/shots", &mut shots)
}

/// Journeys run the real server and the real app in a real browser.
fn prepare_journeys() -> Result<()> {
    tools::browser()?;
    tools::automerge()?;
    tools::axe()?;
    bundle::bundle(Kind::Fast)?;
    let mut build = run::cargo();
    build.args(["build", "--package", "fieldbook-server"]);
    run::shown("building the server", &mut build)
}

/// Runs `cargo test`, showing its output as it comes, and sums up the lines in which its runners close.
fn tests(what: &str, words: &[&str]) -> Result<()> {
    run::say(what);
    let _old_pictures = fs::remove_dir_all("target/shots");
    let mut command: Command = run::cargo();
    command.arg("test").args(words).stdout(Stdio::piped());
    command.env("FIELDBOOK_SIM_SECONDS", simulate::SECONDS_IN_TEST);
    let mut child = command.spawn().context("cargo test did not start")?;
    let output = child.stdout.take().context("cargo test has no output")?;
    let mut count = Count::default();
    for line in BufReader::new(output).lines() {
        let line = line?;
        println!("{line}");
        count.read(&line);
    }
    let status = child.wait()?;
    println!("\n{count}");
    if !status.success() {
        bail!("cargo test ended with {status}");
    }
    if count.is_empty() {
        bail!("no test ran");
    }
    Ok(())
}
