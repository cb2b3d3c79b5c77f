//! Requests to the server: the sync, the session, the poke. A request that is not answered in time counts as
//! no network.

use fieldbook_book::courier::SIZE;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, EventSource, EventTarget, RequestCredentials, RequestInit, Response};

use super::{clock, page};

const PATIENCE_MS: i64 = 30_000;

/// An answer: status and body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body's bytes.
    pub body: Vec<u8>,
    /// Of an attachment: how many bytes there are in all, where the server says it.
    pub size: Option<u64>,
}

/// Nobody answered: no network, no server, no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoAnswer;

/// What is sent.
#[derive(Debug, Clone, Copy)]
pub enum Body<'a> {
    /// Nothing.
    None,
    /// A JSON text.
    Json(&'a str),
    /// Bytes of the book's own.
    Bytes(&'a [u8]),
}

/// Sends a request to the app's own server.
///
/// # Errors
/// [`NoAnswer`].
pub async fn request(method: &str, path: &str, body: Body<'_>) -> Result<Answer, NoAnswer> {
    let answer = try_request(method, path, body).await;
    answer.map_err(|fault| {
        page::warn("no answer from the server", &format!("{fault:?}"));
        NoAnswer
    })
}

async fn try_request(method: &str, path: &str, body: Body<'_>) -> Result<Answer, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let headers = js_sys::Object::new();
    // Another origin's form or image can't set a header, so this tells our own app.
    Reflect::set(&headers, &"x-fieldbook".into(), &"1".into())?;
    let init = RequestInit::new();
    init.set_method(method);
    init.set_credentials(RequestCredentials::SameOrigin);
    match body {
        Body::None => {}
        Body::Json(text) => {
            Reflect::set(&headers, &"content-type".into(), &"application/json".into())?;
            init.set_body(&text.into());
        }
        Body::Bytes(bytes) => {
            Reflect::set(&headers, &"content-type".into(), &"application/octet-stream".into())?;
            init.set_body(&Uint8Array::from(bytes));
        }
    }
    init.set_headers(&headers);
    let controller = AbortController::new()?;
    init.set_signal(Some(&controller.signal()));
    let timer = clock::after(PATIENCE_MS, move || controller.abort());
    let answer = answer(window.fetch_with_str_and_init(path, &init)).await;
    timer.cancel();
    answer
}

async fn answer(sent: js_sys::Promise) -> Result<Answer, JsValue> {
    let response: Response = JsFuture::from(sent).await?.dyn_into()?;
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    let size = response.headers().get(SIZE)?.and_then(|size| size.parse().ok());
    Ok(Answer { status: response.status(), body: Uint8Array::new(&buffer).to_vec(), size })
}

/// The stream of pokes: the server says "pull now" and nothing else.
#[derive(Debug, Default)]
pub struct Pokes {
    source: std::cell::RefCell<Option<EventSource>>,
}

impl Pokes {
    /// Opens the stream anew: a phone keeps dead streams "open" while it sleeps. `on_end` is told when the browser gives it
    /// up: Firefox does where the server is away, each browser where a proxy answers in its place.
    pub fn reopen(&self, on_poke: impl Fn() + 'static, on_end: impl Fn() + 'static) {
        self.close();
        let Ok(source) = EventSource::new("/v1/poke") else { return };
        page::listen(&source, "message", move |_| on_poke());
        let stream = source.clone();
        page::listen(&source, "error", move |_| {
            if stream.ready_state() == EventSource::CLOSED {
                on_end();
            }
        });
        self.source.replace(Some(source));
    }

    /// Ends it, where nobody looks or nobody is signed in.
    pub fn close(&self) {
        if let Some(source) = self.source.take() {
            source.close();
        }
    }
}

/// Whether the network costs nothing, as far as the browser tells: it knows the connection, no data is to be saved, and it
/// is no mobile network. A browser that tells nothing is taken for one that costs.
pub fn is_free() -> bool {
    let Some(connection) = connection() else { return false };
    let told = |what: &str| Reflect::get(&connection, &what.into()).ok();
    let saves = told("saveData").is_some_and(|saves| saves.is_truthy());
    let kind = told("type").and_then(|kind| kind.as_string()).unwrap_or_default();
    // Browsers on a desk do not say of which kind it is.
    !saves && ["", "wifi", "ethernet", "unknown", "other", "mixed"].contains(&kind.as_str())
}

/// Calls something when the phone changes from one network to another.
pub fn on_other_network(then: impl Fn() + 'static) {
    if let Some(connection) = connection() {
        page::listen(&connection, "change", move |_| then());
    }
}

fn connection() -> Option<EventTarget> {
    let navigator = web_sys::window()?.navigator();
    Reflect::get(&navigator, &"connection".into()).ok()?.dyn_into().ok()
}
