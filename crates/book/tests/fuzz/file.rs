//! Files that people bring: a record as Automerge, and the acts that a phone had not sent.

use std::sync::OnceLock;

use fieldbook_book::document::{export, import};
use fieldbook_book::unsent::{Act, Unsent};
use fieldbook_process::testing::LIN;
use sha2::{Digest, Sha256};

use crate::chance::{Chance, varint};
use crate::json;
use crate::left::left;

/// Only what passes the wall is a record, and it is written and read again as the same.
pub fn record(chance: &mut Chance) {
    static FILES: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    let mut bytes = chance.pick(FILES.get_or_init(files)).clone();
    if chance.once_in(3) {
        chance.mutate(&mut bytes);
    } else {
        // Behind magic, checksum, type and length; the checksum is made right again.
        let length = bytes[9..].iter().take_while(|byte| **byte >= 0x80).count() + 1;
        let mut contents = bytes.split_off(9 + length);
        chance.mutate(&mut contents);
        bytes = chunk_of(bytes[8], &contents);
    }
    if chance.once_in(8) {
        bytes.extend(chance.pick(FILES.get_or_init(files)));
    }
    if let Ok(document) = import(&bytes) {
        assert_eq!(import(&export(&document)), Ok(document));
    }
}

/// A chunk with its own checksum.
fn chunk_of(kind: u8, contents: &[u8]) -> Vec<u8> {
    let mut body = vec![kind];
    varint(&mut body, contents.len() as u64);
    body.extend(contents);
    let hash = Sha256::digest(&body);
    [&[0x85, 0x6f, 0x4a, 0x83][..], &hash[..4], &body].concat()
}

/// Records of the story, as they are and with what is pending.
fn files() -> Vec<Vec<u8>> {
    let (_pair, mut lin) = left().starts(left().disk.clone());
    let docs: Vec<_> = lin.replica.rows().keys().copied().collect();
    docs.into_iter().filter_map(|doc| Some(export(&lin.looks_at(doc)?.document))).collect()
}

/// What is read can be written and read again; each act of it is answered by a phone.
pub fn unsent(chance: &mut Chance) {
    let (_pair, mut lin) = left().starts(left().disk.clone());
    let acts = lin.replica.outbox().map(Act::from).chain(lin.replica.aside().values().map(Act::from));
    let acts: Vec<Act> = acts.collect();
    let honest = Unsent::of(LIN, 1_700_000_000_000, acts).write().unwrap();
    let mut bytes = honest.clone().into_bytes();
    for _ in 0..chance.below(3) {
        json::mutate(&mut bytes, chance);
    }
    if chance.once_in(8) {
        chance.mutate(&mut bytes);
    }
    let Some(file) = Unsent::read(&String::from_utf8_lossy(&bytes)) else { return };
    assert_eq!(Unsent::read(&file.write().unwrap()).as_ref(), Some(&file));
    for act in file.acts {
        let doc = act.parts.first().map(|part| part.doc);
        if let Some(opened) = doc.and_then(|doc| lin.looks_at(doc)) {
            std::hint::black_box(act.stands_in(&opened.view.facts));
        }
        lin.tries(act.draft());
    }
    lin.comes_online();
    lin.waits(10_000);
}
