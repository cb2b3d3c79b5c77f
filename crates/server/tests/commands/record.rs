//! `fieldbook record …`.

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
