//! A field that was changed in two places at once: both values, who set each and when; one tap chooses.

use fieldbook_book::replica::{Draft, Opened, Outcome, Part, Rival};
use fieldbook_process::{DocId, Path, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::clock::now_ms;
use crate::pages::deal::log::offer_undo;
use crate::pages::row;
use crate::parts::field::told;
use crate::parts::outcome::OutcomeSheet;
use crate::state::book::{Book, use_book};
use crate::state::notice::use_notices;
use crate::state::record::{Loaded, use_record};
use crate::t;
use crate::texts::{format, law};

const UNDO_MS: i64 = 5_000;

/// The conflicts of one record. `named` says whose they are, away from its page.
#[component]
pub fn Conflicts(doc: DocId, #[prop(optional)] named: bool) -> impl IntoView {
    let book = use_book();
    let record = use_record(doc);
    let name = Memo::new(move |_| {
        let name = named.then(|| book.rows(|replica| replica.rows().get(&doc).map(row::name)));
        name.flatten().unwrap_or_default()
    });
    let cards = move || {
        let Loaded::Here(opened) = record.get() else { return ().into_any() };
        let paths: Vec<Path> = opened.rivals.keys().cloned().collect();
        let card = |path: Path| view! { <Conflict opened=(*opened).clone() path=path name=name.get()/> };
        paths.into_iter().map(card).collect_view().into_any()
    };
    view! { {cards} }
}

#[component]
fn Conflict(opened: Opened, path: Path, name: String) -> impl IntoView {
    let book = use_book();
    let notices = use_notices();
    let outcome = RwSignal::new(None::<Outcome>);
    let Some(kind) = opened.view.record_kind() else { return ().into_any() };
    let field = law::path(Some(kind), &path);
    let title = if name.is_empty() { field } else { format!("{name} · {field}") };
    let rivals = opened.rivals.get(&path).cloned().unwrap_or_default();
    let shown = opened.view.facts.get(&path).cloned();
    let opened = StoredValue::new(opened);
    let pick = move |rival: Rival| {
        let words = book.read(|replica| told(kind, &path, Some(&rival.value), replica));
        let by = by(book, &rival);
        let stands = shown == value_of(&rival);
        let path = path.clone();
        let choose = move |_| {
            let draft = choice(&opened.get_value(), &path, value_of(&rival));
            spawn_local(async move { choose(book, draft, notices, outcome).await });
        };
        view! {
            <button type="button" class="pick" class:on=stands on:click=choose>
                {words} <small>{by}</small> {stands.then(|| view! { <small>{t!("sync.stands_now")}</small> })}
            </button>
        }
    };
    let picks = rivals.into_iter().map(pick).collect_view();
    view! {
        <section class="card conflict">
            <h3>{title}</h3>
            <p class="quiet-words">{t!("sync.both_changed")}</p>
            <div class="pair">{picks}</div>
            <OutcomeSheet outcome=outcome kind=kind/>
        </section>
    }
    .into_any()
}

/// Who wrote it, and when it was entered.
fn by(book: Book, rival: &Rival) -> String {
    let name = |person| match person {
        person if person == book.me() => t!("sync.you").to_owned(),
        person => book.read(|replica| format::person(person, replica.company())),
    };
    let when = format::time(rival.entered_ms, now_ms());
    rival.person.map_or_else(|| when.clone(), |person| format!("{} · {when}", name(person)))
}

async fn choose(
    book: Book,
    draft: Draft,
    notices: crate::state::notice::Notices,
    outcome: RwSignal<Option<Outcome>>,
) {
    let done = book.save(draft).await;
    if let Outcome::Saved(order) = done {
        offer_undo(book, notices, order, Callback::new(|()| {}));
    }
    let _ = outcome.try_set(Some(done));
}

/// What stands there if it is chosen: the side that emptied the field reads as empty text.
fn value_of(rival: &Rival) -> Option<Value> {
    Some(rival.value.clone()).filter(|value| *value != Value::Text(String::new()))
}

fn choice(opened: &Opened, path: &Path, value: Option<Value>) -> Draft {
    let kind = opened.view.record_kind();
    let act = kind.and_then(|kind| kind.schema().field(path)).map(|field| field.act);
    let part = kind.zip(act).map(|(kind, act)| Part {
        doc: opened.doc,
        kind,
        act,
        opened: Some(opened.heads.clone()),
        values: vec![(path.clone(), value)],
    });
    Draft { parts: part.into_iter().collect(), takes_over: None, undo_ms: UNDO_MS, seen: false }
}
