//! Dictation, where the browser has it: Chrome, Safari and Edge under a name of their own; most of them hear through
//! a server of their maker, so it may fail without a network.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::prelude::*;

const NAMES: [&str; 2] = ["SpeechRecognition", "webkitSpeechRecognition"];

/// Why nothing was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deaf {
    /// The person or the system does not let the app hear.
    NotAllowed,
    /// It would need a network.
    Offline,
    /// Nobody spoke.
    Silence,
    /// There is no microphone, or something else.
    Other,
}

/// What is being listened with.
#[derive(Debug, Clone)]
pub struct Hearing(JsValue);

fn maker() -> Option<Function> {
    let window = web_sys::window()?;
    NAMES.iter().find_map(|name| Reflect::get(&window, &(*name).into()).ok()?.dyn_into().ok())
}

/// Whether this browser can listen at all.
pub fn can_hear() -> bool {
    maker().is_some()
}

/// Listens until nobody speaks any more. `heard` gets each sentence, `ended` at last why nothing more comes, if that
/// is a fault. `None` where it could not even begin.
pub fn listen(
    language: &str,
    heard: impl Fn(String) + 'static,
    ended: impl Fn(Option<Deaf>) + 'static,
) -> Option<Hearing> {
    let hearing = Reflect::construct(&maker()?, &Array::new()).ok()?;
    let set = |name: &str, value: &JsValue| Reflect::set(&hearing, &name.into(), value).ok();
    set("lang", &language.into())?;
    set("interimResults", &JsValue::FALSE)?;
    let fault = std::rc::Rc::new(std::cell::Cell::new(None));
    let told = std::rc::Rc::clone(&fault);
    let on = |then: Box<dyn Fn(JsValue)>| Closure::<dyn Fn(JsValue)>::wrap(then).into_js_value();
    set("onresult", &on(Box::new(move |event| sentences(&event).into_iter().for_each(&heard))))?;
    set("onerror", &on(Box::new(move |event| told.set(Some(deaf(&event))))))?;
    set("onend", &on(Box::new(move |_| ended(fault.take()))))?;
    call(&hearing, "start")?;
    Some(Hearing(hearing))
}

impl Hearing {
    /// Hears no more; what was said until now still comes.
    pub fn stop(&self) {
        let _stopping = call(&self.0, "stop");
    }
}

fn call(on: &JsValue, method: &str) -> Option<JsValue> {
    Reflect::get(on, &method.into()).ok()?.dyn_into::<Function>().ok()?.call0(on).ok()
}

/// The sentences that came with an event.
fn sentences(event: &JsValue) -> Vec<String> {
    let get = |from: &JsValue, name: &str| Reflect::get(from, &name.into()).ok();
    let number = |from: &JsValue, name: &str| get(from, name).and_then(|it| it.as_f64());
    let Some(results) = get(event, "results") else { return Vec::new() };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a handful of results, from 0"
    )]
    let [first, count] =
        [number(event, "resultIndex"), number(&results, "length")].map(|n| n.unwrap_or(0.0) as u32);
    let sentence = |at: u32| {
        let best = Reflect::get_u32(&Reflect::get_u32(&results, at).ok()?, 0).ok()?;
        get(&best, "transcript")?.as_string()
    };
    (first..count).filter_map(sentence).collect()
}

fn deaf(event: &JsValue) -> Deaf {
    let code = Reflect::get(event, &"error".into()).ok().and_then(|code| code.as_string());
    match code.unwrap_or_default().as_str() {
        "not-allowed" | "service-not-allowed" => Deaf::NotAllowed,
        "network" => Deaf::Offline,
        "no-speech" => Deaf::Silence,
        _ => Deaf::Other,
    }
}
