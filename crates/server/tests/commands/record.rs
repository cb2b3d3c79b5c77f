//! `fieldbook record …`.

use std::panic::catch_unwind;

use automerge::{ActorId, Automerge, Change};
use fieldbook_book::document::Document;
use fieldbook_book::testing::{Seed, message, registering, write_as};
use fieldbook_process::testing::{LIN, customer};
use fieldbook_process::{ActName, DocId};
use sha2::{Digest, Sha256};

use crate::binary::Desk;
use crate::phone::Phone;

#[test]
fn a_record_is_saved_as_a_file_that_is_read_back_the_same() {
    let desk = Desk::empty();
    desk.does(&["demo", "--customers", "8", "--deals", "8"]);
    let server = desk.serves();
    let docs = Phone::signs_in(server.port, "lin", "fieldbook-demo").reads_all(None);
    assert!(!docs.is_empty());
    let file = desk.path("record.automerge");
    for doc in docs {
        let (id, file) = (doc.to_string(), file.to_str().unwrap());
        let shown = desk.does(&["record", "show", &id]);
        desk.does(&["record", "export", &id, "--to", file]);
        let read = desk.runs(&["record", "read", file]);
        assert!(read.well, "{read:?}");
        let read = read.out;
        for line in shown.lines().filter(|line| line.contains("contact:") || line.contains("title")) {
            assert!(read.contains(line.trim()), "{line}\n{read}");
        }
        std::fs::remove_file(file).unwrap();
    }
}

#[test]
fn what_is_no_record_is_refused_in_plain_words() {
    let desk = Desk::with_company();
    assert!(desk.refuses(&["record", "show", "not-an-id"]).contains("id"));
    let nobody = "0123456789abcdef0123456789abcdef";
    assert!(desk.refuses(&["record", "show", nobody]).contains(nobody));
    let file = desk.path("damaged.automerge");
    std::fs::write(&file, b"\x85\x6f\x4a\x83 damaged").unwrap();
    let said = desk.runs(&["record", "read", file.to_str().unwrap()]);
    assert!(!said.well && said.err.contains("damaged.automerge"), "{said:?}");
}

/// A file with its checksum right and its inside wrong, at which Automerge panics.
fn poisoned() -> Vec<u8> {
    let mut seed = Seed(1);
    let part = registering(DocId(seed.id()), &customer());
    let sent = write_as(
        &ActorId::from(&seed.id()[..]),
        &Document::new(),
        &part,
        &message(ActName::RegisterCustomer, LIN, 0),
    );
    let mut document = Document::new();
    document.apply([Change::from_bytes(sent.bytes.0).unwrap()]).unwrap();
    let whole = document.save();
    // Behind magic, checksum, type and length, of two bytes here.
    let broken = (11..whole.len()).flat_map(|at| [0x7f, 0xff, 0x01].map(|byte| (at, byte)));
    let files = broken.map(|(at, byte)| {
        let mut file = whole.clone();
        file[at] = byte;
        let sum = Sha256::digest(&file[8..]);
        file[4..8].copy_from_slice(&sum[..4]);
        file
    });
    let panics = |file: &Vec<u8>| catch_unwind(|| Automerge::load(file).is_ok()).is_err();
    files.into_iter().find(panics).expect("Automerge panics at none of these any more")
}

#[test]
fn a_file_at_which_automerge_panics_is_refused_in_plain_words_too() {
    let desk = Desk::empty();
    let file = desk.path("poisoned.automerge");
    std::fs::write(&file, poisoned()).unwrap();
    let said = desk.runs(&["record", "read", file.to_str().unwrap()]);
    assert!(!said.well && said.err.contains("poisoned.automerge is no record of ours"), "{said:?}");
    assert!(!said.err.contains("panicked"), "{said:?}");
}
