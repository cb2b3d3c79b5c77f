//! The one binary.

// A reader of the output that is gone must not end a command in its middle: `cli::out` prints.
#![warn(clippy::print_stdout, clippy::print_stderr)]

mod cli;

use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            let _unheard = writeln!(io::stderr(), "fieldbook: {fault:#}");
            ExitCode::FAILURE
        }
    }
}
