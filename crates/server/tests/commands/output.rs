//! Output that nobody reads to its end, or that finds no room.

use std::fs;

use crate::binary::Desk;
use crate::phone::Phone;

/// Everything that prints and needs no more than a book.
const PRINTING: [&[&str]; 10] = [
    &["company", "show", "--history"],
    &["company", "calendar"],
    &["company", "catalogue"],
    &["company", "set-day", "2027-10-01", "free"],
    &["device", "list"],
    &["device", "quarantine", "list"],
    &["report", "sales", "--by", "seller"],
    &["report", "sources", "--by", "event"],
    &["check"],
    &["demo"],
];

fn a_demo() -> Desk {
    let desk = Desk::empty();
    desk.does(&["demo", "--customers", "8", "--deals", "8"]);
    // A device to be listed.
    Phone::signs_in(desk.serves().port, "lin", "fieldbook-demo");
    desk
}

#[test]
fn a_command_whose_reader_has_read_enough_ends_well_and_quietly() {
    let desk = a_demo();
    for words in PRINTING {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let said = desk.prints_to(words, writer);
        assert!(said.well && said.err.is_empty(), "{words:?}: {said:?}");
    }
    let shown = desk.does(&["company", "show", "--history"]);
    assert!(shown.contains("2027-10-01 is free"), "what it was to do it did: {shown}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_the_output_is_told() {
    let desk = a_demo();
    for words in PRINTING {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let said = desk.prints_to(words, full);
        assert!(
            !said.well && said.err.starts_with("fieldbook: ") && !said.err.contains("panicked"),
            "{said:?}"
        );
    }
}
