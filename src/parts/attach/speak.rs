//! The button of a voice note: it shows how loud and how long, stops by itself after a while, and what was spoken
//! survives a phone that dies.

use std::cell::RefCell;
use std::rc::Rc;

use fieldbook_process::attachment::Medium;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{Held, hold};
use crate::browser::clock::{now_ms, sleep};
use crate::browser::voice::{Mute, Voice, record};
use crate::parts::icon::{Icon, SPEAK, STOP};
use crate::state::attachments::use_attachments;
use crate::state::notice::use_notices;
use crate::t;
use crate::texts::format;

/// A voice note stops by itself then, ms.
const LONGEST_MS: i64 = 180_000;
/// What a note is that an app before this one kept.
const UNKNOWN: &str = "audio/webm";
/// The level is looked at so often, ms.
const LOOK_MS: i64 = 120;

/// A note under way.
struct Speaking {
    voice: Voice,
    bytes: Rc<RefCell<Vec<u8>>>,
    since_ms: i64,
}

/// The button.
#[component]
pub(super) fn Speak(held: RwSignal<Vec<Held>>) -> impl IntoView {
    let (attachments, notices) = (use_attachments(), use_notices());
    let speaking = StoredValue::new_local(None::<Rc<Speaking>>);
    let gone_ms = RwSignal::new(None::<i64>);
    let level = RwSignal::new(0_u8);
    let fault = RwSignal::new(None::<Mute>);

    let put_away = move |bytes: Vec<u8>, mime: String, lasts_ms: Option<i64>| async move {
        if bytes.is_empty() {
            return;
        }
        let what = (mime, Medium::Voice, String::new());
        if hold((attachments, notices), held, &bytes, what, lasts_ms).await
            && let Some(shelf) = attachments.shelf()
        {
            shelf.forget_spoken().await;
        }
    };
    let stop = move || {
        let Some(Some(now)) = speaking.try_update_value(Option::take) else { return };
        let _ = gone_ms.try_set(None);
        spawn_local(async move {
            now.voice.end().await;
            let lasts_ms = now_ms() - now.since_ms;
            let bytes = now.bytes.take();
            put_away(bytes, now.voice.mime.clone(), Some(lasts_ms)).await;
        });
    };
    let start = move || {
        fault.set(None);
        spawn_local(async move {
            let (Some(shelf), bytes) = (attachments.shelf(), Rc::new(RefCell::new(Vec::new()))) else {
                return;
            };
            let (growing, n) = (Rc::clone(&bytes), std::cell::Cell::new(0));
            let spoken = move |mime: &str, slice: Vec<u8>| {
                growing.borrow_mut().extend(&slice);
                let (shelf, at, mime) = (shelf.clone(), n.replace(n.get() + 1), mime.to_owned());
                spawn_local(async move {
                    if let Err(fault) = shelf.spoke(at, &mime, &slice).await {
                        crate::browser::page::warn("what is spoken is in memory only", &fault.0);
                    }
                });
            };
            match record(spoken).await {
                Ok(voice) => {
                    let _ = gone_ms.try_set(Some(0));
                    let now = Rc::new(Speaking { voice, bytes, since_ms: now_ms() });
                    speaking.try_update_value(|kept| *kept = Some(now));
                    while let Some(Some(now)) = speaking.try_with_value(Option::clone) {
                        let gone = now_ms() - now.since_ms;
                        let _ = gone_ms.try_set(Some(gone));
                        let _ = level.try_set(now.voice.level());
                        if gone >= LONGEST_MS {
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
    // Spoken before the app was killed: it is a note like any other.
    spawn_local(async move {
        let Some(shelf) = attachments.shelf() else { return };
        let (mime, bytes) = shelf.spoken().await;
        put_away(bytes, mime.unwrap_or_else(|| UNKNOWN.to_owned()), None).await;
    });
    on_cleanup(stop);
    let is_on = move || gone_ms.get().is_some();
    let tap = move |_| if gone_ms.get_untracked().is_some() { stop() } else { start() };
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
