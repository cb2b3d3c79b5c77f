//! The camera that looks away from the person, shown in a `<video>`. It runs as long as its [`Camera`] is held.

use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlVideoElement, MediaStream, MediaStreamConstraints, MediaStreamTrack};

use super::page::Listening;

/// Sharp enough for a code of 600 bytes that fills half the picture, small enough to be looked at many times a second.
const WISHES: &str =
    r#"{"facingMode":{"ideal":"environment"},"width":{"ideal":1280},"height":{"ideal":720}}"#;

/// Where the picture is shown.
pub type Glass = HtmlVideoElement;

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoCamera {
    /// The person or the system does not let the app see.
    Refused,
    /// This device has none.
    Missing,
    /// Something else is using it.
    Busy,
    /// An insecure address, an old browser, or something else.
    Other,
}

/// A running camera; it stops when dropped.
#[derive(Debug)]
pub struct Camera {
    stream: MediaStream,
    _lost: Option<Listening>,
}

/// Starts the camera. The browser may ask the person first; most do so only after a tap. `lost` is called when the system
/// takes the camera away again.
///
/// # Errors
/// Why there is no picture.
pub async fn open(lost: impl Fn() + 'static) -> Result<Camera, NoCamera> {
    let stream = stream().await.map_err(|fault| reason(&fault))?;
    let lost = track(&stream).map(|track| Listening::to(&track, "ended", move |_| lost()));
    Ok(Camera { stream, _lost: lost })
}

impl Camera {
    /// Shows what it sees.
    ///
    /// # Errors
    /// Why there is no picture.
    pub async fn show(&self, glass: &Glass) -> Result<(), NoCamera> {
        // The attribute says it too late for an element made by a script: Firefox plays nothing that may be heard unasked.
        glass.set_muted(true);
        glass.set_src_object(Some(&self.stream));
        let plays = glass.play().map_err(|fault| reason(&fault))?;
        JsFuture::from(plays).await.map(drop).map_err(|fault| reason(&fault))
    }

    /// Whether there is a light that can be switched; only known once the picture runs.
    pub fn has_torch(&self) -> bool {
        let torch = || {
            let track = track(&self.stream)?;
            let can: Function = Reflect::get(&track, &"getCapabilities".into()).ok()?.dyn_into().ok()?;
            Reflect::get(&can.call0(&track).ok()?, &"torch".into()).ok()
        };
        torch().is_some_and(|torch| torch.is_truthy())
    }

    /// Switches the light.
    pub fn set_torch(&self, on: bool) {
        let switch = || {
            let track = track(&self.stream)?;
            let wish = Object::new();
            Reflect::set(&wish, &"torch".into(), &on.into()).ok()?;
            let wishes = Object::new();
            Reflect::set(&wishes, &"advanced".into(), &Array::of1(&wish)).ok()?;
            let apply: Function = Reflect::get(&track, &"applyConstraints".into()).ok()?.dyn_into().ok()?;
            apply.call1(&track, &wishes).ok()?.dyn_into::<Promise>().ok()
        };
        // A light that does not go on shows by itself.
        if let Some(switching) = switch() {
            wasm_bindgen_futures::spawn_local(async move { drop(JsFuture::from(switching).await) });
        }
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        for track in self.stream.get_tracks() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
    }
}

async fn stream() -> Result<MediaStream, JsValue> {
    let devices = web_sys::window().ok_or(JsValue::NULL)?.navigator().media_devices()?;
    // On an insecure address the property is missing, and web-sys would hand out `undefined`.
    if devices.is_undefined() {
        return Err(JsValue::NULL);
    }
    let wishes = MediaStreamConstraints::new();
    wishes.set_video(&JSON::parse(WISHES)?);
    JsFuture::from(devices.get_user_media_with_constraints(&wishes)?).await?.dyn_into()
}

fn track(stream: &MediaStream) -> Option<MediaStreamTrack> {
    stream.get_video_tracks().get(0).dyn_into().ok()
}

fn reason(fault: &JsValue) -> NoCamera {
    let name = Reflect::get(fault, &"name".into()).ok().and_then(|name| name.as_string());
    match name.unwrap_or_default().as_str() {
        "NotAllowedError" | "SecurityError" => NoCamera::Refused,
        "NotFoundError" | "OverconstrainedError" => NoCamera::Missing,
        "NotReadableError" | "AbortError" => NoCamera::Busy,
        _ => NoCamera::Other,
    }
}
