//! Every command of the project: `cargo xtask start`, `test`, and the parts of them on their own.

mod bench;
mod bundle;
mod engine;
mod fingerprint;
mod root;
mod run;
mod simulate;
mod start;
mod test;
mod tidy;
mod tools;

use std::env;
use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::bundle::Kind;
use crate::engine::Engine;

const USAGE: &str = "\
cargo xtask start              puts in place what is missing, builds, serves on localhost with ./data
cargo xtask test               everything that must hold: format, clippy, tidy, all tests, journeys in a browser
cargo xtask check              its quick part: format, tidy, clippy
cargo xtask journeys [--in ENGINE] [NAME]
                               the browser journeys, or those of one file in crates/journeys/tests; in Chromium, or
                               in firefox or webkit, where what they cannot do is skipped and said
cargo xtask shots [--in ENGINE] [WORD ...]
                               pictures of every screen in target/shots, or those whose name holds one of the words
cargo xtask simulate --seeds N [--first S]
                               the simulator for as many seeds as wanted (the tests run it for three minutes)
cargo xtask bench [ROW]        the budgets as measured on this machine
cargo xtask tidy               the project's own rules
cargo xtask bundle [--fast]    the app for the browser, into dist/ (--fast: as the journeys use it)";

fn main() -> ExitCode {
    match command() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command() -> Result<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    env::set_current_dir(root::folder())?;
    match words.as_slice() {
        ["start", rest @ ..] => start::start(rest),
        ["test"] => test::all(),
        ["check"] => test::check(),
        ["journeys", "--in", engine, name @ ..] => test::journeys(name, engine.parse()?),
        ["journeys", name @ ..] => test::journeys(name, Engine::default()),
        ["shots", "--in", engine, words @ ..] => test::shots(words, engine.parse()?),
        ["shots", words @ ..] => test::shots(words, Engine::default()),
        ["simulate", "--seeds", seeds] => simulate::simulate(seeds, "1"),
        ["simulate", "--seeds", seeds, "--first", first] => simulate::simulate(seeds, first),
        ["bench", row @ ..] => bench::bench(row),
        ["tidy"] => tidy::tidy(),
        ["bundle"] => bundle::bundle(Kind::Release).map(drop),
        ["bundle", "--fast"] => bundle::bundle(Kind::Fast).map(drop),
        _ => bail!("not a command\n\n{USAGE}"),
    }
}
