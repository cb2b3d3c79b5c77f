//! That a colleague took over what this person wrote: said once, until they put it away.

use fieldbook_book::wire::{Kept, KeptState};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::aside::titled;
use crate::state::book::{Book, use_book};
use crate::t;
use crate::texts::format;

/// Own work that is in the book under both names now.
#[component]
pub fn Taken() -> impl IntoView {
    let book = use_book();
    let taken = Memo::new(move |_| {
        book.standing(|replica| replica.taken_over().values().cloned().collect::<Vec<_>>())
    });
    let list = move || {
        let taken = taken.get();
        (!taken.is_empty()).then(|| {
            let lines = taken.into_iter().map(|kept| line(book, &kept)).collect_view();
            view! {
                <section>
                    <h2 class="label"><span>{t!("sync.taken_by_colleagues")}</span></h2>
                    {lines}
                </section>
            }
        })
    };
    view! { {list} }
}

fn line(book: Book, kept: &Kept) -> impl IntoView + use<> {
    let id = kept.id;
    let by = match kept.state {
        KeptState::TakenBy(by) => book.read(|replica| format::person(by, replica.company())),
        KeptState::Open => String::new(),
    };
    let title = titled(book, kept.act, kept.doc, Some(&kept.name));
    let put_away = move |_| {
        spawn_local(async move {
            let _away = book.put_away(id).await;
        });
    };
    view! {
        <section class="card taken">
            <h3>{title}</h3>
            <p>{t!("sync.taken_by", name = by)}</p>
            <button type="button" class="wide" on:click=put_away>{t!("common.understood")}</button>
        </section>
    }
}
