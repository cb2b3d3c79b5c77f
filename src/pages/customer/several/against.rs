//! What stands against some of several customers: each by its name with its clauses, and the way on without them.

use std::collections::BTreeSet;

use fieldbook_book::replica::Outcome;
use fieldbook_process::DocId;
use leptos::prelude::*;

use crate::browser::clock::now_ms;
use crate::pages::row;
use crate::parts::refusal::Refusals;
use crate::parts::sheet::Sheet;
use crate::state::book::{Book, use_book};
use crate::t;
use crate::texts::format;
use crate::texts::law::Telling;

/// Open while something stands against one of them.
#[component]
pub fn AgainstSheet(
    against: RwSignal<Vec<(DocId, Outcome)>>,
    picked: Memo<BTreeSet<DocId>>,
    /// Goes on without these.
    go_on: Callback<BTreeSet<DocId>>,
) -> impl IntoView {
    let book = use_book();
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(!against.with(Vec::is_empty)));
    Effect::new(move |was: Option<bool>| {
        let is_open = open.get();
        if was == Some(true) && !is_open {
            against.set(Vec::new());
        }
        is_open
    });
    let count = |n: usize| format::count(i64::try_from(n).unwrap_or(i64::MAX));
    let title = Signal::derive(move || t!("several.against", n = count(against.with(Vec::len))));
    let body = move || {
        let all = against.get();
        let left_out: BTreeSet<DocId> = all.iter().map(|(doc, _)| *doc).collect();
        let others = picked.with_untracked(|picked| picked.difference(&left_out).count());
        let tap = move |_| {
            let left_out = left_out.clone();
            open.set(false);
            go_on.run(left_out);
        };
        let ahead = (others > 0).then(|| {
            view! {
                <button type="button" class="primary wide" on:click=tap>{t!("several.without", n = count(others))}</button>
            }
        });
        view! {
            <div class="stands-against">{all.into_iter().map(|one| told(book, one)).collect_view()}</div>
            <p class="quiet-words">{t!("several.nothing_done")}</p>
            <div class="foot">
                {ahead}
                <button type="button" on:click=move |_| open.set(false)>{t!("several.choose_again")}</button>
            </div>
        }
    };
    view! { <Sheet open=open title=title>{body}</Sheet> }
}

fn told(book: Book, (doc, outcome): (DocId, Outcome)) -> AnyView {
    let name = book.read(|replica| row::called(replica, doc)).unwrap_or_default();
    let why = match outcome {
        Outcome::Refused(refusals) => view! { <Refusals refusals=refusals/> }.into_any(),
        Outcome::Form(verdict) => {
            let lines = book
                .read(|replica| Telling { company: replica.company(), now_ms: now_ms() }.verdict(&verdict));
            view! { <ul class="lines">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul> }
                .into_any()
        }
        _ => view! { <p>{t!("several.gone")}</p> }.into_any(),
    };
    view! { <section><h3>{name}</h3>{why}</section> }.into_any()
}
