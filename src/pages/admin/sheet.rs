//! A sheet taken from a file or typed, whole or not at all; and as it is, as a file.

use fieldbook_book::wire::office::Ask;
use fieldbook_process::schema::{Field, Kind};
use leptos::ev::Event;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use super::form::{FaultView, field, told};
use super::use_asking;
use crate::browser::files;
use crate::parts::field::{FieldView, Input};
use crate::state::office::{self, OfficeFault};
use crate::t;

/// More than a sheet of the office is.
const CSV: Field = field("csv", Kind::Lines(2_000_000));
static CSV_FIELD: Field = CSV;

/// The card. `path` tells the sheet as it is; `ask` makes the change of a text.
#[component]
pub fn Sheet(
    why: &'static str,
    path: &'static str,
    name: &'static str,
    ask: fn(String) -> Ask,
) -> impl IntoView {
    let asking = use_asking();
    let input = Input::new(&CSV_FIELD, "office_sheet");
    let unsaved = RwSignal::new(None::<OfficeFault>);
    let choose = move |event: Event| {
        let target = event.target().and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok());
        spawn_local(async move {
            let Some(target) = target else { return };
            if let Some(text) = files::chosen_text(&target).await {
                let _ = input.typed.try_set(text);
            }
        });
    };
    let save = move |_| {
        spawn_local(async move {
            let fault = match office::sheet(path).await {
                Ok(bytes) => {
                    files::download(name, "text/csv", &bytes);
                    None
                }
                Err(fault) => Some(fault),
            };
            let _ = unsaved.try_set(fault);
        });
    };
    let take = move |_| {
        asking.ask(ask(input.typed.get_untracked()), move |_| {
            let _ = input.typed.try_set(String::new());
        });
    };
    let is_empty = move || input.typed.with(|text| text.trim().is_empty()) || asking.is_busy.get();
    view! {
        <section class="card">
            <h2>{t!("admin.sheet")}</h2>
            <p class="quiet-words">{why}</p>
            <div class="pair">
                <label class="button">
                    {t!("admin.sheet_choose")}
                    <input type="file" accept=".csv,text/csv" class="unseen" on:change=choose/>
                </label>
                <button type="button" on:click=save>{t!("admin.sheet_save")}</button>
            </div>
            <FieldView input=input/>
            <div role="alert">{move || unsaved.get().map(told)}</div>
            <FaultView asking=asking/>
            <button type="button" class="primary wide" disabled=is_empty on:click=take>{t!("admin.sheet_take")}</button>
        </section>
    }
}
