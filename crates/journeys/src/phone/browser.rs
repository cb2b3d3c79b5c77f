//! One run of a browser under its driver. Both end with it, however it ends.

mod chromium;
mod driver;
mod firefox;
mod processes;
mod webkit;

use std::path::Path;
use std::time::Instant;

use thirtyfour::prelude::*;
use tokio::process::Child;
use tokio::time::sleep;

use self::processes::Processes;
use super::Setup;
use crate::{Engine, LOOK_EVERY, OrFail, PATIENCE};

/// Keeps what a page says in its console, for engines whose driver does not tell it.
const CONSOLE: &str = "{
    const kept = window.journeyConsole = [], note = (...words) => kept.push(words.map(String).join(' '));
    for (const level of ['warn', 'error']) {
        const say = console[level];
        console[level] = (...words) => { note(level, ...words); say.apply(console, words); };
    }
    addEventListener('error', (it) => note('error', it.message ?? it.target.outerHTML), true);
    addEventListener('unhandledrejection', (it) => note('unhandled', it.reason));
    addEventListener('securitypolicyviolation', (it) => note('Content Security Policy', it.violatedDirective, it.blockedURI));
}";

pub(super) struct Browser {
    pub(super) driver: WebDriver,
    processes: Processes,
    /// The driver, and the display of a browser that needs one; they end when dropped.
    _helpers: Vec<Child>,
}

impl Browser {
    pub(super) async fn start(setup: &Setup, profile: &Path) -> Self {
        let browser = match Engine::of_this_run() {
            Engine::Chromium => return chromium::start(setup, profile).await,
            Engine::Firefox => firefox::start(setup, profile).await,
            Engine::WebKit => webkit::start(setup, profile).await,
        };
        browser.run_first(CONSOLE, profile).await;
        browser
    }

    /// From the next page on, this runs before anything else in it.
    pub(super) async fn run_first(&self, script: &str, profile: &Path) {
        match Engine::of_this_run() {
            Engine::Chromium => chromium::run_first(&self.driver, script).await,
            Engine::Firefox => firefox::run_first(&self.driver, script).await,
            Engine::WebKit => webkit::run_first(profile, script).await,
        }
    }

    /// Gives the tab at hand the phone's size, where it does not come with the browser.
    pub(super) async fn fit(&self, setup: &Setup) {
        if Engine::of_this_run() == Engine::Firefox {
            firefox::fit(&self.driver, setup).await;
        }
    }

    /// What the page at hand has said in its console.
    pub(super) async fn console(&self) -> Vec<String> {
        if Engine::of_this_run() == Engine::Chromium {
            let log = self.driver.browser_log().await.unwrap_or_default();
            return log.into_iter().map(|entry| entry.message).collect();
        }
        let kept = self.driver.execute("return window.journeyConsole ?? [];", Vec::new()).await;
        kept.ok().and_then(|kept| kept.convert().ok()).unwrap_or_default()
    }

    /// Lets the browser write what it has and end.
    pub(super) async fn close(self) {
        match Engine::of_this_run() {
            // Its driver ends the browser where it stands.
            Engine::WebKit => webkit::close(&self.driver).await,
            _ => self.driver.clone().quit().await.or_fail("closing the browser"),
        }
        self.wait_until_gone().await;
    }

    /// Ends the browser where it stands.
    pub(super) async fn kill(self) {
        self.processes.kill();
        self.wait_until_gone().await;
    }

    async fn wait_until_gone(&self) {
        let deadline = Instant::now() + PATIENCE;
        while self.processes.are_running() {
            assert!(Instant::now() < deadline, "the browser doesn't end");
            sleep(LOOK_EVERY).await;
        }
    }
}

/// The id that a driver tells of the browser's process.
fn process_id(driver: &WebDriver, told: &str) -> u32 {
    let process = driver.handle().capabilities().get(told).and_then(serde_json::Value::as_u64);
    process.and_then(|it| u32::try_from(it).ok()).ok_or(()).or_fail("the browser's process id")
}

/// A journey that failed must not leave a browser behind.
impl Drop for Browser {
    fn drop(&mut self) {
        if self.processes.are_running() {
            self.processes.kill();
        }
        // There is no session left to end; asking for it would wait for two minutes.
        let _ended_already = self.driver.clone().leak();
    }
}
