//! "I am here": asks the device once where it is, and says what to do where it does not tell. Nothing waits for it.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::icon::{HERE, Icon};
use crate::browser::location::{LocationFault, Position, locate};
use crate::t;

/// Satellites need a while under the open sky; longer nobody stands still.
const WAIT_MS: i64 = 15_000;

/// The button; `found` gets the position.
#[component]
pub fn Here(
    #[prop(into)] label: Signal<String>,
    #[prop(into, optional)] class: String,
    found: Callback<Position>,
) -> impl IntoView {
    let is_busy = RwSignal::new(false);
    let fault = RwSignal::new(None::<LocationFault>);
    let ask = move |_| {
        is_busy.set(true);
        fault.set(None);
        spawn_local(async move {
            let answer = locate(WAIT_MS).await;
            let _ = is_busy.try_set(false);
            match answer {
                Ok(position) => {
                    found.try_run(position);
                }
                Err(why) => {
                    let _ = fault.try_set(Some(why));
                }
            }
        });
    };
    let words = move || if is_busy.get() { t!("here.asking").to_owned() } else { label.get() };
    view! {
        <button type="button" class=class disabled=is_busy on:click=ask><Icon stroke=HERE/> <span>{words}</span></button>
        <p class="quiet-words here-fault" role="status">{move || fault.get().map(told)}</p>
    }
}

fn told(fault: LocationFault) -> &'static str {
    match fault {
        LocationFault::Refused => t!("here.refused"),
        LocationFault::Unknown => t!("here.unknown"),
        LocationFault::Late => t!("here.late"),
        LocationFault::Missing => t!("here.missing"),
    }
}
