//! One questionnaire: a draft that is worked on, or what was published.

use fieldbook_book::replica::{Opened, Outcome};
use fieldbook_process::prospecting::{Item, Questionnaire, in_order, writes_questionnaires};
use fieldbook_process::{ActName, DocId, Record, RecordKind};
use leptos::prelude::*;

use super::acts::{next_version, publish, retire};
use super::draft::{ItemSheet, Items, about};
use super::item::Editing;
use crate::pages::needs::research::fill::Fill;
use crate::pages::needs::research::filling::Filling;
use crate::pages::needs::state_of;
use crate::pages::row;
use crate::pages::sync::conflict::Conflicts;
use crate::parts::head::Head;
use crate::parts::link::Link;
use crate::parts::outcome::OutcomeSheet;
use crate::state::acting::{Deed, use_acting};
use crate::state::book::{Book, use_book};
use crate::state::record::{Loaded, use_record};
use crate::state::route::{Route, use_place};
use crate::t;
use crate::texts::law;

const KIND: RecordKind = RecordKind::Questionnaire;

/// The page.
#[component]
pub fn Read(doc: DocId) -> impl IntoView {
    let book = use_book();
    let record = use_record(doc);
    let title = row::title(book, doc);
    let sub = Signal::derive(move || {
        let told = |row: &fieldbook_book::row::Row| {
            let version = t!("needs.version", n = row.get::<Option<i64>>("version").unwrap_or(1));
            format!("{version} · {}", state_of(row))
        };
        book.rows(|replica| replica.rows().get(&doc).map(told)).unwrap_or_default()
    });
    let trying = RwSignal::new(false);
    // Outside of what is drawn anew at each change of the record: a refusal stays to be read, and an item that is
    // being written is not closed by the answer to the one before.
    let (outcome, editing) = (RwSignal::new(None::<Outcome>), RwSignal::new(None::<Editing>));
    let body = move || match (record.get(), trying.get()) {
        (Loaded::Loading, _) => view! { <p class="empty">{t!("common.loading")}</p> }.into_any(),
        (Loaded::Missing, _) => view! { <p class="empty">{t!("common.not_here")}</p> }.into_any(),
        (Loaded::Here(opened), true) => tried(book, &opened, trying),
        (Loaded::Here(opened), false) => here(book, *opened, trying, (outcome, editing)),
    };
    view! {
        <Head title=title sub=sub back=Route::Records(KIND)/>
        {body}
        <ItemSheet editing=editing/>
        <OutcomeSheet outcome=outcome kind=KIND/>
    }
}

/// As it is filled in, without saving anything.
fn tried(book: Book, opened: &Opened, trying: RwSignal<bool>) -> AnyView {
    let filling = Filling::tried(book, Questionnaire::from_facts(&opened.view.facts).form());
    let beside = move || {
        view! { <button type="button" on:click=move |_| trying.set(false)>{t!("needs.try_end")}</button> }
    };
    let end = || view! { <p class="quiet-words">{t!("needs.tried")}</p> };
    view! { <Fill filling=filling beside=beside end=end/> }.into_any()
}

fn here(
    book: Book,
    opened: Opened,
    trying: RwSignal<bool>,
    (outcome, editing): (RwSignal<Option<Outcome>>, RwSignal<Option<Editing>>),
) -> AnyView {
    let (acting, place) = (use_acting(), use_place());
    let doc = opened.doc;
    let questionnaire = Questionnaire::from_facts(&opened.view.facts);
    let me = book.me();
    let may = book.read(|replica| replica.company().people.get(me).is_some_and(writes_questionnaires));
    let (is_draft, is_retired) = (questionnaire.published.is_none(), questionnaire.retired.is_some());
    let items = if is_draft && may {
        view! { <Items opened=opened questionnaire=questionnaire.clone() editing=editing outcome=outcome/> }
            .into_any()
    } else {
        listed(&questionnaire)
    };
    let purpose = Some(questionnaire.purpose.clone()).filter(|it| !it.is_empty());
    let edit = move |_| acting.on(Deed::Fields(doc, KIND, ActName::EditQuestionnaire, Vec::new()));
    let followed = questionnaire.clone();
    let next = move |_| next_version(book, place, (doc, &followed), outcome);
    let main = match (may, is_draft) {
        (false, _) => ().into_any(),
        (true, true) => view! {
            <button type="button" class="primary wide publish" on:click=move |_| publish(book, doc, outcome)>
                {law::act(ActName::PublishQuestionnaire)}
            </button>
        }
        .into_any(),
        (true, false) => view! {
            <button type="button" class="primary wide next-version" on:click=next>{t!("needs.next_version")}</button>
        }
        .into_any(),
    };
    let retire_word = if is_retired { t!("needs.use_again") } else { law::act(ActName::RetireQuestionnaire) };
    view! {
        <div class="page">
            <Conflicts doc=doc/>
            {purpose.map(|words| view! { <section class="card"><p class="words">{words}</p></section> })}
            {items}
            <div class="more-acts">
                <button type="button" class="try" on:click=move |_| trying.set(true)>{t!("needs.try")}</button>
                {(may && is_draft).then(|| view! { <button type="button" on:click=edit>{t!("common.edit")}</button> })}
                {(may && !is_draft).then(|| view! {
                    <button type="button" on:click=move |_| retire(book, doc, is_retired, outcome)>{retire_word}</button>
                })}
                <Link to=Route::History(KIND, doc) class="button">{t!("history.title")}</Link>
            </div>
        </div>
        <div class="main-act">{main}</div>
    }
    .into_any()
}

/// The items for reading.
fn listed(questionnaire: &Questionnaire) -> AnyView {
    let line = |(at, item): (usize, &Item)| {
        view! {
            <li class="item-row"><b class="number">{at + 1}</b> <span class="what">{item.words.clone()}<small>{about(item, &questionnaire.items)}</small></span></li>
        }
    };
    let lines = in_order(&questionnaire.items).into_iter().enumerate().map(line).collect_view();
    view! { <section class="card items"><h2>{t!("needs.items")}</h2><ol>{lines}</ol></section> }.into_any()
}
