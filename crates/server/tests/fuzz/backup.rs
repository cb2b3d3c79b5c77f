//! Backups that were damaged on their way: one is restored whole, or refused with the book that was there in its place.

use std::fs;
use std::sync::OnceLock;

use axum::body::Body;
use axum::http::Request;
use fieldbook_book::testing::{Seed, message, registering, request, unit, write_as};
use fieldbook_book::wire::pack;
use fieldbook_process::testing::{LIN, customer};
use fieldbook_process::{ActName, DocId};
use fieldbook_server::book::Place;
use fieldbook_server::chance::now_ms;
use fieldbook_server::store::Sqlite;
use fieldbook_server::{backup, check};

use crate::chance::Chance;
use crate::office::{Office, folder};

/// A backup, the receipt key, and another book of the same company.
struct Files {
    backup: Vec<u8>,
    key: Vec<u8>,
    other: Vec<u8>,
}

fn files() -> &'static Files {
    static FILES: OnceLock<Files> = OnceLock::new();
    FILES.get_or_init(|| {
        let office = Office::opens();
        let copy = |name: &str| {
            let to = office.place.data.join(name);
            backup::back_up(&office.shell.store, &to).unwrap();
            fs::read(to).unwrap()
        };
        let other = copy("other");
        let cookie = office.signs_in("lin");
        let mut seed = Seed(1);
        for name in ["甲", "乙", "丙"] {
            let part = registering(DocId(seed.id()), &customer().named(name).owned_by(LIN));
            let actor = automerge::ActorId::from(&seed.id()[..]);
            let sent = write_as(
                &actor,
                &Default::default(),
                &part,
                &message(ActName::RegisterCustomer, LIN, now_ms()),
            );
            let body = pack(&request(None, vec![unit([sent])], Vec::new())).unwrap();
            let push =
                Request::post("/v1/sync").header("sec-fetch-site", "same-origin").header("x-fieldbook", "1");
            office.answers(push.header("cookie", &cookie).body(Body::from(body)).unwrap());
        }
        assert_eq!(office.looks(check::check).documents, 3);
        Files { backup: copy("backup"), key: fs::read(office.place.key_file()).unwrap(), other }
    })
}

/// Bytes of pages, whole pages, its end.
fn damage(bytes: &mut Vec<u8>, chance: &mut Chance) {
    const PAGE: usize = 4_096;
    let pages = bytes.len() / PAGE;
    match chance.below(8) {
        0 => bytes.truncate(chance.below(bytes.len())),
        1 => bytes.truncate(chance.below(pages) * PAGE),
        2 => bytes.extend(chance.bytes(2 * PAGE)),
        3 => {
            let (from, to) = (chance.below(pages) * PAGE, chance.below(pages) * PAGE);
            bytes.copy_within(from..from + PAGE, to);
        }
        4 => {
            let at = chance.below(pages) * PAGE;
            bytes[at..at + PAGE].fill(0);
        }
        5 => bytes[chance.below(100)] ^= 1 << chance.below(8),
        _ => {
            for _ in 0..=chance.below(4) {
                let at = chance.below(bytes.len());
                bytes[at] ^= 1 << chance.below(8);
            }
        }
    }
}

/// What is restored is sound by `check`, and what is refused changes nothing.
pub fn restored(chance: &mut Chance) {
    let files = files();
    let folder = folder();
    let place = Place { data: folder.path().join("data"), receipt_key: None, new_receipt_key: false };
    fs::create_dir(&place.data).unwrap();
    let book = Sqlite::file_in(&place.data);
    fs::write(&book, &files.other).unwrap();
    fs::write(place.key_file(), &files.key).unwrap();
    let from = folder.path().join("backup");
    let mut bytes = files.backup.clone();
    damage(&mut bytes, chance);
    fs::write(&from, &bytes).unwrap();
    let outcome = backup::restore(&from, &place, backup::Allowed { force: true, damaged: false });
    assert_eq!(fs::read(&from).unwrap(), bytes, "a backup is only read");
    let left = fs::read_dir(&place.data).unwrap().map(|entry| entry.unwrap().file_name());
    let left: Vec<_> = left.filter(|name| name.to_string_lossy().contains(".part")).collect();
    assert_eq!(left, [""; 0]);
    match outcome {
        Ok(restored) => {
            let aside = Sqlite::open_file(&restored.aside.unwrap()).unwrap();
            let findings = aside.snapshot(check::check).unwrap();
            assert_eq!((findings.documents, findings.wrong), (0, Vec::new()));
            let opened = place.open().unwrap();
            let findings = opened.store.snapshot(check::check).unwrap();
            assert_eq!((findings.documents, findings.wrong), (3, Vec::new()));
        }
        Err(_) => assert_eq!(fs::read(&book).unwrap(), files.other),
    }
}
