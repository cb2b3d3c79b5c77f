//! `cargo xtask start`: from a fresh machine to a served app, and in seconds when nothing changed.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::bundle::{self, Kind};
use crate::fingerprint::Fingerprint;
use crate::run;

/// The company's data of this working copy.
const DATA: &str = "data";
/// The one binary, with the app inside.
const BINARY: &str = "target/release/fieldbook";
/// Everything that the binary is made from.
const MADE_FROM: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo",
    "dist",
    "crates/process",
    "crates/book",
    "crates/server",
];

/// Builds what changed, then becomes the server. Further words go to `fieldbook serve`.
///
/// # Errors
/// If something can't be installed, built or started.
pub fn start(words: &[&str]) -> Result<()> {
    bundle::bundle(Kind::Release)?;
    binary()?;
    demo_company()?;
    become_server(Command::new(BINARY).args(["serve", "--data", DATA]).args(words))
}

/// Builds the one binary with the bundle inside, unless nothing changed.
///
/// # Errors
/// If it can't be built.
pub fn binary() -> Result<()> {
    let fingerprint = Fingerprint::of("server", MADE_FROM)?;
    if !fingerprint.holds_for(Path::new(BINARY)) {
        let mut build = run::cargo();
        build.args(["build", "--release", "--package", "fieldbook-server", "--features", "embed"]);
        run::shown("building the server, with the app inside", &mut build)?;
        fingerprint.remember()?;
    }
    Ok(())
}

/// Makes the demo company at the first start, and prints its sign-ins at each.
fn demo_company() -> Result<()> {
    let made = Command::new(BINARY).args(["demo", "--data", DATA]).status();
    if !made.context("the demo company was not made")?.success() {
        bail!("the demo company was not made: the reason stands above");
    }
    Ok(())
}

/// The server takes this process over, so that Ctrl-C and signals reach it and nothing stands between.
#[cfg(unix)]
fn become_server(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec()).context("the server did not start")
}

/// Runs the server until it stops.
#[cfg(not(unix))]
fn become_server(command: &mut Command) -> Result<()> {
    command.status().context("the server did not start").map(drop)
}
