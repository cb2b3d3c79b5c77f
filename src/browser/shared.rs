//! What another app shared with this one: the service worker laid it into a cache, from which it is taken once.

use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::script::call;

const CACHE: &str = "fieldbook-shared";

/// One thing that was shared.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared {
    /// The file's name; empty for words.
    pub name: String,
    /// What kind.
    pub mime: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    address: JsValue,
}

/// Everything that waits, oldest first. It stays there until [`Shared::is_taken`].
pub async fn waiting() -> Vec<Shared> {
    read().await.unwrap_or_default()
}

async fn read() -> Result<Vec<Shared>, JsValue> {
    let cache = cache().await?;
    let keys = Array::from(&asked(&cache, "keys", &[]).await?);
    let mut all = Vec::new();
    for address in keys.iter() {
        let response: Response = asked(&cache, "match", std::slice::from_ref(&address)).await?.dyn_into()?;
        let header = |name: &str| response.headers().get(name).ok().flatten().unwrap_or_default();
        let (mime, name) = (header("content-type"), header("x-name"));
        let name = js_sys::decode_uri_component(&name).map(String::from).unwrap_or_default();
        let bytes = Uint8Array::new(&JsFuture::from(response.array_buffer()?).await?).to_vec();
        all.push(Shared { name, mime, bytes, address });
    }
    Ok(all)
}

impl Shared {
    /// It is kept elsewhere now.
    pub async fn is_taken(&self) {
        if let Ok(cache) = cache().await {
            // It stays and is offered once more: nothing is lost.
            let _removed = asked(&cache, "delete", std::slice::from_ref(&self.address)).await;
        }
    }
}

async fn cache() -> Result<JsValue, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let caches = Reflect::get(&window, &"caches".into())?;
    asked(&caches, "open", &[CACHE.into()]).await
}

async fn asked(on: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let promise: Promise = call(on, name, arguments)?.dyn_into()?;
    JsFuture::from(promise).await
}
