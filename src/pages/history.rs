//! The history of a record, day by day: who did what, when it happened, was entered and received, under which company
//! version; what each change set and decided; and the record as it stood on any day.

mod change;

use fieldbook_book::document::Document;
use fieldbook_book::hash::Hash;
use fieldbook_book::replica::{Opened, Past};
use fieldbook_process::opportunity::Deal;
use fieldbook_process::{ActName, Company, Day, DocId, PersonId, Record, RecordKind};
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::browser::clock::now_ms;
use crate::browser::page::is_unfolded;
use crate::pages::days::{Dated, dated};
use crate::pages::facts::Facts;
use crate::pages::row;
use crate::parts::head::Head;
use crate::state::book::{Book, use_book};
use crate::state::record::{Loaded, use_record};
use crate::state::route::Route;
use crate::t;
use crate::texts::{format, law};
pub use change::changes;

/// So many changes are drawn at once.
const PAGE: usize = 100;
/// Written down later than this after it happened, both times are told.
const LATE_ENTRY_MS: i64 = 10 * 60_000;

/// One change as a line.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    past: Past,
    /// When what it tells of happened, ms UTC, where that is not when it was entered.
    happened_ms: Option<i64>,
    /// It decided between several values of a field.
    decided: bool,
}

/// The page.
#[component]
pub fn History(kind: RecordKind, doc: DocId) -> impl IntoView {
    let book = use_book();
    let record = use_record(doc);
    let title = row::title(book, doc);
    // Whether it is here: the lines follow its changes by themselves.
    let is_here = Memo::new(move |_| {
        record.with(|loaded| match loaded {
            Loaded::Loading => None,
            Loaded::Missing => Some(false),
            Loaded::Here(_) => Some(true),
        })
    });
    let body = move || match is_here.get() {
        None => view! { <p class="empty">{t!("common.loading")}</p> }.into_any(),
        Some(false) => view! { <p class="empty">{t!("common.not_here")}</p> }.into_any(),
        Some(true) => view! { <Lines kind=kind record=record/> }.into_any(),
    };
    view! {
        <Head title=title sub=t!("history.title").to_owned() back=Route::of_record(kind, doc)/>
        {body}
    }
}

/// The lines, each kept as it is drawn (and as it is unfolded) while others come.
#[component]
fn Lines(kind: RecordKind, record: RwSignal<Loaded>) -> impl IntoView {
    let book = use_book();
    let lines = Memo::new(move |_| {
        record.with(|loaded| match loaded {
            Loaded::Here(opened) => {
                let lines = lines(kind, opened);
                book.read(|replica| dated(lines.into_iter(), |line| line.past.entered_ms, replica.company()))
            }
            _ => Vec::new(),
        })
    });
    let document = move || {
        record.with_untracked(|loaded| match loaded {
            Loaded::Here(opened) => Some(Arc::clone(&opened.document)),
            _ => None,
        })
    };
    let drawn = RwSignal::new(PAGE);
    let seen = move || lines.with(|lines| lines.iter().take(drawn.get()).cloned().collect::<Vec<_>>());
    let has_more = move || lines.with(Vec::len) > drawn.get();
    view! {
        <div class="page">
            <AsOf kind=kind record=record/>
            <section class="card history">
                // What a line says may change, too: it is received, or becomes the first of its day.
                <For each=seen key=|line| (line.it.past.hash, line.it.past.received_ms, line.day.is_some()) let:line>
                    {drawn_line(book, kind, line, document)}
                </For>
                <Show when=has_more>
                    <button type="button" class="wide" on:click=move |_| drawn.update(|n| *n += PAGE)>{t!("history.more")}</button>
                </Show>
            </section>
        </div>
    }
}

fn lines(kind: RecordKind, opened: &Opened) -> Vec<Line> {
    let happened = happened(kind, opened);
    let mut past = opened.history.clone();
    // Of changes of one moment the one that stands on the other is the later.
    past.reverse();
    past.sort_by_key(|it| std::cmp::Reverse(it.entered_ms));
    let line = |past: Past| {
        let of_contact = past.act == Some(ActName::LogFollowUp);
        let key = past.person.map(|person| (past.entered_ms, person)).filter(|_| of_contact);
        let happened_ms = key.and_then(|key| happened.get(&key)).copied();
        // Few changes stand on several others; only they can have decided anything.
        let decided = past.joins && decides(&opened.document, past.hash);
        Line {
            happened_ms: happened_ms.filter(|at_ms| past.entered_ms - at_ms > LATE_ENTRY_MS),
            decided,
            past,
        }
    };
    past.into_iter().map(line).collect()
}

/// When the contacts of a deal happened, by when and by whom they were entered.
fn happened(kind: RecordKind, opened: &Opened) -> BTreeMap<(i64, PersonId), i64> {
    if kind != RecordKind::Deal {
        return BTreeMap::new();
    }
    let deal = Deal::from_facts(&opened.view.facts);
    let times = deal.follow_ups.into_iter().filter_map(|it| {
        let by = it.taken_over_by.or(it.by)?;
        Some(((it.entered?.0, by), it.happened?.0))
    });
    times.collect()
}

fn decides(document: &Document, hash: Hash) -> bool {
    document.done_by(hash).is_some_and(|done| !done.decided.is_empty())
}

/// One change; what it did is worked out when it is unfolded.
fn drawn_line(
    book: Book,
    kind: RecordKind,
    line: Dated<Line>,
    document: impl Fn() -> Option<Arc<Document>> + Copy + Send + 'static,
) -> impl IntoView {
    let Dated { day, it: Line { past, happened_ms, decided } } = line;
    let act = past.act.map_or(t!("history.unreadable"), law::act);
    let meta = book.read(|replica| Some(meta(&past, happened_ms, replica.company()))).unwrap_or_default();
    let unfolded = RwSignal::new(false);
    let done =
        move || unfolded.get().then(|| document().map(|document| changes(book, kind, &document, past.hash)));
    view! {
        {day.map(|day| view! { <h2 class="label day"><span>{day}</span></h2> })}
        <details class="fold" on:toggle=move |event| unfolded.set(is_unfolded(&event))>
            <summary>
                <span class="what">{act} {decided.then(|| view! { <b class="decided">{t!("history.decided")}</b> })}</span>
                <span class="why">{meta}</span>
            </summary>
            {done}
        </details>
    }
}

/// Who, when it happened, when entered, when received, under which company version.
fn meta(past: &Past, happened_ms: Option<i64>, company: &Company) -> String {
    let now_ms = now_ms();
    let mut parts: Vec<String> = past.person.map(|who| format::person(who, company)).into_iter().collect();
    parts.extend(happened_ms.map(|at_ms| t!("history.happened", time = format::time(at_ms, now_ms))));
    parts.push(t!("history.entered", time = format::time(past.entered_ms, now_ms)));
    match past.received_ms {
        Some(at_ms) => parts.push(t!("history.received", time = format::time(at_ms, now_ms))),
        None if !past.accepted => parts.push(t!("history.unsent").to_owned()),
        None => {}
    }
    parts.push(t!("history.company", n = past.company));
    parts.join(" · ")
}

/// The record at the end of a day that is chosen.
#[component]
fn AsOf(kind: RecordKind, record: RwSignal<Loaded>) -> impl IntoView {
    let book = use_book();
    let day = RwSignal::new(String::new());
    let then = move || {
        let chosen = Day::parse(&day.get())?;
        let end_ms = book.read(|replica| replica.company().calendar.moment(chosen.plus(1), 0)) - 1;
        let Loaded::Here(opened) = record.get() else { return None };
        Some(match opened.document.as_of(end_ms) {
            Some(view) => view! { <Facts kind=kind view=view/> }.into_any(),
            None => view! { <p class="why">{t!("history.not_yet")}</p> }.into_any(),
        })
    };
    view! {
        <section class="card">
            <div class="field">
                <label for="as-of">{t!("history.as_of")}</label>
                <input id="as-of" type="date" prop:value=day on:input=move |event| day.set(event_target_value(&event))/>
            </div>
            {then}
        </section>
    }
}
