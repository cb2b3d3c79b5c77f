//! Tests of the wall. The hostile examples are built byte by byte; beside each stands what automerge 0.12 did
//! with it alone. `bytes`: by the bytes; `past`: by the document; `honest`: what must pass.

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{Automerge, ROOT, ReadDoc};

use super::*;
use builder::{Contents, MAKE_MAP, Row, columns, null, put, text};

mod builder;
mod bytes;
mod honest;
mod past;

const AUTHOR: [u8; 16] = [0xaa; 16];
const STRANGER: [u8; 16] = [0xbb; 16];
const ENTRY: &str = "follow_up:01890000000070008000000000000001";
/// Numbers of the operations of [`first`].
const TITLE: (u64, u64) = (2, 0);
const THE_ENTRY: (u64, u64) = (3, 0);
const CONTENT: (u64, u64) = (4, 0);
const NEXT: u64 = 5;

/// A record's first change, with one entry.
fn first() -> Contents {
    let rows = [
        put("kind", text("deal")),
        put("title", text("Switchgear")),
        put(ENTRY, null()).action(MAKE_MAP),
        put("content", text("called")).within(THE_ENTRY),
    ];
    Contents { actor: AUTHOR.to_vec(), seq: 1, start_op: 1, columns: columns(&rows), ..Contents::default() }
}

/// The record, and a template of its author's next change.
fn record() -> (Automerge, Contents) {
    let mut doc = Automerge::new();
    let next = add(&mut doc, &first());
    (doc, next)
}

/// Takes a change in, and answers a template of the same actor's next one.
fn add(doc: &mut Automerge, contents: &Contents) -> Contents {
    let checked = check(&contents.chunk(), &LIMITS).unwrap();
    fits(doc, &checked, &RecordShape).unwrap();
    apply(doc, &checked).unwrap();
    let (seq, start_op) = (checked.seq + 1, checked.start_op + checked.ops as u64);
    Contents { deps: vec![checked.hash.0], seq, start_op, columns: Vec::new(), ..contents.clone() }
}

fn with(contents: &Contents, rows: &[Row]) -> Contents {
    Contents { columns: columns(rows), ..contents.clone() }
}

fn refused(contents: &Contents) -> Malformed {
    check(&contents.chunk(), &LIMITS).unwrap_err()
}

/// Which misfit, for a change whose bytes are all right.
fn misfit(doc: &Automerge, contents: &Contents) -> Result<(), Misfit> {
    fits(doc, &check(&contents.chunk(), &LIMITS).unwrap(), &RecordShape)
}
