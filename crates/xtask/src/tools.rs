//! What building and testing need beside cargo: put in place if missing, from package registries only,
//! saying what and why. Fixed versions go to `target/tools`; Debian's packages into the system.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::{root, run};

/// The npm package that brings wasm-opt; the version is fixed, since flags and sizes change with it.
const BINARYEN: &str = "132.0.0";
/// The JavaScript library that opens exported records in a journey.
const AUTOMERGE: &str = "3.5.0";
/// The checker of accessibility that a journey runs on every screen.
const AXE: &str = "4.14.1";
const WASM: &str = "wasm32-unknown-unknown";

/// Makes sure that rustc can build for the browser.
///
/// # Errors
/// If rustup can't add the target.
pub fn wasm_target() -> Result<()> {
    let libraries = run::answer("rustc", &["--print", "target-libdir", "--target", WASM]);
    if libraries.is_some_and(|folder| Path::new(folder.trim()).is_dir()) {
        return Ok(());
    }
    let what = "installing the Rust target wasm32-unknown-unknown, to build the app for the browser";
    run::shown(what, Command::new("rustup").args(["target", "add", WASM]))
}

/// Makes sure that rustfmt and clippy are there.
///
/// # Errors
/// If rustup can't add them.
pub fn lint_tools() -> Result<()> {
    if run::answer("cargo", &["fmt", "--version"]).is_some()
        && run::answer("cargo", &["clippy", "--version"]).is_some()
    {
        return Ok(());
    }
    let what = "installing rustfmt and clippy, to check the code";
    run::shown(what, Command::new("rustup").args(["component", "add", "rustfmt", "clippy"]))
}

/// wasm-opt, which makes the app a good deal smaller.
///
/// # Errors
/// If node or the package can't be installed.
pub fn wasm_opt() -> Result<PathBuf> {
    Ok(npm_package("binaryen", BINARYEN, "to make the app small (wasm-opt)")?.join("bin/wasm-opt"))
}

/// Automerge for JavaScript, for the journey that opens an exported record with it.
///
/// # Errors
/// If node or the package can't be installed.
pub fn automerge() -> Result<PathBuf> {
    npm_package("@automerge/automerge", AUTOMERGE, "to open exported records in JavaScript")
}

/// axe, for the journey that looks for barriers on every screen.
///
/// # Errors
/// If node or the package can't be installed.
pub fn axe() -> Result<PathBuf> {
    npm_package("axe-core", AXE, "to look for barriers on every screen")
}

/// The folder of an npm package of just that version. Each has a place of its own: npm clears away what it
/// did not install there itself.
fn npm_package(name: &str, version: &str, why: &str) -> Result<PathBuf> {
    node()?;
    let place = Path::new(root::TOOLS).join("npm").join(name);
    let package = place.join("node_modules").join(name);
    let manifest = fs::read_to_string(package.join("package.json")).unwrap_or_default();
    if !manifest.contains(&format!("\"version\": \"{version}\"")) {
        let mut install = Command::new("npm");
        install.args(["install", "--no-save", "--no-audit", "--no-fund", "--prefix"]).arg(&place);
        install.arg(format!("{name}@{version}"));
        run::quiet(&format!("installing the npm package {name} {version}, {why}"), &mut install)?;
    }
    Ok(package)
}

/// Node runs wasm-opt and the JavaScript library.
fn node() -> Result<()> {
    if run::answer("node", &["--version"]).is_some() && run::answer("npm", &["--version"]).is_some() {
        return Ok(());
    }
    debian(&["nodejs", "npm"], "to make the app small and to open exported records in JavaScript")
}

/// The browser of the journeys, its driver, and a font for Chinese.
///
/// # Errors
/// If they are missing and this isn't Debian or the like; the message names the packages.
pub fn browser() -> Result<()> {
    let there = ["chromium", "chromedriver"].iter().all(|it| run::answer(it, &["--version"]).is_some());
    if there {
        return Ok(());
    }
    debian(&["chromium", "chromium-driver", "fonts-noto-cjk"], "to test the app in a real browser")
}

fn debian(packages: &[&str], why: &str) -> Result<()> {
    let list = packages.join(" ");
    if run::answer("apt-get", &["--version"]).is_none() {
        bail!("missing: {list} ({why}). Please install them (names are Debian's), then start again");
    }
    let as_root = run::answer("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    let apt_get = || {
        let mut command = Command::new(if as_root { "apt-get" } else { "sudo" });
        if !as_root {
            command.arg("apt-get");
        }
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    run::shown("asking Debian for its list of packages", apt_get().args(["update", "--quiet"]))?;
    let what = format!("installing {list}, {why}");
    run::shown(
        &what,
        apt_get().args(["install", "--yes", "--quiet", "--no-install-recommends"]).args(packages),
    )
}
