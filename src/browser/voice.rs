//! Speaking a note: MediaRecorder, what was spoken handed out each second, and how loud it is.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_channel::oneshot;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, MediaStream, MediaStreamTrack};

use super::clock::sleep;
use super::files::bytes_of;
use super::script::call;

/// In the order of what most phones can play.
const TYPES: [&str; 4] = ["audio/mp4", "audio/webm;codecs=opus", "audio/webm", "audio/ogg"];
/// A recorder that does not answer is not waited for any longer, ms.
const PATIENCE_MS: i64 = 3_000;
/// So often it is looked whether it has answered, ms.
const LOOK_MS: i64 = 20;
/// What was spoken is handed out so often, ms.
const SLICE_MS: f64 = 1000.0;

/// Why nothing is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mute {
    /// The person or the system does not let the app hear.
    Refused,
    /// There is no microphone.
    Missing,
    /// The browser cannot record, or something else.
    Other,
}

/// A note that is being spoken.
pub struct Voice {
    recorder: JsValue,
    /// It was ended from outside: a call came in, another app took the microphone, it was pulled out.
    is_cut: Rc<Cell<bool>>,
    mic: Mic,
    meter: Option<Meter>,
    ended: RefCell<Option<oneshot::Receiver<()>>>,
    /// What kind of file it becomes.
    pub mime: String,
}

/// Begins; `spoken` gets what kind of file it becomes and what was spoken, in its order. The browser asks the person the first time.
///
/// # Errors
/// [`Mute`].
pub async fn record(spoken: impl Fn(&str, Vec<u8>) + 'static) -> Result<Voice, Mute> {
    let mic = Mic(stream().await.map_err(|fault| reason(&fault))?);
    begin(mic, spoken).map_err(|_| Mute::Other)
}

/// The microphone: its light goes out with this, wherever that happens.
struct Mic(MediaStream);

impl Mic {
    fn tracks(&self) -> impl Iterator<Item = MediaStreamTrack> {
        self.0.get_tracks().into_iter().filter_map(|track| track.dyn_into().ok())
    }
}

impl Drop for Mic {
    fn drop(&mut self) {
        self.tracks().for_each(|track| track.stop());
    }
}

fn begin(mic: Mic, spoken: impl Fn(&str, Vec<u8>) + 'static) -> Result<Voice, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let maker: Function = Reflect::get(&window, &"MediaRecorder".into())?.dyn_into()?;
    let can = |kind: &&&str| {
        let can = call(&maker, "isTypeSupported", &[(**kind).into()]);
        can.is_ok_and(|can| can.is_truthy())
    };
    let options = Object::new();
    let kind = TYPES.iter().find(can).copied().unwrap_or("audio/webm");
    Reflect::set(&options, &"mimeType".into(), &kind.into())?;
    Reflect::set(&options, &"audioBitsPerSecond".into(), &32_000.into())?;
    let recorder = Reflect::construct(&maker, &Array::of2(&mic.0, &options))?;
    let mime = kind.split(';').next().unwrap_or(kind);
    let spoken = Rc::new(move |bytes| spoken(mime, bytes));
    // One after the other: the bytes of a slice come later than the slice.
    let chain = Rc::new(RefCell::new(Promise::resolve(&JsValue::UNDEFINED)));
    let slices = Rc::clone(&chain);
    let on_data = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
        let Ok(blob) = Reflect::get(&event, &"data".into()).and_then(JsCast::dyn_into::<Blob>) else {
            return;
        };
        let (spoken, before) = (Rc::clone(&spoken), chain.borrow().clone());
        let next = wasm_bindgen_futures::future_to_promise(async move {
            let _before = JsFuture::from(before).await;
            if let Some(bytes) = bytes_of(&blob).await.filter(|bytes| !bytes.is_empty()) {
                spoken(bytes);
            }
            Ok(JsValue::UNDEFINED)
        });
        let _before = chain.replace(next);
    });
    Reflect::set(&recorder, &"ondataavailable".into(), &on_data.into_js_value())?;
    let (done, ended) = oneshot::channel();
    let is_cut = Rc::new(Cell::new(false));
    let stopped = Rc::clone(&is_cut);
    let on_stop = Closure::once_into_js(move || {
        stopped.set(true);
        // The last slice is told before; its bytes come a moment later.
        let last = slices.borrow().clone();
        spawn_local(async move {
            let _bytes = JsFuture::from(last).await;
            let _heard = done.send(());
        });
    });
    Reflect::set(&recorder, &"onstop".into(), &on_stop)?;
    for track in mic.tracks() {
        for event in ["ended", "mute"] {
            let cut = Rc::clone(&is_cut);
            super::page::listen(&track, event, move |_| cut.set(true));
        }
    }
    call(&recorder, "start", &[SLICE_MS.into()])?;
    let meter = Meter::of(&mic.0).ok();
    let mime = mime.to_owned();
    Ok(Voice { recorder, is_cut, mic, meter, ended: RefCell::new(Some(ended)), mime })
}

impl Voice {
    /// How loud it is now, 0–100.
    pub fn level(&self) -> u8 {
        self.meter.as_ref().map_or(0, Meter::level)
    }

    /// Whether it was ended from outside: nothing more comes.
    pub fn is_cut(&self) -> bool {
        self.is_cut.get()
    }

    /// Ends it; all that was spoken was handed out when this answers.
    pub async fn end(&self) {
        let _stopped = call(&self.recorder, "stop", &[]);
        let Some(mut ended) = self.ended.take() else { return };
        // A recorder that broke says so to nobody.
        let mut waited_ms = 0;
        while waited_ms < PATIENCE_MS && matches!(ended.try_recv(), Ok(None)) {
            sleep(LOOK_MS).await;
            waited_ms += LOOK_MS;
        }
        self.mic.tracks().for_each(|track| track.stop());
    }
}

impl std::fmt::Debug for Voice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Voice").field("mime", &self.mime).finish_non_exhaustive()
    }
}

/// Tells how loud it is.
struct Meter {
    context: JsValue,
    analyser: JsValue,
}

impl Meter {
    fn of(stream: &MediaStream) -> Result<Self, JsValue> {
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        let maker: Function = Reflect::get(&window, &"AudioContext".into())?.dyn_into()?;
        let context = Reflect::construct(&maker, &Array::new())?;
        let source = call(&context, "createMediaStreamSource", &[stream.into()])?;
        let analyser = call(&context, "createAnalyser", &[])?;
        Reflect::set(&analyser, &"fftSize".into(), &256.into())?;
        call(&source, "connect", std::slice::from_ref(&analyser))?;
        Ok(Self { context, analyser })
    }

    fn level(&self) -> u8 {
        let samples = Uint8Array::new_with_length(256);
        if call(&self.analyser, "getByteTimeDomainData", &[samples.clone().into()]).is_err() {
            return 0;
        }
        let most = samples.to_vec().into_iter().map(|sample| sample.abs_diff(128)).max().unwrap_or(0);
        u8::try_from(u32::from(most) * 100 / 128).unwrap_or(100)
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        let _closed = call(&self.context, "close", &[]);
    }
}

async fn stream() -> Result<MediaStream, JsValue> {
    let devices = web_sys::window().ok_or(JsValue::NULL)?.navigator().media_devices()?;
    let wishes = web_sys::MediaStreamConstraints::new();
    wishes.set_audio(&JsValue::TRUE);
    JsFuture::from(devices.get_user_media_with_constraints(&wishes)?).await?.dyn_into()
}

fn reason(fault: &JsValue) -> Mute {
    let name = Reflect::get(fault, &"name".into()).ok().and_then(|name| name.as_string());
    match name.as_deref() {
        Some("NotAllowedError" | "SecurityError") => Mute::Refused,
        Some("NotFoundError" | "OverconstrainedError") => Mute::Missing,
        _ => Mute::Other,
    }
}
