//! What left the book: who took how many customers along, when, as what.

use fieldbook_book::wire::office::exports::{EXPORTS, ExportTold, Format};
use leptos::prelude::*;

use super::super::form::told;
use super::super::{Told, use_told};
use crate::browser::clock::now_ms;
use crate::state::book::use_book;
use crate::t;
use crate::texts::format;

/// The list.
#[component]
pub fn Exports() -> impl IntoView {
    let all = use_told::<Vec<ExportTold>>(EXPORTS, RwSignal::new(0));
    let list = move || match all.get() {
        Told::Asked => view! { <p class="quiet-words">{t!("common.loading")}</p> }.into_any(),
        Told::Fault(fault) => told(fault),
        Told::Here(all) if all.is_empty() => {
            view! { <p class="quiet-words">{t!("export.none_yet")}</p> }.into_any()
        }
        Told::Here(all) => {
            view! { <div class="ledger two-lines">{all.into_iter().map(one).collect_view()}</div> }.into_any()
        }
    };
    view! { <section class="exports"><h2 class="label">{t!("export.all")}</h2>{list}</section> }
}

fn one(export: ExportTold) -> impl IntoView {
    let book = use_book();
    let ExportTold { at_ms, by, format: as_what, customers, people, .. } = export;
    let who = match by {
        Some(by) => book.read(|replica| format::person(by, replica.company())),
        None => t!("export.command_line").to_owned(),
    };
    let as_what = match as_what {
        Format::Csv => t!("export.csv"),
        Format::Vcard => t!("export.vcard"),
    };
    let sums = [t!("export.customers", n = customers), t!("export.people", n = people), as_what.to_owned()];
    let what = [sums.join(" · "), format::time(at_ms, now_ms())].join(", ");
    view! {
        <div class="row line">
            <span class="what">{who}<span class="why">{what}</span></span>
        </div>
    }
}
