//! What may stand where in a document. [`RecordShape`] is that of our records: scalars at the root, and each
//! entry as a map at the root under `kind:id`. It knows no field by name, since a newer app may have more.

use automerge::ScalarValue;
use fieldbook_process::EntryId;

/// A key of a record or an entry, in bytes.
const KEY_BYTES: usize = 64;
/// An id has 16 bytes, a hash 32, a signature 64.
const BYTES: usize = 64;

/// What a document may hold. Whatever it says, lists, texts, counters, marks, deletions and maps within maps
/// are refused.
pub trait Shape {
    /// Whether a value may stand under that key, of the record (`entry` is `None`) or of an entry.
    fn field(&self, entry: Option<&str>, key: &str) -> bool;
    /// Whether an entry may be made under that key.
    fn entry(&self, key: &str) -> bool;
    /// Whether it is a value we read.
    fn value(&self, value: &ScalarValue) -> bool;
}

/// The shape of every record.
#[derive(Debug, Clone, Copy)]
pub struct RecordShape;

impl Shape for RecordShape {
    fn field(&self, _: Option<&str>, key: &str) -> bool {
        is_name(key)
    }

    /// `kind:id`, the id as we write it: two ways to write one would be two entries with one name.
    fn entry(&self, key: &str) -> bool {
        key.split_once(':').is_some_and(|(kind, id)| {
            is_name(kind) && id.parse().is_ok_and(|parsed: EntryId| parsed.to_string() == id)
        })
    }

    /// Null empties a field. Unsigned numbers, floats and counters are not ours.
    fn value(&self, value: &ScalarValue) -> bool {
        match value {
            ScalarValue::Bytes(bytes) => bytes.len() <= BYTES,
            ScalarValue::Str(_)
            | ScalarValue::Int(_)
            | ScalarValue::Boolean(_)
            | ScalarValue::Timestamp(_)
            | ScalarValue::Null => true,
            _ => false,
        }
    }
}

/// Lower-case letters, digits and underscores, beginning with a letter.
fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|first| first.is_ascii_lowercase())
        && chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && text.len() <= KEY_BYTES
}
