//! A key is made once, read again, and stays with its book.

use fieldbook_book::store::Memory;
use tempfile::TempDir;

use super::*;

#[test]
fn a_key_is_made_once_and_signs_the_same_afterwards() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("key");
    let made = ReceiptKey::of_file(&file).unwrap();
    let read = ReceiptKey::of_file(&file).unwrap();
    let signature = made.sign(b"words");
    assert!(read.verify(b"words", &signature));
    assert!(!read.verify(b"other words", &signature));
    assert!(!read.verify(b"words", &signature[1..]));
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("key");
    ReceiptKey::of_file(&file).unwrap();
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn the_usual_file_lies_beside_the_folder_of_data() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    let beside = fs::canonicalize(folder.path()).unwrap().join("data.receipt-key");
    assert_eq!(ReceiptKey::usual_file(&data), beside);
    assert_eq!(ReceiptKey::usual_file(&data.join(".")), beside);
}

#[test]
fn another_file_is_no_key() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("key");
    for text in ["", "words", "fieldbook receipt key 1 12", "fieldbook receipt key 1 zz"] {
        fs::write(&file, text).unwrap();
        assert!(matches!(ReceiptKey::of_file(&file), Err(KeyFault::NotAKey(_))), "{text}");
    }
}

#[test]
fn a_book_goes_on_with_its_own_key_only_unless_told() {
    let folder = TempDir::new().unwrap();
    let (one, other) = (folder.path().join("one"), folder.path().join("other"));
    let mut book = Memory::default();
    let mut settle = |file: &Path, take: bool| {
        let key = ReceiptKey::of_file(file).unwrap();
        book.transaction(|tx| key.settle(tx, file, take))
    };
    assert!(settle(&one, false).is_ok());
    assert!(settle(&one, false).is_ok());
    assert!(matches!(settle(&other, false), Err(KeyFault::Other(_))));
    assert!(settle(&other, true).is_ok());
    assert!(matches!(settle(&one, false), Err(KeyFault::Other(_))));
}
