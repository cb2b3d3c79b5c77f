//! The shell: for now an empty page that knows when a newer build waits.

use leptos::prelude::*;

use crate::browser::worker;

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let update_waits = RwSignal::new(false);
    worker::watch(move || update_waits.set(true), || async {});
    view! {
        <main id="shell">
            <h1>"Fieldbook 外勤簿"</h1>
            <Show when=move || update_waits.get()>
                <button id="take-update" on:click=|_| worker::take_update()>"↻"</button>
            </Show>
        </main>
    }
}
