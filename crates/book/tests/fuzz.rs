//! Throws mutated and invented bytes at everything that reads bytes from outside. Each target gets its share of
//! `FIELDBOOK_FUZZ_SECONDS` (10 unless set). A failure names its seed; `FIELDBOOK_FUZZ_SEED` runs that case
//! again, alone, on every target.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a harness fails by panicking")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant, SystemTime};

#[path = "../src/chunk/tests/builder.rs"]
#[expect(dead_code, reason = "shared with the tests of the wall, which need more of it")]
mod builder;
#[path = "fuzz/chance.rs"]
mod chance;
#[path = "fuzz/change.rs"]
mod change;
#[path = "fuzz/text.rs"]
mod text;

use chance::Chance;

/// Makes its input of chance, hands it to a decoder, and panics if a promise is broken: no panic, no answer that
/// contradicts itself.
type Target = fn(&mut Chance);

/// Every decoder of bytes from outside.
const TARGETS: &[(&str, Target)] = &[
    ("a chunk", change::bytes_are_checked),
    ("changes for a document", change::histories_are_taken_or_refused),
    ("a message", text::message),
    ("a request", text::request),
    ("a response", text::response),
    // Next: rows, CSV import.
];

/// No case may take longer, in a debug build on a busy machine.
const SLOWEST: Duration = Duration::from_secs(3);

#[test]
fn whatever_comes_from_outside_is_taken_or_refused() {
    if let Some(seed) = number("FIELDBOOK_FUZZ_SEED") {
        return TARGETS.iter().for_each(|(name, target)| case(name, *target, seed));
    }
    let seconds = number("FIELDBOOK_FUZZ_SECONDS").unwrap_or(10);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |now| now.as_nanos() as u64);
    let share = Duration::from_secs(seconds) / TARGETS.len() as u32;
    for (name, target) in TARGETS {
        let began = Instant::now();
        let mut cases = 0;
        while began.elapsed() < share {
            case(name, *target, now.wrapping_add(cases));
            cases += 1;
        }
        println!("{name}: {cases} cases from seed {now}");
    }
}

fn case(name: &str, target: Target, seed: u64) {
    let began = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| target(&mut Chance::new(seed))));
    let took = began.elapsed();
    assert!(outcome.is_ok(), "{name}: run again with FIELDBOOK_FUZZ_SEED={seed}");
    assert!(took < SLOWEST, "{name}: {took:?} with FIELDBOOK_FUZZ_SEED={seed}");
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}
