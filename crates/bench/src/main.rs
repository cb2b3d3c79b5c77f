//! The budgets of the book as measured here: both machines natively, over memory, with 10,000 generated deals of three
//! follow-ups. A browser is slower, and a disk adds its flushes; what only those can tell is not measured here.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a measurement that goes wrong stops")]

mod alike;
mod company;
mod measure;
mod scan;

use measure::{Line, Size};

/// Measures one row of the table.
type Measure = fn(&Size) -> Vec<Line>;

/// Rows of the table by the word that chooses them.
const ROWS: &[(&str, Measure)] = &[
    ("first", measure::first_sync),
    ("quiet", measure::quiet_reconnect),
    ("push", measure::thousand_acts_offline),
    ("unsent", measure::save_with_many_unsent),
    ("duties", measure::all_duties_anew),
    ("storage", measure::storage),
    ("alike", alike::among_all),
    ("scan", scan::frames),
];

fn main() {
    let chosen = std::env::args().nth(1).unwrap_or_default();
    let size = Size { deals: 10_000 };
    println!("{}", machine());
    println!("{:52} {:>24} {:>24}", "what, with 10,000 deals", "budget", "measured");
    for (_, row) in ROWS.iter().filter(|(word, _)| chosen.is_empty() || *word == chosen) {
        for Line { what, budget, measured, met } in row(&size) {
            println!("{what:52} {budget:>24} {measured:>24}  {}", if met { "" } else { "MISSED" });
        }
    }
}

/// Processor and cores, as Linux names them.
fn machine() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = text.lines().find_map(|line| line.strip_prefix("model name")?.split(": ").nth(1));
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    format!("{}, {cores} cores; native release build, in memory", model.unwrap_or("unnamed processor"))
}
