//! How things stand: last contact with the server, space, whether the browser keeps the data, taking a file in.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use super::export;
use crate::browser::clock::now_ms;
use crate::browser::page;
use crate::state::book::use_book;
use crate::state::notice::use_notices;
use crate::t;
use crate::texts::format;

/// From then on storage counts as nearly full.
const NEARLY_FULL: f64 = 0.9;

/// Facts about this phone.
#[component]
pub fn Facts() -> impl IntoView {
    let book = use_book();
    let space = RwSignal::new(None::<(f64, f64)>);
    let persisted = RwSignal::new(None::<bool>);
    spawn_local(async move {
        let _ = space.try_set(page::estimate().await);
        let _ = persisted.try_set(Some(page::is_persisted().await));
    });
    let answered = move || {
        let status = book.status();
        status.answered_ms.map_or_else(|| t!("sync.never").to_owned(), |at_ms| format::time(at_ms, now_ms()))
    };
    let space_words = move || match space.get() {
        Some((used, most)) if used > most * NEARLY_FULL => {
            t!("sync.space_short", used = format::megabytes(used))
        }
        Some((used, _)) => format::megabytes(used),
        None => "–".to_owned(),
    };
    let kept = move || match persisted.get() {
        Some(true) => t!("sync.persisted"),
        Some(false) => t!("sync.not_persisted"),
        None => "–",
    };
    view! {
        <section class="card">
            <dl class="facts">
                <dt>{t!("sync.last_contact")}</dt><dd>{answered}</dd>
                <dt>{t!("sync.space")}</dt><dd>{space_words}</dd>
                <dt>{t!("sync.persistence")}</dt><dd>{kept}</dd>
            </dl>
            <TakeIn/>
        </section>
    }
}

/// An exported file comes back as acts.
#[component]
fn TakeIn() -> impl IntoView {
    let (book, notices) = (use_book(), use_notices());
    let chosen = move |event: web_sys::Event| {
        let Some(input) = event.target().and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok())
        else {
            return;
        };
        spawn_local(async move {
            let Some(text) = crate::browser::files::chosen_text(&input).await else { return };
            notices.say(match export::take_in(book, &text).await {
                Some((taken, 0)) => t!("sync.taken_in", n = taken),
                Some((taken, left)) => t!("sync.taken_in_some", n = taken, left = left),
                None => t!("sync.not_our_file").to_owned(),
            });
        });
    };
    view! {
        <label class="button wide">
            {t!("sync.take_in")}
            <input type="file" class="unseen" accept="application/json,.json" on:change=chosen/>
        </label>
    }
}
