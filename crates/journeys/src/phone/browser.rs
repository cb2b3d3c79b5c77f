//! One run of Chromium under its driver. Both end with it, however it ends.

use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

use serde_json::json;
use thirtyfour::prelude::*;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

use super::Setup;
use crate::{LOOK_EVERY, OrFail, PATIENCE, signal};

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

pub(super) struct Browser {
    pub(super) driver: WebDriver,
    /// Ends when dropped.
    _chromedriver: Child,
    process: u32,
}

impl Browser {
    pub(super) async fn start(setup: &Setup, profile: &Path) -> Self {
        let (chromedriver, port) = chromedriver().await;
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
        wishes
            .add_experimental_option("mobileEmulation", json!({ "deviceMetrics": metrics }))
            .or_fail("size");
        wishes.set("goog:loggingPrefs", json!({ "browser": "ALL" })).or_fail("logging");

        let address = format!("http://127.0.0.1:{port}");
        let driver = WebDriver::new(&address, wishes).await.or_fail("Chromium did not start");
        let process =
            driver.handle().capabilities().get("goog:processID").and_then(serde_json::Value::as_u64);
        let process =
            process.and_then(|it| u32::try_from(it).ok()).ok_or(()).or_fail("the browser's process id");
        Self { driver, _chromedriver: chromedriver, process }
    }

    /// Lets the browser write what it has and end.
    pub(super) async fn close(self) {
        self.driver.clone().quit().await.or_fail("closing the browser");
        self.wait_until_gone().await;
    }

    /// Ends the browser where it stands.
    pub(super) async fn kill(self) {
        signal("KILL", self.process);
        self.wait_until_gone().await;
    }

    async fn wait_until_gone(&self) {
        let deadline = Instant::now() + PATIENCE;
        while is_running(self.process) {
            assert!(Instant::now() < deadline, "the browser doesn't end");
            sleep(LOOK_EVERY).await;
        }
    }
}

/// A journey that failed must not leave a browser behind.
impl Drop for Browser {
    fn drop(&mut self) {
        if is_running(self.process) {
            signal("KILL", self.process);
        }
        // There is no session left to end; asking for it would wait for two minutes.
        let _ended_already = self.driver.clone().leak();
    }
}

/// A process that has ended but waits to be noticed by its parent isn't running.
fn is_running(process: u32) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{process}/stat"));
    status.is_ok_and(|status| status.rsplit_once(") ").is_some_and(|(_, rest)| !rest.starts_with('Z')))
}

/// Starts the driver on a port of its own choice, which it prints.
async fn chromedriver() -> (Child, u16) {
    let mut command = Command::new("chromedriver");
    command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true);
    let mut child =
        command.spawn().or_fail("chromedriver is missing: run `cargo xtask test`, which installs it");
    let output = child.stdout.take().ok_or(()).or_fail("chromedriver has no output");
    let mut lines = BufReader::new(output).lines();
    let port = async {
        while let Ok(Some(line)) = lines.next_line().await {
            let port =
                line.split_once("started successfully on port ").map(|(_, rest)| rest.trim_end_matches('.'));
            if let Some(port) = port.and_then(|port| port.parse().ok()) {
                return Some(port);
            }
        }
        None
    };
    let port = timeout(PATIENCE, port).await.or_fail("chromedriver doesn't start");
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    (child, port.ok_or(()).or_fail("chromedriver named no port"))
}
