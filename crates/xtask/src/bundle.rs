//! The app for the browser: wasm, its joint to JavaScript, page, service worker, styles and icons in one
//! folder that the server serves as it is.
//!
//! Four calls of our own instead of trunk: its file-name hash is taken before wasm-bindgen and wasm-opt, so
//! it is no digest of the content; its integrity attributes break with any step after it, and the service
//! worker's list needs such a step; and to install it takes minutes.

mod stage;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::fingerprint::Fingerprint;
use crate::{run, tools};

/// Everything that the bundle is made from.
const MADE_FROM: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo",
    "build.rs",
    "index.html",
    "src",
    "style",
    "locales",
    "public",
    "crates/process/Cargo.toml",
    "crates/process/src",
    "crates/book/Cargo.toml",
    "crates/book/src",
    "crates/xtask/src/bundle.rs",
    "crates/xtask/src/bundle",
];
/// What rustc's default target lets into the wasm; wasm-opt refuses what it isn't told of.
const WASM_FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// For whom the app is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// As people get it: small and compressed, into `dist/`.
    Release,
    /// As the journeys get it: quick to build, into `target/dist-fast/`.
    Fast,
}

impl Kind {
    fn profile(self) -> &'static str {
        match self {
            Self::Release => "wasm-release",
            // Shares macros and build scripts with every other build of the tests.
            Self::Fast => "dev",
        }
    }

    /// Where cargo puts what it builds in that profile.
    fn built_in(self) -> &'static str {
        match self {
            Self::Release => "wasm-release",
            Self::Fast => "debug",
        }
    }

    /// The folder that the finished bundle lies in.
    pub fn folder(self) -> &'static Path {
        Path::new(match self {
            Self::Release => "dist",
            Self::Fast => "target/dist-fast",
        })
    }
}

/// Builds the app unless nothing changed, and returns its folder.
///
/// # Errors
/// If a tool can't be installed or fails.
pub fn bundle(kind: Kind) -> Result<PathBuf> {
    let fingerprint = Fingerprint::of(kind.profile(), MADE_FROM)?;
    let folder = kind.folder();
    if fingerprint.holds_for(&folder.join("index.html")) {
        return Ok(folder.to_path_buf());
    }
    tools::wasm_target()?;
    let wasm_bindgen = tools::wasm_bindgen()?;

    let mut build = run::cargo();
    build.args(["build", "--package", "fieldbook", "--target", "wasm32-unknown-unknown"]);
    if kind == Kind::Fast {
        build.args(["--features", "contract"]);
    }
    run::shown("building the app", build.args(["--profile", kind.profile()]))?;

    let joined = Path::new("target/xtask").join(format!("{}-joined", kind.profile()));
    let built = Path::new("target/wasm32-unknown-unknown").join(kind.built_in()).join("fieldbook-app.wasm");
    empty(&joined)?;
    let mut join = std::process::Command::new(wasm_bindgen);
    join.args(["--target", "web", "--no-typescript", "--out-name", "app", "--out-dir"]);
    run::quiet("joining it to the browser (wasm-bindgen)", join.arg(&joined).arg(built))?;
    if joined.join("snippets").exists() {
        bail!("a dependency brings JavaScript files of its own; stage them in bundle/stage.rs first");
    }

    if kind == Kind::Release {
        let wasm = joined.join("app_bg.wasm");
        let mut shrink = std::process::Command::new("node");
        shrink.arg(tools::wasm_opt()?).arg("-Oz").args(WASM_FEATURES);
        run::quiet("making it small (wasm-opt)", shrink.arg(&wasm).arg("-o").arg(&wasm))?;
    }
    stage::stage(&joined, folder, kind)?;
    fingerprint.remember()?;
    Ok(folder.to_path_buf())
}

/// Makes a folder, without what lay in it before.
fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())
}
