//! Photos made small on the phone: the long side at most 1,600 px, upright, as JPEG. Drawing them anew leaves out where
//! and with what they were taken.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ImageBitmap};

use super::files::{Picture, bytes_of};
use super::script::call;

/// The long side at most, px.
const LONG_SIDE: f64 = 1600.0;
/// Of JPEG: letters on a card stay sharp.
const QUALITY: f64 = 0.82;

/// A photo as it is kept: its type, and its bytes.
pub async fn small(picture: &Picture) -> Option<(&'static str, Vec<u8>)> {
    draw(picture.blob()).await.ok().map(|bytes| ("image/jpeg", bytes))
}

async fn draw(blob: &Blob) -> Result<Vec<u8>, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    // By hand: web-sys has no options that turn a photo upright.
    let options = Object::new();
    Reflect::set(&options, &"imageOrientation".into(), &"from-image".into())?;
    let make: Function = Reflect::get(&window, &"createImageBitmap".into())?.dyn_into()?;
    let made: Promise = make.call2(&window, blob, &options)?.dyn_into()?;
    let bitmap: ImageBitmap = JsFuture::from(made).await?.dyn_into()?;
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (LONG_SIDE / width.max(height)).min(1.0);
    let canvas: JsValue = window.document().ok_or(JsValue::NULL)?.create_element("canvas")?.into();
    let size = |side: f64| JsValue::from_f64((side * scale).round().max(1.0));
    Reflect::set(&canvas, &"width".into(), &size(width))?;
    Reflect::set(&canvas, &"height".into(), &size(height))?;
    let context = call(&canvas, "getContext", &["2d".into()])?;
    let drawn = [bitmap.clone().into(), 0.into(), 0.into(), size(width), size(height)];
    call(&context, "drawImage", &drawn)?;
    bitmap.close();
    let blob = blob_of(&canvas).await?;
    bytes_of(&blob).await.ok_or(JsValue::NULL)
}

async fn blob_of(canvas: &JsValue) -> Result<Blob, JsValue> {
    let canvas = canvas.clone();
    let promise = Promise::new(&mut |done, failed| {
        let asked = call(&canvas, "toBlob", &[done.into(), "image/jpeg".into(), QUALITY.into()]);
        if let Err(why) = asked {
            // Heard by the one who waits.
            let _told = failed.call1(&JsValue::NULL, &why);
        }
    });
    JsFuture::from(promise).await?.dyn_into()
}
