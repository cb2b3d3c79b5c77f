//! What another app shared with this one: the service worker laid it into a cache, from which it is taken once, one thing
//! after the other.

use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::clock::now_ms;
use super::page;
use super::script::call;

/// As the service worker names it.
const CACHE: &str = "fieldbook-shared";
/// What nobody took in for so long is no longer wanted, ms.
const KEPT_MS: i64 = 86_400_000;

/// One thing that waits. It stays until [`Waiting::is_taken`].
#[derive(Debug, Clone)]
pub struct Waiting(JsValue);

/// What it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared {
    /// The file's name; empty for words.
    pub name: String,
    /// What kind.
    pub mime: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Why the service worker left it out: `large` or `many`.
    pub left_out: Option<String>,
}

/// Everything that waits, oldest first. What is too old leaves.
pub async fn waiting() -> Vec<Waiting> {
    let mut waiting = Vec::new();
    for one in all().await.unwrap_or_default() {
        match one.shared_ms() {
            Some(at_ms) if at_ms + KEPT_MS > now_ms() => waiting.push(one),
            _ => one.is_taken().await,
        }
    }
    waiting
}

async fn all() -> Result<Vec<Waiting>, JsValue> {
    let keys = Array::from(&asked(&cache().await?, "keys", &[]).await?);
    Ok(keys.iter().map(Waiting).collect())
}

/// Nothing that was shared stays: it is not for the next person.
pub async fn forget() {
    let forget = async {
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        asked(&Reflect::get(&window, &"caches".into())?, "delete", &[CACHE.into()]).await
    };
    if let Err(fault) = forget.await {
        page::warn("what was shared stays behind", &format!("{fault:?}"));
    }
}

impl Waiting {
    /// When it was shared, ms: it stands in its address.
    fn shared_ms(&self) -> Option<i64> {
        let url = Reflect::get(&self.0, &"url".into()).ok()?.as_string()?;
        url.rsplit('/').nth(1)?.parse().ok()
    }

    /// Reads it; `None` where it cannot be read now.
    pub async fn read(&self) -> Option<Shared> {
        self.try_read().await.ok()
    }

    async fn try_read(&self) -> Result<Shared, JsValue> {
        let cache = cache().await?;
        let response: Response = asked(&cache, "match", std::slice::from_ref(&self.0)).await?.dyn_into()?;
        let header = |name: &str| response.headers().get(name).ok().flatten();
        let name = header("x-name").unwrap_or_default();
        let name = js_sys::decode_uri_component(&name).map(String::from).unwrap_or_default();
        let (mime, left_out) = (header("content-type").unwrap_or_default(), header("x-left-out"));
        let bytes = Uint8Array::new(&JsFuture::from(response.array_buffer()?).await?).to_vec();
        Ok(Shared { name, mime, bytes, left_out })
    }

    /// It is kept elsewhere now.
    pub async fn is_taken(&self) {
        if let Ok(cache) = cache().await {
            // It stays and is offered once more: nothing is lost.
            let _removed = asked(&cache, "delete", std::slice::from_ref(&self.0)).await;
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
