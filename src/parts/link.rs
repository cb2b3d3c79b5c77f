//! A link inside the app: a real one, so that it can be opened in another tab, followed without loading anew.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::state::route::{Place, Route, use_place};

/// A link to a place of the app. `current` marks it for the reader and for style.
#[component]
pub fn Link(
    to: Route,
    #[prop(into, optional)] class: String,
    #[prop(into, optional)] current: MaybeProp<bool>,
    #[prop(into, optional)] label: Option<String>,
    children: Children,
) -> impl IntoView {
    let place = use_place();
    view! {
        <a
            href=to.path()
            class=class
            aria-label=label
            aria-current=move || current.get().unwrap_or(false).then_some("page")
            on:click=move |event| follow(&event, place, to)
        >
            {children()}
        </a>
    }
}

/// Another tab, a download or another button is the browser's business.
fn follow(event: &MouseEvent, place: Place, to: Route) {
    let plain = !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
    if plain && event.button() == 0 {
        event.prevent_default();
        place.go(to);
    }
}
