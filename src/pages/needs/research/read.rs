//! One research: filled in until it is finished, then read.

use fieldbook_book::replica::{Draft, NOW, Opened, Outcome, Part};
use fieldbook_process::prospecting::Research;
use fieldbook_process::{ActName, DocId, Path, Record, RecordKind};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::fill::Fill;
use super::filling::Filling;
use super::told;
use crate::pages::attached::Attached;
use crate::pages::row;
use crate::pages::save_as_file::SaveAsFile;
use crate::pages::sync::conflict::Conflicts;
use crate::parts::head::Head;
use crate::parts::link::Link;
use crate::parts::outcome::OutcomeSheet;
use crate::state::acting::{Deed, use_acting};
use crate::state::book::{Book, use_book};
use crate::state::record::{Loaded, use_record};
use crate::state::route::{Route, use_place};
use crate::t;
use crate::texts::{format, law};

const KIND: RecordKind = RecordKind::Research;

/// What the page shows: it is drawn anew only when that changes, not at each answer.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Shows {
    Loading,
    Missing,
    Form,
    Words,
}

/// The page.
#[component]
pub fn Read(doc: DocId) -> impl IntoView {
    let book = use_book();
    let record = use_record(doc);
    let title = row::title(book, doc);
    let sub = Signal::derive(move || {
        book.rows(|replica| replica.rows().get(&doc).and_then(|row| row::customer_name(replica, row)))
            .unwrap_or_default()
    });
    let shows = Memo::new(move |_| record.with(shows));
    // Outside of what is drawn anew at each change of the record.
    let outcome = RwSignal::new(None::<Outcome>);
    let body = move || match shows.get() {
        Shows::Loading => view! { <p class="empty">{t!("common.loading")}</p> }.into_any(),
        Shows::Missing => view! { <p class="empty">{t!("common.not_here")}</p> }.into_any(),
        Shows::Form => form(book, doc, record, outcome),
        Shows::Words => (move || match record.get() {
            Loaded::Here(opened) => words(book, *opened, outcome),
            _ => ().into_any(),
        })
        .into_any(),
    };
    view! {
        <Head title=title sub=sub back=Route::Records(KIND)/>
        {body}
        <OutcomeSheet outcome=outcome kind=KIND/>
    }
}

fn shows(loaded: &Loaded) -> Shows {
    match loaded {
        Loaded::Loading => Shows::Loading,
        Loaded::Missing => Shows::Missing,
        Loaded::Here(opened) => {
            let has = |field| opened.view.facts.contains_key(&Path::field(field));
            if has("form") && !has("finished") { Shows::Form } else { Shows::Words }
        }
    }
}

fn form(book: Book, doc: DocId, record: RwSignal<Loaded>, outcome: RwSignal<Option<Outcome>>) -> AnyView {
    let Loaded::Here(first) = record.get_untracked() else { return ().into_any() };
    let filling = Filling::going_on(book, doc, &Research::from_facts(&first.view.facts));
    Effect::new(move |_| {
        if let Loaded::Here(opened) = record.get() {
            filling.take_in(&Research::from_facts(&opened.view.facts));
        }
    });
    let beside = move || view! { <Notes doc=doc/> };
    let end = move || view! { <Finish doc=doc outcome=outcome/> };
    view! { <Conflicts doc=doc/> <Fill filling=filling beside=beside end=end/> }.into_any()
}

fn words(book: Book, opened: Opened, outcome: RwSignal<Option<Outcome>>) -> AnyView {
    let (doc, research) = (opened.doc, Research::from_facts(&opened.view.facts));
    let customer = research.customer.filter(|it| book.read(|replica| replica.rows().contains_key(it)));
    let is_open = research.finished.is_none();
    view! {
        <div class="page">
            <Conflicts doc=doc/>
            <p class="why">{about(book, &research)}</p>
            {told::headings(&research)}
            {told::answers(&research)}
            <Attached opened=opened.clone() kind=KIND/>
            <div class="more-acts">
                {is_open.then(|| view! { <Notes doc=doc/> })}
                {customer.map(|it| view! { <Link to=Route::Customer(it) class="button">{t!("needs.customer")}</Link> })}
                <Link to=Route::History(KIND, doc) class="button">{t!("history.title")}</Link>
                <SaveAsFile opened=opened/>
            </div>
        </div>
        {is_open.then(|| view! { <div class="main-act"><Finish doc=doc outcome=outcome/></div> })}
    }
    .into_any()
}

/// How, when, with whom, and who asked: 訪談 · 11月3日 · 陳工 · 林曉雯.
fn about(book: Book, research: &Research) -> String {
    let method = research.method.map(|it| law::choice("method", it.code()));
    let held = research.held.map(format::full_day);
    let contact = Some(research.contact.clone()).filter(|it| !it.is_empty());
    let by = research.researcher.map(|it| book.read(|replica| format::person(it, replica.company())));
    [method, held, contact, by].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Opens the notes under the four headings.
#[component]
fn Notes(doc: DocId) -> impl IntoView {
    let acting = use_acting();
    let open = move |_| acting.on(Deed::Fields(doc, KIND, ActName::EditResearch, Vec::new()));
    view! { <button type="button" on:click=open>{t!("needs.notes")}</button> }
}

/// Finishes; the law says what is missing.
#[component]
fn Finish(doc: DocId, outcome: RwSignal<Option<Outcome>>) -> impl IntoView {
    let (book, place) = (use_book(), use_place());
    let finish = move |_| {
        let values = vec![(Path::field("finished"), Some(NOW))];
        let part = Part { doc, kind: KIND, act: ActName::FinishResearch, opened: None, values };
        let customer = book.read(|replica| replica.rows().get(&doc)?.get::<Option<DocId>>("customer"));
        spawn_local(async move {
            let draft = Draft { parts: vec![part], takes_over: None, undo_ms: 0, seen: true };
            match book.save(draft).await {
                Outcome::Saved(_) => {
                    if let Some(customer) = customer {
                        place.go(Route::Customer(customer));
                    }
                }
                other => drop(outcome.try_set(Some(other))),
            }
        });
    };
    view! {
        <button type="button" class="primary wide finish" on:click=finish>{law::act(ActName::FinishResearch)}</button>
    }
}
