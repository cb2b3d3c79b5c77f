//! Competitors at hand where a deal is judged (3.3.a): unfolded, what each is weak in and what we answer (2.1.a).

use fieldbook_process::prospecting::Competitor;
use fieldbook_process::{DocId, Record, RecordKind};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::pages::row;
use crate::parts::link::Link;
use crate::state::book::use_book;
use crate::state::route::Route;
use crate::t;

const KIND: RecordKind = RecordKind::Competitor;

/// Nothing where nobody is known. They are read when it is unfolded.
#[component]
pub fn AtHand() -> impl IntoView {
    let book = use_book();
    // Each with the records that turned out to be it.
    let docs: Vec<Vec<DocId>> = book.read(|replica| {
        let all = replica.rows().values().filter(|row| row.kind == KIND && row::joined_into(row).is_none());
        all.map(|row| row::with_joined(replica, row.doc)).collect()
    });
    let (n, docs) = (docs.len(), StoredValue::new(docs));
    let known = RwSignal::new(None::<Vec<(DocId, Competitor)>>);
    let read = move |_| {
        if known.with_untracked(Option::is_some) {
            return;
        }
        spawn_local(async move {
            let mut all = Vec::new();
            for records in docs.get_value() {
                let mut one = None::<(DocId, Competitor)>;
                for doc in records {
                    let Some(opened) = book.open(doc).await else { continue };
                    let read = Competitor::from_facts(&opened.view.facts);
                    match &mut one {
                        Some((_, it)) => it.arguments.extend(read.arguments),
                        None => one = Some((doc, read)),
                    }
                }
                all.extend(one);
            }
            // Whom we know an answer to comes first.
            all.sort_by_key(|(_, it)| (it.arguments.is_empty(), it.name.clone()));
            let _ = known.try_set(Some(all));
        });
    };
    let told = move || known.get().map(|all| all.into_iter().map(one).collect_view());
    (n > 0).then(|| {
        view! {
            <details class="fold at-hand" on:toggle=read>
                <summary>{t!("market.at_hand", n = n)}</summary>
                {told}
            </details>
        }
    })
}

fn one((doc, it): (DocId, Competitor)) -> AnyView {
    let answer = |argument: fieldbook_process::prospecting::Argument| {
        view! { <p class="against">{argument.against}</p> <p class="words">{argument.reply}</p> }
    };
    let weak = Some(it.weaknesses).filter(|words| !words.is_empty());
    view! {
        <article class="said">
            <Link to=Route::Record(KIND, doc) class="whose">{it.name}</Link>
            {weak.map(|words| view! { <p class="why">{t!("market.weak_in", words = words)}</p> })}
            {it.arguments.into_iter().map(answer).collect_view()}
        </article>
    }
    .into_any()
}
