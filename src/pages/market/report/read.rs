//! Reading a market report. Whoever opens one that is submitted has read it (2.1.b).

use std::collections::BTreeSet;

use fieldbook_book::replica::{NOW, Opened, Outcome, Part};
use fieldbook_process::prospecting::{MarketReport, ReportPart};
use fieldbook_process::{ActName, Clause, Company, DocId, Path, PersonId, Record, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::new::may_name;
use super::{KIND, quotation, save};
use crate::browser::clock::now_ms;
use crate::pages::act_form::UNDO_MS;
use crate::pages::deal::duties::{Offers, duties};
use crate::pages::deal::judgement::signed;
use crate::pages::deal::log::offer_undo;
use crate::pages::entry::signed_entry;
use crate::pages::loaded::when_here;
use crate::pages::row;
use crate::pages::save_as_file::SaveAsFile;
use crate::pages::sync::conflict::Conflicts;
use crate::parts::clause::ClauseChip;
use crate::parts::head::Head;
use crate::parts::link::Link;
use crate::parts::outcome::OutcomeSheet;
use crate::state::acting::{Deed, use_acting};
use crate::state::book::{Book, use_book};
use crate::state::notice::use_notices;
use crate::state::record::{Loaded, use_record};
use crate::state::route::{Route, use_place};
use crate::t;
use crate::texts::{format, law};

/// The report.
#[component]
pub fn Read(doc: DocId) -> impl IntoView {
    let book = use_book();
    let record = use_record(doc);
    let title = row::title(book, doc);
    let sub = Signal::derive(move || {
        book.rows(|replica| {
            let author: Option<PersonId> = replica.rows().get(&doc)?.get("author");
            author.map(|author| format::person(author, replica.company()))
        })
        .unwrap_or_default()
    });
    // Once a page: what is saved brings the record in anew.
    let noted = StoredValue::new(false);
    Effect::new(move |_| {
        let Loaded::Here(opened) = record.get() else { return };
        let report = MarketReport::from_facts(&opened.view.facts);
        let has_read = report.readings.iter().any(|it| it.by == Some(book.me()));
        if report.submitted.is_none() || report.author == Some(book.me()) || has_read || noted.get_value() {
            return;
        }
        noted.set_value(true);
        if let Some(part) = signed_entry((doc, KIND, "reading"), book.me(), []) {
            // Where it is not saved it is opened once more some day.
            save(book, part, RwSignal::new(None));
        }
    });
    let body = move || when_here(record.get(), |opened| here(book, opened));
    view! {
        <Head title=title sub=sub back=Route::Records(KIND)/>
        {body}
    }
}

fn here(book: Book, opened: Opened) -> AnyView {
    let doc = opened.doc;
    let report = MarketReport::from_facts(&opened.view.facts);
    let hand_ons = report.hand_ons.clone();
    let parts = ReportPart::ALL.iter().map(|part| written(&report, *part)).collect_view();
    let told = book.read(|replica| {
        let company = replica.company();
        Some((state(&report, company), what_follows(&report, company), readers(&report, company)))
    });
    let (state, follows, readers) = told.unwrap_or_default();
    let may_name = may_name(book);
    let acting = use_acting();
    let another =
        move |_| acting.on(Deed::Fields(doc, KIND, ActName::ReplaceMarketAuthor, vec![("named", NOW)]));
    let next = report.next.filter(|next| book.read(|replica| replica.rows().contains_key(next)));
    view! {
        <div class="page">
            <Conflicts doc=doc/>
            <Offers opened=opened.clone() kind=KIND hand_ons=hand_ons/>
            {duties(book, doc, KIND)}
            <p class="quiet-words">{state}" "<ClauseChip clause=Clause::C2_1_b/></p>
            {parts}
            {follows}
            {readers}
            <div class="more-acts">
                {next.map(|next| view! { <Link to=Route::Record(KIND, next) class="button">{t!("market.next_report")}</Link> })}
                {(may_name && report.submitted.is_none()).then(|| view! {
                    <button type="button" on:click=another>{law::act(ActName::ReplaceMarketAuthor)}</button>
                })}
                {(may_name && report.continued.is_none()).then(|| view! {
                    <Link to=Route::RecordNew(KIND) class="button">{law::act(ActName::ContinueMarketReport)}</Link>
                })}
                <Link to=Route::History(KIND, doc) class="button">{t!("history.title")}</Link>
                <SaveAsFile opened=opened.clone()/>
            </div>
        </div>
        <MainAct opened=opened report=report/>
    }
    .into_any()
}

/// Being written by whom until when, or submitted.
fn state(report: &MarketReport, company: &Company) -> String {
    match report.submitted {
        Some(at) => t!("market.submitted", by = signed(report.author, Some(at), company)),
        None => t!("market.being_written", by = signed(report.manager, report.named, company)),
    }
}

/// A part with the notes that it quotes.
fn written(report: &MarketReport, part: ReportPart) -> AnyView {
    let quotes = report.quoted(part).map(|it| quotation(it, ().into_any())).collect_view();
    let words = Some(report.part(part)).filter(|words| !words.trim().is_empty()).map(str::to_owned);
    let none = words.is_none().then(|| view! { <p class="quiet-words">{t!("market.nothing_yet")}</p> });
    view! {
        <section class="card">
            <h2>{law::choice("report_part", part.code())}</h2>
            {words.map(|words| view! { <p class="words written">{words}</p> })} {none} {quotes}
        </section>
    }
    .into_any()
}

fn what_follows(report: &MarketReport, company: &Company) -> Option<AnyView> {
    let told = report.consequences.iter().map(|it| {
        let (words, foot) = (it.words.clone(), signed(it.by, it.at, company));
        view! { <article class="said"><p class="words">{words}</p><p class="why">{foot}</p></article> }
    });
    let told: Vec<_> = told.collect();
    (!told.is_empty())
        .then(|| view! { <section class="card"><h2>{t!("market.follows")}</h2>{told}</section> }.into_any())
}

/// Who has read it, and who of the manager's people has not.
fn readers(report: &MarketReport, company: &Company) -> Option<AnyView> {
    report.submitted?;
    let readers = report.readers();
    let line = |(who, at): &(PersonId, fieldbook_process::value::Instant)| {
        view! { <dt>{format::person(*who, company)}</dt> <dd>{format::time(at.0, now_ms())}</dd> }
    };
    let manager = report.manager?;
    let team = company.people.reports(manager).filter(|it| !it.left).map(|it| it.id);
    let has_read: BTreeSet<PersonId> = readers.iter().map(|(who, _)| *who).chain(report.author).collect();
    let not_yet = std::iter::once(manager).chain(team).filter(|who| !has_read.contains(who));
    let not_yet = format::listed(not_yet.map(|who| format::person(who, company)));
    Some(
        view! {
            <section class="card">
                <h2>{t!("market.readers", n = readers.len())}</h2>
                <dl class="facts">{readers.iter().map(line).collect_view()}</dl>
                {(!not_yet.is_empty()).then(|| view! { <p class="why">{t!("market.not_read", who = not_yet)}</p> })}
            </section>
        }
        .into_any(),
    )
}

/// Its author writes and submits; the manager names what follows.
#[component]
fn MainAct(opened: Opened, report: MarketReport) -> impl IntoView {
    let (book, acting, place, notices) = (use_book(), use_acting(), use_place(), use_notices());
    let outcome = RwSignal::new(None::<Outcome>);
    let doc = opened.doc;
    let (writes, follows) = book.read(|replica| {
        let (company, now_ms) = (replica.company(), replica.corrected_ms(now_ms()));
        (report.is_written_by(book.me(), company, now_ms), report.is_followed_by(book.me(), company, now_ms))
    });
    let heads = StoredValue::new(opened.heads);
    let submit = move |_| {
        let values = vec![(Path::field("submitted"), Some(NOW))];
        let act = ActName::SubmitMarketReport;
        let part = Part { doc, kind: KIND, act, opened: Some(heads.get_value()), values };
        spawn_local(async move {
            let draft = fieldbook_book::replica::Draft {
                parts: vec![part],
                takes_over: None,
                undo_ms: UNDO_MS,
                seen: false,
            };
            match book.save(draft).await {
                Outcome::Saved(order) => offer_undo(book, notices, order, Callback::new(|()| ())),
                other => {
                    let _ = outcome.try_set(Some(other));
                }
            }
        });
    };
    let write = move |_| place.go(Route::RecordEdit(KIND, doc));
    let follow =
        move |_| acting.on(Deed::Entry(doc, KIND, "consequence", Vec::<(&'static str, Value)>::new()));
    let is_owed = report.consequences.is_empty();
    let acts = match report.submitted {
        None if writes => view! {
            <div class="main-act pair">
                <button type="button" on:click=write>{t!("market.write")}</button>
                <button type="button" class="primary" on:click=submit>{t!("market.submit")}</button>
            </div>
        }
        .into_any(),
        Some(_) if follows => view! {
            <div class="main-act">
                <button type="button" class="wide" class:primary=is_owed on:click=follow>{law::act(ActName::NameConsequence)}</button>
            </div>
        }
        .into_any(),
        _ => ().into_any(),
    };
    view! { {acts} <OutcomeSheet outcome=outcome kind=KIND/> }
}
