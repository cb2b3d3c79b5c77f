//! Runs targets for their seconds, and tells which seed broke a promise. The server's fuzz tests use it too.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::chance::Chance;

/// Makes its input of chance, hands it to a decoder, and panics if a promise is broken: no panic, no answer that
/// contradicts itself, nothing lost.
pub type Target = fn(&mut Chance);

/// A test for each kind of bytes from outside, so that they run side by side. Targets of one kind share its seconds.
#[macro_export]
macro_rules! targets {
    ($($name:ident = $($target:path),+;)*) => {
        $(#[test]
        fn $name() {
            $crate::harness::fuzz(&[$((stringify!($target), $target as $crate::harness::Target)),+]);
        })*
    };
}

/// No case may take longer, in a debug build on a busy machine.
const SLOWEST: Duration = Duration::from_secs(3);
/// A target runs so long at least, however many share the seconds.
const LEAST: Duration = Duration::from_secs(3);

/// One that does not end at all is given up, with its seed.
const ENDLESS: Duration = Duration::from_secs(60);

/// Runs these targets one after the other, for `FIELDBOOK_FUZZ_SECONDS` (10 unless set) together.
pub fn fuzz(targets: &[(&'static str, Target)]) {
    if let Some(seed) = number("FIELDBOOK_FUZZ_SEED") {
        return targets.iter().for_each(|(name, target)| case(name, *target, seed));
    }
    let length = Duration::from_secs(number("FIELDBOOK_FUZZ_SECONDS").unwrap_or(10));
    let shares = u32::try_from(targets.len()).unwrap();
    let share = (length / shares).max(LEAST.min(length));
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |now| now.as_nanos() as u64);
    let watched = watch();
    for (name, target) in targets {
        let (began, mut cases) = (Instant::now(), 0);
        while began.elapsed() < share {
            let seed = now.wrapping_add(cases);
            let _heard = watched.send((*name, seed));
            case(name, *target, seed);
            cases += 1;
        }
        println!("{name}: {cases} cases from seed {now}");
        assert!(cases > 0, "{name}: no case was run");
    }
}

/// Ends everything where no next case begins. That it goes away with the last case ends the watch.
fn watch() -> Sender<(&'static str, u64)> {
    let (begun, cases) = channel::<(&str, u64)>();
    thread::spawn(move || {
        let mut now = ("nothing", 0);
        loop {
            match cases.recv_timeout(ENDLESS) {
                Ok(next) => now = next,
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {
                    println!("{}: no end with FIELDBOOK_FUZZ_SEED={}", now.0, now.1);
                    std::process::abort();
                }
            }
        }
    });
    begun
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
