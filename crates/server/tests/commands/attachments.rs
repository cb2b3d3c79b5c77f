//! Photos, voice notes and files beside the book: checked, copied with a backup, and brought back with it.

use std::fs;
use std::path::PathBuf;

use fieldbook_book::hash::Hash;

use crate::attached::{has, put, registers};
use crate::binary::Desk;

/// A book with these attachments brought whole, and one that only a phone has yet.
fn with(brought: &[&[u8]]) -> (Desk, Vec<Hash>) {
    let desk = Desk::with_company();
    let server = desk.serves();
    let lin = server.phone("lin");
    let hashes = brought.iter().map(|bytes| {
        let it = registers(&lin, bytes, "image/jpeg");
        assert_eq!(has(&put(&lin, it, 0, bytes)), bytes.len() as u64);
        it.1
    });
    let hashes = hashes.collect();
    registers(&lin, b"still on the phone", "image/jpeg");
    drop(server);
    (desk, hashes)
}

fn file(desk: &Desk, hash: Hash) -> PathBuf {
    let name = hash.to_string();
    desk.data().join("attachments").join(&name[..2]).join(name)
}

#[test]
fn check_tells_what_is_damaged_missing_still_to_come_and_nobodys() {
    let (desk, hashes) = with(&[b"a photo", b"a voice note"]);
    let well = desk.does(&["check"]);
    assert!(well.contains("2 attachments are what their hash says, 0 of them named by no record."), "{well}");
    assert!(well.contains("1 more are named by records and still on phones"), "{well}");
    assert!(well.contains("All is well."), "{well}");

    let stray = Hash::of(b"from another life");
    fs::create_dir_all(file(&desk, stray).parent().unwrap()).unwrap();
    fs::write(file(&desk, stray), b"from another life").unwrap();
    fs::write(desk.data().join("attachments/notes.txt"), b"x").unwrap();
    let told = desk.does(&["check"]);
    assert!(told.contains("3 attachments are what their hash says, 1 of them named by no record."), "{told}");
    assert!(told.contains("notes.txt is no attachment"), "{told}");

    fs::write(file(&desk, hashes[0]), b"a phot0").unwrap();
    fs::remove_file(file(&desk, hashes[1])).unwrap();
    let said = desk.says(&["check"]);
    assert!(!said.well && said.err.contains("2 things are wrong"), "{said:?}");
    let line = |hash: Hash| said.out.lines().find(|line| line.contains(&hash.to_string())).unwrap();
    assert!(line(hashes[0]).contains("of document") && line(hashes[0]).contains("damaged"), "{said:?}");
    assert!(line(hashes[1]).contains("it is missing, and it was here"), "{said:?}");
}

#[test]
fn a_backup_says_what_it_lacks_or_copies_it_and_a_restore_brings_it_back() {
    let (desk, hashes) = with(&[b"a photo", b"a voice note"]);
    let (one, two, photos) = (desk.path("one"), desk.path("two"), desk.path("photos"));
    let (one, two, photos) = (one.to_str().unwrap(), two.to_str().unwrap(), photos.to_str().unwrap());
    let told = desk.does(&["backup", "--to", one]);
    assert!(told.contains("2 photos, voice notes and files are not: copy"), "{told}");
    let told = desk.does(&["backup", "--to", two, "--with-attachments", photos]);
    assert!(told.contains("2 photos, voice notes and files copied, 0 were there."), "{told}");
    let again = desk.path("three");
    let again = ["backup", "--to", again.to_str().unwrap(), "--with-attachments", photos];
    assert!(desk.does(&again).contains("0 photos, voice notes and files copied, 2 were there."));

    fs::remove_dir_all(desk.data().join("attachments")).unwrap();
    let told = desk.does(&["restore", "--force", "--from", one]);
    assert!(told.contains("2 photos, voice notes and files that it knows are not in"), "{told}");
    assert!(!desk.says(&["check"]).well);
    let told = desk.does(&["restore", "--force", "--from", two, "--with-attachments", photos]);
    assert!(told.contains("2 photos, voice notes and files copied"), "{told}");
    assert!(!told.contains("are not in"), "{told}");
    assert_eq!(fs::read(file(&desk, hashes[1])).unwrap(), b"a voice note");
    assert!(desk.does(&["check"]).contains("All is well."));
}

#[test]
fn a_damaged_one_is_not_copied_and_told_once_all_others_are() {
    let (desk, hashes) = with(&[b"a photo", b"a voice note"]);
    fs::write(file(&desk, hashes[0]), b"a phot0").unwrap();
    let (to, photos) = (desk.path("one"), desk.path("photos"));
    let words = ["backup", "--to", to.to_str().unwrap(), "--with-attachments", photos.to_str().unwrap()];
    let said = desk.says(&words);
    assert!(!said.well && said.err.contains("1 attachments are damaged"), "{said:?}");
    assert!(said.out.contains(&format!("attachment {} is damaged", hashes[0])), "{said:?}");
    assert!(said.out.contains("1 photos, voice notes and files copied"), "{said:?}");
    assert!(to.exists(), "the book itself is saved");
}
