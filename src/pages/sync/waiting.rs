//! What is saved on this phone and waits for the network.

use std::collections::BTreeMap;

use fieldbook_book::replica::Part;
use fieldbook_process::DocId;
use leptos::prelude::*;

use super::aside::title;
use crate::browser::clock::now_ms;
use crate::state::book::use_book;
use crate::t;
use crate::texts::format;

/// Rows shown; the count says how many there are.
const SHOWN: usize = 50;

/// The outbox.
#[component]
pub fn Waiting() -> impl IntoView {
    let book = use_book();
    let count = Memo::new(move |_| book.standing(|replica| replica.outbox().count()));
    let rows = move || {
        let waiting = book.standing(|replica| {
            let first = replica.outbox().take(SHOWN);
            first
                .map(|pending| (pending.parts.clone(), pending.names.clone(), pending.entered_ms))
                .collect::<Vec<_>>()
        });
        let row = |(parts, names, entered_ms): (Vec<Part>, BTreeMap<DocId, String>, i64)| {
            let (what, when) = (title(book, &parts, &names), format::time(entered_ms, now_ms()));
            view! { <div class="row line"><span class="what">{what}</span><span class="when">{when}</span></div> }
        };
        waiting.into_iter().map(row).collect_view()
    };
    let list = move || {
        (count.get() > 0).then(|| {
            view! {
                <section>
                    <h2 class="label"><span>{t!("sync.waiting")}</span><b>{count}</b></h2>
                    <div class="ledger">{rows}</div>
                </section>
            }
        })
    };
    view! { {list} }
}
