//! Bytes of attachments on this phone: a database of its own, so that starting the book does not read them. They lie in
//! pieces, as they are sent, and what is known of each beside them.

use fieldbook_book::courier::{Kept, PIECE, Piece};
use fieldbook_book::hash::Hash;
use fieldbook_book::store::{StoreFault, from_cbor, to_cbor};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction};

use super::store::request::{
    Mode, begin, classified, delete, ended_when_left, finished, open, run, succeeded,
};

const KEPT: &str = "kept";
const PIECES: &str = "pieces";
/// A voice note that is being spoken, as it comes.
pub(super) const SPOKEN: &str = "spoken";
const TABLES: [&str; 3] = [KEPT, PIECES, SPOKEN];

/// One person's attachments.
#[derive(Debug, Clone)]
pub struct Shelf {
    name: String,
}

impl Shelf {
    /// The shelf beside a book's database.
    pub fn beside(database: &str) -> Self {
        Self { name: format!("{database}-attachments") }
    }

    /// What is known of all that lies here. What is damaged costs only itself.
    ///
    /// # Errors
    /// [`StoreFault`].
    pub async fn all(&self) -> Result<Vec<Kept>, StoreFault> {
        let found = self.run(&[KEPT], Mode::Read, |tx| Ok(vec![table(tx, KEPT)?.get_all()?])).await?;
        let values = found.first().and_then(|found| found.result().ok()).unwrap_or_default();
        let values = Array::from(&values).iter().collect::<Vec<_>>();
        Ok(values.iter().filter_map(|value| from_cbor(&Uint8Array::new(value).to_vec()).ok()).collect())
    }

    /// Puts bytes here; they are on the disk when this answers.
    ///
    /// # Errors
    /// [`StoreFault`]; nothing of it is here then.
    pub async fn put(&self, kept: &Kept, bytes: &[u8]) -> Result<(), StoreFault> {
        let known = to_cbor(kept).map_err(|fault| StoreFault(fault.to_string()))?;
        let pieces: Vec<(JsValue, JsValue)> = bytes
            .chunks(PIECE)
            .enumerate()
            .map(|(n, piece)| (key(kept.hash, n), Uint8Array::from(piece).into()))
            .collect();
        let name = kept.hash.to_string();
        self.run(&[KEPT, PIECES], Mode::WriteStrict, |tx| {
            let store = table(tx, PIECES)?;
            let mut asked = Vec::new();
            for (key, piece) in &pieces {
                asked.push(store.put_with_key(piece, key)?);
            }
            let known = Uint8Array::from(known.as_slice());
            asked.push(table(tx, KEPT)?.put_with_key(&known, &name.as_str().into())?);
            Ok(asked)
        })
        .await
        .map(drop)
    }

    /// Notes what is known of one.
    ///
    /// # Errors
    /// [`StoreFault`].
    pub async fn note(&self, kept: &Kept) -> Result<(), StoreFault> {
        let known = to_cbor(kept).map_err(|fault| StoreFault(fault.to_string()))?;
        let name = kept.hash.to_string();
        let write = |tx: &IdbTransaction| {
            let known = Uint8Array::from(known.as_slice());
            Ok(vec![table(tx, KEPT)?.put_with_key(&known, &name.as_str().into())?])
        };
        self.run(&[KEPT], Mode::WriteRelaxed, write).await.map(drop)
    }

    /// Notes when one was looked at last; the rest stays as the disk has it, since another tab may know more.
    ///
    /// # Errors
    /// [`StoreFault`].
    pub async fn touch(&self, hash: Hash, used_ms: i64) -> Result<(), StoreFault> {
        self.revise(hash, |kept| Revised::Stands(Kept { used_ms, ..kept })).await
    }

    /// The piece that begins at an offset, or why it is not here.
    pub async fn piece(&self, hash: Hash, offset: u64) -> Piece {
        self.read_piece(hash, offset).await.unwrap_or_else(|fault| {
            super::page::warn("a piece of an attachment was not read", &fault.0);
            Piece::Failed
        })
    }

    async fn read_piece(&self, hash: Hash, offset: u64) -> Result<Piece, StoreFault> {
        let offset = usize::try_from(offset).map_err(|fault| StoreFault(fault.to_string()))?;
        let (key, name) = (key(hash, offset / PIECE), JsValue::from(hash.to_string()));
        let read = |tx: &IdbTransaction| {
            Ok(vec![table(tx, PIECES)?.get(&key)?, table(tx, KEPT)?.count_with_key(&name)?])
        };
        let found = self.run(&[KEPT, PIECES], Mode::Read, read).await?;
        let mut found = found.iter().map(|found| found.result().map_err(|fault| classified(&fault)));
        let (piece, known) = (found.next().transpose()?, found.next().transpose()?);
        if let Some(piece) = piece.filter(|piece| !piece.is_undefined()) {
            let bytes = Uint8Array::new(&piece).to_vec();
            return Ok(bytes.get(offset % PIECE..).map_or(Piece::Lost, |rest| Piece::Bytes(rest.to_vec())));
        }
        let is_known = known.and_then(|count| count.as_f64()).is_some_and(|count| count > 0.0);
        Ok(if is_known { Piece::Lost } else { Piece::Gone })
    }

    /// All bytes of one; `None` where they are not all here.
    pub async fn whole(&self, kept: &Kept) -> Option<Vec<u8>> {
        let range = range(kept.hash)?;
        let read = |tx: &IdbTransaction| Ok(vec![table(tx, PIECES)?.get_all_with_key(&range)?]);
        let found = self.run(&[PIECES], Mode::Read, read).await.ok()?;
        let pieces = Array::from(&found.first()?.result().ok()?);
        let bytes: Vec<u8> = pieces.iter().flat_map(|piece| Uint8Array::new(&piece).to_vec()).collect();
        (bytes.len() as u64 == kept.size).then_some(bytes)
    }

    /// One leaves; not where the disk knows of a record that waits for it, by another tab.
    ///
    /// # Errors
    /// [`StoreFault`].
    pub async fn remove(&self, hash: Hash) -> Result<(), StoreFault> {
        let is_needed = |kept: &Kept| kept.is_promised() && kept.waits();
        self.revise(hash, |kept| if is_needed(&kept) { Revised::Stands(kept) } else { Revised::Gone }).await
    }

    /// Reads what is known of one and writes what becomes of it, with nobody in between.
    async fn revise(&self, hash: Hash, revised: impl FnOnce(Kept) -> Revised) -> Result<(), StoreFault> {
        let db = open(&self.name, 1, TABLES.to_vec()).await?;
        let done = async {
            let tx = begin(&db, &[KEPT, PIECES], Mode::WriteRelaxed)?;
            let _ended = ended_when_left(&tx);
            let fault = |fault: JsValue| classified(&fault);
            let (name, kept) = (JsValue::from(hash.to_string()), table(&tx, KEPT).map_err(fault)?);
            let known = kept.get(&name).map_err(fault)?;
            succeeded(&known).await?;
            let known = known.result().map_err(fault)?;
            let known = (!known.is_undefined()).then(|| from_cbor(&Uint8Array::new(&known).to_vec()).ok());
            match known.flatten().map(revised) {
                Some(Revised::Stands(stands)) => {
                    let bytes = to_cbor(&stands).map_err(|fault| StoreFault(fault.to_string()))?;
                    kept.put_with_key(&Uint8Array::from(bytes.as_slice()), &name).map_err(fault)?;
                }
                Some(Revised::Gone) => {
                    kept.delete(&name).map_err(fault)?;
                    if let Some(range) = range(hash) {
                        table(&tx, PIECES).and_then(|pieces| pieces.delete(&range)).map_err(fault)?;
                    }
                }
                None => {}
            }
            finished(&tx).await
        }
        .await;
        db.close();
        done
    }

    /// Whether anything lies here that was spoken and not put away.
    ///
    /// # Errors
    /// [`StoreFault`].
    pub async fn has_spoken(&self) -> Result<bool, StoreFault> {
        let found = self.run(&[SPOKEN], Mode::Read, |tx| Ok(vec![table(tx, SPOKEN)?.count()?])).await?;
        let count = found.first().and_then(|found| found.result().ok()).and_then(|count| count.as_f64());
        Ok(count.is_none_or(|count| count > 0.0))
    }

    /// Everything leaves.
    pub async fn wipe(&self) {
        if let Err(fault) = delete(&self.name).await {
            super::page::warn("attachments were not deleted", &fault.0);
        }
    }

    /// Runs a transaction on a connection of its own: a kept one would be killed in the background.
    pub(super) async fn run(
        &self,
        tables: &[&str],
        mode: Mode,
        ask: impl Fn(&IdbTransaction) -> Result<Vec<IdbRequest>, JsValue>,
    ) -> Result<Vec<IdbRequest>, StoreFault> {
        let db = open(&self.name, 1, TABLES.to_vec()).await?;
        let done = run(&db, tables, mode, &ask).await;
        db.close();
        done
    }
}

/// What becomes of what is known of one.
enum Revised {
    Stands(Kept),
    Gone,
}

pub(super) fn table(tx: &IdbTransaction, name: &str) -> Result<IdbObjectStore, JsValue> {
    tx.object_store(name)
}

/// Pieces of one lie beside each other, in their order.
fn key(hash: Hash, n: usize) -> JsValue {
    Array::of2(&hash.to_string().into(), &JsValue::from_f64(f64::from(u32::try_from(n).unwrap_or(u32::MAX))))
        .into()
}

fn range(hash: Hash) -> Option<IdbKeyRange> {
    IdbKeyRange::bound(&key(hash, 0), &key(hash, usize::MAX)).ok()
}

/// SHA-256 by the browser, apart from the screen: of twenty million bytes ours would take long.
pub async fn hash_of(bytes: &[u8]) -> Hash {
    let digest = async {
        let crypto = web_sys::window()?.crypto().ok()?.subtle();
        let data = Uint8Array::from(bytes);
        let digest =
            JsFuture::from(crypto.digest_with_str_and_buffer_source("SHA-256", &data).ok()?).await.ok()?;
        <[u8; 32]>::try_from(Uint8Array::new(&digest).to_vec()).ok()
    };
    digest.await.map_or_else(|| Hash::of(bytes), Hash)
}
