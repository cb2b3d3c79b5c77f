//! Bytes of attachments on this phone: a database of its own, so that starting the book does not read them. They lie in
//! pieces, as they are sent, and what is known of each beside them.

use fieldbook_book::courier::{Kept, PIECE};
use fieldbook_book::hash::Hash;
use fieldbook_book::store::{StoreFault, from_cbor, to_cbor};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction};

use super::store::request::{Mode, begin, classified, delete, finished, open};

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

    /// The piece that begins at an offset; `None` where it is not here.
    pub async fn piece(&self, hash: Hash, offset: u64) -> Option<Vec<u8>> {
        let offset = usize::try_from(offset).ok()?;
        let key = key(hash, offset / PIECE);
        let read = |tx: &IdbTransaction| Ok(vec![table(tx, PIECES)?.get(&key)?]);
        let found = self.run(&[PIECES], Mode::Read, read).await.ok()?;
        let piece = found.first()?.result().ok().filter(|piece| !piece.is_undefined())?;
        Uint8Array::new(&piece).to_vec().get(offset % PIECE..).map(<[u8]>::to_vec)
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

    /// One leaves.
    ///
    /// # Errors
    /// [`StoreFault`].
    pub async fn remove(&self, hash: Hash) -> Result<(), StoreFault> {
        let (name, range) = (hash.to_string(), range(hash));
        let write = |tx: &IdbTransaction| {
            let mut asked = vec![table(tx, KEPT)?.delete(&name.as_str().into())?];
            if let Some(range) = &range {
                asked.push(table(tx, PIECES)?.delete(range)?);
            }
            Ok(asked)
        };
        self.run(&[KEPT, PIECES], Mode::WriteRelaxed, write).await.map(drop)
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
        let done = async {
            let tx = begin(&db, tables, mode)?;
            let asked = ask(&tx).map_err(|fault| {
                // What was asked before the fault must not be committed by itself.
                let _aborted = tx.abort();
                classified(&fault)
            })?;
            finished(&tx).await.map(|()| asked)
        }
        .await;
        db.close();
        done
    }
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
