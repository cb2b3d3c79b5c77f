//! Whether a checked change fits the document it is for: its place in the history, then each operation against
//! the shape and against what stood there in the change's own past. An honest writer overwrites exactly the
//! values that it saw; anything else would leave the document with predecessors that it does not hold, and
//! unloadable.

use std::collections::BTreeMap;

use automerge::legacy::{Key, ObjectId, Op, OpId, OpType};
use automerge::{Automerge, ChangeHash, ObjId, ObjType, Prop, ROOT, ReadDoc, ScalarValue};

use super::{Checked, Misfit, Shape, unwound};

/// How much of a refused key is repeated.
const KEY_SHOWN: usize = 80;

/// Checks a change against the document it is for, before it is applied. The document isn't touched.
///
/// # Errors
/// [`Misfit`]; [`Misfit::MissingDependency`] before anything that depends on the change's past.
pub fn fits(doc: &Automerge, checked: &Checked, shape: &dyn Shape) -> Result<(), Misfit> {
    let run = || {
        place(doc, checked)?;
        let past = Past { doc, deps: &checked.deps };
        let mut walk = Walk { past, checked, shape, made: BTreeMap::new(), written: BTreeMap::new() };
        checked.expanded.operations.iter().enumerate().try_for_each(|(at, op)| walk.op(at, op))
    };
    unwound(run).unwrap_or(Err(Misfit::Panicked))
}

/// Dependencies, the number of the first operation, the actor's sequence.
fn place(doc: &Automerge, checked: &Checked) -> Result<(), Misfit> {
    let meta = |hash: &ChangeHash| doc.get_change_meta_by_hash(hash);
    if meta(&checked.hash).is_some() {
        return Err(Misfit::Known);
    }
    let missing: Vec<_> = checked.deps.iter().copied().filter(|dep| meta(dep).is_none()).collect();
    if !missing.is_empty() {
        return Err(Misfit::MissingDependency(missing));
    }
    if checked.deps.is_empty() && !doc.get_heads().is_empty() {
        return Err(Misfit::SecondBeginning);
    }
    let highest = checked.deps.iter().filter_map(meta).map(|dep| dep.max_op).max();
    let (expected, found) = (highest.unwrap_or(0) + 1, checked.start_op);
    if found != expected {
        return Err(Misfit::StartOp { expected, found });
    }
    let own = |known: &[ChangeHash]| {
        let changes = doc.get_changes_meta(known);
        changes.iter().filter(|change| *change.actor == checked.actor).map(|change| change.seq).max()
    };
    let (seq, next) = (checked.seq, own(&[]).unwrap_or(0) + 1);
    if seq < next {
        return Err(Misfit::SeqTaken { seq, next });
    }
    if seq > next {
        return Err(Misfit::SeqGap { seq, next });
    }
    // An actor is one linear run: what it wrote before stands in the past of what it writes now. A fork at that
    // past would lack it otherwise, and Automerge panics on the gap.
    if own(&checked.deps).is_some() { Err(Misfit::Branched) } else { Ok(()) }
}

/// The document at the change's dependencies.
struct Past<'a> {
    doc: &'a Automerge,
    deps: &'a [ChangeHash],
}

impl Past<'_> {
    /// The operations whose values stood there, ascending.
    fn standing(&self, object: &ObjId, key: &str) -> Vec<(u64, Vec<u8>)> {
        let all = self.doc.get_all_at(object, key, self.deps).unwrap_or_default();
        let mut ids: Vec<_> = all.iter().filter_map(|(_, id)| number_of(id)).collect();
        ids.sort();
        ids
    }

    /// The key of the entry that is this object.
    fn entry(&self, object: &ObjId) -> Option<String> {
        let ObjType::Map = self.doc.object_type(object).ok()? else { return None };
        let mut path = self.doc.parents_at(object, self.deps).ok()?.path().into_iter();
        let (Some((ObjId::Root, Prop::Map(key))), None) = (path.next(), path.next()) else { return None };
        self.standing(&ROOT, &key).contains(&number_of(object)?).then_some(key)
    }
}

fn number_of(id: &ObjId) -> Option<(u64, Vec<u8>)> {
    match id {
        ObjId::Id(number, actor, _) => Some((*number, actor.to_bytes().to_vec())),
        ObjId::Root => None,
    }
}

/// One pass over a change's operations.
struct Walk<'a> {
    past: Past<'a>,
    checked: &'a Checked,
    shape: &'a dyn Shape,
    /// Entries that this change makes: the number of the operation, the key.
    made: BTreeMap<u64, String>,
    /// Where this change has written, and its last operation there.
    written: BTreeMap<(Option<String>, String), u64>,
}

impl Walk<'_> {
    fn op(&mut self, at: usize, op: &Op) -> Result<(), Misfit> {
        let Key::Map(key) = &op.key else { return Err(Misfit::Action { op: at, what: "a key of a list" }) };
        if op.insert {
            return Err(Misfit::Action { op: at, what: "an insertion" });
        }
        let (object, entry) = self.object(at, &op.obj)?;
        let number = self.checked.start_op + at as u64;
        let (overwritten, is_first) = match self.written.insert((entry.clone(), key.to_string()), number) {
            Some(before) => (vec![(before, self.checked.actor.to_bytes().to_vec())], false),
            None => (object.map(|object| self.past.standing(&object, key)).unwrap_or_default(), true),
        };
        let preds = op.pred.iter().map(|OpId(number, actor)| (*number, actor.to_bytes().to_vec()));
        if !preds.eq(overwritten.iter().cloned()) {
            return Err(Misfit::Predecessors { op: at });
        }
        match &op.action {
            OpType::Put(value) => self.put(at, entry.as_deref(), key, value),
            OpType::Make(ObjType::Map) if entry.is_none() && self.shape.entry(key) => {
                if !is_first || !overwritten.is_empty() {
                    return Err(Misfit::Replaces { op: at });
                }
                self.made.insert(number, key.to_string());
                Ok(())
            }
            OpType::Make(ObjType::Map) => Err(no_key(at, key)),
            OpType::Make(_) => Err(Misfit::Action { op: at, what: "a list, a text or a table" }),
            OpType::Delete => Err(Misfit::Action { op: at, what: "a deletion" }),
            OpType::Increment(_) => Err(Misfit::Action { op: at, what: "a counter" }),
            OpType::MarkBegin(_) | OpType::MarkEnd(_) => Err(Misfit::Action { op: at, what: "a mark" }),
        }
    }

    /// The object written to: as the past knows it (`None` where this change makes it), and the key of the entry
    /// (`None` for the record itself).
    fn object(&self, at: usize, object: &ObjectId) -> Result<(Option<ObjId>, Option<String>), Misfit> {
        let ObjectId::Id(OpId(number, actor)) = object else { return Ok((Some(ROOT), None)) };
        if *actor == self.checked.actor && *number >= self.checked.start_op {
            let key = self.made.get(number).ok_or(Misfit::Object { op: at })?;
            return Ok((None, Some(key.clone())));
        }
        // The index is a hint that Automerge compares with the actor.
        let object = ObjId::Id(*number, actor.clone(), 0);
        let key = self.past.entry(&object).ok_or(Misfit::Object { op: at })?;
        Ok((Some(object), Some(key)))
    }

    fn put(&self, at: usize, entry: Option<&str>, key: &str, value: &ScalarValue) -> Result<(), Misfit> {
        // A value in an entry's place would make the entry vanish.
        if entry.is_none() && self.shape.entry(key) {
            return Err(Misfit::Replaces { op: at });
        }
        if !self.shape.field(entry, key) {
            return Err(no_key(at, key));
        }
        if self.shape.value(value) { Ok(()) } else { Err(Misfit::Value { op: at }) }
    }
}

fn no_key(op: usize, key: &str) -> Misfit {
    Misfit::Key { op, key: key.chars().take(KEY_SHOWN).collect() }
}
