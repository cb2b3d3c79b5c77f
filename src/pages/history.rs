//! The history of a record: who did what, when it was entered and received, under which company version; what each
//! change set; and the record as it stood on any day.

use fieldbook_book::document::Document;
use fieldbook_book::replica::{Opened, Past};
use fieldbook_process::schema::Kind;
use fieldbook_process::{Company, Day, DocId, Path, RecordKind};
use leptos::prelude::*;
use std::sync::Arc;

use crate::browser::clock::now_ms;
use crate::pages::facts::Facts;
use crate::pages::row;
use crate::parts::field::told;
use crate::parts::head::Head;
use crate::state::book::{Book, use_book};
use crate::state::record::{Loaded, use_record};
use crate::state::route::Route;
use crate::t;
use crate::texts::{format, law};

/// So many changes are drawn at once.
const PAGE: usize = 100;

/// The page.
#[component]
pub fn History(kind: RecordKind, doc: DocId) -> impl IntoView {
    let book = use_book();
    let record = use_record(doc);
    let title = Signal::derive(move || {
        book.rows(|replica| replica.rows().get(&doc).map(row::name)).unwrap_or_default()
    });
    let body = move || match record.get() {
        Loaded::Loading => view! { <p class="empty">{t!("common.loading")}</p> }.into_any(),
        Loaded::Missing => view! { <p class="empty">{t!("common.not_here")}</p> }.into_any(),
        Loaded::Here(opened) => here(book, kind, &opened),
    };
    view! {
        <Head title=title sub=t!("history.title").to_owned() back=Route::of_record(kind, doc)/>
        {body}
    }
}

fn here(book: Book, kind: RecordKind, opened: &Opened) -> AnyView {
    let document = Arc::clone(&opened.document);
    let mut past = opened.history.clone();
    // Of changes of one moment the one that stands on the other is the later.
    past.reverse();
    past.sort_by_key(|it| std::cmp::Reverse(it.entered_ms));
    let count = past.len();
    let past = StoredValue::new(past);
    let drawn = RwSignal::new(PAGE);
    let lines_of = StoredValue::new(Arc::clone(&document));
    let lines = move || {
        let document = lines_of.get_value();
        past.with_value(|past| {
            past.iter().take(drawn.get()).map(|it| line(book, kind, &document, it)).collect_view()
        })
    };
    let more = move || {
        (drawn.get() < count).then(|| {
        view! { <button type="button" class="wide" on:click=move |_| drawn.update(|n| *n += PAGE)>{t!("history.more")}</button> }
    })
    };
    view! {
        <div class="page">
            <AsOf kind=kind document=document/>
            <section class="card history">{lines}{more}</section>
        </div>
    }
    .into_any()
}

/// One change; what it set is worked out when it is opened.
fn line(book: Book, kind: RecordKind, document: &Arc<Document>, past: &Past) -> impl IntoView + use<> {
    let act = past.act.map_or(t!("history.unreadable"), law::act);
    let meta = book.read(|replica| Some(meta(past, replica.company()))).unwrap_or_default();
    let (document, hash) = (Arc::clone(document), past.hash);
    let opened = RwSignal::new(false);
    let toggle = move |event: web_sys::Event| {
        use wasm_bindgen::JsCast;
        let element = event.current_target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
        opened.set(element.is_some_and(|it| it.has_attribute("open")));
    };
    let edits = move || {
        opened.get().then(|| {
            let mut edits = document.edits_of(hash).unwrap_or_default();
            // Which entry is meant tells nobody anything.
            let names_entry = |path: &Path| kind.schema().field(path).is_some_and(|field| field.kind == Kind::Entry);
            edits.retain(|edit| !names_entry(&edit.path));
            let line = |edit: fieldbook_process::facts::Edit| {
                let (was, now) = book.read(|replica| {
                    let words = |value: Option<&_>| value.map(|value| told(kind, &edit.path, Some(value), replica));
                    (words(edit.old.as_ref()), words(edit.new.as_ref()))
                });
                view! {
                    <dt>{law::path(Some(kind), &edit.path)}</dt>
                    <dd>{was.map(|was| view! { <del>{was}</del>" → " })}<ins>{now.unwrap_or_else(|| t!("common.empty").to_owned())}</ins></dd>
                }
            };
            view! { <dl class="facts">{edits.into_iter().map(line).collect_view()}</dl> }
        })
    };
    view! {
        <details class="fold" on:toggle=toggle>
            <summary><span class="what">{act}</span><span class="why">{meta}</span></summary>
            {edits}
        </details>
    }
}

/// Who, when entered, when received, under which company version.
fn meta(past: &Past, company: &Company) -> String {
    let now_ms = now_ms();
    let mut parts: Vec<String> = past.person.map(|who| format::person(who, company)).into_iter().collect();
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
fn AsOf(kind: RecordKind, document: Arc<Document>) -> impl IntoView {
    let book = use_book();
    let day = RwSignal::new(String::new());
    let then = move || {
        let chosen = Day::parse(&day.get())?;
        let end_ms = book.read(|replica| replica.company().calendar.moment(chosen.plus(1), 0)) - 1;
        Some(match document.as_of(end_ms) {
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
