//! A record as the document holds it: a flat map from path to value. Both sides of a change are compared here,
//! whatever kind of record it is; typed records are made from it.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{EntryId, Value};

/// Where a value stands: `title`, or `follow_up:<id>/content` for a field of an entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    /// The entry's kind and id; `None` for a field of the record itself.
    pub entry: Option<(String, EntryId)>,
    /// The field's name.
    pub field: String,
}

impl Path {
    /// A field of the record itself.
    #[must_use]
    pub fn field(name: &str) -> Self {
        Self { entry: None, field: name.to_owned() }
    }

    /// A field of one entry.
    #[must_use]
    pub fn entry(kind: &str, id: EntryId, name: &str) -> Self {
        Self { entry: Some((kind.to_owned(), id)), field: name.to_owned() }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((kind, id)) = &self.entry {
            write!(f, "{kind}:{id}/")?;
        }
        f.write_str(&self.field)
    }
}

/// Text that is no path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAPath;

impl FromStr for Path {
    type Err = NotAPath;

    fn from_str(text: &str) -> Result<Self, NotAPath> {
        let Some((entry, field)) = text.split_once('/') else {
            return if text.is_empty() { Err(NotAPath) } else { Ok(Self::field(text)) };
        };
        let (kind, id) = entry.split_once(':').ok_or(NotAPath)?;
        if kind.is_empty() || field.is_empty() {
            return Err(NotAPath);
        }
        Ok(Self::entry(kind, id.parse().map_err(|_| NotAPath)?, field))
    }
}

impl Serialize for Path {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Path {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(|NotAPath| serde::de::Error::custom("not a path"))
    }
}

/// All values of a record. Where several are in conflict this holds the winner; see [`Conflicts`].
pub type Facts = BTreeMap<Path, Value>;

/// Paths with more than one value, each with all of them.
pub type Conflicts = BTreeMap<Path, Vec<Value>>;

/// One value set: what stood there, and what stands there now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// Where.
    pub path: Path,
    /// The value before; `None` where there was none.
    pub old: Option<Value>,
    /// The value now; `None` where it was emptied.
    pub new: Option<Value>,
}

/// What changed between two states of a record, in the order of paths.
#[must_use]
pub fn difference(before: &Facts, after: &Facts) -> Vec<Edit> {
    let mut edits: Vec<Edit> = after
        .iter()
        .filter(|(path, new)| before.get(path) != Some(new))
        .map(|(path, new)| Edit {
            path: path.clone(),
            old: before.get(path).cloned(),
            new: Some(new.clone()),
        })
        .collect();
    let emptied = before.iter().filter(|(path, _)| !after.contains_key(path));
    edits.extend(emptied.map(|(path, old)| Edit { path: path.clone(), old: Some(old.clone()), new: None }));
    edits.sort_by(|a, b| a.path.cmp(&b.path));
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_what_it_writes_and_refuses_the_rest() {
        let id = EntryId([7; 16]);
        for path in [Path::field("title"), Path::entry("follow_up", id, "content")] {
            assert_eq!(path.to_string().parse(), Ok(path));
        }
        for wrong in ["", "a/b", ":00/x", "follow_up:12/x", "follow_up:07070707070707070707070707070707/"] {
            assert_eq!(wrong.parse::<Path>(), Err(NotAPath), "{wrong}");
        }
    }

    #[test]
    fn a_difference_names_what_was_set_changed_and_emptied() {
        let before = Facts::from([
            (Path::field("a"), Value::Int(1)),
            (Path::field("b"), Value::Int(2)),
            (Path::field("d"), Value::Int(4)),
        ]);
        let after = Facts::from([
            (Path::field("a"), Value::Int(1)),
            (Path::field("b"), Value::Int(3)),
            (Path::field("c"), Value::Int(5)),
        ]);
        let edits = difference(&before, &after);
        let told: Vec<String> = edits.iter().map(|e| format!("{} {:?}→{:?}", e.path, e.old, e.new)).collect();
        assert_eq!(told, ["b Some(Int(2))→Some(Int(3))", "c None→Some(Int(5))", "d Some(Int(4))→None"]);
    }
}
