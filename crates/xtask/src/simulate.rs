//! `cargo xtask simulate`: five phones and a server from one seed after the other.

use anyhow::{Context, Result};

use crate::run;

/// How long the simulator runs within `cargo xtask test`, s.
pub const SECONDS_IN_TEST: &str = "120";

/// Runs as many seeds as asked for; stops at the first that fails and prints it.
///
/// # Errors
/// If a number is none, or a seed fails.
pub fn simulate(seeds: &str, first: &str) -> Result<()> {
    let seeds: u64 = seeds.parse().with_context(|| format!("--seeds {seeds} is not a number"))?;
    let first: u64 = first.parse().with_context(|| format!("--first {first} is not a number"))?;
    let mut command = run::cargo();
    command.args(["test", "--package", "fieldbook-book", "--test", "simulation", "--"]);
    command.args(["whatever_happens", "--nocapture"]);
    command.env("FIELDBOOK_SEEDS", seeds.to_string()).env("FIELDBOOK_FIRST_SEED", first.to_string());
    run::shown(&format!("simulating {seeds} seeds from {first} on"), &mut command)
}
