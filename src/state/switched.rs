//! What the server has switched on, as it last said: offline that word goes on holding.

use fieldbook_book::wire::{SWITCHED, Switched};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::preference;
use crate::browser::net::{Body, request};

const KEPT_AS: &str = "switched";

/// What was last heard; `None` before the first answer.
#[derive(Debug, Clone, Copy)]
pub struct SwitchedOn(RwSignal<Option<Switched>>);

/// Puts it into the context, and asks.
pub fn provide_switched() {
    let switched = SwitchedOn(RwSignal::new(preference::get(KEPT_AS)));
    provide_context(switched);
    switched.ask();
}

/// What was last heard.
pub fn use_switched() -> SwitchedOn {
    expect_context()
}

impl SwitchedOn {
    /// Whether the public lead form is on; `None` where this phone has not heard of it.
    pub fn lead_form(self) -> Option<bool> {
        self.0.get().map(|it| it.lead_form)
    }

    /// Asks the server; without an answer the last one stays.
    pub fn ask(self) {
        spawn_local(async move {
            let Ok(answer) = request("GET", SWITCHED, Body::None).await else { return };
            let told = serde_json::from_slice::<Switched>(&answer.body).ok().filter(|_| answer.status == 200);
            if let Some(told) = told {
                preference::set(KEPT_AS, &Some(told));
                let _ = self.0.try_set(Some(told));
            }
        });
    }
}
