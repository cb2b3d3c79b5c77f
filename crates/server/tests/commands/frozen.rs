//! A book of format 1, as it was when that was frozen, is opened, checked, served and written to by the program of
//! today. `FIELDBOOK_FREEZE=1 cargo test -p fieldbook-server --test commands frozen` wrote it; it is not written again.

use std::path::{Path, PathBuf};

use fieldbook_book::testing::request;
use fieldbook_book::wire::Verdict;
use fieldbook_server::chance::now_ms;

use crate::binary::Desk;

const BOOK: &str = "data/fieldbook.sqlite";
const KEY: &str = "data.receipt-key";

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/v1")
}

/// A company with five customers, an absence and a policy value of its own.
fn freeze() {
    let desk = Desk::with_company();
    desk.does(&["company", "set-policy", "follow_up_interval_days", "10", "--agreed-by", "zhao"]);
    let server = desk.serves();
    let lin = server.phone("lin");
    lin.pushes(lin.registrations(0..5, now_ms()));
    server.dies();
    let to = fixtures();
    std::fs::create_dir_all(&to).unwrap();
    let book = to.join("fieldbook.sqlite");
    let _there_was_none = std::fs::remove_file(&book);
    desk.does(&["backup", "--to", book.to_str().unwrap()]);
    std::fs::copy(desk.path(KEY), to.join("receipt-key")).unwrap();
}

#[test]
fn a_book_of_format_1_is_opened_served_and_written_to() {
    if std::env::var_os("FIELDBOOK_FREEZE").is_some() {
        freeze();
    }
    let desk = Desk::empty();
    std::fs::create_dir(desk.data()).unwrap();
    std::fs::copy(fixtures().join("fieldbook.sqlite"), desk.path(BOOK)).unwrap();
    std::fs::copy(fixtures().join("receipt-key"), desk.path(KEY)).unwrap();
    assert!(desk.does(&["check"]).contains("5 documents"));
    assert!(desk.does(&["company", "show"]).contains("follow_up_interval_days"));
    let server = desk.serves();
    let lin = server.phone("lin");
    let told = lin.syncs(&request(None, Vec::new(), Vec::new()));
    assert_eq!(lin.reads_all(Some(told.epoch)).len(), 5);
    let response = lin.pushes(lin.registrations(5..6, now_ms()));
    assert_eq!(response.verdicts, [Verdict::Accepted]);
    assert_eq!(server.phone("wang").reads_all(Some(told.epoch)).len(), 6);
    server.dies();
    assert!(desk.does(&["check"]).contains("All is well"));
}
