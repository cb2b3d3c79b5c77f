//! The wall against hostile changes: a change's bytes are looked at without trusting them before Automerge
//! sees them ([`check`]), then against the document they are for ([`fits`]), and only then taken in, on a copy
//! ([`apply`]). The server does all three with whatever a phone sends.
//!
//! # Why
//! Tried with automerge 0.12: 69 bytes that claim 60 million operations keep `Change::from_bytes` busy for ten
//! seconds; an actor index out of range, an actor that the document lacks, a gap in an actor's sequence, an
//! author footer or a far time make it panic; a change that overwrites an operation which was never there is
//! taken, and the *saved document cannot be loaded again*. Each case is a test in `chunk/tests/`, with what
//! happened without the wall.
//!
//! # The format
//! From the Automerge binary format specification (<https://automerge.org/automerge-binary-format-spec/>):
//!
//! - A chunk is the magic bytes `85 6f 4a 83`, four bytes of checksum, a byte of type (0 document, 1 change,
//!   2 deflated change, 3 bundle), the length of its contents as unsigned LEB128, and the contents.
//! - The hash of a change is the SHA-256 over type, length and contents of its *uncompressed* chunk; the
//!   checksum is its first four bytes, in a deflated chunk too. Deflate can be written in many ways, so we keep
//!   and serve the uncompressed chunk: one hash, one row of bytes.
//! - A change holds: count and hashes of its dependencies; the actor; seq; the number of its first operation;
//!   time; message; the other actors that its operations name; count of columns; specification (id × 16 + type,
//!   plus 8 for deflated, which a change may not have) and length of each; the columns; extra bytes.
//! - Actors in columns are indexes: 0 the author, then the others, in ascending order.
//! - A column of numbers or texts is a row of runs: a signed LEB128 `n`, then for `n > 0` one value that stands
//!   `n` times, for `n < 0` that many values, for `n = 0` an unsigned count of nulls. Delta columns hold the
//!   differences; boolean columns hold counts, in turn of false and true. So a few bytes can claim any number
//!   of rows: we add the run lengths up, without expanding them, and stop at a limit.
//! - The metadata of a value is its length × 16 + its type; the bytes of all values stand in the next column.
//! - An operation has an object, a key, an action, a value and its predecessors: the operations that it
//!   overwrites. It has no number of its own, it is counted from the change's first.
//!
//! # One way to write it
//! A document does not keep the bytes of its changes: Automerge builds them again from the operations, on save,
//! load and fork, and finds them by hash. So a change that Automerge itself would have written otherwise can
//! only do harm, and is refused ([`Malformed::NotCanonical`], [`Misfit::Altered`]). Every version of Automerge
//! has to write the same bytes for the same change, or it could not load older documents; this check therefore
//! does not age. What the format leaves open for later – columns, actions, value types, extra bytes – gets
//! [`Malformed::Newer`].

mod apply;
mod columns;
mod envelope;
mod fault;
mod fits;
mod reader;
mod shape;

use std::panic::{AssertUnwindSafe, catch_unwind};

use automerge::{ActorId, Change, ChangeHash, ExpandedChange};

pub use apply::apply;
pub use fault::{Malformed, Misfit};
pub use fits::fits;
pub use shape::{RecordShape, Shape};

/// How much a single change may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes on the wire.
    pub bytes: usize,
    /// Bytes of the contents, inflated.
    pub inflated: usize,
    /// Operations; also all their predecessors together.
    pub ops: usize,
    /// Dependencies.
    pub deps: usize,
    /// Actors besides the author.
    pub actors: usize,
    /// Bytes of the message.
    pub message: usize,
}

/// What server and phone use. A follow-up is 30 operations in 400 bytes; a record of 500 entries founded anew
/// is about 5,000 operations in 100 KB; the message of a group over 200 documents is 21 KB.
pub const LIMITS: Limits =
    Limits { bytes: 500_000, inflated: 1_000_000, ops: 20_000, deps: 256, actors: 1_000, message: 32_000 };

/// The most that a change made on this very machine is inflated to when it is read back.
const OWN_INFLATED: usize = 64_000_000;

/// The hash of a change that this machine made itself and has read back from its disk, whatever its size: it tells
/// whether the bytes are what they were. Nothing is parsed. `None` where they are no whole chunk.
#[must_use]
pub fn hash_of_own(raw: &[u8]) -> Option<crate::hash::Hash> {
    let own = Limits { bytes: usize::MAX, inflated: OWN_INFLATED, ..LIMITS };
    envelope::open(raw, &own).ok().map(|chunk| crate::hash::Hash::from(chunk.hash))
}

/// What the server learned from a change's bytes without trusting them.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Checked {
    /// SHA-256 of the uncompressed chunk.
    pub hash: ChangeHash,
    /// Who wrote it: a random number for one linear run of changes.
    pub actor: ActorId,
    /// Which of the actor's changes it is, from 1.
    pub seq: u64,
    /// The number of its first operation.
    pub start_op: u64,
    /// How many operations it has, at least one.
    pub ops: usize,
    /// The changes it stands on, ascending.
    pub deps: Vec<ChangeHash>,
    /// What the author's library wrote as time; we write 0.
    pub time: i64,
    /// Its message; never empty.
    pub message: Option<String>,
    /// The chunk to store and serve: not deflated, whatever came.
    pub bytes: Vec<u8>,
    /// For Automerge.
    pub change: Change,
    /// Its operations, for [`fits`].
    expanded: ExpandedChange,
}

/// Looks at a chunk: header, checksum, size, the counts its columns claim, every index and number in them. Only
/// then it is parsed. Work and memory are bounded by the limits, whatever the bytes say.
///
/// # Errors
/// [`Malformed`], with what is wrong.
pub fn check(raw: &[u8], limits: &Limits) -> Result<Checked, Malformed> {
    let chunk = envelope::open(raw, limits)?;
    columns::walk(chunk.contents(), limits)?;
    let (change, expanded) = unwound(|| parse(&chunk.bytes)).unwrap_or(Err(Malformed::Panicked))?;
    Ok(Checked {
        hash: chunk.hash,
        actor: change.actor_id().clone(),
        seq: change.seq(),
        start_op: change.start_op().get(),
        ops: change.len(),
        deps: change.deps().to_vec(),
        time: change.timestamp(),
        message: change.message().map(str::to_owned),
        bytes: chunk.bytes,
        change,
        expanded,
    })
}

/// The hash of a change in a chunk, where header and checksum are right. Nothing else is looked at.
#[must_use]
pub fn hash_of(raw: &[u8]) -> Option<ChangeHash> {
    envelope::open(raw, &LIMITS).ok().map(|chunk| chunk.hash)
}

/// Hands counted bytes to Automerge, and has it write the change anew.
fn parse(bytes: &[u8]) -> Result<(Change, ExpandedChange), Malformed> {
    let change = Change::try_from(bytes).map_err(|fault| Malformed::Unparsable(fault.to_string()))?;
    let expanded = change.decode();
    if Change::from(expanded.clone()).raw_bytes() != bytes {
        return Err(Malformed::NotCanonical);
    }
    Ok((change, expanded))
}

/// The second wall: what a panic inside Automerge becomes. The closure may only touch what is thrown away then.
fn unwound<T>(run: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(run)).ok()
}

#[cfg(test)]
mod tests;
