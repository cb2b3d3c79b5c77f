//! Headless Firefox; what WebDriver cannot say to it, BiDi can.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::json;
use thirtyfour::bidi::modules::browsing_context::{SetViewport, Viewport};
use thirtyfour::prelude::*;
use tokio::process::Command;

use super::driver::{at, number_after, started};
use super::{Browser, Processes, Setup};
use crate::phone::camera::Lens;
use crate::{OrFail, in_repository};

/// Of Debian, and of its makers.
const NAMES: [&str; 2] = ["firefox-esr", "firefox"];
const MISSING: &str = "geckodriver is missing: `cargo install geckodriver --root target/tools`";

pub(super) async fn start(setup: &Setup, profile: &Path) -> Browser {
    let own = in_repository("target/tools/bin/geckodriver");
    let mut command = Command::new(if own.is_file() { own } else { "geckodriver".into() });
    // Firefox writes about itself there.
    command.args(["--port", "0", "--websocket-port", "0"]).stderr(Stdio::null());
    let (geckodriver, port) = started(command, MISSING, |line| number_after(line, "127.0.0.1:")).await;

    // For BiDi's connection, which makes ready to encrypt; another phone may have said it before.
    let _said_already = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
    let mut wishes = DesiredCapabilities::firefox();
    wishes.enable_bidi().or_fail("BiDi");
    let firefox = program().ok_or(()).or_fail("Firefox is missing: Debian's package is firefox-esr");
    let options = json!({
        "binary": firefox,
        "args": ["-headless", "-profile", profile],
        "prefs": {
            "intl.accept_languages": setup.language,
            "layout.css.prefers-color-scheme.content-override": i32::from(!setup.dark),
            // Into the phone's own folder.
            "browser.download.folderList": 2,
            "browser.download.dir": profile.join("downloads"),
            "browser.download.alwaysOpenPanel": false,
            // Nothing fetched outlives the browser, but what pages put aside.
            "browser.cache.disk.enable": false,
            // A camera and a microphone of Firefox's own making; what they see is a changing colour.
            "media.navigator.streams.fake": setup.lens != Lens::Missing,
            "media.navigator.permission.disabled": setup.lens == Lens::Allowed,
            "permissions.default.camera": if setup.lens == Lens::Refused { 2 } else { 0 },
            "dom.w3c_touch_events.enabled": 1,
        },
    });
    wishes.set("moz:firefoxOptions", options).or_fail("options");
    let driver = WebDriver::new(&at(port), wishes).await.or_fail("Firefox did not start");
    let process = super::process_id(&driver, "moz:processID");
    Browser { driver, processes: Processes::Main(process), _helpers: vec![geckodriver] }
}

fn program() -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&folders).collect();
    NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|it| it.is_file())
}

pub(super) async fn run_first(driver: &WebDriver, script: &str) {
    let bidi = driver.bidi().await.or_fail("BiDi");
    bidi.script().add_preload_script(format!("() => {{ {script} }}")).await.or_fail("a script for all pages");
}

/// Firefox has no narrow windows, but tabs that show a narrow page.
pub(super) async fn fit(driver: &WebDriver, setup: &Setup) {
    let tab = driver.window().await.or_fail("the tab at hand");
    let size = SetViewport {
        context: tab.to_string().into(),
        viewport: Some(Viewport { width: setup.width_px, height: setup.height_px }),
        device_pixel_ratio: Some(2.0),
    };
    driver.bidi().await.or_fail("BiDi").send(size).await.or_fail("the phone's size");
}
