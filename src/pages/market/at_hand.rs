//! Competitors at hand where a deal is judged (3.3.a): unfolded, what each is weak in, asks for, and what we answer (2.1.a).

use fieldbook_process::prospecting::Competitor;
use fieldbook_process::{DocId, Record, RecordKind};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::competitor::{Heard, heard};
use crate::browser::clock::now_ms;
use crate::pages::row;
use crate::parts::link::Link;
use crate::state::book::{Book, use_book};
use crate::state::route::Route;
use crate::t;
use crate::texts::format;

const KIND: RecordKind = RecordKind::Competitor;
/// So many of their latest prices.
const PRICES: usize = 3;

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
    let known = RwSignal::new(None::<Vec<Vec<(DocId, Competitor)>>>);
    let read = move |_| {
        if known.with_untracked(Option::is_some) {
            return;
        }
        spawn_local(async move {
            let mut all = Vec::new();
            for records in docs.get_value() {
                let mut one = Vec::new();
                for doc in records {
                    let Some(opened) = book.open(doc).await else { continue };
                    one.push((doc, Competitor::from_facts(&opened.view.facts)));
                }
                all.push(one);
            }
            // Whom we know an answer to comes first.
            all.sort_by_key(|one| {
                let name = one.first().map(|(_, it)| it.name.clone());
                (one.iter().all(|(_, it)| it.arguments.is_empty()), name)
            });
            let _ = known.try_set(Some(all));
        });
    };
    let told =
        move || known.get().map(|all| all.into_iter().map(|records| one(book, &records)).collect_view());
    (n > 0).then(|| {
        view! {
            <details class="fold at-hand" on:toggle=read>
                <summary>{t!("market.at_hand", n = n)}</summary>
                {told}
            </details>
        }
    })
}

/// A competitor with the records that turned out to be it: weak in what, asking how much, and our answers.
fn one(book: Book, records: &[(DocId, Competitor)]) -> AnyView {
    let Some((doc, name)) = records.first().map(|(doc, it)| (*doc, it.name.clone())) else {
        return ().into_any();
    };
    let answer = |argument: fieldbook_process::prospecting::Argument| {
        view! { <p class="against">{argument.against}</p> <p class="words">{argument.reply}</p> }
    };
    let weak: Vec<&str> =
        records.iter().map(|(_, it)| it.weaknesses.as_str()).filter(|words| !words.is_empty()).collect();
    let weak = Some(weak.join("\n")).filter(|words| !words.is_empty());
    let prices = book.read(|replica| {
        let today = replica.company().calendar.day_of(replica.corrected_ms(now_ms()));
        let price = |it: Heard| {
            view! { <div class="row line"><span class="what">{it.what}<small class="why">{format::day(it.on, today)}</small></span><b class="number">{format::money(it.price)}</b></div> }
        };
        heard(records, replica).into_iter().take(PRICES).map(price).collect::<Vec<_>>()
    });
    let answers: Vec<_> = records.iter().flat_map(|(_, it)| it.arguments.clone()).collect();
    view! {
        <article class="said">
            <Link to=Route::Record(KIND, doc) class="whose">{name}</Link>
            {weak.map(|words| view! { <p class="why">{t!("market.weak_in", words = words)}</p> })}
            {prices}
            {answers.into_iter().map(answer).collect_view()}
        </article>
    }
    .into_any()
}
