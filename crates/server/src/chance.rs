//! Time and chance from the system, for those who get them as arguments.

use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use fieldbook_book::replica::Chance;
use fieldbook_book::store::StoreFault;

/// The system's random numbers.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsChance;

impl Chance for OsChance {
    /// The trait cannot fail; a system without random numbers cannot serve, and a panic ends the request only.
    fn fill(&mut self, bytes: &mut [u8]) {
        #[expect(clippy::expect_used, reason = "going on with bytes that are not random would be worse")]
        getrandom::fill(bytes).expect("the system has random numbers");
    }
}

/// Random bytes for a secret or an id.
///
/// # Errors
/// [`StoreFault`] where the system has none.
pub fn random<const N: usize>() -> Result<[u8; N], StoreFault> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|fault| StoreFault(format!("no random numbers: {fault}")))?;
    Ok(bytes)
}

/// The server's clock, ms since 1970 UTC.
#[must_use]
pub fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX) - put_back_ms()
}

/// How far the clock is put back, ms: a journey plays a week that is over, with phones put back as far. Only builds
/// for tests can be.
fn put_back_ms() -> i64 {
    if !cfg!(debug_assertions) {
        return 0;
    }
    static PUT_BACK_MS: OnceLock<i64> = OnceLock::new();
    let told = || std::env::var("FIELDBOOK_CLOCK_PUT_BACK_MS").ok()?.parse().ok();
    *PUT_BACK_MS.get_or_init(|| told().unwrap_or(0))
}
