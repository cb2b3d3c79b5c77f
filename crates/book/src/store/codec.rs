//! CBOR for everything stored and sent. Fields go by name, so that an older app passes over what it does not
//! know and a newer one finds defaults for what is missing.

use serde::{Serialize, de::DeserializeOwned};

/// Bytes that are not what they should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unreadable: {0}")]
pub struct Unreadable(pub String);

/// A value as CBOR.
///
/// # Errors
/// Only where a type cannot be written at all, which tests would show.
pub fn to_cbor<T: Serialize>(value: &T) -> Result<Vec<u8>, Unreadable> {
    minicbor_serde::to_vec(value).map_err(|fault| Unreadable(fault.to_string()))
}

/// A value from CBOR.
///
/// # Errors
/// [`Unreadable`] for anything else than one such value.
pub fn from_cbor<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Unreadable> {
    let mut reader = minicbor_serde::Deserializer::new(bytes);
    let value = T::deserialize(&mut reader).map_err(|fault| Unreadable(fault.to_string()))?;
    if reader.decoder().position() == bytes.len() {
        Ok(value)
    } else {
        Err(Unreadable("trailing bytes".into()))
    }
}
