//! Researches that one has begun oneself and not finished, on Today: a call came between.

use fieldbook_book::row::Row;
use fieldbook_process::{DocId, RecordKind};
use leptos::prelude::*;

use crate::pages::needs::has;
use crate::pages::row;
use crate::parts::icon::{Icon, ONWARD};
use crate::parts::link::Link;
use crate::state::book::use_book;
use crate::state::route::Route;
use crate::t;

/// The rows; nothing where none is begun.
#[component]
pub fn Begun() -> impl IntoView {
    let book = use_book();
    let all = Memo::new(move |_| {
        book.rows(|replica| {
            let mine = |row: &&Row| {
                row.kind == RecordKind::Research
                    && row::owner(row) == Some(book.me())
                    && !has(row, "finished")
            };
            let rows = replica.rows().values().filter(mine);
            let told =
                |row: &Row| (row.doc, row::name(row), row::customer_name(replica, row).unwrap_or_default());
            rows.map(told).collect::<Vec<_>>()
        })
    });
    let line = |(doc, name, customer): (DocId, String, String)| {
        view! {
            <Link to=Route::Record(RecordKind::Research, doc) class="row line">
                <span class="what">{name}<small>{customer}</small></span> <Icon stroke=ONWARD/>
            </Link>
        }
    };
    move || {
        let all = all.get();
        (!all.is_empty()).then(|| {
            view! {
                <section>
                    <h2 class="label"><span>{t!("needs.begun_title")}</span><b>{all.len()}</b></h2>
                    <div class="ledger">{all.into_iter().map(line).collect_view()}</div>
                </section>
            }
        })
    }
}
