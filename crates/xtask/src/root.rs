//! Where things lie. Every command works from the root of the repository, so all paths are relative to it.

use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn folder() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Tools of a fixed version, installed for this repository alone.
pub const TOOLS: &str = "target/tools";
/// What a command remembers of its last run.
pub const NOTES: &str = "target/xtask";
