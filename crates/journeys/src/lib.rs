//! What a journey needs: the real server, started, stopped and killed on one port; a phone, that is a real
//! browser with a profile that outlives it; and builds of the app that differ from the one at hand.
//! Offline means that the server is really stopped. Everything here panics with a sentence: a journey that
//! can't go on has failed. Journeys lie in `tests/`, one story a file, named by what the person does.
#![expect(clippy::panic, reason = "this crate is test code throughout")]

pub mod build;
pub mod engine;
pub mod glass;
pub mod imported;
pub mod moment;
pub mod phone;
pub mod screens;
pub mod server;

use std::path::PathBuf;
use std::time::Duration;

pub use build::Build;
pub use engine::Engine;
pub use moment::Moment;
pub use phone::Phone;
pub use server::Server;

/// How long anything may take before a journey has failed; generous, since the machine may be busy.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// How often a condition is looked at again.
pub(crate) const LOOK_EVERY: Duration = Duration::from_millis(50);

/// A path below the root of the repository.
pub(crate) fn in_repository(path: &str) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.ancestors().nth(2).map(|root| root.join(path)).unwrap_or(root)
}

/// The folder of an npm package that `cargo xtask` put in place.
pub fn npm_package(name: &str) -> PathBuf {
    let folder = in_repository(&format!("target/tools/npm/{name}/node_modules/{name}"));
    assert!(folder.is_dir(), "no npm package {name}: run `cargo xtask journeys`");
    folder
}

/// The value, or the end of the journey with a sentence.
pub(crate) trait OrFail<T> {
    /// Panics with `what` and the error.
    fn or_fail(self, what: &str) -> T;
}

impl<T, E: std::fmt::Debug> OrFail<T> for Result<T, E> {
    #[track_caller]
    fn or_fail(self, what: &str) -> T {
        match self {
            Ok(value) => value,
            Err(error) => panic!("{what}: {error:?}"),
        }
    }
}

/// Sends a signal by its name (`KILL`, `TERM`) to a process, or to a group after a minus; what has ended already is no failure.
pub(crate) fn signal(name: &str, process: impl std::fmt::Display) {
    let command = format!("kill -{name} {process} 2>/dev/null");
    let _ended_already = std::process::Command::new("sh").args(["-c", &command]).status();
}
