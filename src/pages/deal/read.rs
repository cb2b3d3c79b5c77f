//! A deal's page: figures, what is owed, both values where two people differ, contacts, facts. The main act is
//! at the bottom.

use fieldbook_book::replica::{NOW, Opened, Replica};
use fieldbook_process::law::findings_of;
use fieldbook_process::opportunity::{Deal, next_contact_due};
use fieldbook_process::{ActName, DocId, Record, RecordKind};
use leptos::prelude::*;

use super::duties::{Offers, duties};
use super::judgement::{grade_figure, judgement};
use super::path::path;
use super::questions::questions;
use super::timeline::timeline;
use crate::browser::clock::now_ms;
use crate::pages::attached::Attached;
use crate::pages::facts::Facts;
use crate::pages::findings::Findings;
use crate::pages::loaded::when_here;
use crate::pages::row;
use crate::pages::save_as_file::SaveAsFile;
use crate::pages::sync::conflict::Conflicts;
use crate::parts::grade::GradeMark;
use crate::parts::head::Head;
use crate::parts::link::Link;
use crate::state::acting::{Deed, use_acting};
use crate::state::book::{Book, use_book};
use crate::state::record::use_record;
use crate::state::route::Route;
use crate::t;
use crate::texts::{format, law};

/// One deal.
#[component]
pub fn Read(doc: DocId) -> impl IntoView {
    let book = use_book();
    let record = use_record(doc);
    let title = row::title(book, doc);
    let sub = Signal::derive(move || book.rows(|replica| sub(replica, doc)));
    let body = move || when_here(record.get(), |opened| here(book, opened));
    view! {
        <Head title=title sub=sub back=Route::Deals/>
        {body}
    }
}

fn sub(replica: &Replica, doc: DocId) -> String {
    let Some(row) = replica.rows().get(&doc) else { return String::new() };
    let seller = row::owner(row).map(|seller| format::person(seller, replica.company()));
    let parts = [row::customer_name(replica, row), seller];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn here(book: Book, opened: Opened) -> AnyView {
    let doc = opened.doc;
    let deal = Deal::from_facts(&opened.view.facts);
    let acting = use_acting();
    let customer = deal.customer.map(|customer| {
        view! { <Link to=Route::Customer(customer) class="button">{t!("deal.customer")}</Link> }
    });
    let is_open = deal.closed.is_none();
    let told = book.read(|replica| {
        let company = replica.company();
        let found =
            findings_of(&deal, company).into_iter().filter(|it| it.answered_ms.is_none()).collect::<Vec<_>>();
        Some((found, judgement(doc, &deal, replica), timeline(&opened, company, book.me())))
    });
    let (found, judged, contacts) = told.unwrap_or_else(|| (Vec::new(), ().into_any(), ().into_any()));
    view! {
        <div class="page">
            {figures(book, &deal)}
            <Conflicts doc=doc/>
            <Findings doc=doc kind=RecordKind::Deal findings=found/>
            <Offers opened=opened.clone() kind=RecordKind::Deal hand_ons=deal.hand_ons.clone()/>
            {duties(book, doc, RecordKind::Deal)}
            <section class="card"><h2>{t!("deal.contacts")}</h2>{contacts}</section>
            <Attached opened=opened.clone() kind=RecordKind::Deal/>
            {judged}
            {path(book, doc, &deal)}
            {questions(book, doc, is_open)}
            <section class="card"><h2>{t!("deal.facts")}</h2><Facts kind=RecordKind::Deal view=opened.view.clone()/></section>
            <div class="more-acts">
                {customer}
                <Link to=Route::DealEdit(doc) class="button">{t!("common.edit")}</Link>
                {is_open.then(|| later(doc))}
                <Link to=Route::History(RecordKind::Deal, doc) class="button">{t!("history.title")}</Link>
                <SaveAsFile opened=opened/>
            </div>
        </div>
        <div class="main-act">
            <button type="button" class="primary wide" on:click=move |_| acting.on(Deed::Contact(doc))>{t!("deal.log")}</button>
        </div>
    }
    .into_any()
}

/// Plan and end.
fn later(doc: DocId) -> impl IntoView {
    let acting = use_acting();
    let acts = [(ActName::PlanDeal, "planned"), (ActName::CloseDeal, "closed_at")];
    let button = move |(act, stamp): (ActName, &'static str)| {
        let deed = Deed::Fields(doc, RecordKind::Deal, act, vec![(stamp, NOW)]);
        view! { <button type="button" on:click=move |_| acting.on(deed.clone())>{law::act(act)}</button> }
    };
    acts.map(button)
}

fn figures(book: Book, deal: &Deal) -> impl IntoView + use<> {
    let none = || t!("common.none_yet").to_owned();
    let (expected, next) = book.read(|replica| {
        let company = replica.company();
        let today = company.calendar.day_of(replica.corrected_ms(now_ms()));
        let expected = deal.expected_on.map(|day| format::day(day, today));
        let next =
            next_contact_due(deal, company).map(|due_ms| format::day(company.calendar.day_of(due_ms), today));
        (expected, next)
    });
    let (amount, name) = match (deal.closed, deal.closed_amount) {
        (Some(_), Some(amount)) => (Some(amount), t!("deal.final_amount")),
        _ => (deal.amount, t!("deal.amount")),
    };
    let third = match deal.closed {
        Some(closed) => (law::choice("closed", closed.code()), t!("deal.result_of")),
        None => (next.unwrap_or_else(none), t!("deal.next_due")),
    };
    let all = [
        (amount.map_or_else(none, format::short_money), name),
        (expected.unwrap_or_else(none), t!("deal.expected")),
        third,
    ];
    let grade = book.read(|replica| grade_figure(deal, replica.company())).map(|(grade, score)| {
        view! { <div><b>{score}" "<GradeMark grade=grade/></b><span>{t!("deal.grade")}</span></div> }
    });
    let figure =
        |(value, name): (String, &'static str)| view! { <div><b>{value}</b><span>{name}</span></div> };
    view! { <div class="figures">{all.map(figure)} {grade}</div> }
}
