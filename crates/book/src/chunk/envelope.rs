//! A chunk's outside: magic, checksum, type, length. A deflated chunk is inflated up to a limit and wrapped
//! anew, so that everything behind this file sees one kind of chunk.

use automerge::ChangeHash;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use sha2::{Digest as _, Sha256};

use super::reader::Reader;
use super::{Limits, Malformed};

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const CHECKSUM_BYTES: usize = 4;
const CHANGE: u8 = 1;
const DEFLATED: u8 = 2;

/// A change chunk with the right checksum.
pub(super) struct Chunk {
    /// Of contents and their length; the change's name.
    pub(super) hash: ChangeHash,
    /// The whole chunk, uncompressed.
    pub(super) bytes: Vec<u8>,
    contents_at: usize,
}

impl Chunk {
    pub(super) fn contents(&self) -> &[u8] {
        self.bytes.get(self.contents_at..).unwrap_or_default()
    }
}

/// Opens a chunk; its contents are not looked at.
pub(super) fn open(raw: &[u8], limits: &Limits) -> Result<Chunk, Malformed> {
    if raw.len() > limits.bytes {
        return Err(Malformed::TooLarge { what: "the chunk", limit: limits.bytes });
    }
    let mut reader = Reader(raw);
    if reader.array()? != MAGIC {
        return Err(Malformed::BadMagic);
    }
    let checksum: [u8; CHECKSUM_BYTES] = reader.array()?;
    let [kind] = reader.array()?;
    if kind != CHANGE && kind != DEFLATED {
        return Err(Malformed::WrongChunkType(kind));
    }
    let contents = reader.bytes("the chunk", limits.bytes)?;
    if !reader.is_empty() {
        return Err(Malformed::TrailingBytes(reader.0.len()));
    }
    let chunk = if kind == DEFLATED { wrap(&inflate(contents, limits.inflated)?) } else { wrap(contents) };
    if chunk.contents().len() > limits.inflated {
        return Err(Malformed::TooLarge { what: "the contents", limit: limits.inflated });
    }
    if chunk.hash.0.starts_with(&checksum) { Ok(chunk) } else { Err(Malformed::BadChecksum) }
}

fn inflate(contents: &[u8], limit: usize) -> Result<Vec<u8>, Malformed> {
    decompress_to_vec_with_limit(contents, limit).map_err(|fault| match fault.status {
        TINFLStatus::HasMoreOutput => Malformed::TooLarge { what: "the contents", limit },
        _ => Malformed::Inflate,
    })
}

/// Contents as an uncompressed change chunk.
fn wrap(contents: &[u8]) -> Chunk {
    let mut head = vec![CHANGE];
    write_uint(&mut head, contents.len() as u64);
    let hash: [u8; 32] = Sha256::new().chain_update(&head).chain_update(contents).finalize().into();
    let checksum: Vec<u8> = hash.into_iter().take(CHECKSUM_BYTES).collect();
    let bytes = [&MAGIC[..], &checksum, &head, contents].concat();
    Chunk { hash: ChangeHash(hash), contents_at: bytes.len() - contents.len(), bytes }
}

fn write_uint(to: &mut Vec<u8>, mut value: u64) {
    while value > 0x7f {
        to.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    to.push(value as u8);
}
