//! In which browser engine the journeys run. Only Chromium is installed here; for another one, what is missing is said.

use std::path::Path;
use std::process::Command;
use std::str::FromStr;

use anyhow::{Error, Result, bail};

use crate::{root, run, tools};

/// An engine that the journeys know (`crates/journeys/src/engine.rs`).
#[derive(Debug, Clone, Copy, Default)]
pub enum Engine {
    /// The one of `cargo xtask test`.
    #[default]
    Chromium,
    /// Under geckodriver.
    Firefox,
    /// WebKitGTK, under its own driver.
    WebKit,
}

impl FromStr for Engine {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "chromium" => Ok(Self::Chromium),
            "firefox" => Ok(Self::Firefox),
            "webkit" => Ok(Self::WebKit),
            _ => bail!("no engine {name}: chromium, firefox or webkit"),
        }
    }
}

impl Engine {
    /// Makes sure that its browser and driver are there.
    ///
    /// # Errors
    /// If they are not and cannot be installed, or are not installed here; the message says how.
    pub fn is_there(self) -> Result<()> {
        match self {
            Self::Chromium => tools::browser(),
            Self::Firefox => {
                let own = Path::new(root::TOOLS).join("bin/geckodriver");
                let answers = |program: &str| run::answer(program, &["--version"]).is_some();
                if !["firefox-esr", "firefox"].into_iter().any(answers) {
                    bail!("missing: Firefox; Debian's package is firefox-esr");
                }
                if !answers(&own.to_string_lossy()) && !answers("geckodriver") {
                    bail!("missing: geckodriver; `cargo install geckodriver --root {}`", root::TOOLS);
                }
                Ok(())
            }
            Self::WebKit => {
                let bindings = "import gi; gi.require_version('WebKit2', '4.1')";
                let is_there = run::answer("WebKitWebDriver", &["--help"]).is_some()
                    && run::answer("Xvfb", &["-help"]).is_some()
                    && run::answer("/usr/bin/python3", &["-c", bindings]).is_some();
                if !is_there {
                    bail!(
                        "missing, by the names of Debian: webkit2gtk-driver, xvfb, python3-gi, gir1.2-webkit2-4.1"
                    );
                }
                Ok(())
            }
        }
    }

    /// Tells the journeys.
    pub fn is_told_to(self, journeys: &mut Command) {
        let name = match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        };
        journeys.env("FIELDBOOK_ENGINE", name);
    }
}
