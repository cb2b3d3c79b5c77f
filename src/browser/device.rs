//! This device's own key: P-256 by WebCrypto, never to be read out, kept in a database of its own since it is
//! made before anybody has signed in. The server gets the public half at sign-in.

use fieldbook_book::store::StoreFault;
use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use super::page;
use super::store::request::{Mode, answered, begin, classified, finished, open};

const DATABASE: &str = "fieldbook-device";
const TABLE: &str = "keys";
const NAME: &str = "sign";

/// The public half as a JSON Web Key, made at the first call. `None` where the browser has no WebCrypto
/// (an insecure address): the device is registered without a key then and cannot approve.
pub async fn public_key() -> Option<String> {
    let key = match kept().await {
        Some(key) => Some(key),
        None => made().await,
    };
    key.or_else(|| {
        page::warn("this device has no key", "no WebCrypto, or no storage");
        None
    })
}

async fn kept() -> Option<String> {
    let db = open(DATABASE, 1, vec![TABLE]).await.ok()?;
    let tx = begin(&db, &[TABLE], Mode::Read).ok()?;
    let asked = tx.object_store(TABLE).ok()?.get(&NAME.into()).ok()?;
    let done = answered(&tx, std::slice::from_ref(&asked)).await;
    db.close();
    done.ok()?;
    let pair = asked.result().ok()?;
    exported(&pair).await.ok()
}

async fn made() -> Option<String> {
    let pair = new_pair().await.ok()?;
    keep(&pair).await.ok()?;
    exported(&pair).await.ok()
}

async fn new_pair() -> Result<JsValue, JsValue> {
    let algorithm = Object::new();
    Reflect::set(&algorithm, &"name".into(), &"ECDSA".into())?;
    Reflect::set(&algorithm, &"namedCurve".into(), &"P-256".into())?;
    let uses = Array::of2(&"sign".into(), &"verify".into());
    JsFuture::from(subtle()?.generate_key_with_object(&algorithm, false, &uses)?).await
}

async fn exported(pair: &JsValue) -> Result<String, JsValue> {
    let public: CryptoKey = Reflect::get(pair, &"publicKey".into())?.dyn_into()?;
    let key = JsFuture::from(subtle()?.export_key("jwk", &public)?).await?;
    JSON::stringify(&key).map(String::from)
}

async fn keep(pair: &JsValue) -> Result<(), StoreFault> {
    let db = open(DATABASE, 1, vec![TABLE]).await?;
    let tx = begin(&db, &[TABLE], Mode::WriteStrict)?;
    let put = tx.object_store(TABLE).and_then(|store| store.put_with_key(pair, &NAME.into()));
    put.map_err(|fault| classified(&fault))?;
    let done = finished(&tx).await;
    db.close();
    done
}

fn subtle() -> Result<SubtleCrypto, JsValue> {
    let crypto = web_sys::window().ok_or(JsValue::NULL)?.crypto()?;
    let subtle = crypto.subtle();
    if subtle.is_undefined() { Err(JsValue::NULL) } else { Ok(subtle) }
}
