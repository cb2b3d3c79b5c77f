//! The engine whose browser the phones of a run have. Chromium unless `cargo xtask journeys --in firefox|webkit` says
//! another one by an environment variable.

use std::io::Write as _;

/// Where the task says it.
const VARIABLE: &str = "FIELDBOOK_ENGINE";

/// What draws the pages and runs their code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, under chromedriver.
    Chromium,
    /// Firefox, under geckodriver.
    Firefox,
    /// WebKitGTK, under WebKitWebDriver: the nearest to Safari that runs on Linux.
    WebKit,
}

impl Engine {
    /// The one of this run.
    pub fn of_this_run() -> Self {
        match std::env::var(VARIABLE).as_deref() {
            Ok("firefox") => Self::Firefox,
            Ok("webkit") => Self::WebKit,
            _ => Self::Chromium,
        }
    }

    /// Whether a journey is left out in this engine, since it needs what only Chromium's own protocol can do; says so.
    pub fn lacks(need: &str) -> bool {
        let engine = Self::of_this_run();
        if engine == Self::Chromium {
            return false;
        }
        // Past what the test runner keeps to itself of a test that passes.
        let _said = writeln!(std::io::stderr(), "skipped in {engine:?}: {need}");
        true
    }
}
