//! A record as an Automerge document: facts out, edits in. The layout is the same for every kind: the record's
//! fields as scalars at the root, each entry as a map at the root under `kind:id`, so that no container is ever
//! created by two phones at once; the kind under [`KIND_KEY`]. Nothing is deleted: an emptied field is null.

mod file;
mod past;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use automerge::iter::{DocItem, DocObjItem, MapRangeItem};
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, Change, ObjId, ObjType, ROOT, ReadDoc, ScalarValue, ValueRef};
use fieldbook_process::facts::{Conflicts, Edit};
use fieldbook_process::{EntryId, Facts, Path, RecordKind, Value};

use crate::hash::{Hash, Short};

pub use file::{FILE_BYTES, NotARecord, export, import};
pub use past::{Decided, Done};

/// An object whose values come now, and which entry it is; none where it is no entry.
type Opened = (Arc<ObjId>, Option<(String, EntryId)>);

/// The root key that names the record's kind.
pub const KIND_KEY: &str = "kind";

/// A document that cannot be read or written. What it was is kept by the caller.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentFault {
    /// The stored bytes are damaged.
    #[error("the document is damaged: {0}")]
    Damaged(String),
    /// A version was asked for that this document does not hold.
    #[error("the document lacks the version asked for")]
    UnknownHeads,
    /// The edits amount to nothing.
    #[error("nothing was changed")]
    Nothing,
}

/// The versions that a change or a form stands on, sorted.
pub type Heads = Vec<Hash>;

/// A record's document.
#[derive(Debug, Clone)]
pub struct Document(Automerge);

/// The same versions are the same content.
impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        self.heads() == other.heads()
    }
}

/// What a document holds at one version.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// Winning values.
    pub facts: Facts,
    /// Paths with several values.
    pub conflicts: Conflicts,
    /// The name of the record's kind; empty where the document is.
    pub kind: String,
}

impl View {
    /// The kind, where this version of the app knows it.
    #[must_use]
    pub fn record_kind(&self) -> Option<RecordKind> {
        RecordKind::of_name(&self.kind)
    }

    /// The paths with several values here that have one in a later view.
    #[must_use]
    pub fn settled_by(&self, later: &Self) -> Vec<Path> {
        self.conflicts.keys().filter(|path| !later.conflicts.contains_key(path)).cloned().collect()
    }
}

impl Default for Document {
    fn default() -> Self {
        Self::new()
    }
}

impl Document {
    /// One without any change.
    #[must_use]
    pub fn new() -> Self {
        Self(Automerge::new())
    }

    /// From stored bytes.
    ///
    /// # Errors
    /// [`DocumentFault::Damaged`].
    pub fn load(bytes: &[u8]) -> Result<Self, DocumentFault> {
        Automerge::load(bytes).map(Self).map_err(|fault| DocumentFault::Damaged(fault.to_string()))
    }

    /// The bytes to store: a plain Automerge file. Its columns are not deflated, since the network deflates
    /// many documents together (196 B instead of 770 B each) and storage compresses by itself.
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        self.0.save_nocompress()
    }

    /// The Automerge document, to be read.
    #[must_use]
    pub fn automerge(&self) -> &Automerge {
        &self.0
    }

    /// The Automerge document, for [`crate::chunk`].
    pub(crate) fn automerge_mut(&mut self) -> &mut Automerge {
        &mut self.0
    }

    /// Its present version.
    #[must_use]
    pub fn heads(&self) -> Heads {
        sorted(self.0.get_heads())
    }

    /// What it adds to the digest of its feeds.
    #[must_use]
    pub fn digest(&self, id: fieldbook_process::DocId) -> Short {
        Short::of_heads(id, &self.heads())
    }

    /// Whether it holds a change.
    #[must_use]
    pub fn has(&self, hash: Hash) -> bool {
        self.0.get_change_meta_by_hash(&hash.into()).is_some()
    }

    /// The change of that hash, as its bytes were sent.
    #[must_use]
    pub fn change(&self, hash: Hash) -> Option<Change> {
        self.0.get_change_by_hash(&hash.into())
    }

    /// Takes changes in. Those whose dependencies are missing wait inside, unseen: check before.
    ///
    /// # Errors
    /// [`DocumentFault::Damaged`] where Automerge refuses them.
    pub fn apply(&mut self, changes: impl IntoIterator<Item = Change> + Clone) -> Result<(), DocumentFault> {
        self.0.apply_changes(changes).map_err(|fault| DocumentFault::Damaged(fault.to_string()))
    }

    /// Takes in everything that another copy holds.
    ///
    /// # Errors
    /// [`DocumentFault::Damaged`] where Automerge refuses it.
    pub fn merge(&mut self, other: &mut Self) -> Result<(), DocumentFault> {
        self.0.merge(&mut other.0).map(drop).map_err(|fault| DocumentFault::Damaged(fault.to_string()))
    }

    /// What it holds now.
    #[must_use]
    pub fn view(&self) -> View {
        let mut view = View::default();
        // In one pass: the root first, then the entries it names, one after the other. To ask for each entry by
        // itself would be a search each.
        let mut entries: BTreeMap<ObjId, (String, EntryId)> = BTreeMap::new();
        let mut open: Option<Opened> = None;
        for DocObjItem { obj, item } in self.0.iter() {
            let DocItem::Map(item) = item else { continue };
            if *obj == ROOT {
                entries.extend(read_root(&self.0, &item, &mut view));
                continue;
            }
            if open.as_ref().is_none_or(|(it, _)| *it != obj) {
                open = Some((Arc::clone(&obj), entries.remove(&*obj)));
            }
            if let Some((_, Some((kind, id)))) = &open {
                read_value(&self.0, &obj, &item, Path::entry(kind, *id, item.key.as_ref()), &mut view);
            }
        }
        view
    }

    /// The values that stand at a path, each with the change that wrote it.
    #[must_use]
    pub fn writers(&self, path: &Path) -> Vec<(Value, Hash)> {
        let object = match &path.entry {
            None => Some(ROOT),
            Some((kind, id)) => {
                self.0.get(ROOT, format!("{kind}:{id}")).ok().flatten().map(|(_, entry)| entry)
            }
        };
        let values = object.map(|object| all_values(&self.0, &object, &path.field)).unwrap_or_default();
        let writer = |operation| self.0.hash_for_opid(&operation).map(Hash::from);
        values.into_iter().filter_map(|(value, operation)| Some((value, writer(operation)?))).collect()
    }

    /// A copy as it was at a version, for judging and for writing there.
    ///
    /// # Errors
    /// [`DocumentFault::UnknownHeads`].
    pub fn at(&self, heads: &[Hash]) -> Result<Self, DocumentFault> {
        if heads == self.heads() {
            return Ok(self.clone());
        }
        let heads: Vec<_> = heads.iter().map(|hash| (*hash).into()).collect();
        self.0.fork_at(&heads).map(Self).map_err(|_| DocumentFault::UnknownHeads)
    }

    /// The change that makes these edits on this document's present version, under that actor; the document
    /// itself stays as it is. `kind` is written where the document is new.
    ///
    /// # Errors
    /// [`DocumentFault::Nothing`] without edits; [`DocumentFault::Damaged`] where Automerge refuses them.
    pub fn change_with(
        &self,
        kind: RecordKind,
        edits: &[Edit],
        actor: &ActorId,
        message: String,
    ) -> Result<Change, DocumentFault> {
        let damaged = |fault: automerge::AutomergeError| DocumentFault::Damaged(fault.to_string());
        let mut copy = self.0.clone();
        copy.set_actor(actor.clone());
        let mut transaction = copy.transaction();
        let is_new = self.0.get_heads().is_empty();
        if is_new {
            transaction.put(ROOT, KIND_KEY, kind.name()).map_err(damaged)?;
        }
        for edit in edits {
            write(&mut transaction, edit).map_err(damaged)?;
        }
        let options = CommitOptions::default().with_message(message).with_time(0);
        let (hash, _) = transaction.commit_with(options);
        hash.and_then(|hash| copy.get_change_by_hash(&hash)).ok_or(DocumentFault::Nothing)
    }
}

fn sorted(heads: Vec<automerge::ChangeHash>) -> Heads {
    let mut heads: Heads = heads.into_iter().map(Hash::from).collect();
    heads.sort();
    heads
}

/// A change's dependencies, sorted.
#[must_use]
pub fn deps_of(change: &Change) -> Heads {
    sorted(change.deps().to_vec())
}

fn write<T: Transactable>(transaction: &mut T, edit: &Edit) -> Result<(), automerge::AutomergeError> {
    let value = edit.new.as_ref().map_or(ScalarValue::Null, to_scalar);
    let Some((kind, id)) = &edit.path.entry else {
        return transaction.put(ROOT, edit.path.field.as_str(), value);
    };
    let key = format!("{kind}:{id}");
    let entry = match transaction.get(ROOT, key.as_str())? {
        Some((automerge::Value::Object(ObjType::Map), entry)) => entry,
        _ => transaction.put_object(ROOT, key, ObjType::Map)?,
    };
    transaction.put(&entry, edit.path.field.as_str(), value)
}

fn to_scalar(value: &Value) -> ScalarValue {
    match value {
        Value::Text(text) => ScalarValue::Str(text.as_str().into()),
        Value::Int(n) => ScalarValue::Int(*n),
        Value::Flag(flag) => ScalarValue::Boolean(*flag),
        Value::Instant(ms) => ScalarValue::Timestamp(*ms),
        Value::Id(id) => ScalarValue::Bytes(id.to_vec()),
    }
}

fn from_scalar(scalar: &ScalarValue) -> Option<Value> {
    match scalar {
        ScalarValue::Str(text) => Some(Value::Text(text.to_string())),
        ScalarValue::Int(n) => Some(Value::Int(*n)),
        ScalarValue::Boolean(flag) => Some(Value::Flag(*flag)),
        ScalarValue::Timestamp(ms) => Some(Value::Instant(*ms)),
        ScalarValue::Bytes(bytes) => bytes.as_slice().try_into().ok().map(Value::Id),
        _ => None,
    }
}

/// Reads a field of the record; of an entry it answers which object that is, with its list and id.
fn read_root(
    doc: &Automerge,
    item: &MapRangeItem<'_>,
    view: &mut View,
) -> Option<(ObjId, (String, EntryId))> {
    let key = item.key.as_ref();
    if !matches!(item.value, ValueRef::Object(_)) {
        if key == KIND_KEY {
            if let automerge::Value::Scalar(kind) = item.value.clone().into_value() {
                view.kind = kind.as_str().unwrap_or_default().to_owned();
            }
            return None;
        }
        read_value(doc, &ROOT, item, Path::field(key), view);
        return None;
    }
    // A root key with a map must read `kind:id`; anything else is not ours and stays unread.
    let (kind, id) = key.split_once(':')?;
    Some((item.id(), (kind.to_owned(), id.parse().ok()?)))
}

fn read_value(doc: &Automerge, object: &ObjId, item: &MapRangeItem<'_>, path: Path, view: &mut View) {
    let value = match item.value.clone().into_value() {
        automerge::Value::Scalar(scalar) => from_scalar(&scalar),
        automerge::Value::Object(_) => None,
    };
    if item.conflict {
        let mut values: Vec<Value> =
            all_values(doc, object, &path.field).into_iter().map(|(value, _)| value).collect();
        values.sort();
        values.dedup();
        if values.len() > 1 {
            view.conflicts.insert(path.clone(), values);
        }
    }
    if let Some(value) = value {
        view.facts.insert(path, value);
    }
}

/// Every value that stands in a field, with the operation that wrote it. Emptied beside edited is a conflict
/// too; the emptied side reads as empty text.
fn all_values(doc: &Automerge, object: &ObjId, field: &str) -> Vec<(Value, ObjId)> {
    let read = |value: &automerge::Value<'_>| match value.as_scalar()? {
        ScalarValue::Null => Some(Value::Text(String::new())),
        scalar => from_scalar(scalar),
    };
    let all = doc.get_all(object, field).unwrap_or_default();
    all.into_iter().filter_map(|(value, operation)| Some((read(&value)?, operation))).collect()
}
