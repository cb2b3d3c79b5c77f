//! Why a change is turned away: by its bytes alone ([`Malformed`]), or by the document it is for ([`Misfit`]).
//! Facts only; they go to the log and the sync page, not to the law's texts.

use automerge::ChangeHash;

/// Bytes that are no change of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Malformed {
    /// Over a limit in bytes.
    #[error("{what} is over {limit} bytes")]
    TooLarge {
        /// The chunk, its contents, the message, a key.
        what: &'static str,
        /// In bytes.
        limit: usize,
    },
    /// More of something than the limit, by what the run lengths claim.
    #[error("more than {limit} {what}")]
    TooMany {
        /// Operations, predecessors, dependencies, actors, columns.
        what: &'static str,
        /// How many are allowed.
        limit: usize,
    },
    /// Something later than this server knows; not refused, but not yet either.
    #[error("{what} {code} is newer than this server")]
    Newer {
        /// A column, an action, a value type, extra bytes.
        what: &'static str,
        /// Its number; of extra bytes, how many.
        code: u64,
    },
    /// It doesn't begin as Automerge's chunks do.
    #[error("not an Automerge chunk")]
    BadMagic,
    /// A document or a bundle, or nothing known.
    #[error("chunk type {0} is not a change")]
    WrongChunkType(u8),
    /// It ends before its lengths say.
    #[error("truncated")]
    Truncated,
    /// It goes on after its end.
    #[error("{0} bytes after the chunk")]
    TrailingBytes(usize),
    /// The checksum is not that of the contents.
    #[error("the checksum is not that of the contents")]
    BadChecksum,
    /// Not deflate.
    #[error("cannot be inflated")]
    Inflate,
    /// A LEB128 number too large or with needless bytes.
    #[error("a number is not written as LEB128 should be")]
    BadNumber,
    /// Message or key is not UTF-8.
    #[error("text is not UTF-8")]
    BadText,
    /// An operation names an actor that the change doesn't list.
    #[error("actor {index} of {actors}")]
    ActorOutOfRange {
        /// As written.
        index: u64,
        /// How many there are, the author included.
        actors: usize,
    },
    /// An actor's id is empty or overlong, or the others are not in ascending order.
    #[error("the list of actors is not in order")]
    Actors,
    /// The dependencies are not in ascending order.
    #[error("the dependencies are not in order")]
    Deps,
    /// An actor's first change is number 1, and a u32 holds all of them.
    #[error("sequence number {0}")]
    Seq(u64),
    /// The number of an operation, or of one that is referred to, is impossible.
    #[error("operation number {0}")]
    OpNumber(i128),
    /// Before 1970, or farther than the columns of times can hold together.
    #[error("time {0}")]
    Time(i64),
    /// It changes nothing.
    #[error("no operations")]
    NoOps,
    /// Columns out of order, twice, deflated, of unequal length, or with holes.
    #[error("column {spec:#x}: {why}")]
    Column {
        /// Its specification.
        spec: u64,
        /// What is wrong.
        why: &'static str,
    },
    /// Automerge can't read it.
    #[error("Automerge cannot read it: {0}")]
    Unparsable(String),
    /// Automerge would have written it otherwise.
    #[error("not as Automerge writes it")]
    NotCanonical,
    /// Automerge panicked; the first wall has a hole.
    #[error("Automerge panicked")]
    Panicked,
}

/// Why a well-formed change can't go on a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Misfit {
    /// The document holds it already.
    #[error("the document holds it already")]
    Known,
    /// The document lacks what it stands on.
    #[error("{} dependencies are missing", .0.len())]
    MissingDependency(Vec<ChangeHash>),
    /// It stands on nothing, but the document has a beginning.
    #[error("a second beginning of the document")]
    SecondBeginning,
    /// Its first operation isn't one past the highest of its past.
    #[error("its first operation is {found}, not {expected}")]
    StartOp {
        /// One past the highest of its past.
        expected: u64,
        /// What it says.
        found: u64,
    },
    /// The actor has another change of that number here.
    #[error("its actor has a change {seq} already, next is {next}")]
    SeqTaken {
        /// What it says.
        seq: u64,
        /// The actor's next.
        next: u64,
    },
    /// The actor's changes before it are missing.
    #[error("its actor's next change is {next}, not {seq}")]
    SeqGap {
        /// What it says.
        seq: u64,
        /// The actor's next.
        next: u64,
    },
    /// It does not stand on its own actor's last change.
    #[error("its actor branched off from itself")]
    Branched,
    /// Something that records have no place for: a list, a text, a counter, a mark, a deletion.
    #[error("operation {op}: {what}")]
    Action {
        /// Which, from 0.
        op: usize,
        /// What it does.
        what: &'static str,
    },
    /// The object is no entry of the record in the change's past.
    #[error("operation {op}: no such entry")]
    Object {
        /// Which, from 0.
        op: usize,
    },
    /// The shape has no such key there.
    #[error("operation {op}: key {key:?}")]
    Key {
        /// Which, from 0.
        op: usize,
        /// The key, cut.
        key: String,
    },
    /// The shape has no such value.
    #[error("operation {op}: a value of a kind that records do not hold")]
    Value {
        /// Which, from 0.
        op: usize,
    },
    /// An entry that was there would vanish.
    #[error("operation {op}: it would replace an entry")]
    Replaces {
        /// Which, from 0.
        op: usize,
    },
    /// What it overwrites isn't what stood there in its past.
    #[error("operation {op}: it does not overwrite what stood there")]
    Predecessors {
        /// Which, from 0.
        op: usize,
    },
    /// Automerge refuses it.
    #[error("Automerge refuses it: {0}")]
    Refused(String),
    /// The document would give back other bytes, and could not be loaded again.
    #[error("the document would not give it back unaltered")]
    Altered,
    /// Automerge panicked; the first wall has a hole.
    #[error("Automerge panicked")]
    Panicked,
}
