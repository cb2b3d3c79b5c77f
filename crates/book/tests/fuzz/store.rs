//! A phone whose storage was damaged: it starts, shows and saves; what was not damaged is all there, what cannot be
//! read is left where it lies, and with the network everything heals that the server has.

use std::collections::BTreeSet;

use fieldbook_book::replica::{Aside, Draft, Pending};
use fieldbook_book::store::{Batch, Durability, Memory, Table, from_cbor};
use fieldbook_book::testing::{Pair, Phone, editing, logging};
use fieldbook_book::wire::Kept;
use fieldbook_process::audience::Feed;
use fieldbook_process::testing::LIN;
use fieldbook_process::{DocId, EntryId, Facts, Value};

use crate::cbor;
use crate::chance::Chance;
use crate::left::left;

/// Where something was damaged.
type Broken = BTreeSet<(Table, Vec<u8>)>;

/// Values broken as bytes, from inside as CBOR, or emptied.
pub fn damaged(chance: &mut Chance) {
    let mut disk = left().disk.clone();
    let mut broken = Broken::new();
    for _ in 0..=chance.below(3) {
        let (table, key) = somewhere(chance);
        let mut value = disk.read(table, &key).map(<[u8]>::to_vec).unwrap_or_default();
        match chance.below(8) {
            0 => value.clear(),
            1..=3 => chance.mutate(&mut value),
            _ => cbor::mutate(&mut value, chance),
        }
        put(&mut disk, table, &key, value);
        broken.insert((table, key));
    }
    check(disk, &broken, chance);
}

/// Values under each other's keys, mostly of the same table. Not so copies: which record one is of, its key alone says.
pub fn swapped(chance: &mut Chance) {
    let mut disk = left().disk.clone();
    let mut broken = Broken::new();
    let (table, key) = somewhere(chance);
    let mut other = somewhere(chance);
    for _ in 0..20 {
        if other.0 == table && other.1 != key {
            break;
        }
        other = somewhere(chance);
    }
    if table == Table::Documents && other.0 == table {
        return;
    }
    let read = |(table, key): &(Table, Vec<u8>)| left().disk.read(*table, key).unwrap_or_default().to_vec();
    let (one, two) = (read(&(table, key.clone())), read(&other));
    put(&mut disk, table, &key, two);
    put(&mut disk, other.0, &other.1, one);
    broken.extend([(table, key), other]);
    check(disk, &broken, chance);
}

/// A key, each table as likely as the others.
fn somewhere(chance: &mut Chance) -> (Table, Vec<u8>) {
    let stored = left().stored();
    let tables: BTreeSet<Table> = stored.iter().map(|(table, ..)| *table).collect();
    let table = *chance.pick(&tables.into_iter().collect::<Vec<_>>());
    let keys: Vec<_> = stored.into_iter().filter(|(of, ..)| *of == table).map(|(_, key, _)| key).collect();
    (table, chance.pick(&keys).clone())
}

fn put(disk: &mut Memory, table: Table, key: &[u8], value: Vec<u8>) {
    let mut batch = Batch::new(Durability::Strict);
    batch.put(table, key, value);
    disk.write(&batch);
}

/// Says what was damaged where a promise is broken.
struct Telling<'a>(&'a Broken);

impl Drop for Telling<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("damaged: {:x?}", self.0);
        }
    }
}

fn check(disk: Memory, broken: &Broken, chance: &mut Chance) {
    let _telling = Telling(broken);
    let (pair, mut lin) = left().starts(disk.clone());
    nothing_else_is_lost(&mut lin, broken);
    // What a person does next is answered, whatever the answer is.
    let entry = EntryId(lin.id());
    lin.tries(Draft { parts: vec![logging(left().deal, entry, LIN, "後來")], ..Draft::default() });
    lin.tries(Draft {
        parts: vec![editing(left().customer, "town", "蘇州")],
        undo_ms: 5_000,
        ..Draft::default()
    });
    let orders: Vec<u64> = lin.replica.outbox().map(|pending| pending.order).collect();
    if !orders.is_empty() {
        lin.undoes(*chance.pick(&orders));
    }
    unreadable_stays(&disk, &lin, broken);
    lin.starts();
    lin.comes_online();
    // That a copy is damaged shows when somebody opens it.
    let docs = pair.office().documents();
    for doc in docs {
        lin.looks_at(doc);
    }
    for _ in 0..4 {
        lin.waits(61_000);
    }
    unreadable_stays(&disk, &lin, broken);
    words_are_somewhere(&pair, &lin, broken);
    all_agree(&pair, &mut lin, broken);
}

fn whole(table: Table, broken: &Broken) -> Vec<(Vec<u8>, Vec<u8>)> {
    let all = left().disk.table(table).map(|(key, value)| (key.to_vec(), value.to_vec()));
    all.filter(|(key, _)| !broken.contains(&(table, key.clone()))).collect()
}

fn doc_of(key: &[u8]) -> DocId {
    DocId(key.try_into().unwrap())
}

/// After the start, without a network.
fn nothing_else_is_lost(lin: &mut Phone, broken: &Broken) {
    for (_, value) in whole(Table::Outbox, broken) {
        let was: Pending = from_cbor(&value).unwrap();
        let is = lin.replica.outbox().find(|is| is.order == was.order);
        assert_eq!(is.map(|is| (&is.parts, &is.changes)), Some((&was.parts, &was.changes)));
    }
    for (key, value) in whole(Table::Aside, broken) {
        if key.starts_with(b"a") {
            let was: Aside = from_cbor(&value).unwrap();
            assert_eq!(lin.replica.aside().get(&was.id), Some(&was));
        } else {
            let was: Kept = from_cbor(&value).unwrap();
            assert_eq!(lin.replica.kept().get(&was.id), Some(&was));
        }
    }
    for (key, _) in whole(Table::Cards, broken) {
        assert!(lin.replica.cards().contains_key(&doc_of(&key)));
    }
    let (copies, held) = (whole(Table::Documents, broken), whole(Table::Held, broken));
    let shown = |doc: &[u8]| lin.replica.rows().contains_key(&doc_of(doc));
    // A record that is not in the book yet stands on its first act.
    let all_acts = !broken.iter().any(|(table, _)| *table == Table::Outbox);
    let is_here = |doc: &[u8]| all_acts || left().disk.read(Table::Documents, doc).is_some();
    for (doc, _) in whole(Table::Rows, broken).iter().filter(|(doc, _)| is_here(doc)) {
        assert!(shown(doc), "the row of {} is gone", doc_of(doc));
    }
    for (doc, _) in copies.iter().filter(|(doc, _)| held.iter().any(|(held, _)| held == doc)) {
        assert!(shown(doc), "{} is in no list", doc_of(doc));
    }
    for (doc, _) in &copies {
        assert!(lin.looks_at(doc_of(doc)).is_some(), "{} does not open", doc_of(doc));
    }
}

/// What this version cannot read of what somebody did may be a newer one's. The server may tell anew what it kept.
fn unreadable_stays(disk: &Memory, lin: &Phone, broken: &Broken) {
    for (table, key) in broken {
        let (was, is) = (disk.read(*table, key).unwrap_or_default(), lin.disk.read(*table, key));
        let stays = match table {
            Table::Outbox => from_cbor::<Pending>(was).is_ok() || is == Some(was),
            Table::Aside => from_cbor::<Aside>(was).is_ok() || is.is_some(),
            _ => true,
        };
        assert!(stays, "{table:?} was written over");
    }
}

/// Each word not sent, of an act that was not damaged, is in the book, waits, or lies aside.
fn words_are_somewhere(pair: &Pair, lin: &Phone, broken: &Broken) {
    let docs = pair.office().documents();
    let mut known: Vec<Facts> = docs.into_iter().map(|doc| pair.office().facts(doc)).collect();
    let parts = lin.replica.outbox().flat_map(|pending| &pending.parts);
    let parts = parts.chain(lin.replica.aside().values().flat_map(|aside| &aside.parts));
    known.extend(parts.map(|part| {
        part.values.iter().filter_map(|(path, value)| Some((path.clone(), value.clone()?))).collect()
    }));
    let outbox: Vec<Vec<u8>> = left().disk.table(Table::Outbox).map(|(key, _)| key.to_vec()).collect();
    for (word, key) in left().unsent.iter().zip(outbox) {
        let word = Value::Text((*word).to_owned());
        let found = known.iter().any(|facts| facts.values().any(|value| *value == word));
        assert!(found || broken.contains(&(Table::Outbox, key)), "{word:?} is lost");
    }
}

/// With the network the phone holds what the server has. Whose phone it is nobody can mend but its person.
fn all_agree(pair: &Pair, lin: &mut Phone, broken: &Broken) {
    let identity = (Table::Meta, fieldbook_book::replica::IDENTITY_KEY.to_vec());
    if broken.contains(&identity) {
        return;
    }
    let waiting: BTreeSet<DocId> =
        lin.replica.outbox().flat_map(|pending| &pending.parts).map(|part| part.doc).collect();
    let docs = pair.office().documents();
    for doc in docs.into_iter().filter(|doc| !waiting.contains(doc)) {
        let stored = pair.office().stored(doc);
        if stored.is_some_and(|stored| stored.feeds.contains(&Feed::Person(LIN))) {
            assert_eq!(lin.sees(doc), pair.office().facts(doc), "{doc}");
            assert!(lin.replica.rows().contains_key(&doc), "{doc} is in no list");
        }
    }
}
