//! Imports, each to be taken back as one.

use fieldbook_book::wire::office::customers::{IMPORTS, ImportTold, TakeBack};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::super::form::told;
use super::super::{Told, use_told};
use crate::browser::clock::now_ms;
use crate::state::book::use_book;
use crate::state::notice::use_notices;
use crate::state::office::{self, OfficeFault};
use crate::t;
use crate::texts::format;

/// The list, asked for anew whenever `again` changes.
#[component]
pub fn Imports(again: RwSignal<u32>) -> impl IntoView {
    let all = use_told::<Vec<ImportTold>>(IMPORTS, again);
    let list = move || match all.get() {
        Told::Asked => view! { <p class="quiet-words">{t!("common.loading")}</p> }.into_any(),
        Told::Fault(fault) => told(fault),
        Told::Here(all) if all.is_empty() => {
            view! { <p class="quiet-words">{t!("admin.imports_none")}</p> }.into_any()
        }
        Told::Here(all) => {
            let one = move |it| view! { <One import=it again=again/> };
            view! { <div class="ledger two-lines">{all.into_iter().map(one).collect_view()}</div> }.into_any()
        }
    };
    view! { <section class="imports"><h2 class="label">{t!("admin.imports")}</h2>{list}</section> }
}

#[component]
fn One(import: ImportTold, again: RwSignal<u32>) -> impl IntoView {
    let (book, notices) = (use_book(), use_notices());
    let (is_busy, fault) = (RwSignal::new(false), RwSignal::new(None::<OfficeFault>));
    let ImportTold { id, name, at_ms, customers, taken_back_ms, stayed, .. } = import;
    let what = t!("admin.import_of", n = customers, time = format::time(at_ms, now_ms()));
    let back = move |_| {
        is_busy.set(true);
        spawn_local(async move {
            let done = office::post::<_, ImportTold>(IMPORTS, &TakeBack { import: id }).await;
            let _ = is_busy.try_set(false);
            match done {
                Ok(_) => {
                    notices.say(t!("admin.done"));
                    book.poke();
                    let _ = again.try_update(|n| *n += 1);
                }
                Err(why) => drop(fault.try_set(Some(why))),
            }
        });
    };
    let act = match taken_back_ms {
        Some(_) => view! { <p class="why">{t!("admin.import_back", n = stayed)}</p> }.into_any(),
        None => view! {
            <details>
                <summary>{t!("admin.import_take_back")}</summary>
                <p class="quiet-words">{t!("admin.import_back_why")}</p>
                <div role="alert">{move || fault.get().map(told)}</div>
                <button type="button" class="wide back" disabled=is_busy on:click=back>{t!("admin.import_take_back")}</button>
            </details>
        }
        .into_any(),
    };
    view! {
        <div class="row line import">
            <span class="what">{name}<span class="why">{what}</span>{act}</span>
        </div>
    }
}
