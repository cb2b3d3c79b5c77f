//! Texts of codes in pictures: by the browser's own detector where it has one (Android, macOS), else by the wasm of
//! `crates/scanner` in a worker, which is started with the first picture and ends with its [`Scanner`].

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_channel::oneshot;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ImageBitmap, MessageChannel, MessageEvent, Worker};

use super::camera::Glass;
use super::files::Picture;
use super::page;

const DETECTOR: &str = "BarcodeDetector";
const QR: &str = "qr_code";

/// Nothing on this phone can read codes now: the worker does not start, or broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unable;

/// What reads codes.
#[derive(Debug, Default)]
pub struct Scanner {
    detector: RefCell<Option<JsValue>>,
    worker: RefCell<Option<Worker>>,
}

impl Scanner {
    /// Looks what the browser has.
    pub async fn new() -> Self {
        Self { detector: RefCell::new(detector().await), worker: RefCell::default() }
    }

    /// The text of a code that the camera sees.
    ///
    /// # Errors
    /// If nothing can read codes.
    pub async fn read_seen(&self, video: &Glass) -> Result<Option<String>, Unable> {
        let bitmap = |window: web_sys::Window| window.create_image_bitmap_with_html_video_element(video).ok();
        let Some(picture) = taken(web_sys::window().and_then(bitmap)).await else { return Ok(None) };
        let found = self.detect(&picture).await;
        if self.detector.borrow().is_some() && !found.as_deref().is_some_and(is_doubtful) {
            picture.close();
            return Ok(found);
        }
        Ok(self.ask(&picture).await?.or(found))
    }

    /// The text of a code in a photo. It is looked at once, so by all there is.
    ///
    /// # Errors
    /// If nothing can read codes.
    pub async fn read_picture(&self, picture: &Picture) -> Result<Option<String>, Unable> {
        let bitmap = |window: web_sys::Window| window.create_image_bitmap_with_blob(picture.blob()).ok();
        let Some(picture) = taken(web_sys::window().and_then(bitmap)).await else { return Ok(None) };
        let found = self.detect(&picture).await;
        if found.as_deref().is_some_and(|text| !is_doubtful(text)) {
            picture.close();
            return Ok(found);
        }
        match self.ask(&picture).await {
            Err(Unable) if found.is_none() => Err(Unable),
            asked => Ok(asked.ok().flatten().or(found)),
        }
    }

    /// Asks the browser's own detector. One that fails is not asked again.
    async fn detect(&self, picture: &ImageBitmap) -> Option<String> {
        let detector = self.detector.borrow().clone()?;
        match method(&detector, "detect", picture).await {
            Some(codes) => {
                let code = Array::from(&codes).get(0);
                field(&code, "rawValue").as_string().filter(|text| !text.is_empty())
            }
            None => {
                self.detector.replace(None);
                None
            }
        }
    }

    /// Asks the worker, which gets the picture for itself.
    async fn ask(&self, picture: &ImageBitmap) -> Result<Option<String>, Unable> {
        let answer = self.sent(picture).await;
        let fault = answer.as_ref().map_or_else(|| "no answer".into(), |it| field(it, "fault"));
        match answer {
            Some(answer) if fault.is_undefined() => Ok(field(&answer, "text").as_string()),
            _ => {
                page::warn("no code can be read", &fault.as_string().unwrap_or_default());
                self.end_worker();
                Err(Unable)
            }
        }
    }

    async fn sent(&self, picture: &ImageBitmap) -> Option<JsValue> {
        let worker = self.worker()?;
        let channel = MessageChannel::new().ok()?;
        let (told, answer) = oneshot::channel();
        let told = Rc::new(Cell::new(Some(told)));
        let failed = Rc::clone(&told);
        let on_answer = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            // Nobody waits any more: fine.
            let _heard = told.take().map(|told| told.send(event.data()));
        });
        // A worker that cannot be loaded says so only here.
        let on_fault = Closure::<dyn Fn()>::new(move || drop(failed.take()));
        channel.port1().set_onmessage(Some(on_answer.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_fault.as_ref().unchecked_ref()));
        let words = Object::new();
        Reflect::set(&words, &"picture".into(), picture).ok()?;
        worker.post_message_with_transfer(&words, &Array::of2(picture, &channel.port2())).ok()?;
        let answer = answer.await.ok();
        channel.port1().close();
        worker.set_onerror(None);
        answer
    }

    fn worker(&self) -> Option<Worker> {
        let mut worker = self.worker.borrow_mut();
        if worker.is_none() {
            *worker = Worker::new(&page::named("fieldbook-scanner")?).ok();
        }
        worker.clone()
    }

    fn end_worker(&self) {
        if let Some(worker) = self.worker.take() {
            worker.terminate();
        }
    }
}

impl Drop for Scanner {
    fn drop(&mut self) {
        self.end_worker();
    }
}

/// Detectors guess the encoding: what they made of GB18030 or Shift_JIS holds signs of the west, or the sign for "no
/// character".
fn is_doubtful(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{80}'..='\u{FF}' | '\u{FFFD}'))
}

/// The browser's detector, if it reads QR codes: some have the name and nothing behind it.
async fn detector() -> Option<JsValue> {
    let class: Function = field(&web_sys::window()?.into(), DETECTOR).dyn_into().ok()?;
    let formats = Array::from(&method(&class, "getSupportedFormats", &JsValue::UNDEFINED).await?);
    if !formats.includes(&QR.into(), 0) {
        return None;
    }
    let wishes = Object::new();
    Reflect::set(&wishes, &"formats".into(), &Array::of1(&QR.into())).ok()?;
    Reflect::construct(&class, &Array::of1(&wishes)).ok()
}

/// What a method of an object promises.
async fn method(of: &JsValue, name: &str, with: &JsValue) -> Option<JsValue> {
    let method: Function = field(of, name).dyn_into().ok()?;
    taken(method.call1(of, with).ok()?.dyn_into::<Promise>().ok()).await
}

/// What was promised, as what it is taken for.
async fn taken<T: JsCast>(promise: Option<Promise>) -> Option<T> {
    JsFuture::from(promise?).await.ok()?.dyn_into().ok()
}

fn field(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

#[cfg(test)]
mod tests {
    use super::is_doubtful;

    #[test]
    fn what_was_guessed_wrongly_is_read_again() {
        assert!(!is_doubtful("FN:周建國"));
        // 周建国 in GB18030, taken for letters of the west, and for UTF-8.
        assert!(is_doubtful("FN:ÖÜ½¨¹ú"));
        assert!(is_doubtful("FN:\u{FFFD}\u{FFFD}"));
    }
}
