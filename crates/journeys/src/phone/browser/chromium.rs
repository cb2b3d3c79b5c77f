//! Headless Chromium, made to look like a phone by its own protocol.

use std::path::Path;

use serde_json::json;
use thirtyfour::prelude::*;
use tokio::process::Command;

use super::driver::{at, number_after, started};
use super::{Browser, Processes, Setup};
use crate::OrFail;

/// Nothing but the page: no first-run pages, no traffic of the browser's own.
const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

pub(super) async fn start(setup: &Setup, profile: &Path) -> Browser {
    let mut command = Command::new("chromedriver");
    command.arg("--port=0");
    let missing = "chromedriver is missing: run `cargo xtask test`, which installs it";
    let said = |line: &str| number_after(line, "started successfully on port ");
    let (chromedriver, port) = started(command, missing, said).await;
    let mut wishes = DesiredCapabilities::chrome();
    for flag in FLAGS {
        wishes.add_arg(flag).or_fail(flag);
    }
    let mut own = vec![
        format!("--user-data-dir={}", profile.display()),
        format!("--lang={}", setup.language),
        format!("--accept-lang={}", setup.language),
    ];
    own.extend(setup.lens.flags(profile));
    if setup.dark {
        own.push("--blink-settings=preferredColorScheme=0".to_owned());
    }
    for flag in own {
        wishes.add_arg(&flag).or_fail(&flag);
    }
    let metrics = json!({
        "width": setup.width_px, "height": setup.height_px, "pixelRatio": 2.0, "touch": true, "mobile": true,
    });
    wishes.add_experimental_option("mobileEmulation", json!({ "deviceMetrics": metrics })).or_fail("size");
    wishes.set("goog:loggingPrefs", json!({ "browser": "ALL" })).or_fail("logging");

    let driver = WebDriver::new(&at(port), wishes).await.or_fail("Chromium did not start");
    let process = super::process_id(&driver, "goog:processID");
    Browser { driver, processes: Processes::Main(process), _helpers: vec![chromedriver] }
}

pub(super) async fn run_first(driver: &WebDriver, script: &str) {
    let command = "Page.addScriptToEvaluateOnNewDocument";
    driver.cdp().send_raw(command, json!({ "source": script })).await.or_fail(command);
}
