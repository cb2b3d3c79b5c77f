//! `cargo xtask test`: everything that must hold, in the order of how soon it can say no.

mod count;
mod runner;

use std::fs;

use anyhow::{Result, bail};

use self::count::Count;
use crate::bundle::{self, Kind};
use crate::engine::Engine;
use crate::{run, tidy, tools};

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
    // The server is built with its own tests, with the same features as all that is tested.
    prepare_app(Engine::default())?;
    tests("every test", &["--workspace"], Engine::default())
}

/// The browser journeys alone, or one file of them.
///
/// # Errors
/// If a journey fails.
pub fn journeys(name: &[&str], engine: Engine) -> Result<()> {
    let which = match name {
        [] => vec!["--tests"],
        [name] => vec!["--test", name],
        _ => bail!("one journey by its name, or all"),
    };
    prepare_journeys(engine)?;
    tests("the journeys", &[&["--package", "journeys"], which.as_slice()].concat(), engine)
}

/// Pictures of every screen, for people to look at.
///
/// # Errors
/// If something cannot be built, or a screen is not reached.
pub fn shots(words: &[&str], engine: Engine) -> Result<()> {
    prepare_journeys(engine)?;
    let mut shots = run::cargo();
    shots.args(["run", "--quiet", "--package", "journeys", "--bin", "shots", "--"]).args(words);
    engine.is_told_to(&mut shots);
    run::shown("taking pictures into target/shots", &mut shots)
}

/// Journeys run the real app in a real browser, on the real server.
fn prepare_journeys(engine: Engine) -> Result<()> {
    prepare_app(engine)?;
    let mut build = run::cargo();
    build.args(["build", "--package", "fieldbook-server"]);
    run::shown("building the server", &mut build)
}

/// The app, the browser, and what journeys need besides but for the server.
fn prepare_app(engine: Engine) -> Result<()> {
    engine.is_there()?;
    tools::automerge()?;
    tools::axe()?;
    bundle::bundle(Kind::Fast)?;
    Ok(())
}

/// Runs tests, and sums up the lines in which their runners close.
fn tests(what: &str, words: &[&str], engine: Engine) -> Result<()> {
    run::say(what);
    let _old_pictures = fs::remove_dir_all("target/shots");
    let mut count = Count::default();
    let failed = runner::run_all(words, engine, |line| {
        println!("{line}");
        count.read(line);
    })?;
    println!("\n{count}");
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    if count.is_empty() {
        bail!("no test ran");
    }
    Ok(())
}
