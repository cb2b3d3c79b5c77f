//! A field that two people changed at once: both values, and a tap chooses.

use fieldbook_book::replica::{Draft, Opened, Outcome, Part};
use fieldbook_process::{DocId, Path, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::pages::deal::log::offer_undo;
use crate::pages::row;
use crate::parts::field::told;
use crate::parts::outcome::OutcomeSheet;
use crate::state::book::{Book, use_book};
use crate::state::notice::use_notices;
use crate::state::record::{Loaded, use_record};
use crate::t;
use crate::texts::law;

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
        let paths: Vec<Path> = opened.view.conflicts.keys().cloned().collect();
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
    let values = opened.view.conflicts.get(&path).cloned().unwrap_or_default();
    let shown = opened.view.facts.get(&path).cloned();
    let opened = StoredValue::new(opened);
    let pick = move |value: Value| {
        let words = book.read(|replica| told(kind, &path, Some(&value), replica));
        let stands = shown.as_ref() == Some(&value);
        let path = path.clone();
        let choose = move |_| {
            let draft = choice(&opened.get_value(), &path, &value);
            spawn_local(async move { choose(book, draft, notices, outcome).await });
        };
        view! {
            <button type="button" class="pick" class:on=stands on:click=choose>
                {words} {stands.then(|| view! { <small>{t!("sync.stands_now")}</small> })}
            </button>
        }
    };
    let picks = values.into_iter().map(pick).collect_view();
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

/// The emptied side reads as empty text.
fn choice(opened: &Opened, path: &Path, value: &Value) -> Draft {
    let value = Some(value.clone()).filter(|value| *value != Value::Text(String::new()));
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
