//! Runs the test binaries two at a time, longest first: cargo runs one after the other, and a browser's journey leaves most
//! of a machine idle. What a binary writes is shown whole when it ends.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::engine::Engine;
use crate::{run, simulate};

/// So many at once: a core each on the smallest machine.
const AT_ONCE: usize = 2;
/// What takes minutes begins first, so that it is not waited for in the end.
const LONG: [&str; 6] = [
    "meet_no_barrier",
    "simulation",
    "a_reps_monday_to_friday",
    "find_a_duplicate_at_merge",
    "a_day_at_the_show",
    "omissions",
];

/// A test binary.
struct Binary {
    name: String,
    program: PathBuf,
    folder: PathBuf,
    /// It drives a browser: one story at a time, or four browsers share two cores.
    is_journey: bool,
}

/// How one ended.
struct Ended {
    name: String,
    output: String,
    passed: bool,
    took: Duration,
}

/// Builds all that `words` choose and runs it; `line` gets each line of output. Answers which binaries failed.
///
/// # Errors
/// If something does not build.
pub(super) fn run_all(words: &[&str], engine: Engine, mut line: impl FnMut(&str)) -> Result<Vec<String>> {
    let mut queue = binaries(words)?;
    queue.sort_by_key(|it| LONG.iter().position(|name| *name == it.name).unwrap_or(LONG.len()));
    let queue = Mutex::new(VecDeque::from(queue));
    let (tell, told) = mpsc::channel();
    let mut failed = Vec::new();
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            let (queue, tell) = (&queue, tell.clone());
            scope.spawn(move || {
                let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                while let Some(binary) = next() {
                    // The one who listens outlives all who tell.
                    let _heard = tell.send(ended(&binary, engine));
                }
            });
        }
        drop(tell);
        for Ended { name, output, passed, took } in told {
            run::say(&format!("{name}, {} s", took.as_secs()));
            output.lines().for_each(&mut line);
            if !passed {
                failed.push(name);
            }
        }
    });
    Ok(failed)
}

fn ended(binary: &Binary, engine: Engine) -> Ended {
    let begun = Instant::now();
    let mut command = Command::new(&binary.program);
    command.current_dir(&binary.folder).stdin(Stdio::null());
    command.env("FIELDBOOK_SIM_SECONDS", simulate::SECONDS_IN_TEST);
    if binary.is_journey {
        command.env("RUST_TEST_THREADS", "1");
        engine.is_told_to(&mut command);
    }
    let (output, passed) = match command.output() {
        Ok(output) => {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            (format!("{}{}", text(&output.stdout), text(&output.stderr)), output.status.success())
        }
        Err(fault) => (format!("did not start: {fault}"), false),
    };
    Ended { name: binary.name.clone(), output, passed, took: begun.elapsed() }
}

/// Builds them and asks cargo where they are.
fn binaries(words: &[&str]) -> Result<Vec<Binary>> {
    let mut build = run::cargo();
    build.arg("test").args(words).args(["--no-run", "--message-format=json-render-diagnostics"]);
    let mut child = build.stdout(Stdio::piped()).spawn().context("cargo test did not start")?;
    let output = child.stdout.take().context("cargo test has no output")?;
    let mut all = Vec::new();
    for line in BufReader::new(output).lines() {
        if let Some(binary) = serde_json::from_str(&line?).ok().as_ref().and_then(binary) {
            all.push(binary);
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("cargo test ended with {status} while building");
    }
    Ok(all)
}

fn binary(message: &Value) -> Option<Binary> {
    let is_test = message.get("profile")?.get("test")?.as_bool()?;
    let program = message.get("executable")?.as_str()?;
    let folder = PathBuf::from(message.get("manifest_path")?.as_str()?).parent()?.to_path_buf();
    let target = message.get("target")?;
    let kinds = target.get("kind")?.as_array()?;
    let is_journey = folder.ends_with("journeys") && kinds.iter().any(|kind| kind == "test");
    let name = target.get("name")?.as_str()?.to_owned();
    is_test.then(|| Binary { name, program: program.into(), folder, is_journey })
}
