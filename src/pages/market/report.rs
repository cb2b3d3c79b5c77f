//! The market report of a quarter (2.1): who writes it, its parts with the notes that they quote, who has read it, what
//! follows.

pub mod new;
mod pick;
pub mod read;
pub mod write;

use fieldbook_book::replica::{Draft, Outcome, Part};
use fieldbook_process::prospecting::{Quarter, Quotation};
use fieldbook_process::value::Instant;
use fieldbook_process::{DocId, PersonId, RecordKind};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::pages::deal::judgement::signed;
use crate::parts::link::Link;
use crate::state::book::{Book, use_book};
use crate::state::route::Route;
use crate::t;

const KIND: RecordKind = RecordKind::MarketReport;

/// What a report is called: 2026 年第 4 季.
pub fn called(quarter: &str) -> String {
    match Quarter::parse(quarter) {
        Some(it) => t!("market.report_of", year = it.year(), quarter = it.number()),
        None => quarter.to_owned(),
    }
}

/// Saves one part as it stands, at once; what became of it is told where it is not simply saved.
fn save(book: Book, part: Part, outcome: RwSignal<Option<Outcome>>) {
    spawn_local(async move {
        let done = book.save(Draft { parts: vec![part], takes_over: None, undo_ms: 0, seen: false }).await;
        let _ = outcome.try_set(Some(done));
    });
}

/// A note as it is quoted, with who took it; `aside` stands at its end.
fn quotation(it: &Quotation, aside: AnyView) -> AnyView {
    let book = use_book();
    let words = it.words.clone();
    let foot = it.note.and_then(|note: DocId| {
        let told = book.read(|replica| {
            let row = replica.rows().get(&note)?;
            let (by, at): (Option<PersonId>, Option<Instant>) = (row.get("by"), row.get("at"));
            Some(signed(by, at, replica.company()))
        });
        told.map(
            |told| view! { <Link to=Route::Record(RecordKind::MarketNote, note) class="whose">{told}</Link> },
        )
    });
    view! { <article class="said quoted"><p class="words">{words}</p><p class="why">{foot}</p>{aside}</article> }.into_any()
}
