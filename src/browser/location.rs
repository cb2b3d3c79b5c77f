//! Where the device is, once, when somebody asks for it. Never watched: a fix in the background costs the battery, and
//! nobody is followed.

use std::cell::Cell;
use std::rc::Rc;

use futures_channel::oneshot;
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::clock;

/// The browser keeps its own time; should it forget to answer, so much later it is late all the same.
const GRACE_MS: i64 = 1_000;

/// Where the device is, WGS-84.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Millionths of a degree, north.
    pub lat_e6: i64,
    /// Millionths of a degree, east.
    pub lon_e6: i64,
    /// How exact that is, metres.
    pub accuracy_m: i64,
}

/// Why it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocationFault {
    /// The person or the system does not let the app know.
    Refused,
    /// No satellite, no network to ask.
    Unknown,
    /// It took too long.
    Late,
    /// This browser cannot tell, or not at this address.
    Missing,
}

type Answer = Result<Position, LocationFault>;

/// Whether this browser could tell at all.
pub fn can_locate() -> bool {
    geolocation().is_some()
}

/// Asks once, for at most so long. The browser asks the person the first time.
pub async fn locate(timeout_ms: i64) -> Answer {
    let (done, waiting) = oneshot::channel();
    let done = Rc::new(Cell::new(Some(done)));
    let tell = move |answer: Answer| {
        if let Some(done) = done.take() {
            // Nobody waits any more: the page was left.
            let _heard = done.send(answer);
        }
    };
    if ask(timeout_ms, &tell).is_none() {
        tell(Err(LocationFault::Missing));
    }
    // While the person is still asked, the browser's own time stands still; this one does not, and is long.
    let _timer = clock::after(timeout_ms.saturating_mul(4).saturating_add(GRACE_MS), {
        let tell = tell.clone();
        move || tell(Err(LocationFault::Late))
    });
    waiting.await.unwrap_or(Err(LocationFault::Unknown))
}

fn geolocation() -> Option<JsValue> {
    let found = Reflect::get(&web_sys::window()?.navigator(), &"geolocation".into()).ok()?;
    found.is_object().then_some(found)
}

fn ask(timeout_ms: i64, tell: &(impl Fn(Answer) + Clone + 'static)) -> Option<()> {
    let geolocation = geolocation()?;
    let method: Function = Reflect::get(&geolocation, &"getCurrentPosition".into()).ok()?.dyn_into().ok()?;
    let once = |then: Box<dyn FnOnce(JsValue)>| Closure::once_into_js(then);
    let (found, failed) = (tell.clone(), tell.clone());
    let found = once(Box::new(move |fix| found(position(&fix).ok_or(LocationFault::Unknown))));
    let failed = once(Box::new(move |fault| failed(Err(why(&fault)))));
    let options = Object::new();
    let set = |name: &str, value: JsValue| Reflect::set(&options, &name.into(), &value).ok();
    set("enableHighAccuracy", JsValue::TRUE)?;
    set("timeout", number(timeout_ms))?;
    // Whoever asks again has moved, or was told to step outside: an old fix is no answer.
    set("maximumAge", JsValue::from_f64(0.0))?;
    method.call3(&geolocation, &found, &failed, &options).ok()?;
    Some(())
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of a wait")]
fn number(ms: i64) -> JsValue {
    JsValue::from_f64(ms as f64)
}

fn position(fix: &JsValue) -> Option<Position> {
    let coords = Reflect::get(fix, &"coords".into()).ok()?;
    let of = |name: &str| Reflect::get(&coords, &name.into()).ok()?.as_f64().filter(|it| it.is_finite());
    #[expect(clippy::cast_possible_truncation, reason = "degrees and metres, kept within the earth")]
    let whole = |value: f64, most: f64| value.clamp(-most, most).round() as i64;
    Some(Position {
        lat_e6: whole(of("latitude")? * 1e6, 90e6),
        lon_e6: whole(of("longitude")? * 1e6, 180e6),
        accuracy_m: whole(of("accuracy").unwrap_or(0.0).max(0.0), 1e6),
    })
}

/// The numbers are those of the standard.
fn why(fault: &JsValue) -> LocationFault {
    let code = Reflect::get(fault, &"code".into()).ok().and_then(|code| code.as_f64());
    match code {
        Some(1.0) => LocationFault::Refused,
        Some(3.0) => LocationFault::Late,
        _ => LocationFault::Unknown,
    }
}
