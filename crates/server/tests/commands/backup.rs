//! Backup while serving; restore; what phones bring back.

use fieldbook_book::store::Table;
use fieldbook_book::testing::request;
use fieldbook_book::wire::{Record, Response, Standing, Unit};
use fieldbook_server::chance::now_ms;
use fieldbook_server::store::Sqlite;

use crate::binary::Desk;
use crate::phone::Phone;

fn backup(desk: &Desk, name: &str) -> String {
    desk.does(&["backup", "--to", desk.path(name).to_str().unwrap()])
}

/// What a phone keeps of its push: its own bytes, and the server's receipts.
fn receipts(units: &[Unit], response: &Response) -> Vec<Record> {
    let sent: Vec<_> = units.iter().flat_map(|unit| &unit.changes).collect();
    let whole = |whole: &fieldbook_book::wire::Whole| {
        let own = sent.iter().find(|sent| sent.doc == whole.doc)?;
        let receipt = whole.receipts.first()?.clone();
        Some(Record { doc: whole.doc, bytes: own.bytes.clone(), receipt })
    };
    response.wholes.iter().filter_map(whole).collect()
}

#[test]
fn what_came_after_the_backup_comes_back_from_the_phone() {
    let desk = Desk::with_company();
    let server = desk.serves();
    let lin = server.phone("lin");
    lin.pushes(lin.registrations(0..3, now_ms()));
    assert!(backup(&desk, "one").contains("Everything received before"), "while it serves");
    let later = lin.registrations(3..5, now_ms());
    let response = lin.pushes(later.clone());
    let records = receipts(&later, &response);
    assert_eq!(records.len(), 2);
    let from = desk.path("one");
    let restore = ["restore", "--from", from.to_str().unwrap()];
    assert!(desk.refuses(&restore).contains("a server is running"));
    server.dies();
    assert!(desk.refuses(&restore).contains("holds a book already"));
    let said = desk.does(&[&restore[..], &["--force"]].concat());
    assert!(said.contains("new life"), "{said}");

    let server = desk.serves();
    let lin = Phone { port: server.port, ..lin };
    let asked = request(Some(response.epoch), Vec::new(), Vec::new());
    let told = lin.syncs(&asked);
    assert_eq!(told.standing, Standing::NewEpoch);
    assert_eq!(lin.reads_all(Some(told.epoch)).len(), 3);
    let mut back = request(Some(told.epoch), Vec::new(), Vec::new());
    back.returned = records;
    lin.syncs(&back);
    lin.syncs(&back);
    assert_eq!(lin.reads_all(Some(told.epoch)).len(), 5);
    assert_eq!(server.phone("wang").reads_all(None).len(), 5);
    drop(server);
    assert!(desk.does(&["check"]).contains("All is well."));
}

#[test]
fn the_book_that_was_replaced_is_kept_and_can_itself_be_restored() {
    let desk = Desk::with_company();
    backup(&desk, "one");
    desk.adds("陳立", "chen", "rep", "wang");
    let from = desk.path("one");
    desk.does(&["restore", "--force", "--from", from.to_str().unwrap()]);
    assert!(!desk.does(&["company", "show"]).contains("陳立"));
    let mut files = std::fs::read_dir(desk.data()).unwrap().map(|entry| entry.unwrap().path());
    let aside = files.find(|file| file.to_string_lossy().contains(".replaced-")).unwrap();
    desk.does(&["restore", "--force", "--from", aside.to_str().unwrap()]);
    assert!(desk.does(&["company", "show"]).contains("陳立"));
}

#[test]
fn a_backup_never_writes_over_a_file_and_a_damaged_one_is_not_restored() {
    let desk = Desk::with_company();
    backup(&desk, "one");
    let to = desk.path("one");
    assert!(desk.refuses(&["backup", "--to", to.to_str().unwrap()]).contains("is there already"));

    let mut bytes = std::fs::read(&to).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle - 3_000..middle + 3_000].fill(0xa5);
    std::fs::write(desk.path("damaged"), bytes).unwrap();
    std::fs::write(desk.path("text"), "no backup at all").unwrap();
    let before = desk.does(&["company", "show"]);
    for name in ["damaged", "text", "missing"] {
        let from = desk.path(name);
        desk.refuses(&["restore", "--force", "--from", from.to_str().unwrap()]);
        assert_eq!(desk.does(&["company", "show"]), before, "{name}");
    }
}

#[test]
fn the_receipt_key_is_not_in_the_backup_and_another_one_is_noticed() {
    let desk = Desk::with_company();
    backup(&desk, "one");
    let key = std::fs::read_to_string(desk.path("data.receipt-key")).unwrap();
    let secret = key.trim().rsplit(' ').next().unwrap();
    let raw: Vec<u8> = (0..32).map(|n| u8::from_str_radix(&secret[2 * n..2 * n + 2], 16).unwrap()).collect();
    let backup = std::fs::read(desk.path("one")).unwrap();
    assert!(!backup.windows(64).any(|part| part == secret.as_bytes()));
    assert!(!backup.windows(32).any(|part| part == raw));

    std::fs::remove_file(desk.path("data.receipt-key")).unwrap();
    assert!(desk.refuses(&["company", "show"]).contains("is not the one that this book signs with"));
    std::fs::write(desk.path("data.receipt-key"), key).unwrap();
    desk.does(&["company", "show"]);
}

#[test]
fn an_empty_file_is_no_backup() {
    let desk = Desk::with_company();
    let before = desk.does(&["company", "show"]);
    let from = desk.path("empty");
    std::fs::write(&from, b"").unwrap();
    desk.refuses(&["restore", "--force", "--from", from.to_str().unwrap()]);
    assert_eq!(desk.does(&["company", "show"]), before);
}

#[test]
fn a_backup_in_which_check_finds_something_wrong_is_restored_only_if_that_is_meant() {
    let desk = Desk::with_company();
    let server = desk.serves();
    let lin = server.phone("lin");
    lin.pushes(lin.registrations(0..3, now_ms()));
    drop(server);
    backup(&desk, "one");
    let sound = std::fs::read(desk.path("one")).unwrap();
    let from = desk.path("damaged");
    // SQLite finds nothing in what it only keeps: a customer's name in its document and in its change, and somebody's
    // in the company. (A note of the company is words and nothing else.)
    for (word, least) in [("客戶 1", 2), ("林曉雯", 1)] {
        let places = sound.windows(word.len()).enumerate().filter(|(_, part)| *part == word.as_bytes());
        let damaged = places.map(|(at, _)| {
            let mut bytes = sound.clone();
            bytes[at] ^= 1;
            bytes
        });
        let refused = damaged.filter(|bytes| {
            std::fs::write(&from, bytes).unwrap();
            let before = desk.does(&["company", "show"]);
            let said = desk.says(&["restore", "--force", "--from", from.to_str().unwrap()]);
            let refused = said.err.contains("--damaged");
            assert!(!refused || desk.does(&["company", "show"]) == before, "{said:?}");
            refused
        });
        assert!(refused.count() >= least, "{word}");
    }
    let words = ["restore", "--force", "--damaged", "--from", from.to_str().unwrap()];
    assert!(desk.does(&words).contains("fieldbook check"));
}

#[test]
fn a_backup_whose_company_has_no_such_version_is_refused_and_soon() {
    let desk = Desk::with_company();
    backup(&desk, "one");
    let from = desk.path("one");
    let store = Sqlite::open_file(&from).unwrap();
    let damaged = store.transaction(|tx| tx.put(Table::Meta, b"company", &u64::MAX.to_be_bytes()));
    damaged.unwrap();
    drop(store);
    let refused = desk.refuses(&["restore", "--force", "--from", from.to_str().unwrap()]);
    assert!(refused.contains("no version 18446744073709551615"), "{refused}");
}
