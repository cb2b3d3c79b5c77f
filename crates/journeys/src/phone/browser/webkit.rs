//! WebKitGTK, in a window of its own on a display that nobody sees.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

use serde_json::json;
use thirtyfour::prelude::*;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::time::sleep;

use super::driver::{at, started};
use super::{Browser, Processes, Setup};
use crate::phone::camera::Lens;
use crate::{LOOK_EVERY, OrFail, PATIENCE, in_repository};

const NO_DISPLAY: &str = "Xvfb is missing: Debian's package is xvfb";
const MISSING: &str =
    "WebKit's driver is missing: Debian's packages are webkit2gtk-driver, python3-gi, gir1.2-webkit2-4.1";
/// Room for the widest and the highest of all phones.
const SCREEN: &str = "1600x2400x24";
/// Scripts that are to run first in each page lie here until the browser has them.
const FIRST: &str = "first";
/// Driven, WebKit asks nobody and always allows.
const REFUSED: &str =
    "MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));";
/// The browser writes its process id here.
const PROCESS: &str = "process";

pub(super) async fn start(setup: &Setup, profile: &Path) -> Browser {
    let mut command = Command::new("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"]).stderr(Stdio::null());
    let (display, number) = started(command, NO_DISPLAY, |line| line.trim().parse().ok()).await;
    let (driver_process, port) = driver(number).await;

    fs::create_dir_all(profile.join(FIRST)).or_fail("a folder for scripts");
    let of_setup = json!({
        "profile": profile, "width": setup.width_px, "height": setup.height_px, "language": setup.language,
        "dark": setup.dark, "has_camera": setup.lens != Lens::Missing,
    });
    let program = in_repository("crates/journeys/src/phone/browser/webkit.py");
    let mut wishes = Capabilities::new();
    let options = json!({ "binary": program, "args": [of_setup.to_string()] });
    wishes.set("webkitgtk:browserOptions", options).or_fail("options");
    let driver = WebDriver::new(&at(port), wishes).await.or_fail("WebKit did not start");
    let process = fs::read_to_string(profile.join(PROCESS)).or_fail("the browser's process id");
    let process = process.parse().or_fail("the browser's process id");
    if setup.lens == Lens::Refused {
        run_first(profile, REFUSED).await;
    }
    Browser { driver, processes: Processes::Group(process), _helpers: vec![driver_process, display] }
}

/// This driver does not choose a port.
async fn driver(display: u16) -> (Child, u16) {
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let port = free.or_fail("no free port").port();
    let mut command = Command::new("WebKitWebDriver");
    command.arg(format!("--port={port}")).env("DISPLAY", format!(":{display}"));
    // No bus for people who need help.
    command.env("NO_AT_BRIDGE", "1");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    let child = command.spawn().or_fail(MISSING);
    let deadline = Instant::now() + PATIENCE;
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        assert!(Instant::now() < deadline, "WebKit's driver doesn't start");
        sleep(LOOK_EVERY).await;
    }
    (child, port)
}

pub(super) async fn run_first(profile: &Path, script: &str) {
    let folder = profile.join(FIRST);
    let (draft, place) = (profile.join("draft.js"), folder.join("next.js"));
    fs::write(&draft, script).or_fail("a script for all pages");
    fs::rename(draft, &place).or_fail("a script for all pages");
    let deadline = Instant::now() + PATIENCE;
    while place.exists() {
        assert!(Instant::now() < deadline, "the browser doesn't take a script");
        sleep(LOOK_EVERY).await;
    }
}

/// The browser ends in good order when its last window is closed.
pub(super) async fn close(driver: &WebDriver) {
    for window in driver.windows().await.or_fail("the windows") {
        driver.switch_to_window(window).await.or_fail("a window");
        driver.close_window().await.or_fail("closing a window");
    }
}
