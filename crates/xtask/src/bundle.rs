//! The app for the browser: wasm, its chunks, its joint to JavaScript, the scanner in its worker, page, service worker,
//! styles and icons in one folder that the server serves as it is.
//!
//! Calls of our own instead of trunk: its file-name hash is taken before wasm-bindgen and wasm-opt, so
//! it is no digest of the content; its integrity attributes break with any step after it, and the service
//! worker's list needs such a step; and to install it takes minutes.

mod cut;
mod stage;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

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
    "crates/scanner/Cargo.toml",
    "crates/scanner/src",
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

/// What wasm-bindgen joins a wasm to JavaScript by.
#[derive(Clone, Copy)]
enum Joint {
    /// A module, which the page imports.
    Module,
    /// A script, which a worker runs.
    Script,
}

/// One wasm of the bundle.
struct Wasm {
    package: &'static str,
    program: &'static str,
    /// What its files are called.
    stem: &'static str,
    joint: Joint,
    /// Whether it has chunks (`src/pages/chunk.rs`), which are cut out of it.
    has_chunks: bool,
    /// What the journeys need besides.
    fast_features: &'static [&'static str],
}

const APP: Wasm = Wasm {
    package: "fieldbook",
    program: "fieldbook-app",
    stem: "app",
    joint: Joint::Module,
    has_chunks: true,
    fast_features: &["--features", "contract"],
};
const SCANNER: Wasm = Wasm {
    package: "fieldbook-scanner",
    program: "fieldbook-scanner",
    stem: "scanner",
    joint: Joint::Script,
    has_chunks: false,
    fast_features: &[],
};

impl Wasm {
    fn build(&self, kind: Kind) -> Result<()> {
        let mut build = run::cargo();
        build.args(["rustc", "--package", self.package, "--target", "wasm32-unknown-unknown"]);
        if kind == Kind::Fast {
            build.args(self.fast_features);
        }
        build.args(["--profile", kind.profile(), "--bin", self.program]);
        if self.has_chunks {
            build.args(["--", cut::LEAVING_SEAMS]);
        }
        run::shown(&format!("building the {}", self.stem), &mut build)
    }

    /// Puts the wasm, its chunks and its JavaScript into `joined`.
    fn join(&self, kind: Kind, joined: &Path) -> Result<()> {
        let folder = Path::new("target/wasm32-unknown-unknown").join(kind.built_in());
        let mut built = folder.join(self.program).with_extension("wasm");
        let mut chunks = Vec::new();
        if self.has_chunks {
            (built, chunks) = cut::cut(&built, joined, self.stem)?;
        }
        let mut join = Bindgen::new();
        match self.joint {
            Joint::Module => join.web(true)?,
            Joint::Script => join.no_modules(true)?,
        };
        // The chunks share the table of functions.
        join.input_path(&built).out_name(self.stem).typescript(false).keep_lld_exports(self.has_chunks);
        let what = format!("joining the {} to the browser (wasm-bindgen)", self.stem);
        run::waiting(&what, || join.generate(joined))?;
        if joined.join("snippets").exists() {
            bail!("a dependency brings JavaScript files of its own; stage them in bundle/stage.rs first");
        }
        if kind == Kind::Release {
            chunks.push(joined.join(format!("{}_bg.wasm", self.stem)));
            run::waiting(&format!("making the {} small (wasm-opt)", self.stem), || {
                chunks.iter().try_for_each(|wasm| shrink(wasm))
            })?;
        }
        Ok(())
    }
}

fn shrink(wasm: &Path) -> Result<()> {
    let mut shrink = std::process::Command::new("node");
    shrink.arg(tools::wasm_opt()?).arg("-Oz").args(WASM_FEATURES).arg(wasm).arg("-o").arg(wasm);
    run::quiet(&format!("shrinking {}", wasm.display()), &mut shrink)
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

    let joined = Path::new("target/xtask").join(format!("{}-joined", kind.profile()));
    empty(&joined)?;
    for wasm in [&APP, &SCANNER] {
        wasm.build(kind)?;
        wasm.join(kind, &joined)?;
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
