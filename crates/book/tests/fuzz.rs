//! Throws mutated and invented bytes at everything that reads bytes from outside. Each target is a test
//! and takes `FIELDBOOK_FUZZ_SECONDS` (10 unless set). A failure names its seed; `FIELDBOOK_FUZZ_SEED` runs that
//! case again, alone.

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

/// A test for each decoder of bytes from outside, so that each has all its seconds and they run side by side.
macro_rules! targets {
    ($($name:ident = $target:path;)*) => {
        $(#[test]
        fn $name() {
            fuzz(stringify!($name), $target);
        })*
    };
}
targets! {
    a_chunk_is_taken_or_refused = change::bytes_are_checked;
    changes_for_a_document_are_taken_or_refused = change::histories_are_taken_or_refused;
    a_message_is_read_or_refused = text::message;
    a_request_is_read_or_refused = text::request;
    a_response_is_read_or_refused = text::response;
    a_stored_row_is_read_or_refused = text::row;
}

/// No case may take longer, in a debug build on a busy machine.
const SLOWEST: Duration = Duration::from_secs(3);

fn fuzz(name: &str, target: Target) {
    if let Some(seed) = number("FIELDBOOK_FUZZ_SEED") {
        return case(name, target, seed);
    }
    let length = Duration::from_secs(number("FIELDBOOK_FUZZ_SECONDS").unwrap_or(10));
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |now| now.as_nanos() as u64);
    let (began, mut cases) = (Instant::now(), 0);
    while began.elapsed() < length {
        case(name, target, now.wrapping_add(cases));
        cases += 1;
    }
    println!("{name}: {cases} cases from seed {now}");
    assert!(cases > 0, "{name}: no case was run");
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
