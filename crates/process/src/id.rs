//! Ids as newtypes over 16 bytes (UUIDv7 where we mint them), so that a person is never taken for a document.
//! In text (JSON, paths, addresses) they are 32 lower-case hex digits, in CBOR 16 bytes.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Text that is not 32 hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnId;

/// Writes 16 bytes as 32 lower-case hex digits.
pub(crate) fn write_hex(bytes: &[u8; 16], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

/// Reads 32 hex digits (either case).
///
/// # Errors
/// [`NotAnId`] for any other text.
pub(crate) fn read_hex(text: &str) -> Result<[u8; 16], NotAnId> {
    let mut bytes = [0; 16];
    if text.len() != 32 || !text.is_ascii() {
        return Err(NotAnId);
    }
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        let pair = str::from_utf8(pair).map_err(|_| NotAnId)?;
        *byte = u8::from_str_radix(pair, 16).map_err(|_| NotAnId)?;
    }
    Ok(bytes)
}

struct IdVisitor;

impl de::Visitor<'_> for IdVisitor {
    type Value = [u8; 16];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id of 16 bytes or 32 hex digits")
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        bytes.try_into().map_err(|_| E::invalid_length(bytes.len(), &self))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        read_hex(text).map_err(|NotAnId| E::custom("not 32 hex digits"))
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(pub [u8; 16]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write_hex(&self.0, f) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write_hex(&self.0, f) }
        }
        impl std::str::FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> { read_hex(text).map(Self) }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                if to.is_human_readable() { to.collect_str(self) } else { to.serialize_bytes(&self.0) }
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                if from.is_human_readable() {
                    from.deserialize_str(IdVisitor).map(Self)
                } else {
                    from.deserialize_bytes(IdVisitor).map(Self)
                }
            }
        }
    )* };
}

ids! {
    /// A document: one record that lives, is approved and is read on its own.
    DocId,
    /// A person; the account is the person.
    PersonId,
    /// A device: the registration made at a first sign-in.
    DeviceId,
    /// An entry of a record's list, such as one follow-up.
    EntryId,
    /// An act over several documents, accepted or refused whole.
    GroupId,
}

/// An id in the layout of UUIDv7: 48 bits of milliseconds, then chance.
///
/// `now_ms` is ms since 1970 UTC; `chance` comes from the caller, since the law knows none.
#[must_use]
pub fn uuid_v7(now_ms: i64, chance: [u8; 10]) -> [u8; 16] {
    let mut id = [0; 16];
    let time = now_ms.max(0).to_be_bytes();
    for (to, from) in id.iter_mut().zip(time.iter().skip(2).chain(chance.iter())) {
        *to = *from;
    }
    let [.., version, _, variant, _, _, _, _, _, _, _] = &mut id;
    *version = (*version & 0x0f) | 0x70;
    *variant = (*variant & 0x3f) | 0x80;
    id
}

#[cfg(test)]
mod tests;
