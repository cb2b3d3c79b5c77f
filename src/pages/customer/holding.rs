//! Whose a customer is and for how long (2.2.b): protected, in the pool and there to be claimed, or another one written
//! down twice; what looks like it; and what is owed and found about it.

use fieldbook_book::replica::{Draft, NOW, Opened, Outcome, Part};
use fieldbook_book::row::Row;
use fieldbook_process::prospecting::{Customer, Joining, claims_left, protected_until};
use fieldbook_process::{ActName, Clause, Day, DocId, Path, PersonId, Record, RecordKind, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::alike::{self, Told, use_known};
use super::join::JoinSheet;
use crate::browser::clock::now_ms;
use crate::pages::deal::duties::duties;
use crate::pages::deal::log::offer_undo;
use crate::pages::entry::signed_entry;
use crate::pages::findings::Findings;
use crate::pages::row;
use crate::parts::clause::ClauseChip;
use crate::parts::link::Link;
use crate::parts::outcome::OutcomeSheet;
use crate::state::acting::{Deed, use_acting};
use crate::state::book::{Book, use_book};
use crate::state::notice::use_notices;
use crate::state::route::Route;
use crate::t;
use crate::texts::{format, law};

const UNDO_MS: i64 = 5_000;

/// Everything that is said above a customer's facts.
#[component]
pub fn Holding(opened: Opened) -> impl IntoView {
    let book = use_book();
    let doc = opened.doc;
    let customer = Customer::from_facts(&opened.view.facts);
    let findings = book.read(|replica| replica.rows().get(&doc).map(|row| row.findings()));
    let state = match customer.joining() {
        Some(joining) => joined(book, RecordKind::Customer, doc, joining),
        None => protection(book, doc, &customer),
    };
    view! {
        {state}
        <Findings doc=doc kind=RecordKind::Customer findings=findings.unwrap_or_default()/>
        {duties(book, doc, RecordKind::Customer)}
        {customer.joined_into().is_none().then(|| view! { <Others kind=RecordKind::Customer doc=doc joins=true/> })}
    }
}

fn protection(book: Book, doc: DocId, customer: &Customer) -> AnyView {
    let state = book.read(|replica| {
        let (company, now_ms) = (replica.company(), replica.corrected_ms(now_ms()));
        let until = protected_until(customer, company)?;
        Some((until, company.calendar.day_of(now_ms)))
    });
    match state {
        None => ().into_any(),
        Some((until, today)) if today <= until => view! {
            <p class="why protection">{t!("customer.protected", day = format::day(until, today))} <ClauseChip clause=Clause::C2_2_b/></p>
        }
        .into_any(),
        Some((until, today)) => view! { <Pooled doc=doc until=until since=format::day(until.plus(1), today)/> }
            .into_any(),
    }
}

/// It lies in the pool, and can be claimed.
#[component]
fn Pooled(doc: DocId, until: Day, since: String) -> impl IntoView {
    let (book, notices) = (use_book(), use_notices());
    let outcome = RwSignal::new(None::<Outcome>);
    let left = book.read(|replica| left(replica, book.me()));
    let claim = move |_| {
        let parts = Vec::from_iter(claim(doc, until, book.me()));
        spawn_local(async move {
            let done = book.save(Draft { parts, undo_ms: UNDO_MS, seen: true, takes_over: None }).await;
            if let Outcome::Saved(order) = done {
                offer_undo(book, notices, order, Callback::new(|()| {}));
            }
            let _ = outcome.try_set(Some(done));
        });
    };
    view! {
        <section class="card pooled">
            <h2>{t!("customer.pooled", day = since)} <ClauseChip clause=Clause::C2_2_b/></h2>
            <p class="why">{t!("customer.claims_left", n = left)}</p>
            <button type="button" class="primary wide" on:click=claim>{t!("customer.claim")}</button>
        </section>
        <OutcomeSheet outcome=outcome kind=RecordKind::Customer/>
    }
}

/// How many customers somebody may still claim this week, as far as this phone knows.
pub fn left(replica: &fieldbook_book::replica::Replica, me: PersonId) -> i64 {
    let mine = row::claims(replica).into_iter().filter(|claim| claim.by == Some(me));
    let mine: Vec<i64> = mine.filter_map(|claim| Some(claim.at?.0)).collect();
    claims_left(&mine, replica.corrected_ms(now_ms()), replica.company()).max(0)
}

/// Claiming it: who does owns it.
fn claim(doc: DocId, until: Day, me: PersonId) -> Option<Part> {
    let lapsed_on = [("lapsed_on", Some(Value::Int(i64::from(until.0))))];
    let mut part = signed_entry((doc, RecordKind::Customer, "claim"), me, lapsed_on)?;
    part.values.push((Path::field("owner"), Some(Value::Id(me.0))));
    Some(part)
}

/// It is another one: which, and the way back. Of records of any kind that are joined.
pub fn joined(book: Book, kind: RecordKind, doc: DocId, joining: &Joining) -> AnyView {
    let acting = use_acting();
    // Where several said so at once, the one that holds is taken back.
    let (id, other) = (joining.id, joining.into.unwrap_or_default());
    let name = book.read(|replica| row::called(replica, other)).unwrap_or_default();
    let by = Value::Id(book.me().0);
    let undo = move |_| {
        let stamps = vec![("undone", NOW), ("undone_by", by.clone())];
        acting.on(Deed::OfEntry(doc, kind, "joining", id, ActName::SeparateCustomer, stamps));
    };
    view! {
        <section class="card">
            <h2>{t!("customer.joined")} <ClauseChip clause=Clause::C2_2_b/></h2>
            <Link to=Route::of_record(kind, other) class="row line"><span class="what">{name}</span></Link>
            <button type="button" on:click=undo>{t!("customer.separate")}</button>
        </section>
    }
    .into_any()
}

/// Records that turned out to be this one, and those that look like it.
#[component]
pub fn Others(
    kind: RecordKind,
    doc: DocId,
    /// Whether this person may join them.
    joins: bool,
) -> impl IntoView {
    let (book, here) = (use_book(), use_known());
    let joining = RwSignal::new(None::<DocId>);
    // Others' records arrive while the page is open.
    let known = Memo::new(move |_| book.rows(|replica| (replica.rows().len(), replica.cards().len())));
    let found = Memo::new(move |_| {
        known.get();
        // Among thousands of customers part of a name says little; competitors are few.
        let alike = here.read(book, kind, |known| known.like_one(kind, doc, kind == RecordKind::Competitor));
        book.read(|replica| {
            let alike = alike.into_iter().filter_map(|one| alike::told(replica, one));
            let same =
                replica.rows().values().filter(|row| row.kind == kind && row::joined_into(row) == Some(doc));
            let same: Vec<(DocId, String, String)> =
                same.map(|row| (row.doc, row::name(row), found_by(replica, row))).collect();
            (same, alike.collect::<Vec<Told>>())
        })
    });
    let one = move |(doc, name, found): (DocId, String, String)| {
        view! {
            <Link to=Route::of_record(kind, doc) class="row line"><span class="what">{name}<small class="why">{found}</small></span></Link>
        }
    };
    let likely = move |it: Told| {
        let other = it.doc;
        let words =
            view! { <span class="what">{it.name}<small class="why">{it.whose}" · "{it.why}</small></span> };
        if !joins {
            return view! { <Link to=it.page class="row line">{words}</Link> }.into_any();
        }
        view! {
            <div class="row line">
                {words}
                <button type="button" on:click=move |_| joining.set(Some(other))>{t!("customer.compare")}</button>
            </div>
        }
        .into_any()
    };
    view! {
        {move || found.with(|(same, alike)| view! {
            {(!alike.is_empty()).then(|| view! {
                <section class="card alike">
                    <h2>{t!("customer.perhaps_twice")} <ClauseChip clause=Clause::C2_2_b/></h2>
                    <div class="ledger">{alike.iter().cloned().map(likely).collect_view()}</div>
                </section>
            })}
            {(!same.is_empty()).then(|| view! {
                <section class="card">
                    <h2>{t!("customer.also_written_as")}</h2>
                    <div class="ledger">{same.iter().cloned().map(one).collect_view()}</div>
                </section>
            })}
        })}
        <JoinSheet kind=kind doc=doc other=joining/>
    }
}

/// How a customer was found: source, campaign, event, partner.
fn found_by(replica: &fieldbook_book::replica::Replica, row: &Row) -> String {
    let it: Customer = row.only(&["source", "campaign", "event", "partner"]);
    let source = it.source.map(|source| law::choice("source", source.code()));
    let others = [it.campaign, it.event, it.partner].into_iter().flatten();
    let others = others.filter_map(|doc| replica.rows().get(&doc).map(row::name));
    source.into_iter().chain(others).collect::<Vec<_>>().join(" · ")
}
