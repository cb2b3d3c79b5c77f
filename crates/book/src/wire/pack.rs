//! A message's outside: CBOR, deflated; inflating stops at a limit, so that a small body cannot fill memory.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use serde::{Serialize, de::DeserializeOwned};

use crate::store::{Unreadable, from_cbor, to_cbor};

/// Deflate level: 6 halves the bytes of 1 at a cost that a phone does not feel.
const LEVEL: u8 = 6;

/// A body over its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("more than {0} bytes")]
pub struct TooLarge(pub usize);

/// Why a body cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Packed {
    /// Over the limit.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
    /// Not deflate, or not this message.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

/// A message as a body.
///
/// # Errors
/// As [`to_cbor`].
pub fn pack<T: Serialize>(message: &T) -> Result<Vec<u8>, Unreadable> {
    Ok(compress_to_vec(&to_cbor(message)?, LEVEL))
}

/// A body as a message, of at most `limit` bytes when inflated.
///
/// # Errors
/// [`Packed`].
pub fn unpack<T: DeserializeOwned>(body: &[u8], limit: usize) -> Result<T, Packed> {
    let bytes = decompress_to_vec_with_limit(body, limit).map_err(|fault| match fault.status {
        miniz_oxide::inflate::TINFLStatus::HasMoreOutput => Packed::TooLarge(TooLarge(limit)),
        status => Packed::Unreadable(Unreadable(format!("inflate: {status:?}"))),
    })?;
    Ok(from_cbor(&bytes)?)
}
