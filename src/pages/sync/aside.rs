//! An act that is not in the book: why, with all its values. It can be mended and sent again, or handed on;
//! never must anything be deleted to go on.

use std::collections::BTreeMap;

use fieldbook_book::replica::{Aside, NOW, Part, Why};
use fieldbook_process::{ActName, DocId, EntryId};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{export, mend::Mend};
use crate::browser::clock::now_ms;
use crate::pages::row;
use crate::parts::field::told;
use crate::parts::refusal::Refusals;
use crate::parts::sheet::Sheet;
use crate::state::book::{Book, use_book};
use crate::t;
use crate::texts::law::Telling;
use crate::texts::{format, law};

/// One act set aside.
#[component]
pub fn AsideCard(id: EntryId) -> impl IntoView {
    let book = use_book();
    let Some(aside) = book.read(|replica| replica.aside().get(&id).cloned()) else { return ().into_any() };
    let (mending, handing) = (RwSignal::new(false), RwSignal::new(false));
    let title = title(book, &aside.parts, &aside.names);
    let why = why(book, &aside.why);
    let values = aside.parts.iter().map(|part| values(book, part)).collect_view();
    let again = matches!(aside.why, Why::Refused(_) | Why::Form(_) | Why::Malformed(_) | Why::TooLarge(_));
    let with_another = matches!(aside.why, Why::KeptFor(_) | Why::ForSuperior(_));
    let kept = StoredValue::new(aside);
    let settle = move |_| {
        spawn_local(async move {
            let _settled = book.settle(id).await;
        });
    };
    let understood = view! { <button type="button" on:click=settle>{t!("common.understood")}</button> };
    let hand_on =
        view! { <button type="button" on:click=move |_| handing.set(true)>{t!("sync.hand_on")}</button> };
    view! {
        <section class="card aside">
            <h3>{title}</h3>
            {why}
            {values}
            <div class="pair">
                {if with_another { understood.into_any() } else { hand_on.into_any() }}
                {again.then(|| view! {
                    <button type="button" class="primary" on:click=move |_| mending.set(true)>{t!("sync.mend")}</button>
                })}
            </div>
            <Sheet open=mending title=t!("sync.mend").to_owned()><Mend aside=kept.get_value() open=mending/></Sheet>
            <Sheet open=handing title=t!("sync.hand_on").to_owned()>
                <HandOn aside=kept.get_value() open=handing/>
            </Sheet>
        </section>
    }
    .into_any()
}

/// The app can't see whether a download arrived: the act stays on the list until its person says they have the file.
#[component]
fn HandOn(aside: Aside, open: RwSignal<bool>) -> impl IntoView {
    let book = use_book();
    let offered = RwSignal::new(false);
    let id = aside.id;
    let save = move |_| {
        export::save_one(book, &aside);
        offered.set(true);
    };
    let take_off = move |_| {
        spawn_local(async move {
            let _settled = book.settle(id).await;
            let _ = open.try_set(false);
        });
    };
    view! {
        <p>{move || if offered.get() { t!("sync.hand_on_check") } else { t!("sync.hand_on_why") }}</p>
        <div class="pair">
            <button type="button" id="hand-on-save" class:primary=move || !offered.get() on:click=save>
                {move || if offered.get() { t!("sync.hand_on_again") } else { t!("sync.hand_on_do") }}
            </button>
            {move || offered.get().then(|| view! {
                <button type="button" id="hand-on-done" class="primary" on:click=take_off>{t!("sync.hand_on_done")}</button>
            })}
        </div>
    }
}

/// What it was to be, on which record. `names` says what records are called that have left this phone.
pub fn title(book: Book, parts: &[Part], names: &BTreeMap<DocId, String>) -> String {
    let part = |part: &Part| titled(book, part.act, part.doc, names.get(&part.doc));
    parts.first().map(part).unwrap_or_default()
}

/// An act and what its record is called, here or else as it is told.
pub fn titled(book: Book, act: ActName, doc: DocId, told: Option<&String>) -> String {
    let name = book.read(|replica| replica.rows().get(&doc).map(row::name));
    let name = name.or_else(|| told.filter(|name| !name.is_empty()).cloned());
    let act = law::act(act);
    name.map_or_else(|| act.to_owned(), |name| format!("{act} · {name}"))
}

/// Its values, field by field.
pub fn values(book: Book, part: &Part) -> impl IntoView + use<> {
    let kind = part.kind;
    // What machines stamp when it is saved says nothing yet.
    let typed = part.values.iter().filter(|(_, value)| value.as_ref() != Some(&NOW));
    let line = |(path, value): &(fieldbook_process::Path, Option<fieldbook_process::Value>)| {
        let words = book.read(|replica| told(kind, path, value.as_ref(), replica));
        view! { <dt>{law::path(Some(kind), path)}</dt> <dd>{words}</dd> }
    };
    view! { <dl class="facts">{typed.map(line).collect_view()}</dl> }
}

fn why(book: Book, why: &Why) -> AnyView {
    let person = |id| book.read(|replica| format::person(id, replica.company()));
    let words = match why {
        Why::Refused(refusals) => return view! { <Refusals refusals=refusals.clone()/> }.into_any(),
        Why::Form(verdict) => {
            let telling = |replica: &fieldbook_book::replica::Replica| {
                Telling { company: replica.company(), now_ms: now_ms() }.verdict(verdict)
            };
            book.read(telling).join(" ")
        }
        Why::Malformed(words) => t!("sync.malformed", words = words),
        Why::KeptFor(owner) => t!("sync.kept_for", name = person(*owner)),
        Why::ForSuperior(superior) => t!("sync.for_superior", name = person(*superior)),
        Why::Gone => t!("sync.gone").to_owned(),
        Why::TooLarge(bytes) => t!("sync.too_large", n = bytes / 1024),
    };
    view! { <p>{words}</p> }.into_any()
}
