//! What every storage must keep, as data: steps, and what is to be read after them. Memory and SQLite run the
//! list through [`run`]; a journey lets the app run it against a browser's own IndexedDB, which has to be waited
//! for at each step.

use super::{StoreFault, Table, Tx};

#[cfg(test)]
mod tests;

/// Two tables that phones and the server both have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    /// [`Table::Meta`].
    Meta,
    /// [`Table::Documents`].
    Documents,
}

impl Shelf {
    /// The table it stands for.
    #[must_use]
    pub const fn table(self) -> Table {
        match self {
            Self::Meta => Table::Meta,
            Self::Documents => Table::Documents,
        }
    }
}

/// Bytes of a key or value; long ones are described, so that the list stays small.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    /// These bytes.
    These(Vec<u8>),
    /// One byte, many times.
    Many {
        /// Which.
        of: u8,
        /// How often.
        times: usize,
    },
}

impl Data {
    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        match self {
            Self::These(bytes) => bytes.clone(),
            Self::Many { of, times } => vec![*of; *times],
        }
    }
}

impl From<&[u8]> for Data {
    fn from(bytes: &[u8]) -> Self {
        Self::These(bytes.to_vec())
    }
}

/// One write: a value set, or (`None`) a key removed.
pub type Write = (Shelf, Data, Option<Data>);

/// Keys with their values.
pub type Entries = Vec<(Data, Data)>;

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Writes all of these in one transaction, in this order.
    Write(Vec<Write>),
    /// Writes all of these, then fails before the end: nothing of them may be seen afterwards. Who cannot fail
    /// on purpose passes over it.
    Fail(Vec<Write>),
    /// The key has that value, or none.
    Get(Shelf, Data, Option<Data>),
    /// Everything in the table, in the order of keys.
    Table(Shelf, Entries),
    /// Servers only: what is in a range, `from` included, `to` not.
    Range {
        /// Where.
        shelf: Shelf,
        /// From this key on.
        from: Data,
        /// Up to before this key.
        to: Data,
        /// At most so many.
        limit: usize,
        /// From the end of the range.
        backwards: bool,
        /// What is to come.
        found: Entries,
    },
    /// Closes the storage and opens it again. A storage without a disk passes over it.
    Reopen,
}

/// Keys in their order: bytes count one by one, and what is shorter comes first.
const ORDERED: [&[u8]; 10] =
    [&[], &[0], &[0, 0], &[0, 1], &[1], &[0x7f, 0xff], &[0x80], &[0xff], &[0xff, 0], &[0xff, 0xff]];

/// What both phones and the server must keep.
#[must_use]
pub fn steps() -> Vec<Step> {
    use Shelf::{Documents, Meta};
    use Step::{Fail, Get, Reopen, Table, Write};
    let data = |text: &str| Data::from(text.as_bytes());
    let put = |shelf, key: &str, value: &str| (shelf, data(key), Some(data(value)));
    let large = Data::Many { of: 0xa5, times: 3_000_000 };
    let numbered = |key: &&[u8], n: usize| (Data::from(*key), data(&n.to_string()));
    let ordered: Entries = ORDERED.iter().enumerate().map(|(n, key)| numbered(key, n)).collect();
    let backwards = ordered.iter().rev().map(|(key, value)| (Documents, key.clone(), Some(value.clone())));
    let emptied = ordered.iter().map(|(key, _)| (Documents, key.clone(), None));
    vec![
        // Empty at first.
        Get(Meta, data("a"), None),
        Table(Meta, vec![]),
        // Put, get, overwrite, delete; a missing key may be deleted.
        Write(vec![put(Meta, "a", "1"), put(Meta, "b", "2")]),
        Get(Meta, data("a"), Some(data("1"))),
        Write(vec![put(Meta, "a", "3"), (Meta, data("nowhere"), None)]),
        Get(Meta, data("a"), Some(data("3"))),
        Write(vec![(Meta, data("b"), None)]),
        Table(Meta, vec![(data("a"), data("3"))]),
        // Tables do not see each other.
        Get(Documents, data("a"), None),
        // In one transaction the last word counts.
        Write(vec![put(Meta, "c", "1"), (Meta, data("c"), None), put(Meta, "c", "2"), put(Meta, "c", "3")]),
        Get(Meta, data("c"), Some(data("3"))),
        // What fails leaves nothing, neither set nor removed, in no table.
        Fail(vec![put(Meta, "a", "9"), (Meta, data("c"), None), put(Documents, "d", "9")]),
        Table(Meta, vec![(data("a"), data("3")), (data("c"), data("3"))]),
        Table(Documents, vec![]),
        // An empty value is a value, an empty key a key; both are bytes, not text.
        Write(vec![(Meta, data(""), Some(Data::from(&[0xff, 0x00, 0xfe][..]))), put(Meta, "e", "")]),
        Get(Meta, data(""), Some(Data::from(&[0xff, 0x00, 0xfe][..]))),
        Get(Meta, data("e"), Some(data(""))),
        // Keys lie in the order of their bytes, whatever the order of writing.
        Write(backwards.collect()),
        Table(Documents, ordered.clone()),
        // A large value, and everything after closing.
        Write(vec![(Meta, data("large"), Some(large.clone()))]),
        Reopen,
        Get(Meta, data("large"), Some(large)),
        Get(Meta, data("a"), Some(data("3"))),
        Get(Documents, Data::from(&[0xff, 0][..]), Some(data("8"))),
        Write(emptied.collect()),
        Reopen,
        Table(Documents, vec![]),
    ]
}

/// What the server's storage must keep besides.
#[must_use]
pub fn server_steps() -> Vec<Step> {
    let value = |n: usize| Data::from(n.to_string().as_bytes());
    let pair = |n: usize| (Data::from(ORDERED.get(n).copied().unwrap_or_default()), value(n));
    let range = |from: &[u8], to: &[u8], limit: usize, backwards: bool, found: &[usize]| Step::Range {
        shelf: Shelf::Documents,
        from: from.into(),
        to: to.into(),
        limit,
        backwards,
        found: found.iter().copied().map(pair).collect(),
    };
    let all = |n: usize| (Shelf::Documents, pair(n).0, Some(pair(n).1));
    const END: &[u8] = &[0xff, 0xff, 0xff];
    vec![
        Step::Write((0..ORDERED.len()).map(all).collect()),
        range(&[], END, 100, false, &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
        range(&[], END, usize::MAX, true, &[9, 8, 7, 6, 5, 4, 3, 2, 1, 0]),
        // The lower bound belongs to the range, the upper does not.
        range(&[0, 1], &[0x80], 100, false, &[3, 4, 5]),
        range(&[0, 1], &[0x80], 100, true, &[5, 4, 3]),
        // Bounds need not be keys.
        range(&[0, 0, 0], &[2], 100, false, &[3, 4]),
        // A limit cuts off the far end.
        range(&[], END, 2, false, &[0, 1]),
        range(&[], END, 2, true, &[9, 8]),
        range(&[0x80], END, 1, true, &[9]),
        range(&[], END, 0, false, &[]),
        // Nothing between equal or crossed bounds, or where nothing lies.
        range(&[1], &[1], 100, false, &[]),
        range(&[0x80], &[1], 100, false, &[]),
        range(&[2], &[0x7f], 100, true, &[]),
        // A failed change of the range does not show.
        Step::Fail(vec![(Shelf::Documents, pair(4).0, None)]),
        range(&[1], &[2], 100, false, &[4]),
    ]
}

/// A storage under test that works step by step.
pub trait Subject {
    /// Runs a body in one transaction: kept if it answers well, undone if not.
    ///
    /// # Errors
    /// What the body answers, or storage.
    fn transact(
        &mut self,
        body: &mut dyn FnMut(&mut dyn Tx) -> Result<(), StoreFault>,
    ) -> Result<(), StoreFault>;

    /// Closes it and opens it again, where it has a disk.
    ///
    /// # Errors
    /// Where it cannot be opened again.
    fn reopen(&mut self) -> Result<(), StoreFault>;
}

/// Runs steps in their order.
///
/// # Errors
/// A sentence that names the first step that was not kept, and what was found instead.
pub fn run(subject: &mut dyn Subject, steps: &[Step]) -> Result<(), String> {
    for (n, step) in steps.iter().enumerate() {
        take(subject, step).map_err(|wrong| format!("step {n}, {step:?}: {wrong}"))?;
    }
    Ok(())
}

fn take(subject: &mut dyn Subject, step: &Step) -> Result<(), String> {
    let fault = |fault: StoreFault| fault.to_string();
    match step {
        Step::Reopen => subject.reopen().map_err(fault),
        Step::Write(writes) => subject.transact(&mut |tx| write(tx, writes)).map_err(fault),
        Step::Fail(writes) => {
            let planned = StoreFault("planned".into());
            let failed = subject.transact(&mut |tx| write(tx, writes).and(Err(planned.clone())));
            if failed == Err(planned) { Ok(()) } else { Err(format!("it ended with {failed:?}")) }
        }
        Step::Get(shelf, key, value) => {
            let mut found = None;
            let get = &mut |tx: &mut dyn Tx| tx.get(shelf.table(), &key.bytes()).map(|value| found = value);
            subject.transact(get).map_err(fault)?;
            same(found.as_ref(), value.as_ref().map(Data::bytes).as_ref())
        }
        Step::Table(shelf, entries) => {
            // No key of the list begins with four full bytes.
            let whole = (&[][..], &[0xff; 4][..]);
            scan(subject, *shelf, whole, usize::MAX, false, entries)
        }
        Step::Range { shelf, from, to, limit, backwards, found } => {
            scan(subject, *shelf, (&from.bytes(), &to.bytes()), *limit, *backwards, found)
        }
    }
}

/// Writes, and sees at once what was written.
fn write(tx: &mut dyn Tx, writes: &[Write]) -> Result<(), StoreFault> {
    for (shelf, key, value) in writes {
        let (table, key, value) = (shelf.table(), key.bytes(), value.as_ref().map(Data::bytes));
        match &value {
            Some(value) => tx.put(table, &key, value)?,
            None => tx.delete(table, &key)?,
        }
        if tx.get(table, &key)? != value {
            return Err(StoreFault("a transaction does not see its own write".into()));
        }
    }
    Ok(())
}

fn scan(
    subject: &mut dyn Subject,
    shelf: Shelf,
    (from, to): (&[u8], &[u8]),
    limit: usize,
    backwards: bool,
    wanted: &Entries,
) -> Result<(), String> {
    let mut found = Vec::new();
    let scan = &mut |tx: &mut dyn Tx| {
        found = tx.scan(shelf.table(), from, to, limit, backwards)?;
        Ok(())
    };
    subject.transact(scan).map_err(|fault| fault.to_string())?;
    let wanted: Vec<_> = wanted.iter().map(|(key, value)| (key.bytes(), value.bytes())).collect();
    same(&found, &wanted)
}

fn same<T: PartialEq + std::fmt::Debug>(found: T, wanted: T) -> Result<(), String> {
    if found == wanted {
        return Ok(());
    }
    // Three megabytes in hex help nobody.
    let short = |value: &T| format!("{value:?}").chars().take(300).collect::<String>();
    Err(format!("found {}, not {}", short(&found), short(&wanted)))
}
