//! Chance from a seed (SplitMix64), so that one seed always makes one company.

use fieldbook_process::id::uuid_v7;

/// A source of numbers that look random.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    /// A number from `least` to `most`, both possible.
    pub(super) fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = most.saturating_sub(least).unsigned_abs().saturating_add(1);
        least.saturating_add(i64::try_from(self.next() % span).unwrap_or(0))
    }

    /// Yes in so many of a hundred cases.
    pub(super) fn percent(&mut self, chance: i64) -> bool {
        self.between(1, 100) <= chance
    }

    /// One of several; the default of nothing.
    pub(super) fn of<T: Copy + Default>(&mut self, all: &[T]) -> T {
        let last = i64::try_from(all.len()).unwrap_or(1) - 1;
        let at = usize::try_from(self.between(0, last.max(0))).unwrap_or(0);
        all.get(at).copied().unwrap_or_default()
    }

    /// Random bytes.
    pub(super) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        for part in bytes.chunks_mut(8) {
            let next = self.next().to_be_bytes();
            part.iter_mut().zip(next).for_each(|(to, from)| *to = from);
        }
        bytes
    }

    /// An id of that moment, ms UTC.
    pub(super) fn id(&mut self, at_ms: i64) -> [u8; 16] {
        uuid_v7(at_ms, self.bytes())
    }
}
