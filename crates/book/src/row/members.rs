//! A stored map without what it holds: its names, and where the value of each lies.

use std::ops::Range;

use minicbor::Decoder;

use crate::store::Unreadable;

/// The list, id and field of a path into a list; `None` for a field of the record itself.
pub(super) fn entry_in(path: &str) -> Option<(&str, &str, &str)> {
    let (entry, field) = path.split_once('/')?;
    let (list, id) = entry.split_once(':')?;
    Some((list, id, field))
}

/// Some of the bytes.
pub(super) fn part<'a>(bytes: &'a [u8], range: &Range<usize>) -> &'a [u8] {
    bytes.get(range.clone()).unwrap_or_default()
}

/// The names of a CBOR map, and where in the bytes the value of each lies; values are stepped over.
pub(super) struct Members<'a> {
    from: Decoder<'a>,
    /// Where the map begins in what the places are counted in.
    start: usize,
    left: u64,
}

impl<'a> Members<'a> {
    /// Of the map that lies there.
    ///
    /// # Errors
    /// [`Unreadable`] where that is no map with its length.
    pub(super) fn of(bytes: &'a [u8], range: &Range<usize>) -> Result<Self, Unreadable> {
        let mut from = Decoder::new(part(bytes, range));
        let left =
            from.map().map_err(unreadable)?.ok_or_else(|| Unreadable("a map without length".into()))?;
        Ok(Self { from, start: range.start, left })
    }

    fn member(&mut self) -> Result<(&'a str, Range<usize>), Unreadable> {
        let name = self.from.str().map_err(unreadable)?;
        let start = self.from.position();
        self.from.skip().map_err(unreadable)?;
        Ok((name, self.start + start..self.start + self.from.position()))
    }
}

impl<'a> Iterator for Members<'a> {
    type Item = Result<(&'a str, Range<usize>), Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let member = self.member();
        if member.is_err() {
            self.left = 0;
        }
        Some(member)
    }
}

fn unreadable(fault: minicbor::decode::Error) -> Unreadable {
    Unreadable(fault.to_string())
}
