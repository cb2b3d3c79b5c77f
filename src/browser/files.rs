//! Files out and in: bytes are handed over as a download, a chosen file is read.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, HtmlAnchorElement, HtmlInputElement, TextDecoder, TextDecoderOptions, Url,
};

use super::clock;

/// Long enough for a browser to have begun the download.
const KEEP_URL_MS: i64 = 60_000;

/// Hands bytes over as a file; whether the browser took it.
pub fn download(name: &str, mime: &str, bytes: &[u8]) -> bool {
    try_download(name, mime, bytes).is_ok()
}

fn try_download(name: &str, mime: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    clock::after(KEEP_URL_MS, move || drop(Url::revoke_object_url(&url)));
    Ok(())
}

/// The text of the file that was chosen in an input; `None` where none was, or it is no text.
pub async fn chosen_text(input: &HtmlInputElement) -> Option<String> {
    let file = input.files()?.get(0)?;
    // The same file can be chosen again afterwards.
    let text = JsFuture::from(file.text()).await.ok()?.as_string();
    input.set_value("");
    text
}

/// Name and bytes of the file that was chosen in an input; `None` where none was.
pub async fn chosen_bytes(input: &HtmlInputElement) -> Option<(String, Vec<u8>)> {
    let file = input.files()?.get(0)?;
    let name = file.name();
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    input.set_value("");
    Some((name, Uint8Array::new(&buffer).to_vec()))
}

/// A picture that somebody chose, dropped or pasted.
#[derive(Debug, Clone)]
pub struct Picture(Blob);

impl Picture {
    /// The picture that was chosen in an input.
    pub fn chosen(input: &HtmlInputElement) -> Option<Self> {
        let file = input.files()?.get(0)?;
        // The same file can be chosen again afterwards.
        input.set_value("");
        Some(Self(file.into()))
    }

    /// The picture that comes with a drop or a paste.
    pub fn brought(event: &web_sys::Event) -> Option<Self> {
        let bag = |name: &str| Reflect::get(event, &name.into()).ok().filter(JsValue::is_object);
        let files =
            Reflect::get(&bag("dataTransfer").or_else(|| bag("clipboardData"))?, &"files".into()).ok()?;
        let mut files = Array::from(&files).into_iter().filter_map(|file| file.dyn_into::<Blob>().ok());
        files.find(|file| file.type_().starts_with("image/")).map(Self)
    }

    /// Bytes of that kind as a picture or file.
    pub fn of(mime: &str, bytes: &[u8]) -> Option<Self> {
        let options = BlobPropertyBag::new();
        options.set_type(mime);
        let parts = Array::of1(&Uint8Array::from(bytes));
        Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok().map(Self)
    }

    /// A file of another kind is none.
    pub fn is_picture(&self) -> bool {
        self.0.type_().starts_with("image/")
    }

    /// Its bytes as they are.
    pub async fn bytes(&self) -> Option<Vec<u8>> {
        bytes_of(&self.0).await
    }

    pub(super) fn blob(&self) -> &Blob {
        &self.0
    }
}

/// A file that was chosen in an input: its name and type, and itself.
pub fn chosen_file(input: &HtmlInputElement) -> Option<(String, String, Picture)> {
    let file = input.files()?.get(0)?;
    let (name, mime) = (file.name(), file.type_());
    input.set_value("");
    Some((name, mime, Picture(file.into())))
}

pub(super) async fn bytes_of(blob: &Blob) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// An address under which this page shows bytes, until it is given back.
pub fn url_of(mime: &str, bytes: &[u8]) -> Option<String> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

/// Gives such an address back.
pub fn give_back(url: &str) {
    // It was none of ours: nothing is lost.
    let _revoked = Url::revoke_object_url(url);
}

/// Bytes as text in an encoding that the browser knows by that name; `None` where they are none.
pub fn decoded(bytes: &[u8], encoding: &str) -> Option<String> {
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    let decoder = TextDecoder::new_with_label_and_options(encoding, &options).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}
