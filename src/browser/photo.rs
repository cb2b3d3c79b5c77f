//! Photos made small on the phone: the long side at most 1,600 px, upright, as JPEG. Drawing them anew leaves out where
//! and with what they were taken.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ImageBitmap, Url};

use super::files::{Picture, bytes_of, give_back};
use super::page;
use super::script::call;
use fieldbook_book::jpeg::without_metadata;

/// The long side at most, px.
const LONG_SIDE: f64 = 1600.0;
/// Of JPEG: letters on a card stay sharp.
const QUALITY: f64 = 0.82;

/// Names of pictures for which browsers that cannot read them know no type.
const PICTURES: [&str; 5] = [".heic", ".heif", ".dng", ".tif", ".tiff"];

/// Whether a file is called as pictures are that a camera makes.
pub fn is_called_so(name: &str) -> bool {
    let name = name.to_lowercase();
    PICTURES.iter().any(|end| name.ends_with(end))
}

/// A photo as it is kept: its type, and its bytes. Where this browser cannot draw it anew, a JPEG stays as large as it is
/// and loses what it says beside the picture; `None` for any other.
pub async fn small(picture: &Picture) -> Option<(&'static str, Vec<u8>)> {
    let blob = picture.blob();
    let bytes = match drawn(blob).await {
        Ok(bytes) => bytes,
        Err(fault) => {
            page::warn("a photo was not drawn anew", &format!("{fault:?}"));
            without_metadata(&picture.bytes().await?)?
        }
    };
    Some(("image/jpeg", bytes))
}

/// Draws it by the first way that this browser knows, half as large where it has no memory for the whole.
async fn drawn(blob: &Blob) -> Result<Vec<u8>, JsValue> {
    let source = match bitmap(blob).await {
        Ok(source) => source,
        Err(_) => image(blob).await?,
    };
    let made = match source.draw(LONG_SIDE).await {
        Ok(bytes) => Ok(bytes),
        Err(_) => source.draw(LONG_SIDE / 2.0).await,
    };
    source.close();
    made
}

/// What a canvas can draw.
struct Source {
    drawable: JsValue,
    width: f64,
    height: f64,
    /// Under which an image was loaded.
    url: Option<String>,
}

/// The quick way.
async fn bitmap(blob: &Blob) -> Result<Source, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    // By hand: web-sys has no options that turn a photo upright.
    let options = Object::new();
    Reflect::set(&options, &"imageOrientation".into(), &"from-image".into())?;
    let make: Function = Reflect::get(&window, &"createImageBitmap".into())?.dyn_into()?;
    let made: Promise = make.call2(&window, blob, &options)?.dyn_into()?;
    let bitmap: ImageBitmap = JsFuture::from(made).await?.dyn_into()?;
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    Ok(Source { drawable: bitmap.into(), width, height, url: None })
}

/// The way that older browsers know, and that reads what only images are read of.
async fn image(blob: &Blob) -> Result<Source, JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let loaded = async {
        let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
        let image: JsValue = document.create_element("img")?.into();
        Reflect::set(&image, &"src".into(), &url.as_str().into())?;
        JsFuture::from(call(&image, "decode", &[])?.dyn_into::<Promise>()?).await?;
        let side = |name: &str| Reflect::get(&image, &name.into()).ok()?.as_f64().filter(|side| *side > 0.0);
        let sides = side("naturalWidth").zip(side("naturalHeight"));
        let (width, height) = sides.ok_or(JsValue::NULL)?;
        Ok(Source { drawable: image, width, height, url: Some(url.clone()) })
    };
    let loaded = loaded.await;
    if loaded.is_err() {
        give_back(&url);
    }
    loaded
}

impl Source {
    /// As JPEG, the long side so many px at most.
    async fn draw(&self, long_side: f64) -> Result<Vec<u8>, JsValue> {
        let (width, height) = (self.width, self.height);
        let scale = (long_side / width.max(height)).min(1.0);
        let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
        let canvas: JsValue = document.create_element("canvas")?.into();
        let size = |side: f64| JsValue::from_f64((side * scale).round().max(1.0));
        Reflect::set(&canvas, &"width".into(), &size(width))?;
        Reflect::set(&canvas, &"height".into(), &size(height))?;
        let context = call(&canvas, "getContext", &["2d".into()])?;
        let drawn = [self.drawable.clone(), 0.into(), 0.into(), size(width), size(height)];
        call(&context, "drawImage", &drawn)?;
        bytes_of(&blob_of(&canvas).await?).await.ok_or(JsValue::NULL)
    }

    /// Gives back what it holds.
    fn close(&self) {
        if let Some(bitmap) = self.drawable.dyn_ref::<ImageBitmap>() {
            bitmap.close();
        }
        self.url.iter().for_each(|url| give_back(url));
    }
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
