//! Hashes: of changes (SHA-256, as Automerge makes them) and short ones (its first 16 bytes) for documents'
//! heads, parts of the company and feed digests.

use std::fmt;

use automerge::ChangeHash;
use fieldbook_process::DocId;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};

/// The hash of a change.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

/// The first 16 bytes of a SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Short(pub [u8; 16]);

impl Hash {
    /// The SHA-256 of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl Short {
    /// The short hash of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self::of_parts([bytes])
    }

    fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hasher = Sha256::new();
        parts.into_iter().for_each(|part| hasher.update(part));
        let full: [u8; 32] = hasher.finalize().into();
        let mut short = [0; 16];
        short.iter_mut().zip(full).for_each(|(to, from)| *to = from);
        Self(short)
    }

    /// What one document adds to the digest of its feeds: the hash of its id and its sorted accepted heads.
    #[must_use]
    pub fn of_heads(doc: DocId, heads: &[Hash]) -> Self {
        let mut heads = heads.to_vec();
        heads.sort();
        Self::of_parts(std::iter::once(&doc.0[..]).chain(heads.iter().map(|head| &head.0[..])))
    }
}

/// The digest of a feed: the sum modulo 2^128 of what its documents add, so that it follows each change in
/// constant time whatever the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FeedDigest(pub Short);

impl FeedDigest {
    /// With a document's part added.
    #[must_use]
    pub fn plus(self, part: Short) -> Self {
        self.combine(part, u128::wrapping_add)
    }

    /// With a document's part taken away.
    #[must_use]
    pub fn minus(self, part: Short) -> Self {
        self.combine(part, u128::wrapping_sub)
    }

    fn combine(self, part: Short, with: fn(u128, u128) -> u128) -> Self {
        Self(Short(with(u128::from_be_bytes(self.0.0), u128::from_be_bytes(part.0)).to_be_bytes()))
    }
}

impl From<ChangeHash> for Hash {
    fn from(hash: ChangeHash) -> Self {
        Self(hash.0)
    }
}

impl From<Hash> for ChangeHash {
    fn from(hash: Hash) -> Self {
        Self(hash.0)
    }
}

macro_rules! bytes {
    ($name:ident, $n:literal) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().take(4).try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                if to.is_human_readable() { to.collect_str(self) } else { to.serialize_bytes(&self.0) }
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let bytes = if from.is_human_readable() {
                    hex(&String::deserialize(from)?)
                } else {
                    Bytes::deserialize(from).map(|bytes| Some(bytes.0))?
                };
                let exact = bytes.and_then(|bytes| <[u8; $n]>::try_from(bytes).ok());
                exact.map(Self).ok_or_else(|| de::Error::custom(concat!("not ", $n, " bytes")))
            }
        }
    };
}

impl std::str::FromStr for Hash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        // As it is written, in small letters: one hash has one name.
        let bytes = hex(text).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()).map(Self);
        bytes.filter(|hash| hash.to_string() == text).ok_or(NotAHash)
    }
}

/// A text is no SHA-256 in 64 small hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a SHA-256 in hex")]
pub struct NotAHash;

bytes!(Hash, 32);
bytes!(Short, 16);

fn hex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok()).collect()
}

/// Bytes as CBOR bytes (serde would write a list of numbers).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Bytes(pub Vec<u8>);

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(&self.0)
    }
}

struct BytesVisitor;

impl<'de> de::Visitor<'de> for BytesVisitor {
    type Value = Vec<u8>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes")
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
        Ok(bytes.to_vec())
    }

    fn visit_byte_buf<E: de::Error>(self, bytes: Vec<u8>) -> Result<Vec<u8>, E> {
        Ok(bytes)
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<u8>, A::Error> {
        let mut bytes = Vec::new();
        while let Some(byte) = seq.next_element()? {
            bytes.push(byte);
        }
        Ok(bytes)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_byte_buf(BytesVisitor).map(Self)
    }
}
