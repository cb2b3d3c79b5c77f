//! One question: what was asked, who has taken it on, the answer, and that the customer was told.

use fieldbook_book::replica::{Draft, Opened, Outcome, Part};
use fieldbook_process::law::Asks;
use fieldbook_process::opportunity::Question;
use fieldbook_process::{ActName, DocId, Path, Record, RecordKind, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::pages::deal::duties::{Offers, duties};
use crate::pages::deal::judgement::signed;
use crate::pages::loaded::when_here;
use crate::pages::row;
use crate::pages::sync::conflict::Conflicts;
use crate::parts::head::Head;
use crate::parts::link::Link;
use crate::parts::outcome::OutcomeSheet;
use crate::state::acting::{Deed, use_acting};
use crate::state::book::{Book, use_book};
use crate::state::record::use_record;
use crate::state::route::Route;
use crate::t;
use crate::texts::law;

/// One question.
#[component]
pub fn Read(doc: DocId) -> impl IntoView {
    let book = use_book();
    let record = use_record(doc);
    let title = row::title(book, doc);
    let sub = Signal::derive(move || {
        book.rows(|replica| replica.rows().get(&doc).map(|row| row.get::<String>("about")))
            .unwrap_or_default()
    });
    let body = move || when_here(record.get(), |opened| here(book, opened));
    view! {
        <Head title=title sub=sub back=Route::Questions/>
        {body}
    }
}

fn here(book: Book, opened: Opened) -> AnyView {
    let doc = opened.doc;
    let question = Question::from_facts(&opened.view.facts);
    let steps = book.read(|replica| Some(steps(&question, replica.company())));
    let deal = question.deal.filter(|deal| book.read(|replica| replica.rows().contains_key(deal)));
    let hand_ons = question.hand_ons.clone();
    view! {
        <div class="page">
            <Conflicts doc=doc/>
            <Offers opened=opened.clone() kind=RecordKind::Question hand_ons=hand_ons/>
            {duties(book, doc, RecordKind::Question)}
            <section class="card">{steps}</section>
            <div class="more-acts">
                {deal.map(|deal| view! { <Link to=Route::Deal(deal) class="button">{t!("question.deal")}</Link> })}
                <Link to=Route::History(RecordKind::Question, doc) class="button">{t!("history.title")}</Link>
                <Take opened=opened question=question.clone()/>
            </div>
        </div>
        {main_act(book, doc, &question)}
    }
    .into_any()
}

fn steps(question: &Question, company: &fieldbook_process::Company) -> AnyView {
    let department = question.department.map(|it| law::choice("department", it.code())).unwrap_or_default();
    let step = |head: String, words: String, foot: String| {
        view! { <article class="said"><h3>{head}</h3><p class="words">{words}</p><p class="why">{foot}</p></article> }
    };
    let asked = step(
        t!("question.to", department = department),
        question.question.clone(),
        signed(question.asker, question.asked, company),
    );
    let answered = question.answered.map(|at| {
        step(
            t!("question.answer").to_owned(),
            question.answer.clone(),
            signed(question.answered_by, Some(at), company),
        )
    });
    let told = question.told.map(|at| {
        step(
            t!("question.told").to_owned(),
            question.told_words.clone(),
            signed(question.told_by, Some(at), company),
        )
    });
    view! { {asked} {answered} {told} }.into_any()
}

/// The step that is next: answering for the department, telling for who asked.
fn main_act(book: Book, doc: DocId, question: &Question) -> AnyView {
    let acting = use_acting();
    let me = book.me();
    let of_department = book.read(|replica| {
        let department = replica.company().people.get(me).and_then(|person| person.department);
        Some(department.is_some() && department == question.department)
    });
    let asks = match (question.answered, question.told) {
        (None, _) if of_department == Some(true) => Some(Asks::Answer),
        (Some(_), None) if question.asker == Some(me) => Some(Asks::Telling),
        _ => None,
    };
    let Some(asks) = asks else { return ().into_any() };
    let deed = Deed::answering(asks, doc, me);
    let label = deed.act().map(law::act).unwrap_or_default();
    let go = move |_| acting.on(deed.clone());
    view! { <div class="main-act"><button type="button" class="primary wide" on:click=go>{label}</button></div> }.into_any()
}

/// Taking it on, for the people of the department.
#[component]
fn Take(opened: Opened, question: Question) -> impl IntoView {
    let book = use_book();
    let me = book.me();
    let outcome = RwSignal::new(None::<Outcome>);
    let free = question.taken_by != Some(me) && question.answered.is_none();
    let may = book.read(|replica| {
        let department = replica.company().people.get(me).and_then(|person| person.department);
        Some(department.is_some() && department == question.department)
    });
    let opened = StoredValue::new(opened);
    let take = move |_| {
        let opened = opened.get_value();
        let values = vec![(Path::field("taken_by"), Some(Value::Id(me.0)))];
        let (kind, act) = (RecordKind::Question, ActName::TakeQuestion);
        let part = Part { doc: opened.doc, kind, act, opened: Some(opened.heads), values };
        spawn_local(async move {
            let done =
                book.save(Draft { parts: vec![part], takes_over: None, undo_ms: 0, seen: false }).await;
            let _ = outcome.try_set(Some(done));
        });
    };
    view! {
        {(free && may == Some(true)).then(|| view! {
            <button type="button" on:click=take>{law::act(ActName::TakeQuestion)}</button>
        })}
        <OutcomeSheet outcome=outcome kind=RecordKind::Question/>
    }
}
