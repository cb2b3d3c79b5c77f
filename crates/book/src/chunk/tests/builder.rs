//! Writes change chunks byte by byte, honest or not, after the format in `chunk.rs`; shared with the fuzzer.

use sha2::{Digest as _, Sha256};

/// A change before it is bytes.
#[derive(Debug, Clone, Default)]
pub struct Contents {
    pub deps: Vec<[u8; 32]>,
    pub actor: Vec<u8>,
    pub seq: u64,
    pub start_op: u64,
    pub time: i64,
    pub message: Vec<u8>,
    pub others: Vec<Vec<u8>>,
    pub columns: Vec<(u64, Vec<u8>)>,
    pub extra: Vec<u8>,
}

impl Contents {
    pub fn bytes(&self) -> Vec<u8> {
        let mut to = Vec::new();
        uint(&mut to, self.deps.len() as u64);
        self.deps.iter().for_each(|dep| to.extend(dep));
        prefixed(&mut to, &self.actor);
        uint(&mut to, self.seq);
        uint(&mut to, self.start_op);
        int(&mut to, self.time);
        prefixed(&mut to, &self.message);
        uint(&mut to, self.others.len() as u64);
        self.others.iter().for_each(|actor| prefixed(&mut to, actor));
        uint(&mut to, self.columns.len() as u64);
        for (spec, data) in &self.columns {
            uint(&mut to, *spec);
            uint(&mut to, data.len() as u64);
        }
        self.columns.iter().for_each(|(_, data)| to.extend(data));
        to.extend(&self.extra);
        to
    }

    pub fn chunk(&self) -> Vec<u8> {
        chunk(1, &self.bytes(), &self.bytes())
    }

    pub fn deflated(&self) -> Vec<u8> {
        chunk(2, &miniz_oxide::deflate::compress_to_vec(&self.bytes(), 6), &self.bytes())
    }
}

/// A chunk with the checksum of `hashed`, taken as the contents of a change.
pub fn chunk(kind: u8, contents: &[u8], hashed: &[u8]) -> Vec<u8> {
    let mut head = vec![1];
    uint(&mut head, hashed.len() as u64);
    let hash = Sha256::new().chain_update(&head).chain_update(hashed).finalize();
    let mut to = vec![0x85, 0x6f, 0x4a, 0x83];
    to.extend(&hash[..4]);
    to.push(kind);
    prefixed(&mut to, contents);
    to
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    Map(String),
    /// An element of a list, by the operation that made it; number 0 is the head.
    Element(Id),
}

/// An operation's number and the index of its actor.
pub type Id = (u64, u64);

/// One operation.
#[derive(Debug, Clone)]
pub struct Row {
    pub object: Option<Id>,
    pub key: Key,
    pub insert: bool,
    pub action: u64,
    pub value: Scalar,
    pub preds: Vec<Id>,
}

pub const MAKE_MAP: u64 = 0;
pub const PUT: u64 = 1;
pub const MAKE_LIST: u64 = 2;
pub const DELETE: u64 = 3;
pub const MAKE_TEXT: u64 = 4;
pub const INCREMENT: u64 = 5;
pub const MARK: u64 = 7;

/// A value's type and bytes.
pub type Scalar = (u64, Vec<u8>);

pub fn text(text: &str) -> Scalar {
    (6, text.as_bytes().to_vec())
}

pub fn signed(kind: u64, n: i64) -> Scalar {
    let mut to = Vec::new();
    int(&mut to, n);
    (kind, to)
}

pub fn null() -> Scalar {
    (0, Vec::new())
}

/// A value put at the root, where nothing stood.
pub fn put(key: &str, value: Scalar) -> Row {
    Row { object: None, key: Key::Map(key.into()), insert: false, action: PUT, value, preds: Vec::new() }
}

impl Row {
    pub fn over(self, preds: &[Id]) -> Self {
        Self { preds: preds.to_vec(), ..self }
    }

    pub fn within(self, object: Id) -> Self {
        Self { object: Some(object), ..self }
    }

    pub fn action(self, action: u64) -> Self {
        Self { action, ..self }
    }
}

/// The columns of operations, as Automerge writes them.
pub fn columns(rows: &[Row]) -> Vec<(u64, Vec<u8>)> {
    let element = |row: &Row| match row.key {
        Key::Element(id) => Some(id),
        Key::Map(_) => None,
    };
    let key = |row: &Row| match &row.key {
        Key::Map(key) => Some(key.clone()),
        Key::Element(_) => None,
    };
    let each = |of: &dyn Fn(&Row) -> Option<u64>| numbers(&rows.iter().map(of).collect::<Vec<_>>());
    let preds: Vec<_> = rows.iter().flat_map(|row| row.preds.iter().copied()).collect();
    let keys: Vec<_> = rows.iter().map(key).collect();
    let all = [
        (0x01, each(&|row| row.object.map(|(_, actor)| actor))),
        (0x02, each(&|row| row.object.map(|(number, _)| number))),
        (0x11, each(&|row| element(row).filter(|(number, _)| *number > 0).map(|(_, actor)| actor))),
        (0x13, deltas(&rows.iter().map(|row| element(row).map(|(number, _)| number)).collect::<Vec<_>>())),
        (0x15, runs(&keys, |to, key| prefixed(to, key.as_bytes()))),
        (0x34, flags(rows.iter().map(|row| row.insert))),
        (0x42, each(&|row| Some(row.action))),
        (0x56, each(&|row| Some((row.value.1.len() as u64) << 4 | row.value.0))),
        (0x57, rows.iter().flat_map(|row| row.value.1.clone()).collect()),
        (0x70, each(&|row| Some(row.preds.len() as u64))),
        (0x71, numbers(&preds.iter().map(|(_, actor)| Some(*actor)).collect::<Vec<_>>())),
        (0x73, deltas(&preds.iter().map(|(number, _)| Some(*number)).collect::<Vec<_>>())),
    ];
    all.into_iter().filter(|(_, data)| !data.is_empty()).collect()
}

pub fn numbers(items: &[Option<u64>]) -> Vec<u8> {
    runs(items, |to, number| uint(to, *number))
}

fn deltas(items: &[Option<u64>]) -> Vec<u8> {
    let mut before = 0;
    let deltas = items.iter().map(|item| {
        item.map(|number| {
            let delta = number as i64 - before;
            before = number as i64;
            delta
        })
    });
    runs(&deltas.collect::<Vec<_>>(), |to, delta| int(to, *delta))
}

/// Runs as Automerge cuts them; nothing where all is null.
fn runs<T: PartialEq>(items: &[Option<T>], write: impl Fn(&mut Vec<u8>, &T)) -> Vec<u8> {
    let mut to = Vec::new();
    if items.iter().all(Option::is_none) {
        return to;
    }
    let mut literal = Vec::new();
    for group in items.chunk_by(PartialEq::eq) {
        if let [Some(one)] = group {
            literal.push(one);
            continue;
        }
        flush(&mut to, &mut literal, &write);
        match group.first() {
            Some(Some(value)) => {
                int(&mut to, group.len() as i64);
                write(&mut to, value);
            }
            _ => to.extend([vec![0], of(uint, group.len() as u64)].concat()),
        }
    }
    flush(&mut to, &mut literal, &write);
    to
}

fn flush<T>(to: &mut Vec<u8>, literal: &mut Vec<&T>, write: impl Fn(&mut Vec<u8>, &T)) {
    if !literal.is_empty() {
        int(to, -(literal.len() as i64));
        literal.drain(..).for_each(|value| write(to, value));
    }
}

fn flags(items: impl Iterator<Item = bool>) -> Vec<u8> {
    let (mut to, mut last, mut count) = (Vec::new(), false, 0);
    for item in items {
        if item != last {
            uint(&mut to, count);
            (last, count) = (item, 0);
        }
        count += 1;
    }
    uint(&mut to, count);
    to
}

fn of<T>(write: impl Fn(&mut Vec<u8>, T), value: T) -> Vec<u8> {
    let mut to = Vec::new();
    write(&mut to, value);
    to
}

pub fn prefixed(to: &mut Vec<u8>, bytes: &[u8]) {
    uint(to, bytes.len() as u64);
    to.extend(bytes);
}

pub fn uint(to: &mut Vec<u8>, mut value: u64) {
    while value > 0x7f {
        to.push(value as u8 | 0x80);
        value >>= 7;
    }
    to.push(value as u8);
}

pub fn int(to: &mut Vec<u8>, mut value: i64) {
    while !(-0x40..0x40).contains(&value) {
        to.push(value as u8 | 0x80);
        value >>= 7;
    }
    to.push(value as u8 & 0x7f);
}
