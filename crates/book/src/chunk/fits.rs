//! Whether a checked change fits the document it is for: its place in the history, then each operation against
//! the shape and against what stood there in the change's own past. An honest writer overwrites exactly the
//! values that it saw; anything else would leave the document with predecessors that it does not hold, and
//! unloadable. Automerge settles a conflict in favour of the value that shows by deleting the others: the one
//! deletion that passes.

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

/// Operations as number and actor, ascending: the last one's value shows.
type Standing = Vec<(u64, Vec<u8>)>;

impl Past<'_> {
    /// The operations whose values stood there.
    fn standing(&self, object: &ObjId, key: &str) -> Standing {
        let all = self.doc.get_all_at(object, key, self.deps).unwrap_or_default();
        let mut ids: Standing = all.iter().filter_map(|(_, id)| number_of(id)).collect();
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

/// The entry's key (`None` for the record itself), and the key in it.
type Place = (Option<String>, String);

/// One pass over a change's operations.
struct Walk<'a> {
    past: Past<'a>,
    checked: &'a Checked,
    shape: &'a dyn Shape,
    /// Entries that this change makes: the number of the operation, the key.
    made: BTreeMap<u64, String>,
    /// Where this change has written, and what stands there since.
    written: BTreeMap<Place, Standing>,
}

impl Walk<'_> {
    fn op(&mut self, at: usize, op: &Op) -> Result<(), Misfit> {
        let Key::Map(key) = &op.key else { return Err(Misfit::Action { op: at, what: "a key of a list" }) };
        if op.insert {
            return Err(Misfit::Action { op: at, what: "an insertion" });
        }
        let (object, entry) = self.object(at, &op.obj)?;
        let place = (entry, key.to_string());
        let number = self.checked.start_op + at as u64;
        let mut standing = match (self.written.get(&place), object) {
            (Some(standing), _) => standing.clone(),
            (None, Some(object)) => self.past.standing(&object, key),
            (None, None) => Standing::new(),
        };
        let after = match &op.action {
            OpType::Put(value) => {
                self.put(at, &place, value)?;
                None
            }
            OpType::Make(ObjType::Map) => {
                self.make(at, &place, standing.is_empty())?;
                self.made.insert(number, place.1.clone());
                None
            }
            OpType::Delete if standing.len() > 1 && !self.is_entry(&place) => standing.pop(),
            OpType::Delete => return Err(Misfit::Action { op: at, what: "a deletion" }),
            OpType::Make(_) => return Err(Misfit::Action { op: at, what: "a list, a text or a table" }),
            OpType::Increment(_) => return Err(Misfit::Action { op: at, what: "a counter" }),
            OpType::MarkBegin(_) | OpType::MarkEnd(_) => {
                return Err(Misfit::Action { op: at, what: "a mark" });
            }
        };
        if !op.pred.iter().map(|OpId(number, actor)| (*number, actor.to_bytes().to_vec())).eq(standing) {
            return Err(Misfit::Predecessors { op: at });
        }
        let after = after.unwrap_or_else(|| (number, self.checked.actor.to_bytes().to_vec()));
        self.written.insert(place, vec![after]);
        Ok(())
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

    fn put(&self, at: usize, place: &Place, value: &ScalarValue) -> Result<(), Misfit> {
        // A value in an entry's place would make the entry vanish.
        if self.is_entry(place) {
            return Err(Misfit::Replaces { op: at });
        }
        if !self.shape.field(place.0.as_deref(), &place.1) {
            return Err(no_key(at, &place.1));
        }
        if self.shape.value(value) { Ok(()) } else { Err(Misfit::Value { op: at }) }
    }

    fn make(&self, at: usize, place: &Place, is_free: bool) -> Result<(), Misfit> {
        if !self.is_entry(place) {
            return Err(no_key(at, &place.1));
        }
        if is_free { Ok(()) } else { Err(Misfit::Replaces { op: at }) }
    }

    fn is_entry(&self, (entry, key): &Place) -> bool {
        entry.is_none() && self.shape.entry(key)
    }
}

fn no_key(op: usize, key: &str) -> Misfit {
    Misfit::Key { op, key: key.chars().take(KEY_SHOWN).collect() }
}
