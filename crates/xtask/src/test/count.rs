//! The sum over all test binaries, read from the lines in which their runners close.

#[cfg(test)]
mod tests;

use std::fmt;

/// How many tests ended how.
#[derive(Default, Debug, PartialEq, Eq)]
pub(super) struct Count {
    passed: u64,
    failed: u64,
    skipped: u64,
}

impl Count {
    /// Takes in a line of output, if it is such a line:
    /// `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s`.
    pub(super) fn read(&mut self, line: &str) {
        let Some(result) = line.trim().strip_prefix("test result: ") else { return };
        let parts = result.split_once(". ").map_or("", |(_, parts)| parts);
        for part in parts.split("; ") {
            match part.split_once(' ').map(|(number, word)| (number.parse(), word)) {
                Some((Ok(number), "passed")) => self.passed += number,
                Some((Ok(number), "failed")) => self.failed += number,
                Some((Ok::<u64, _>(number), "ignored")) => self.skipped += number,
                _ => {}
            }
        }
    }

    /// Whether no test ran at all.
    pub(super) fn is_empty(&self) -> bool {
        self.passed + self.failed == 0
    }
}

impl fmt::Display for Count {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}
