//! Where it is, by one tap.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::caught::Caught;
use crate::browser::location::{LocationFault, can_locate, locate};
use crate::parts::attach::holding::Landing;
use crate::parts::icon::{Icon, PLACE};
use crate::t;

/// A position that takes longer is not waited for, ms.
const PATIENCE_MS: i64 = 10_000;

/// The button, and how exact what it found is.
#[component]
pub fn Place(caught: Caught) -> impl IntoView {
    if !can_locate() {
        return ().into_any();
    }
    // The form waits for what is being found; another tap calls it off.
    let (busy, fault) = (RwSignal::new(false), RwSignal::new(None::<LocationFault>));
    let finding = StoredValue::new_local(None::<Rc<Landing>>);
    let tap = move |_| {
        if finding.try_update_value(Option::take).flatten().is_some() {
            return busy.set(false);
        }
        if caught.position.get_untracked().is_some() {
            return caught.position.set(None);
        }
        let Some(landing) = caught.holding.begin().map(Rc::new) else { return };
        let mine = Rc::downgrade(&landing);
        finding.set_value(Some(landing));
        busy.set(true);
        fault.set(None);
        spawn_local(async move {
            let found = locate(PATIENCE_MS).await;
            // Called off, or the page was left.
            if mine.upgrade().is_none() {
                return;
            }
            match found {
                Ok(position) => caught.is_at(position),
                Err(why) => {
                    let _ = fault.try_set(Some(why));
                }
            }
            let _ = busy.try_set(false);
            let _ = finding.try_update_value(Option::take);
        });
    };
    let face = move || match (busy.get(), caught.position.get()) {
        (true, _) => t!("capture.locating").to_owned(),
        (_, Some((.., metres))) => t!("capture.located", metres = metres),
        _ => t!("capture.locate").to_owned(),
    };
    let is_on = move || caught.position.get().is_some().to_string();
    let wrong = move || {
        fault.get().map(|why| {
            let words = match why {
                LocationFault::Refused => t!("capture.place_refused"),
                LocationFault::Unknown | LocationFault::Late | LocationFault::Missing => {
                    t!("capture.place_unknown")
                }
            };
            view! { <p class="quiet-words" role="status">{words}</p> }
        })
    };
    view! {
        <div class="field">
            // Above the button: below it the bar with the main act would hide it.
            {wrong}
            <button type="button" class="wide" aria-pressed=is_on aria-busy=move || busy.get().to_string() on:click=tap><Icon stroke=PLACE/> <span>{face}</span></button>
        </div>
    }
    .into_any()
}
