//! One record of such a kind: what is owed from it, what its kind adds, its facts.

use fieldbook_book::replica::Opened;
use fieldbook_process::{DocId, RecordKind};
use leptos::prelude::*;

use super::extra;
use crate::pages::deal::duties::duties;
use crate::pages::facts::Facts;
use crate::pages::loaded::when_here;
use crate::pages::row;
use crate::pages::save_as_file::SaveAsFile;
use crate::pages::sync::conflict::Conflicts;
use crate::parts::head::Head;
use crate::parts::link::Link;
use crate::state::book::{Book, use_book};
use crate::state::record::use_record;
use crate::state::route::Route;
use crate::t;
use crate::texts::law;

/// The record.
#[component]
pub fn Read(kind: RecordKind, doc: DocId) -> impl IntoView {
    let book = use_book();
    let record = use_record(doc);
    let title = row::title(book, doc);
    let body = move || when_here(record.get(), |opened| here(book, kind, opened));
    view! {
        <Head title=title sub=law::kinds(kind).to_owned() back=Route::list_of(kind)/>
        {body}
    }
}

fn here(book: Book, kind: RecordKind, opened: Opened) -> AnyView {
    let doc = opened.doc;
    view! {
        <div class="page">
            <Conflicts doc=doc/>
            {duties(book, doc, kind)}
            {extra::above(kind, &opened)}
            <section class="card"><h2>{t!("customer.facts")}</h2><Facts kind=kind view=opened.view.clone()/></section>
            {extra::below(kind, &opened)}
            <div class="more-acts">
                {extra::may_edit(kind, &opened).then(|| view! { <Link to=Route::RecordEdit(kind, doc) class="button">{t!("common.edit")}</Link> })}
                <Link to=Route::History(kind, doc) class="button">{t!("history.title")}</Link>
                <SaveAsFile opened=opened.clone()/>
            </div>
        </div>
        {extra::main_act(kind, &opened)}
    }
    .into_any()
}
