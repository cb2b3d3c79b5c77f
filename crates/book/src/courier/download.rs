//! Bytes of an attachment on their way down, answer by answer.

/// The header of an answer that says how many bytes there are in all.
pub const SIZE: &str = "x-attachment-size";

/// One download.
#[derive(Debug, Default)]
pub struct Download {
    bytes: Vec<u8>,
    is_done: bool,
}

impl Download {
    /// From where on to ask; `None` once all are here.
    #[must_use]
    pub fn next(&self) -> Option<u64> {
        (!self.is_done).then_some(self.bytes.len() as u64)
    }

    /// Takes an answer in, with what it says there is in all. A server that does not say it ends with an empty one.
    pub fn take(&mut self, piece: &[u8], size: Option<u64>) {
        self.bytes.extend(piece);
        self.is_done = piece.is_empty() || size.is_some_and(|size| self.bytes.len() as u64 >= size);
    }

    /// What came.
    #[must_use]
    pub fn bytes(self) -> Vec<u8> {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often is asked, and what comes.
    fn asks(all: &[u8], at_once: usize, says_size: bool) -> (usize, Vec<u8>) {
        let (mut download, mut asked) = (Download::default(), 0);
        while let Some(offset) = download.next() {
            asked += 1;
            let rest = &all[usize::try_from(offset).unwrap()..];
            download.take(&rest[..rest.len().min(at_once)], says_size.then_some(all.len() as u64));
        }
        (asked, download.bytes())
    }

    #[test]
    fn it_asks_no_more_than_once_for_each_piece() {
        for (length, times) in [(1, 1), (10, 1), (11, 2), (20, 2), (0, 1)] {
            let all: Vec<u8> = (0..length).collect();
            assert_eq!(asks(&all, 10, true), (times, all), "{length}");
        }
    }

    #[test]
    fn of_a_server_that_does_not_say_the_size_an_empty_answer_is_the_end() {
        let all: Vec<u8> = (0..20).collect();
        assert_eq!(asks(&all, 10, false), (3, all));
    }
}
