//! `cargo xtask bench`: the budgets, measured natively by `crates/bench`.

use anyhow::Result;

use crate::run;

/// Prints the table; `row` chooses one of its rows. The size of the app is printed where it is built.
///
/// # Errors
/// If the benchmark cannot be built or stops.
pub fn bench(row: &[&str]) -> Result<()> {
    let mut command = run::cargo();
    command.args(["run", "--release", "--quiet", "--package", "fieldbook-bench", "--"]).args(row);
    run::shown("measuring", &mut command)?;
    println!(
        "The size of the app: cargo xtask bundle prints it. What only a browser can tell is not measured."
    );
    Ok(())
}
