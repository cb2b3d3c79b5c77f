//! Choosing a customer of the book by a part of its name.

use fieldbook_book::replica::Replica;
use fieldbook_process::{DocId, RecordKind};
use leptos::prelude::*;

use crate::pages::row;
use crate::parts::search::SearchField;
use crate::state::book::use_book;
use crate::t;
use crate::texts::law;
use crate::texts::search::{Hay, Query};

/// Names offered at once.
const OFFERED: usize = 6;

/// The customer chosen, or the search for one.
#[component]
pub fn CustomerPicker(chosen: RwSignal<Option<DocId>>) -> impl IntoView {
    let book = use_book();
    let query = RwSignal::new(String::new());
    let name = Memo::new(move |_| {
        let doc = chosen.get()?;
        book.rows(|replica| replica.rows().get(&doc).map(row::name))
    });
    let offered = Memo::new(move |_| book.rows(|replica| offered(replica, &query.get())));
    let pick = move |(doc, name): (DocId, String)| {
        view! { <button type="button" class="row line" on:click=move |_| chosen.set(Some(doc))>{name}</button> }
    };
    let searching = move || {
        view! {
            <SearchField query=query id="customer"/>
            <div class="ledger">{move || offered.get().into_iter().map(pick).collect_view()}</div>
        }
    };
    let picked = move |name: String| {
        view! {
            <div class="picked"><b>{name}</b>
                <button type="button" on:click=move |_| chosen.set(None)>{t!("common.change")}</button>
            </div>
        }
    };
    view! {
        <div class="field">
            <label for="customer">{law::field(Some("deal"), "customer")}</label>
            {move || match name.get() {
                Some(name) => picked(name).into_any(),
                None => searching().into_any(),
            }}
        </div>
    }
}

fn offered(replica: &Replica, query: &str) -> Vec<(DocId, String)> {
    let query = Query::of(query);
    let customers = replica.rows().values().filter(|row| row.kind == RecordKind::Customer);
    let is_found = |name: &str| {
        let mut hay = Hay::default();
        hay.add(name);
        query.finds(&hay)
    };
    let named = customers.map(|row| (row.doc, row::name(row)));
    named.filter(|(_, name)| is_found(name)).take(OFFERED).collect()
}
