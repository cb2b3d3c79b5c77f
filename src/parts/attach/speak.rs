//! The button of a voice note: it shows how loud and how long, stops by itself after a while or when a call comes in, and
//! what was spoken survives a phone that dies.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use fieldbook_process::attachment::Medium;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::holding::{Holding, Landing};
use super::left::take_in;
use super::{Kit, hold};
use crate::browser::clock::{now_ms, sleep};
use crate::browser::spoken::Spoken;
use crate::browser::voice::{Mute, Voice, record};
use crate::parts::icon::{Icon, SPEAK, STOP};
use crate::state::attachments::use_attachments;
use crate::state::notice::use_notices;
use crate::t;
use crate::texts::format;

/// A voice note stops by itself then, ms.
const LONGEST_MS: i64 = 180_000;
/// The level is looked at so often, ms.
const LOOK_MS: i64 = 120;

/// A note under way.
struct Speaking {
    voice: Voice,
    bytes: Rc<RefCell<Vec<u8>>>,
    spoken: Rc<Spoken>,
    /// Where it goes; the form waits for it.
    landing: Cell<Option<Landing>>,
    since_ms: i64,
}

impl Speaking {
    /// Begins, into a form; the browser may ask the person first.
    async fn begin(kit: Kit, holding: Holding) -> Result<Self, Mute> {
        let shelf = kit.0.shelf().ok_or(Mute::Other)?;
        let bytes = Rc::new(RefCell::new(Vec::new()));
        let spoken = Rc::new(Spoken::begin(shelf, holding.name()));
        let (growing, kept) = (Rc::clone(&bytes), Rc::clone(&spoken));
        let each = move |mime: &str, slice: Vec<u8>| {
            growing.borrow_mut().extend(&slice);
            let (kept, mime) = (Rc::clone(&kept), mime.to_owned());
            spawn_local(async move { kept.add(&mime, &slice).await });
        };
        let voice = record(each).await?;
        let landing = Cell::new(holding.begin());
        Ok(Self { voice, bytes, spoken, landing, since_ms: now_ms() })
    }

    /// Ends, and puts what was spoken into its form, or into its draft where that was left.
    async fn put_away(&self, kit: Kit) {
        self.voice.end().await;
        let lasts_ms = now_ms() - self.since_ms;
        let (bytes, landing) = (self.bytes.take(), self.landing.take());
        let Some(landing) = landing.filter(|_| !bytes.is_empty()) else { return };
        let what = (self.voice.mime.clone(), Medium::Voice, String::new());
        if hold(kit, landing, &bytes, what, Some(lasts_ms)).await {
            self.spoken.forget().await;
        }
    }
}

/// The button.
#[component]
pub(super) fn Speak(holding: Holding) -> impl IntoView {
    let kit = (use_attachments(), use_notices());
    let speaking = StoredValue::new_local(None::<Rc<Speaking>>);
    let gone_ms = RwSignal::new(None::<i64>);
    // Between the tap and the first sound; called off by another tap, by saving or leaving.
    let begins = RwSignal::new(false);
    let level = RwSignal::new(0_u8);
    let fault = RwSignal::new(None::<Mute>);

    let stop = move || {
        let _ = begins.try_set(false);
        let _ = fault.try_set(None);
        let Some(Some(now)) = speaking.try_update_value(Option::take) else { return };
        let _ = gone_ms.try_set(None);
        spawn_local(async move { now.put_away(kit).await });
    };
    let start = move || {
        fault.set(None);
        begins.set(true);
        spawn_local(async move {
            let begun = Speaking::begin(kit, holding).await;
            // Called off meanwhile, or the form was left: the microphone goes with what was begun.
            if begins.try_get_untracked() != Some(true) {
                if let Ok(now) = begun {
                    now.voice.end().await;
                    now.spoken.forget().await;
                }
                return;
            }
            begins.set(false);
            match begun {
                Ok(now) => {
                    let _ = gone_ms.try_set(Some(0));
                    speaking.try_update_value(|kept| *kept = Some(Rc::new(now)));
                    while let Some(Some(now)) = speaking.try_with_value(Option::clone) {
                        let gone = now_ms() - now.since_ms;
                        let _ = gone_ms.try_set(Some(gone));
                        let _ = level.try_set(now.voice.level());
                        if now.voice.is_cut() {
                            kit.1.say(t!("attach.cut"));
                        }
                        if gone >= LONGEST_MS || now.voice.is_cut() {
                            stop();
                            break;
                        }
                        sleep(LOOK_MS).await;
                    }
                }
                Err(mute) => {
                    let _ = fault.try_set(Some(mute));
                }
            }
        });
    };
    take_in(kit, holding);
    holding.ends_by(stop);
    on_cleanup(stop);
    let is_on = move || gone_ms.get().is_some();
    let tap = move |_| {
        if begins.get_untracked() || gone_ms.get_untracked().is_some() { stop() } else { start() }
    };
    let face = move || match gone_ms.get() {
        Some(gone) => {
            view! { <Icon stroke=STOP/><span class="number">{format::seconds(gone)}</span> }.into_any()
        }
        None => view! { <Icon stroke=SPEAK/><span>{t!("attach.voice")}</span> }.into_any(),
    };
    let label = move || if is_on() { t!("attach.stop") } else { t!("attach.voice") };
    view! {
        <button
            type="button" class="tile speak" class:on=is_on aria-label=label aria-pressed=move || is_on().to_string()
            style:--level=move || format!("{}%", level.get()) on:click=tap
        >
            {face}
        </button>
        {move || fault.get().map(|mute| view! { <p class="fault" role="alert">{words(mute)}</p> })}
    }
}

fn words(mute: Mute) -> &'static str {
    match mute {
        Mute::Refused => t!("attach.mic_refused"),
        Mute::Missing => t!("attach.mic_missing"),
        Mute::Other => t!("attach.mic_other"),
    }
}
