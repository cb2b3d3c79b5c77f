//! One needs report: figures, conclusions, what R&D is asked and says. It prints as it stands.

use fieldbook_book::replica::{Draft, NOW, Opened, Outcome, Part};
use fieldbook_process::law::Asks;
use fieldbook_process::people::Department;
use fieldbook_process::prospecting::{NeedsReport, composes_needs_reports};
use fieldbook_process::value::Instant;
use fieldbook_process::{ActName, Clause, DocId, Path, PersonId, Record, RecordKind, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::figures::figures;
use crate::browser::page;
use crate::pages::deal::duties::{Offers, duties};
use crate::pages::deal::judgement::signed;
use crate::pages::loaded::when_here;
use crate::pages::row;
use crate::pages::sync::conflict::Conflicts;
use crate::parts::clause::ClauseChip;
use crate::parts::form::Values;
use crate::parts::head::Head;
use crate::parts::link::Link;
use crate::parts::outcome::OutcomeSheet;
use crate::state::acting::{Deed, use_acting};
use crate::state::book::{Book, use_book};
use crate::state::record::use_record;
use crate::state::route::Route;
use crate::t;
use crate::texts::{format, law};

const KIND: RecordKind = RecordKind::NeedsReport;

/// The page.
#[component]
pub fn Read(doc: DocId) -> impl IntoView {
    let book = use_book();
    let record = use_record(doc);
    let title = row::title(book, doc);
    let sub = Signal::derive(move || {
        let state = |row: &fieldbook_book::row::Row| crate::pages::needs::state_of(row).to_owned();
        book.rows(|replica| replica.rows().get(&doc).map(state)).unwrap_or_default()
    });
    // Outside of what is drawn anew at each change of the record, so that a refusal stays to be read.
    let outcome = RwSignal::new(None::<Outcome>);
    let body = move || when_here(record.get(), |opened| here(book, opened, outcome));
    view! {
        <Head title=title sub=sub back=Route::Records(KIND)/>
        {body}
        <OutcomeSheet outcome=outcome kind=KIND/>
    }
}

fn here(book: Book, opened: Opened, outcome: RwSignal<Option<Outcome>>) -> AnyView {
    let acting = use_acting();
    let doc = opened.doc;
    let report = NeedsReport::from_facts(&opened.view.facts);
    let (composes, of_rnd) = book.read(|replica| {
        let me = replica.company().people.get(book.me());
        let of_rnd = me.is_some_and(|me| me.department == Some(Department::Rnd));
        (me.is_some_and(composes_needs_reports), of_rnd)
    });
    let is_draft = report.handed_over.is_none();
    let edit = move |_| acting.on(Deed::Fields(doc, KIND, ActName::EditNeedsReport, Vec::new()));
    let free = of_rnd && !is_draft && report.answered.is_none() && report.taken_by != Some(book.me());
    let take = move |_| {
        save(
            book,
            (doc, ActName::TakeNeedsReport),
            vec![(Path::field("taken_by"), Some(Value::Id(book.me().0)))],
            outcome,
        );
    };
    let counted = report.counted().unwrap_or_default();
    let hand_ons = report.hand_ons.clone();
    view! {
        <div class="page needs-report">
            <Conflicts doc=doc/>
            <Offers opened=opened.clone() kind=KIND hand_ons=hand_ons/>
            {duties(book, doc, KIND)}
            <section class="card">
                <h2>{t!("needs.report")} <ClauseChip clause=Clause::C2_4_b/></h2>
                <p class="why">{about(book, &report)}</p>
                {said(book, "conclusions", &report.conclusions, report.author, report.composed)}
                {said(book, "request", &report.request, None, None)}
                {said(book, "answer", &report.answer, report.answered_by, report.answered)}
            </section>
            {figures(&counted)}
            <div class="more-acts">
                {(composes && is_draft).then(|| view! { <button type="button" class="conclude" on:click=edit>{t!("needs.conclude")}</button> })}
                {free.then(|| view! { <button type="button" on:click=take>{law::act(ActName::TakeNeedsReport)}</button> })}
                <button type="button" on:click=move |_| page::print()>{t!("needs.print")}</button>
                <Link to=Route::History(KIND, doc) class="button">{t!("history.title")}</Link>
            </div>
        </div>
        {main_act(book, doc, (composes && is_draft, of_rnd && !is_draft && report.answered.is_none()), outcome)}
    }
    .into_any()
}

/// Handing over for who composes, answering for R&D.
fn main_act(
    book: Book,
    doc: DocId,
    (hands_over, answers): (bool, bool),
    outcome: RwSignal<Option<Outcome>>,
) -> AnyView {
    let acting = use_acting();
    let submit = move |_| {
        let values = vec![(Path::field("handed_over"), Some(NOW))];
        save(book, (doc, ActName::SubmitNeedsReport), values, outcome);
    };
    let answer = move |_| acting.on(Deed::answering(Asks::NeedsAnswer, doc, book.me()));
    match (hands_over, answers) {
        (true, _) => view! {
            <div class="main-act"><button type="button" class="primary wide submit" on:click=submit>{law::act(ActName::SubmitNeedsReport)}</button></div>
        }
        .into_any(),
        (false, true) => view! {
            <div class="main-act"><button type="button" class="primary wide" on:click=answer>{law::act(ActName::AnswerNeedsReport)}</button></div>
        }
        .into_any(),
        _ => ().into_any(),
    }
}

fn save(book: Book, (doc, act): (DocId, ActName), values: Values, outcome: RwSignal<Option<Outcome>>) {
    let part = Part { doc, kind: KIND, act, opened: None, values };
    spawn_local(async move {
        let done = book.save(Draft { parts: vec![part], takes_over: None, undo_ms: 0, seen: true }).await;
        let _ = outcome.try_set(Some(done));
    });
}

/// Which researches were counted: 問卷 · 11月1日–11月30日 · 華東.
fn about(book: Book, report: &NeedsReport) -> String {
    let by = report.questionnaire.and_then(|it| book.read(|replica| replica.rows().get(&it).map(row::name)));
    let period = match (report.from, report.to) {
        (None, None) => None,
        (from, to) => {
            let day = |day: Option<_>| day.map(format::full_day).unwrap_or_default();
            Some(format!("{} – {}", day(from), day(to)))
        }
    };
    let territory = Some(report.territory.clone()).filter(|it| !it.is_empty());
    let everything = [by, period, territory].into_iter().flatten().collect::<Vec<_>>();
    if everything.is_empty() { t!("needs.all_researches").to_owned() } else { everything.join(" · ") }
}

/// Words of the report under their field's name; nothing where there are none.
fn said(book: Book, field: &'static str, words: &str, by: Option<PersonId>, at: Option<Instant>) -> AnyView {
    if words.is_empty() {
        return ().into_any();
    }
    let foot = book.read(|replica| signed(by, at, replica.company()));
    let name = law::field(Some(KIND.name()), field);
    view! { <article class="said"><h3>{name}</h3><p class="words">{words.to_owned()}</p><p class="why">{foot}</p></article> }
        .into_any()
}
