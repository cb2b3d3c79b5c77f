//! Chunks: mutated, and invented operation by operation against a small document, whose histories must stay
//! loadable whatever was taken in.

use std::sync::OnceLock;

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, Change, ObjType, ROOT, ReadDoc};
use fieldbook_book::chunk::{Checked, LIMITS, Malformed, Misfit, RecordShape, apply, check, fits, hash_of};

use crate::builder::{self, Contents, Id, Key, Row, columns};
use crate::chance::Chance;

const ENTRY: &str = "visit:01890000000070008000000000000001";

/// A chunk is refused with a reason, or is a change that Automerge reads as the same.
pub fn bytes_are_checked(chance: &mut Chance) {
    let raw = match chance.below(8) {
        0 => chance.bytes(200),
        1 => mutated(honest(chance), chance),
        2 => mutated(honest_deflated(chance), chance),
        _ => broken(&honest(chance), chance),
    };
    match check(&raw, &LIMITS) {
        Ok(checked) => {
            assert_eq!(hash_of(&raw), Some(checked.hash));
            assert_eq!(Change::from_bytes(checked.bytes.clone()).unwrap().hash(), checked.hash);
            assert_eq!(check(&checked.bytes, &LIMITS).unwrap().bytes, checked.bytes);
        }
        Err(fault) => assert_ne!(fault, Malformed::Panicked),
    }
}

/// Several changes, each honest, broken or invented, offered to one document. What fits is applied, and then the
/// document gives it back, is saved and loaded, forked at the change's past and written to.
pub fn histories_are_taken_or_refused(chance: &mut Chance) {
    let mut doc = founded();
    for _ in 0..chance.below(6) {
        let raw = match chance.below(4) {
            0 => broken(&next(&mut doc.clone(), chance), chance),
            1 => next(&mut doc.clone(), chance),
            _ => invented(&doc, chance),
        };
        match check(&raw, &LIMITS) {
            Ok(checked) => offer(&mut doc, &checked),
            Err(fault) => assert_ne!(fault, Malformed::Panicked),
        }
    }
}

fn offer(doc: &mut Automerge, checked: &Checked) {
    match fits(doc, checked, &RecordShape) {
        Ok(()) => {}
        Err(misfit) => return assert_ne!(misfit, Misfit::Panicked),
    }
    let mut judged = doc.fork_at(&checked.deps).unwrap();
    apply(&mut judged, checked).unwrap();
    assert_eq!(judged.get_heads(), [checked.hash]);
    apply(doc, checked).unwrap();
    let loaded = Automerge::load(&doc.save()).unwrap();
    assert_eq!(loaded.get_heads(), doc.get_heads());
    assert_eq!(loaded.get_change_by_hash(&checked.hash).unwrap().raw_bytes(), checked.bytes);
    assert_eq!(loaded.hydrate(None), doc.hydrate(None));
    next(&mut doc.clone(), &mut Chance::new(0));
}

/// A document with two authors, a conflict and an entry.
fn founded() -> Automerge {
    static FOUNDED: OnceLock<Automerge> = OnceLock::new();
    FOUNDED.get_or_init(found).clone()
}

fn found() -> Automerge {
    let mut doc = Automerge::new();
    write(&mut doc, 1, |t| {
        t.put(ROOT, "kind", "deal").unwrap();
        t.put(ROOT, "title", "Switchgear").unwrap();
        let entry = t.put_object(ROOT, ENTRY, ObjType::Map).unwrap();
        t.put(entry, "content", "called").unwrap();
    });
    let mut other = doc.fork();
    write(&mut doc, 1, |t| t.put(ROOT, "title", 1).unwrap());
    write(&mut other, 2, |t| t.put(ROOT, "title", 2).unwrap());
    doc.merge(&mut other).unwrap();
    doc
}

type Transaction<'a> = automerge::transaction::Transaction<'a>;

fn write(doc: &mut Automerge, actor: u8, edit: impl FnOnce(&mut Transaction<'_>)) -> Vec<u8> {
    doc.set_actor(ActorId::from(&[actor; 16][..]));
    let mut transaction = doc.transaction();
    edit(&mut transaction);
    let (hash, _) = transaction.commit_with(CommitOptions::default().with_time(0).with_message("{}"));
    doc.get_change_by_hash(&hash.unwrap()).unwrap().raw_bytes().to_vec()
}

/// An honest next change.
fn next(doc: &mut Automerge, chance: &mut Chance) -> Vec<u8> {
    let actor = 1 + chance.below(4) as u8;
    let number = chance.next() as i64;
    write(doc, actor, |t| {
        t.put(ROOT, "number", number).unwrap();
        if chance.once_in(2) {
            t.put(ROOT, "title", i64::from(actor)).unwrap();
        }
        if let Some((_, entry)) = t.get(ROOT, ENTRY).unwrap().filter(|_| chance.once_in(2)) {
            t.put(entry, "content", format!("{number}")).unwrap();
        }
    })
}

fn honest(chance: &mut Chance) -> Vec<u8> {
    static CHANGES: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    let write = |seed| next(&mut founded(), &mut Chance::new(seed));
    chance.pick(CHANGES.get_or_init(|| (0..32).map(write).collect())).clone()
}

fn honest_deflated(chance: &mut Chance) -> Vec<u8> {
    let contents = contents_of(&honest(chance)).to_vec();
    builder::chunk(2, &miniz_oxide::deflate::compress_to_vec(&contents, 6), &contents)
}

fn mutated(mut raw: Vec<u8>, chance: &mut Chance) -> Vec<u8> {
    chance.mutate(&mut raw);
    raw
}

/// Breaks the contents, and makes checksum and length right again.
fn broken(raw: &[u8], chance: &mut Chance) -> Vec<u8> {
    let contents = mutated(contents_of(raw).to_vec(), chance);
    builder::chunk(1, &contents, &contents)
}

/// Behind magic, checksum, type and length.
fn contents_of(raw: &[u8]) -> &[u8] {
    let length = raw[9..].iter().take_while(|byte| **byte >= 0x80).count() + 1;
    &raw[9 + length..]
}

/// A change that is well formed, and mostly plausible.
fn invented(doc: &Automerge, chance: &mut Chance) -> Vec<u8> {
    let known = doc.get_changes_meta(&[]);
    let author = ActorId::from(&[1 + chance.below(4) as u8; 16][..]);
    let own = known.iter().filter(|change| *change.actor == author).map(|change| change.seq).max();
    let mut deps: Vec<_> = match chance.below(4) {
        0 => vec![chance.pick(&known).hash],
        _ => doc.get_heads(),
    };
    deps.sort();
    let highest = known.iter().filter(|change| deps.contains(&change.hash)).map(|change| change.max_op).max();
    let mut others: Vec<_> = known.iter().map(|change| change.actor.to_bytes().to_vec()).collect();
    others.sort();
    others.dedup();
    others.retain(|actor| actor != author.to_bytes() && !chance.once_in(4));
    let start_op = highest.unwrap_or(0) + 1;
    let ids = Ids { highest: start_op + 3, actors: others.len() as u64 + 1 };
    let rows: Vec<_> = (0..=chance.below(3)).map(|_| ids.row(doc, chance)).collect();
    let mut contents = Contents {
        deps: deps.iter().map(|dep| dep.0).collect(),
        actor: author.to_bytes().to_vec(),
        seq: own.unwrap_or(0) + 1,
        start_op,
        columns: columns(&rows),
        others,
        ..Contents::default()
    };
    match chance.below(32) {
        0 => contents.seq = chance.nasty(),
        1 => contents.start_op = chance.nasty(),
        2 => contents.time = chance.nasty() as i64,
        3 => contents.extra = chance.bytes(4),
        4 => contents.deps.clear(),
        _ => {}
    }
    // Only actors that are named may be listed; which ones are takes a second look.
    let named = |index: u64| rows.iter().any(|row| names(row, index));
    let unnamed = (1..ids.actors).find(|index| !named(*index));
    if unnamed.is_some() && !chance.once_in(16) {
        contents_without_others(contents, &rows)
    } else {
        contents.chunk()
    }
}

/// The change with its operations on its own actor's numbers.
fn contents_without_others(contents: Contents, rows: &[Row]) -> Vec<u8> {
    let own = |(number, _): Id| (number, 0);
    let rows: Vec<_> = rows
        .iter()
        .map(|row| Row {
            object: row.object.map(own),
            preds: row.preds.iter().copied().map(own).collect(),
            key: if let Key::Element(id) = row.key { Key::Element(own(id)) } else { row.key.clone() },
            ..row.clone()
        })
        .collect();
    Contents { others: Vec::new(), columns: columns(&rows), ..contents }.chunk()
}

fn names(row: &Row, index: u64) -> bool {
    let element = matches!(row.key, Key::Element((_, actor)) if actor == index);
    element
        || row.object.is_some_and(|(_, actor)| actor == index)
        || row.preds.iter().any(|(_, actor)| *actor == index)
}

struct Ids {
    highest: u64,
    actors: u64,
}

impl Ids {
    fn one(&self, chance: &mut Chance) -> Id {
        (chance.next() % self.highest, chance.next() % self.actors)
    }

    fn row(&self, doc: &Automerge, chance: &mut Chance) -> Row {
        let keys = [
            "title",
            "kind",
            "number",
            "content",
            "new",
            ENTRY,
            "visit:01890000000070008000000000000002",
            "",
        ];
        let key = *chance.pick(&keys);
        let values =
            [builder::null(), builder::text("x"), builder::signed(4, 7), (3, vec![1]), (7, vec![0; 16])];
        let value = chance.pick(&values).clone();
        let mut row = builder::put(key, value);
        if chance.once_in(4) {
            row = row.within(self.one(chance));
        }
        if chance.once_in(6) {
            row = row.action(chance.next() % 8);
            row.value = builder::null();
        }
        row.insert = chance.once_in(32);
        if chance.once_in(32) {
            row.key = Key::Element(self.one(chance));
        }
        // What stands there, by any of the actors' indexes; or something else.
        let standing = doc.get_all(ROOT, key).unwrap_or_default();
        let numbers = standing.iter().filter_map(|(_, id)| match id {
            automerge::ObjId::Id(number, ..) => Some(*number),
            automerge::ObjId::Root => None,
        });
        row.preds = numbers.map(|number| (number, chance.next() % self.actors)).collect();
        if chance.once_in(8) {
            row.preds.push(self.one(chance));
        }
        row
    }
}
