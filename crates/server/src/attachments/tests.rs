use tempfile::TempDir;

use super::*;

fn made() -> (TempDir, Attachments) {
    let folder = TempDir::new().unwrap();
    let attachments = Attachments::in_folder(folder.path());
    (folder, attachments)
}

#[test]
fn pieces_become_a_whole_that_is_read_from_anywhere() {
    let (_folder, attachments) = made();
    let bytes = b"a photo of a card".to_vec();
    let (hash, total) = (Hash::of(&bytes), bytes.len() as u64);
    assert_eq!(attachments.take(hash, 0, total, &[]).unwrap(), Taken::Has(0));
    assert_eq!(attachments.take(hash, 0, total, &bytes[..5]).unwrap(), Taken::Has(5));
    assert_eq!(attachments.read(hash, 0, 100).unwrap(), None, "not whole yet");
    assert_eq!(attachments.take(hash, 5, total, &bytes[5..]).unwrap(), Taken::Has(total));
    assert_eq!(attachments.read(hash, 0, 100).unwrap(), Some(bytes.clone()));
    assert_eq!(attachments.read(hash, 2, 5).unwrap(), Some(bytes[2..7].to_vec()));
    assert_eq!(attachments.read(hash, total, 5).unwrap(), Some(Vec::new()));
}

#[test]
fn a_piece_that_comes_twice_or_too_early_changes_nothing() {
    let (_folder, attachments) = made();
    let bytes = b"0123456789".to_vec();
    let hash = Hash::of(&bytes);
    assert_eq!(attachments.take(hash, 3, 10, &bytes[3..]).unwrap(), Taken::Has(0));
    assert_eq!(attachments.take(hash, 0, 10, &bytes[..4]).unwrap(), Taken::Has(4));
    assert_eq!(attachments.take(hash, 0, 10, &bytes[..4]).unwrap(), Taken::Has(4));
    assert_eq!(attachments.take(hash, 4, 10, &bytes[4..]).unwrap(), Taken::Has(10));
    assert_eq!(attachments.take(hash, 0, 10, b"xxxx").unwrap(), Taken::Has(10), "what is whole stays");
    assert_eq!(attachments.read(hash, 0, 100).unwrap(), Some(bytes));
}

#[test]
fn other_bytes_than_the_hash_says_are_not_kept_and_it_begins_anew() {
    let (_folder, attachments) = made();
    let bytes = b"0123456789".to_vec();
    let hash = Hash::of(&bytes);
    assert_eq!(attachments.take(hash, 0, 10, b"9876543210").unwrap(), Taken::Other);
    assert_eq!(attachments.has(hash).unwrap(), 0);
    assert_eq!(attachments.take(hash, 0, 10, &bytes).unwrap(), Taken::Has(10));
}

#[test]
fn more_than_the_record_says_is_cut_off() {
    let (_folder, attachments) = made();
    let bytes = b"0123456789".to_vec();
    let hash = Hash::of(&bytes);
    assert_eq!(attachments.take(hash, 0, 10, b"0123456789and more").unwrap(), Taken::Has(10));
    assert_eq!(attachments.read(hash, 0, 100).unwrap(), Some(bytes));
}
