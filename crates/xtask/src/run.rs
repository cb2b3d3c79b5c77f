//! Running other programs so that somebody who waits always sees what is being done, and why it failed.

use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Nothing takes longer than this without a sign of life.
const SIGN_OF_LIFE: Duration = Duration::from_secs(2);

/// Says what comes next.
pub fn say(what: &str) {
    println!("\x1b[1m▸ {what}\x1b[0m");
}

/// The cargo that runs this task.
pub fn cargo() -> Command {
    Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
}

/// Runs a program that shows its own progress.
///
/// # Errors
/// If it can't be started, or ends with anything but success.
pub fn shown(what: &str, command: &mut Command) -> Result<()> {
    say(what);
    let status = command.status().with_context(|| format!("{} did not start", name(command)))?;
    if !status.success() {
        bail!("{what}: {} ended with {status}", name(command));
    }
    Ok(())
}

/// Runs a silent program; shows time passing, and what it wrote only if it fails.
///
/// # Errors
/// If it can't be started, or ends with anything but success.
pub fn quiet(what: &str, command: &mut Command) -> Result<()> {
    let output = waiting(what, || command.stdin(Stdio::null()).output());
    let output = output.with_context(|| format!("{} did not start", name(command)))?;
    if !output.status.success() {
        io::stderr().write_all(&output.stdout)?;
        io::stderr().write_all(&output.stderr)?;
        bail!("{what}: {} ended with {}", name(command), output.status);
    }
    Ok(())
}

/// What a program writes to its standard output, or `None` if it isn't there or fails.
pub fn answer(program: &str, words: &[&str]) -> Option<String> {
    let output = Command::new(program).args(words).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Does something long and silent, with a dot for every two seconds.
pub fn waiting<T>(what: &str, work: impl FnOnce() -> T) -> T {
    say(what);
    let (done_tx, done_rx) = mpsc::channel::<()>();
    let started = Instant::now();
    let ticker = thread::spawn(move || {
        let mut dots = false;
        while done_rx.recv_timeout(SIGN_OF_LIFE) == Err(RecvTimeoutError::Timeout) {
            dots = true;
            print!(".");
            let _shown = io::stdout().flush();
        }
        if dots {
            println!(" {} s", started.elapsed().as_secs());
        }
    });
    let result = work();
    drop(done_tx);
    let _ended = ticker.join();
    result
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}
