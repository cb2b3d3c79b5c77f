//! Reads LEB128 numbers and bytes off a slice, in the one way each may be written. Nothing is trusted: a length
//! is compared with what is there before anything is taken.

use super::Malformed;

/// The rest of some bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn take(&mut self, len: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.0.split_at_checked(len).ok_or(Malformed::Truncated)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(Malformed::Truncated)?;
        self.0 = rest;
        Ok(*taken)
    }

    fn byte(&mut self) -> Result<u8, Malformed> {
        self.array().map(|[byte]| byte)
    }

    /// Unsigned LEB128.
    pub(super) fn uint(&mut self) -> Result<u64, Malformed> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                let overlong = shift > 0 && byte == 0;
                let overflows = shift == 63 && byte > 1;
                return if overlong || overflows { Err(Malformed::BadNumber) } else { Ok(value) };
            }
        }
        Err(Malformed::BadNumber)
    }

    /// Signed LEB128.
    pub(super) fn int(&mut self) -> Result<i64, Malformed> {
        let (mut value, mut before) = (0, 0);
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= i64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                // The last byte must say more than the sign that the one before it showed.
                let says_nothing = matches!((byte, before & 0x40), (0, 0) | (0x7f, 0x40));
                let overflows = shift == 63 && byte != 0 && byte != 0x7f;
                if (shift > 0 && says_nothing) || overflows {
                    return Err(Malformed::BadNumber);
                }
                let negative = byte & 0x40 != 0;
                return Ok(if negative && shift < 57 { value | (-1 << (shift + 7)) } else { value });
            }
            before = byte;
        }
        Err(Malformed::BadNumber)
    }

    /// A count of something, at most `limit` of it.
    pub(super) fn count(&mut self, what: &'static str, limit: usize) -> Result<usize, Malformed> {
        let count = usize::try_from(self.uint()?).ok();
        count.filter(|count| *count <= limit).ok_or(Malformed::TooMany { what, limit })
    }

    /// Bytes after their length, at most `limit` of them.
    pub(super) fn bytes(&mut self, what: &'static str, limit: usize) -> Result<&'a [u8], Malformed> {
        let len = usize::try_from(self.uint()?).ok();
        let len = len.filter(|len| *len <= limit).ok_or(Malformed::TooLarge { what, limit })?;
        self.take(len)
    }
}
