//! `cargo xtask bench`: the budgets, measured natively by `crates/bench` and in Chromium by the journeys' `measure`.

use anyhow::Result;

use crate::bundle::{self, Kind};
use crate::{run, start, tools};

/// Chooses the rows that a browser measures.
const BROWSER: &str = "browser";

/// Prints the table; `row` chooses one of its rows, `browser` those of the browser. The size of the app is printed
/// where it is built.
///
/// # Errors
/// If a benchmark cannot be built or stops.
pub fn bench(row: &[&str]) -> Result<()> {
    if row != [BROWSER] {
        let mut native = run::cargo();
        native.args(["run", "--release", "--quiet", "--package", "fieldbook-bench", "--"]).args(row);
        run::shown("measuring", &mut native)?;
    }
    if row.is_empty() || row == [BROWSER] {
        bundle::bundle(Kind::Release)?;
        start::binary()?;
        tools::browser()?;
        let mut browser = run::cargo();
        browser.args(["run", "--quiet", "--package", "journeys", "--bin", "measure"]);
        run::shown("measuring in the browser", &mut browser)?;
    }
    Ok(())
}
