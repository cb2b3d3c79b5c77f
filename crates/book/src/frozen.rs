//! Version 1 of what is stored and sent is frozen: a phone's store and a server's log as they were written then
//! (`fixtures/v1`) are opened by the code of today. Formats may be added to; what these hold must stay readable.
//!
//! `FIELDBOOK_FREEZE=1 cargo test -p fieldbook-book frozen -- --test-threads 1` wrote them. They are not written again.

use std::path::PathBuf;

use fieldbook_process::law::Asks;
use fieldbook_process::law::{self, Submitted};
use fieldbook_process::testing::{CHEN, LIN, WANG, customer, deal};
use fieldbook_process::{DocId, Path};
use serde::{Deserialize, Serialize};

use crate::document::deps_of;
use crate::hash::Bytes;
use crate::hub;
use crate::message::Message;
use crate::replica::Why;
use crate::store::{Batch, Durability, Memory, Table, from_cbor, to_cbor};
use crate::testing::{Pair, contents};

/// What the story left behind.
#[derive(Serialize, Deserialize)]
struct Frozen {
    now_ms: i64,
    customer: DocId,
    deal: DocId,
    phone: Vec<(String, Bytes, Bytes)>,
    server: Vec<(String, Bytes, Bytes)>,
}

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/v1/phone_and_server.cbor")
}

fn dump(memory: &Memory, tables: &[Table]) -> Vec<(String, Bytes, Bytes)> {
    let of = |table: &Table| {
        let name = table.name().to_owned();
        memory
            .table(*table)
            .map(move |(key, value)| (name.clone(), Bytes(key.to_vec()), Bytes(value.to_vec())))
    };
    tables.iter().flat_map(of).collect()
}

fn filled(dump: &[(String, Bytes, Bytes)], tables: &[Table]) -> Memory {
    let mut batch = Batch::new(Durability::Strict);
    for (name, key, value) in dump {
        let table = tables.iter().find(|table| table.name() == name).expect("no table goes away");
        batch.put(*table, key.0.clone(), value.0.clone());
    }
    let mut memory = Memory::default();
    memory.write(&batch);
    memory
}

/// Lin's week: a deal with a contact, one field set twice at once, work kept for Chen, and a contact not sent yet.
fn story() -> Frozen {
    let pair = Pair::new();
    let mut lin = pair.phone(LIN);
    let (mut wang, mut chen) = (pair.phone(WANG), pair.phone(CHEN));
    let acme = lin.registers(&customer());
    let motors = lin.opens_deal(&deal().of(acme));
    let other = lin.registers(&customer().named("Beta"));
    let spares = lin.opens_deal(&deal().of(other).titled("備件"));
    pair.passes(60_000);
    lin.logs(motors, "要求報價");
    wang.syncs();
    lin.goes_offline();
    lin.edits(motors, "product", "K-40");
    wang.edits(motors, "product", "K-50");
    lin.logs(spares, "再談");
    wang.hands_over(other, CHEN);
    lin.comes_online();
    chen.syncs();
    pair.passes(60_000);
    lin.goes_offline();
    lin.logs(motors, "離線");
    let server = dump(&pair.office().store, &Table::SERVER);
    Frozen {
        now_ms: pair.now_ms(),
        customer: acme,
        deal: motors,
        phone: dump(&lin.disk, &Table::PHONE),
        server,
    }
}

fn frozen() -> Frozen {
    if std::env::var_os("FIELDBOOK_FREEZE").is_some() {
        std::fs::create_dir_all(file().parent().unwrap()).unwrap();
        std::fs::write(file(), to_cbor(&story()).unwrap()).unwrap();
    }
    from_cbor(&std::fs::read(file()).unwrap()).unwrap()
}

/// Entries lie in the order of ids, which says nothing here.
fn sorted<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort();
    list
}

/// The server as it was, at the time it was.
fn thawed(frozen: &Frozen) -> Pair {
    let pair = Pair::new();
    pair.passes(frozen.now_ms - pair.now_ms());
    pair.office().store = filled(&frozen.server, &Table::SERVER);
    pair
}

#[test]
fn a_phones_store_of_version_1_opens_and_what_it_had_not_sent_is_taken() {
    let frozen = frozen();
    let pair = thawed(&frozen);
    let mut lin = pair.phone(LIN);
    lin.goes_offline();
    lin.disk = filled(&frozen.phone, &Table::PHONE);
    // The ids that the story used are used up.
    (0..1_000).for_each(|_| {
        lin.id();
    });
    lin.starts();
    assert_eq!((lin.unsent(), lin.aside().why), (1, Why::KeptFor(CHEN)));
    assert_eq!(sorted(lin.reads(frozen.deal)), ["要求報價", "離線"]);
    let opened = lin.looks_at(frozen.deal).unwrap();
    assert_eq!(opened.view.conflicts[&Path::field("product")].len(), 2);
    assert_eq!((lin.replica.rows().len(), lin.stored().len(), lin.replica.cards().len()), (2, 2, 2));
    // Its rows are of an earlier form: computed anew, they owe what the law of today asks for.
    let owed: Vec<_> = lin.replica.rows()[&frozen.deal].dues.iter().map(|duty| duty.asks).collect();
    assert_eq!(owed, [Asks::Contact, Asks::Evaluation]);
    assert!(lin.is_honest());
    lin.comes_online();
    lin.logs(frozen.deal, "今天");
    lin.waits(60_000);
    assert_eq!((lin.unsent(), &lin.replica.status().refetched), (0, &None));
    let facts = pair.office().facts(frozen.deal);
    assert_eq!(sorted(contents(&facts)), ["今天", "要求報價", "離線"]);
    assert!(lin.is_honest());
}

#[test]
fn a_servers_log_of_version_1_is_read_whole_by_a_new_phone_and_still_keeps_the_law() {
    let frozen = frozen();
    let pair = thawed(&frozen);
    let (wang, chen) = (pair.phone(WANG), pair.phone(CHEN));
    assert_eq!((wang.stored().len(), chen.stored().len(), chen.kept().from), (4, 2, LIN));
    assert!(wang.stored().contains_key(&frozen.customer));
    let docs = pair.office().documents();
    assert_eq!(docs.len(), 4);
    let mut changes = 0;
    for doc in docs {
        let document = pair.office().document(doc);
        let kind = document.view().record_kind().unwrap();
        for change in document.automerge().get_changes(&[]) {
            let message = Message::read(change.message().unwrap()).unwrap();
            let company =
                pair.office().store.transaction(|tx| hub::company_at(tx, message.company)).unwrap().unwrap();
            let before = document.at(&deps_of(&change)).unwrap();
            let mut after = before.clone();
            after.apply([change.clone()]).unwrap();
            let (was, is) = (before.view(), after.view());
            let judged = law::judge(&Submitted {
                kind,
                name: message.act,
                before: (!was.kind.is_empty()).then_some(&was.facts),
                after: &is.facts,
                conflicts: &was.conflicts,
                settled: &was.settled_by(&is),
                person: message.person,
                company: &company,
                entered_ms: message.entered_ms,
                claimed_ms: &[],
                joined_to: Default::default(),
            });
            assert_eq!(judged.err(), None, "{doc}");
            changes += 1;
        }
    }
    assert!(changes >= 9, "{changes}");
}
