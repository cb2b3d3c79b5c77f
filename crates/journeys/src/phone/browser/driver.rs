//! Drivers: programs that listen on a port of their own choice, and print it.

use std::process::Stdio;

use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::{OrFail, PATIENCE};

/// Starts a program, and waits for the line in which it says what is asked for.
pub(super) async fn started(
    mut command: Command,
    missing: &str,
    said: impl Fn(&str) -> Option<u16>,
) -> (Child, u16) {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true);
    let mut child = command.spawn().or_fail(missing);
    let output = child.stdout.take().ok_or(()).or_fail("a driver has no output");
    let mut lines = BufReader::new(output).lines();
    let port = async {
        while let Ok(Some(line)) = lines.next_line().await {
            if let Some(port) = said(&line) {
                return Some(port);
            }
        }
        None
    };
    let port = timeout(PATIENCE, port).await.or_fail("a driver doesn't start");
    // What it prints later must not fill the pipe.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    (child, port.ok_or(()).or_fail("a driver named no port"))
}

/// The number right after some words of a line.
pub(super) fn number_after(line: &str, words: &str) -> Option<u16> {
    let rest = line.split_once(words)?.1;
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// Where a driver listens on this machine.
pub(super) fn at(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}
