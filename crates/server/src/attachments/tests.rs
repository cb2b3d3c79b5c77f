use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rusty_s3::Credentials;
use tempfile::TempDir;

use super::bucket::Patience;
use super::*;

fn made() -> (TempDir, Attachments) {
    let folder = TempDir::new().unwrap();
    let attachments = Attachments::in_folder(folder.path());
    (folder, attachments)
}

fn bytes_of(attachments: &Attachments, hash: Hash, offset: u64, most: usize) -> Option<Vec<u8>> {
    attachments.read(hash, offset, most).unwrap().map(|read| read.bytes)
}

/// Whole in one piece.
fn put(attachments: &Attachments, bytes: &[u8]) -> Hash {
    let (hash, total) = (Hash::of(bytes), bytes.len() as u64);
    assert_eq!(attachments.take(hash, 0, total, bytes).unwrap(), Taken::Has(total));
    hash
}

#[test]
fn what_is_damaged_or_gone_is_found_and_what_is_no_attachment_is_told() {
    let (folder, attachments) = made();
    let (photo, note) = (put(&attachments, b"a photo"), put(&attachments, b"a voice note"));
    let hashes = BTreeSet::from([photo, note]);
    assert_eq!(attachments.all().unwrap(), Some(Listing { hashes, strange: Vec::new() }));
    let file = |hash: Hash| {
        let name = hash.to_string();
        folder.path().join("attachments").join(&name[..2]).join(name)
    };
    fs::write(file(photo), b"a phot0").unwrap();
    fs::remove_file(file(note)).unwrap();
    let strange = folder.path().join("attachments/readme.txt");
    fs::write(&strange, b"x").unwrap();
    assert_eq!(attachments.soundness(photo).unwrap(), Soundness::Damaged);
    assert_eq!(attachments.soundness(note).unwrap(), Soundness::Missing);
    assert_eq!(attachments.all().unwrap().unwrap().strange, [strange]);
    fs::write(file(photo), b"a photo").unwrap();
    assert_eq!(attachments.soundness(photo).unwrap(), Soundness::Sound);
}

#[test]
fn copies_bring_what_is_new_once_and_nothing_that_is_damaged() {
    let ((folder, attachments), (_other, kept)) = (made(), made());
    let (photo, note) = (put(&attachments, b"a photo"), put(&attachments, b"a voice note"));
    let told = |new, there, damaged: &[Hash]| Some(Copied { new, there, damaged: damaged.to_vec() });
    // A copy that was broken off before.
    kept.take(photo, 0, 7, b"a ph").unwrap();
    assert_eq!(attachments.copy_to(&kept).unwrap(), told(2, 0, &[]));
    let late = put(&attachments, b"a file");
    let name = late.to_string();
    fs::write(folder.path().join("attachments").join(&name[..2]).join(name), b"a fil3").unwrap();
    assert_eq!(attachments.copy_to(&kept).unwrap(), told(0, 2, &[late]));
    assert_eq!(kept.all().unwrap().unwrap().hashes, BTreeSet::from([photo, note]));
    assert_eq!(kept.begun().unwrap(), 0);
}

#[test]
fn pieces_become_a_whole_that_is_read_from_anywhere() {
    let (_folder, attachments) = made();
    let bytes = b"a photo of a card".to_vec();
    let (hash, total) = (Hash::of(&bytes), bytes.len() as u64);
    assert_eq!(attachments.take(hash, 0, total, &[]).unwrap(), Taken::Has(0));
    assert_eq!(attachments.take(hash, 0, total, &bytes[..5]).unwrap(), Taken::Has(5));
    assert_eq!(bytes_of(&attachments, hash, 0, 100), None, "not whole yet");
    assert_eq!(attachments.take(hash, 5, total, &bytes[5..]).unwrap(), Taken::Has(total));
    assert_eq!(bytes_of(&attachments, hash, 0, 100), Some(bytes.clone()));
    assert_eq!(bytes_of(&attachments, hash, 2, 5), Some(bytes[2..7].to_vec()));
    assert_eq!(bytes_of(&attachments, hash, total, 5), Some(Vec::new()));
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
    assert_eq!(bytes_of(&attachments, hash, 0, 100), Some(bytes));
}

/// A folder whose disk is full at the first whole one.
struct FullOnce(Folder, AtomicBool);

impl Keeper for FullOnce {
    fn size(&self, hash: Hash) -> io::Result<Option<u64>> {
        self.0.size(hash)
    }

    fn put(&self, hash: Hash, file: &Path) -> io::Result<()> {
        if self.1.swap(false, Ordering::SeqCst) {
            return Err(io::Error::other("the disk is full"));
        }
        self.0.put(hash, file)
    }

    fn read(&self, hash: Hash, offset: u64, most: usize) -> io::Result<Vec<u8>> {
        self.0.read(hash, offset, most)
    }

    fn all(&self) -> io::Result<Option<Listing>> {
        self.0.all()
    }
}

#[test]
fn what_could_not_be_kept_is_not_said_to_be_here_and_is_kept_at_the_next_question() {
    let folder = TempDir::new().unwrap();
    let keeper = FullOnce(Folder(folder.path().join("kept")), true.into());
    let attachments = Attachments::kept_by(folder.path(), keeper);
    let bytes = b"0123456789".to_vec();
    let hash = Hash::of(&bytes);
    assert!(attachments.take(hash, 0, 10, &bytes).is_err());
    assert_eq!(bytes_of(&attachments, hash, 0, 100), None);
    assert_eq!(attachments.take(hash, 0, 10, &[]).unwrap(), Taken::Has(10));
    assert_eq!(bytes_of(&attachments, hash, 0, 100), Some(bytes));
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
    assert_eq!(bytes_of(&attachments, hash, 0, 100), Some(bytes));
}

/// An object store of a few lines: it keeps what is put under an address, and wants every request signed.
fn store() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/fieldbook", listener.local_addr().unwrap());
    thread::spawn(move || {
        let mut kept: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for stream in listener.incoming() {
            let mut reader = BufReader::new(stream.unwrap());
            let mut head = Vec::new();
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                if line.trim().is_empty() {
                    break;
                }
                head.push(line.trim().to_lowercase());
            }
            let Some(first) = head.first() else { continue };
            let (method, rest) = first.split_once(' ').unwrap();
            let (path, query) = rest.split_once(['?', ' ']).unwrap();
            let value = |name: &str| head.iter().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
            let length = value("content-length: ").map_or(0, |it| it.parse().unwrap());
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            let signed = query.contains("x-amz-signature=");
            let found = kept.get(path).cloned();
            let (status, answer, size) = match (method, found) {
                _ if !signed => (403, Vec::new(), 0),
                ("put", _) => {
                    kept.insert(path.to_owned(), body);
                    (200, Vec::new(), 0)
                }
                ("head", Some(there)) => (200, Vec::new(), there.len()),
                ("get", Some(there)) => {
                    let range = value("range: bytes=").unwrap();
                    let (from, to) = range.split_once('-').unwrap();
                    let (from, to): (usize, usize) = (from.parse().unwrap(), to.parse().unwrap());
                    let part = there[from..(to + 1).min(there.len())].to_vec();
                    (206, part.clone(), part.len())
                }
                _ => (404, Vec::new(), 0),
            };
            let head = format!("HTTP/1.1 {status} x\r\ncontent-length: {size}\r\nconnection: close\r\n\r\n");
            let mut stream = reader.into_inner();
            stream.write_all(&[head.as_bytes(), &answer].concat()).unwrap();
        }
    });
    address
}

/// A bucket at that address, whose store is waited for as long as a test likes to.
fn bucket(address: &str) -> Result<Bucket, BucketFault> {
    let [connects, stands_still] = [Duration::from_secs(5), Duration::from_millis(200)];
    let patience = Patience { connects, stands_still, whole: Duration::from_secs(300) };
    Bucket::new(address, "us-east-1".to_owned(), Credentials::new("key", "secret"), patience)
}

/// A store that takes what it is sent, says that much, and stands still with the line open.
fn standing_still(says: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/fieldbook", listener.local_addr().unwrap());
    thread::spawn(move || {
        let mut open = Vec::new();
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            // The bytes of the request may still be on their way: what is left in the line is not read.
            stream.write_all(says.as_bytes()).unwrap();
            open.push(stream);
        }
    });
    address
}

#[test]
fn a_store_that_stands_still_is_given_up() {
    let begun = "HTTP/1.1 200 x\r\ncontent-length: 20\r\n\r\na ph";
    for says in ["", "HTTP/1.1 20", begun] {
        let folder = TempDir::new().unwrap();
        let attachments = Attachments::kept_by(folder.path(), bucket(&standing_still(says)).unwrap());
        let bytes = b"a photo of a card".to_vec();
        let (hash, total) = (Hash::of(&bytes), bytes.len() as u64);
        let since = Instant::now();
        if says != begun {
            attachments.has(hash).unwrap_err();
            assert_eq!(
                attachments.take(hash, 0, total, &bytes[..5]).unwrap_err().kind(),
                io::ErrorKind::Other
            );
        }
        let told = attachments.keeper.read(hash, 0, 20).unwrap_err().to_string();
        assert!(told.starts_with("the object store") && !told.contains("Signature"), "{told}");
        assert!(since.elapsed() < Duration::from_secs(60), "{says:?} was waited for");
    }
}

#[test]
fn an_object_store_keeps_them_as_the_folder_does() {
    let folder = TempDir::new().unwrap();
    let attachments = Attachments::kept_by(folder.path(), bucket(&store()).unwrap());
    let bytes = b"a photo of a card".to_vec();
    let (hash, total) = (Hash::of(&bytes), bytes.len() as u64);
    assert_eq!(attachments.has(hash).unwrap(), 0);
    assert_eq!(attachments.take(hash, 0, total, &bytes[..5]).unwrap(), Taken::Has(5));
    assert_eq!(attachments.take(hash, 5, total, &bytes[5..]).unwrap(), Taken::Has(total));
    assert_eq!(attachments.has(hash).unwrap(), total);
    assert_eq!(bytes_of(&attachments, hash, 2, 5), Some(bytes[2..7].to_vec()));
    assert_eq!(
        fs::read_dir(folder.path().join("attachments/parts")).unwrap().count(),
        0,
        "nothing stays in parts"
    );
}

#[test]
fn a_store_that_does_not_answer_costs_nothing_of_what_came_in() {
    let folder = TempDir::new().unwrap();
    let gone = bucket("http://127.0.0.1:9/fieldbook");
    let attachments = Attachments::kept_by(folder.path(), gone.unwrap());
    let bytes = b"a photo".to_vec();
    let told = attachments.take(Hash::of(&bytes), 0, 7, &bytes).unwrap_err().to_string();
    assert!(told.starts_with("the object store did not answer") && !told.contains("Signature"), "{told}");
}

#[test]
fn what_is_no_bucket_is_told() {
    for wrong in ["", "bucket", "not an address/bucket"] {
        assert!(bucket(wrong).is_err(), "{wrong}");
    }
}
