//! Chance by seed, and what it does to bytes.

/// SplitMix64.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// True once in `n` times.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    pub fn bytes(&mut self, longest: usize) -> Vec<u8> {
        (0..self.below(longest + 1)).map(|_| self.next() as u8).collect()
    }

    /// A number that breaks things more often than others.
    pub fn nasty(&mut self) -> u64 {
        let shift = self.below(64) as u32;
        let near = (1_u64 << shift).wrapping_add(self.below(3) as u64).wrapping_sub(1);
        *self.pick(&[near, 0, 1, u64::MAX, i64::MAX as u64, near.wrapping_neg()])
    }

    /// Breaks bytes at a few places.
    pub fn mutate(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len() + 1);
            let end = (at + 1 + self.below(8)).min(bytes.len());
            match self.below(8) {
                0 => bytes.truncate(at),
                1 => bytes.splice(at..end, []).for_each(drop),
                2 => bytes.splice(at..at, self.bytes(8)).for_each(drop),
                3 => {
                    let again = bytes[at..end].to_vec();
                    bytes.splice(at..at, again).for_each(drop);
                }
                4 => {
                    let mut number = Vec::new();
                    varint(&mut number, self.nasty());
                    bytes.splice(at..end.min(at + 1), number).for_each(drop);
                }
                5 if at < bytes.len() => bytes[at] = *self.pick(&[0, 1, 0x3f, 0x40, 0x7f, 0x80, 0xff]),
                _ if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                _ => bytes.push(self.next() as u8),
            }
        }
    }
}

/// A number in the form of Automerge's columns (LEB128).
pub fn varint(to: &mut Vec<u8>, mut value: u64) {
    while value > 0x7f {
        to.push(value as u8 | 0x80);
        value >>= 7;
    }
    to.push(value as u8);
}
