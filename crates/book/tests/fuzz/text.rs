//! Messages, requests and responses: what can be read, can be written and read the same again.

use std::fmt::Debug;

use fieldbook_book::document::View;
use fieldbook_book::hash::{Bytes, Hash, Short};
use fieldbook_book::message::Message;
use fieldbook_book::row::Row;
use fieldbook_book::store::{from_cbor, to_cbor};
use fieldbook_book::wire::{
    Cursor, Fault, PROTOCOL, Receipt, Record, Request, Response, Sent, Standing, Unit, Verdict, Waiting,
    pack, unpack,
};
use fieldbook_process::audience::Feed;
use fieldbook_process::testing::company;
use fieldbook_process::{DeviceId, DocId, EntryId, Facts, Path, PersonId, RecordKind, Value};
use serde::{Serialize, de::DeserializeOwned};

use crate::cbor;
use crate::chance::Chance;

/// What a body may become, in bytes.
const LIMIT: usize = 100_000;

pub fn message(chance: &mut Chance) {
    let text = r#"{"a":"visit","p":"01890000000070008000000000000001","c":3,"e":1700000000000,
        "g":"01890000000070008000000000000002","k":"01890000000070008000000000000004"}"#;
    let mut bytes = text.as_bytes().to_vec();
    if !chance.once_in(8) {
        chance.mutate(&mut bytes);
    }
    if let Ok(message) = Message::read(&String::from_utf8_lossy(&bytes)) {
        assert_eq!(Message::read(&message.write()), Ok(message));
    }
}

pub fn request(chance: &mut Chance) {
    let units =
        [1, 2].map(|n| Unit { changes: vec![Sent { doc: DocId([n; 16]), bytes: Bytes(chance.bytes(40)) }] });
    let feeds = [Cursor::After(chance.next()), Cursor::First { upto: Some(1), below: None }];
    let request = Request {
        protocol: PROTOCOL,
        app: "0.1.0".into(),
        person: None,
        epoch: Some(Short([1; 16])),
        company: 3,
        feeds: feeds.map(|cursor| (Feed::Person(PersonId([2; 16])), cursor)).to_vec(),
        units: units.to_vec(),
        returned: vec![record(chance)],
        pull: true,
        waiting: Waiting { unsent: 2, oldest_ms: Some(1), aside: 1 },
    };
    body(&request, chance);
}

pub fn response(chance: &mut Chance) {
    let response = Response {
        now_ms: 1_700_000_000_000,
        epoch: Short([1; 16]),
        standing: Standing::Good,
        verdicts: vec![Verdict::Accepted, Verdict::Later, Verdict::Malformed(Fault::Chunk("x".into()))],
        company: None,
        feeds: Vec::new(),
        records: vec![record(chance)],
        wholes: Vec::new(),
        up_to_date: true,
        backed_up_to_ms: -1,
    };
    body(&response, chance);
}

/// What a phone stored itself, damaged on its disk.
pub fn row(chance: &mut Chance) {
    let mut facts = Facts::new();
    facts.insert(Path::field("title"), Value::Text("x".into()));
    facts.insert(Path::entry("follow_up", EntryId([3; 16]), "happened"), Value::Instant(1_700_000_000_000));
    facts.insert(Path::field("closing"), Value::Text("x".repeat(chance.below(200))));
    let view = View {
        facts,
        kind: RecordKind::Deal.name().to_owned(),
        conflicts: [(Path::field("title"), Vec::new())].into(),
    };
    let row = Row::of(DocId([1; 16]), &view, &company(), chance.below(3) as u32).unwrap();
    let mut cbor = row.stored().to_vec();
    assert_eq!(Row::read(cbor.clone()).as_ref(), Ok(&row));
    if chance.once_in(2) {
        chance.mutate(&mut cbor)
    } else {
        cbor::mutate(&mut cbor, chance)
    }
    if let Ok(read) = Row::read(cbor) {
        // Whatever lies in it, each part answers.
        let told = (read.facts(), read.duties(), read.findings(), read.get::<String>("title"));
        let searched: Vec<_> = read.searched().collect();
        assert_eq!(Row::read(read.stored().to_vec()).as_ref(), Ok(&read), "{told:?} {searched:?}");
    }
}

fn record(chance: &mut Chance) -> Record {
    let receipt = Receipt {
        hash: Hash([3; 32]),
        person: PersonId([2; 16]),
        device: DeviceId([4; 16]),
        company: chance.nasty(),
        received_ms: chance.nasty() as i64,
        signature: Bytes(chance.bytes(64)),
        back_ms: None,
    };
    Record { doc: DocId([1; 16]), bytes: Bytes(chance.bytes(40)), receipt }
}

/// Breaks a body's CBOR or its deflate, and reads it.
fn body<T: Serialize + DeserializeOwned + PartialEq + Debug>(honest: &T, chance: &mut Chance) {
    let mut raw = pack(honest).unwrap();
    assert_eq!(unpack::<T>(&raw, LIMIT).as_ref(), Ok(honest));
    if chance.once_in(4) {
        chance.mutate(&mut raw);
    } else {
        let mut cbor = to_cbor(honest).unwrap();
        if chance.once_in(2) {
            chance.mutate(&mut cbor)
        } else {
            cbor::mutate(&mut cbor, chance)
        }
        if chance.once_in(16) {
            // Lists within lists: what recurses on them runs out of stack.
            let at = chance.below(cbor.len() + 1);
            let deep = vec![*chance.pick(&[0x81, 0x9f, 0xa1, 0xc1]); chance.below(LIMIT)];
            cbor.splice(at..at, deep).for_each(drop);
        }
        raw = miniz_oxide::deflate::compress_to_vec(&cbor, 1);
    }
    if let Ok(read) = unpack::<T>(&raw, LIMIT) {
        let again = to_cbor(&read).unwrap();
        assert_eq!(from_cbor::<T>(&again).as_ref(), Ok(&read));
    }
}
