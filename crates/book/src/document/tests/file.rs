//! A record as an Automerge file and back; files that are none.

use automerge::transaction::Transactable;
use automerge::{AutoCommit, ObjType, ROOT};
use fieldbook_process::testing::{LIN, customer};

use crate::chunk::Misfit;
use crate::document::{Document, FILE_BYTES, NotARecord, export, import};
use crate::replica::Draft;
use crate::testing::{Pair, editing, field};

/// What Lin's phone shows of a customer, one of its fields edited without a network.
fn shown() -> Document {
    let pair = Pair::new();
    let mut lin = pair.phone(LIN);
    let customer = lin.registers(&customer());
    lin.goes_offline();
    lin.saves(Draft { parts: vec![editing(customer, "town", "臺中")], ..Draft::default() });
    Document::clone(&lin.looks_at(customer).unwrap().document)
}

fn edited(bytes: &[u8], edit: impl FnOnce(&mut AutoCommit)) -> Vec<u8> {
    let mut document = AutoCommit::load(bytes).unwrap();
    edit(&mut document);
    document.save()
}

#[test]
fn a_record_with_its_pending_act_goes_into_a_file_and_comes_back_the_same() {
    let shown = shown();
    let back = import(&export(&shown)).unwrap();
    assert_eq!((back.heads(), back.view()), (shown.heads(), shown.view()));
    assert_eq!(field(&back.view().facts, "town"), "臺中");
}

#[test]
fn a_scalar_that_another_program_changed_is_read() {
    let file = edited(&export(&shown()), |document| document.put(ROOT, "town", "新竹").unwrap());
    assert_eq!(field(&import(&file).unwrap().view().facts, "town"), "新竹");
}

#[test]
fn a_text_object_a_float_and_a_deletion_fit_no_record() {
    let edits: [fn(&mut AutoCommit); 3] = [
        |document| drop(document.put_object(ROOT, "town", ObjType::Text).unwrap()),
        |document| document.put(ROOT, "town", 1.5).unwrap(),
        |document| document.delete(ROOT, "town").unwrap(),
    ];
    for edit in edits {
        let refused = import(&edited(&export(&shown()), edit)).unwrap_err();
        assert!(matches!(refused, NotARecord::Misfit(_) | NotARecord::Malformed(_)), "{refused}");
        assert_ne!(refused, NotARecord::Misfit(Misfit::Panicked));
    }
}

#[test]
fn what_is_no_document_is_none() {
    assert!(matches!(import(b"PK\x03\x04"), Err(NotARecord::Unreadable(_))));
    assert_eq!(import(&Document::new().save()).unwrap_err(), NotARecord::Empty);
    assert_eq!(import(&vec![0; FILE_BYTES + 1]).unwrap_err(), NotARecord::TooLarge);
    let whole = export(&shown());
    for cut in 1..whole.len() {
        assert!(import(&whole[..cut]).is_err(), "cut at {cut}");
    }
}
