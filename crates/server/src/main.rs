//! The one binary.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("fieldbook: {fault:#}");
            ExitCode::FAILURE
        }
    }
}
