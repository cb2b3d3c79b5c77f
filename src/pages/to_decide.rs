//! What waits for this person's decision (待決定): who, which customer, how much, since when, with the decision on the
//! row; then who let go often, and whom something is overdue with.

pub mod waits;

use fieldbook_book::replica::{Draft, Outcome, Part};
use fieldbook_process::general::settled::{Stance, WaivedOften};
use fieldbook_process::law::Finding;
use fieldbook_process::opportunity::Deal;
use fieldbook_process::{Clause, DocId, PersonId, Record, RecordKind, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::pages::deal::judgement::signed;
use crate::pages::deal::log::offer_undo;
use crate::pages::entry::signed_entry;
use crate::pages::policy::waiting::{Waiting, waiting};
use crate::pages::today::owed::agenda;
use crate::pages::today::people::People;
use crate::parts::clause::ClauseChip;
use crate::parts::head::Head;
use crate::parts::link::Link;
use crate::parts::outcome::OutcomeSheet;
use crate::state::acting::{Deed, of_finding, use_acting};
use crate::state::book::use_book;
use crate::state::clock::use_clock;
use crate::state::notice::use_notices;
use crate::state::record::{Loaded, use_record};
use crate::state::route::Route;
use crate::t;
use crate::texts::{format, law};
use waits::{Wait, Way, beyond, often, waits};

const UNDO_MS: i64 = 5_000;
/// So many are drawn at once.
const PAGE: usize = 30;

/// The page.
#[component]
pub fn ToDecide() -> impl IntoView {
    let (book, clock) = (use_book(), use_clock());
    let all = Memo::new(move |_| {
        let now_ms = clock.now_ms();
        book.rows(|replica| waits(replica, book.me(), now_ms))
    });
    let often = Memo::new(move |_| {
        let now_ms = clock.now_ms();
        // A Memo compares: what is told is made of it below.
        book.rows(|replica| Often(often(replica, book.me(), now_ms)))
    });
    let beyond = Memo::new(move |_| {
        let now_ms = clock.now_ms();
        book.rows(|replica| beyond(replica, book.me(), now_ms))
    });
    let people = Memo::new(move |_| {
        let now_ms = clock.now_ms();
        book.rows(|replica| agenda(replica, book.me(), now_ms).people)
    });
    let drawn = RwSignal::new(PAGE);
    let seen = move || all.with(|all| all.iter().take(drawn.get()).cloned().collect::<Vec<_>>());
    let has_more = move || all.with(Vec::len) > drawn.get();
    let sub = Signal::derive(move || t!("to_decide.count", n = all.with(Vec::len)));
    view! {
        <Head title=t!("common.to_decide").to_owned() sub=sub/>
        <div class="page">
            <Waiting/>
            <Show when=move || all.with(Vec::is_empty) && book.company(|it| waiting(it, book.me())).is_empty()>
                <p class="empty">{t!("to_decide.none")}</p>
            </Show>
            <For each=seen key=|wait| (wait.doc, wait.clause, wait.since_ms, wait.words.clone()) let:wait>
                <One wait=wait/>
            </For>
            <Show when=has_more>
                <button type="button" class="wide" on:click=move |_| drawn.update(|n| *n += PAGE)>{t!("history.more")}</button>
            </Show>
            {move || often.get().0.into_iter().map(let_go).collect_view()}
            {move || beyond.get().into_iter().map(took_more).collect_view()}
            <People people=people/>
        </div>
    }
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Often(Vec<WaivedOften>);

/// Somebody who let go often this month.
fn let_go(it: WaivedOften) -> impl IntoView {
    let name = use_book().read(|replica| format::person(it.who, replica.company()));
    view! {
        <section class="card finding">
            <p>{t!("to_decide.let_go", name = name, n = it.times)} <ClauseChip clause=it.clause/></p>
        </section>
    }
}

/// Somebody whose phones took more from the pool this week than the policy allows.
fn took_more((who, taken): (PersonId, i64)) -> impl IntoView {
    let name = use_book().read(|replica| format::person(who, replica.company()));
    view! {
        <section class="card finding">
            <p>{t!("to_decide.took_more", name = name, n = taken)} <ClauseChip clause=Clause::C2_2_b/></p>
        </section>
    }
}

#[component]
fn One(wait: Wait) -> impl IntoView {
    let (book, clock) = (use_book(), use_clock());
    let now_ms = book.read(|replica| replica.corrected_ms(clock.now_untracked_ms()));
    let is_late = wait.due_ms.is_some_and(|due_ms| due_ms < now_ms);
    let (whose, when) = book.read(|replica| {
        let company = replica.company();
        let today = company.calendar.day_of(now_ms);
        let when = |due_ms: i64| match is_late {
            true => t!("today.late_by", time = format::length(due_ms, now_ms, company)),
            false => t!("to_decide.until", day = format::day(company.calendar.day_of(due_ms), today)),
        };
        (wait.whose.map(|who| format::person(who, company)).unwrap_or_default(), wait.due_ms.map(when))
    });
    let (doc, kind, clause) = (wait.doc, wait.kind, wait.clause);
    let who =
        [whose, wait.customer].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let proposal =
        matches!(wait.way, Way::Decision { proposed: true }).then(|| view! { <Proposal doc=doc/> });
    view! {
        <section class="card wait" class:is-late=is_late>
            <div class="wait-head">
                <Link to=Route::of_record(kind, doc) class="what">{wait.name}</Link>
                <b>{wait.amount.map(format::short_money)}</b>
            </div>
            <p class="why">{who}</p>
            <p>
                {when.map(|when| view! { <b class="when" class:late=is_late>{when}</b>" " })}
                {wait.words}" "<ClauseChip clause=clause/>
            </p>
            {proposal}
            <Ways doc=doc kind=kind way=wait.way/>
        </section>
    }
}

/// Why its seller proposes what they propose.
#[component]
fn Proposal(doc: DocId) -> impl IntoView {
    let (book, record) = (use_book(), use_record(doc));
    let words = move || {
        let Loaded::Here(opened) = record.get() else { return None };
        let deal = Deal::from_facts(&opened.view.facts);
        let it = deal.proposals.into_iter().max_by_key(|it| (it.at, it.id))?;
        let foot = book.read(|replica| signed(it.by, it.at, replica.company()));
        Some(view! { <div class="said"><p class="words">{it.why}</p><p class="why">{foot}</p></div> })
    };
    view! { {words} }
}

/// The acts that answer it, side by side.
#[component]
fn Ways(doc: DocId, kind: RecordKind, way: Way) -> impl IntoView {
    let (book, acting, notices) = (use_book(), use_acting(), use_notices());
    let outcome = RwSignal::new(None::<Outcome>);
    let buttons = match way {
        Way::Decision { .. } => {
            let decide = move |stop: bool| {
                let given = vec![("stop", Value::Flag(stop))];
                move |_| acting.on(Deed::Entry(doc, RecordKind::Deal, "decision", given.clone()))
            };
            view! {
                <div class="pair">
                    <button type="button" on:click=decide(true)>{t!("deal.decide_stop")}</button>
                    <button type="button" class="primary" on:click=decide(false)>{t!("deal.decide_go_on")}</button>
                </div>
            }
            .into_any()
        }
        Way::Deed(asks) => {
            let deed = Deed::answering(asks, doc, book.me());
            let label = deed.act().map(law::act).unwrap_or_default();
            view! {
                <button type="button" class="primary wide" on:click=move |_| acting.on(deed.clone())>{label}</button>
            }
            .into_any()
        }
        // What is to be said about all others differs: the sheet asks.
        Way::Finding(finding) if finding.what.key != "slow_plan" => {
            let given = of_finding(&finding);
            let answer = move |_| acting.on(Deed::Entry(doc, kind, "answer", given.clone()));
            view! { <button type="button" class="primary wide" on:click=answer>{t!("common.answer")}</button> }
                .into_any()
        }
        Way::Finding(finding) => {
            let mut given = of_finding(&finding);
            given.push(("stance", Value::Text(Stance::Objected.code().to_owned())));
            let object = move |_| acting.on(Deed::Entry(doc, kind, "answer", given.clone()));
            let agree = move |_| {
                let parts = Vec::from_iter(agreed((doc, kind), &finding, book.me()));
                spawn_local(async move {
                    let done =
                        book.save(Draft { parts, takes_over: None, undo_ms: UNDO_MS, seen: false }).await;
                    if let Outcome::Saved(order) = done {
                        offer_undo(book, notices, order, Callback::new(|()| {}));
                    }
                    let _ = outcome.try_set(Some(done));
                });
            };
            view! {
                <div class="pair">
                    <button type="button" on:click=object>{law::choice("stance", Stance::Objected.code())}</button>
                    <button type="button" class="primary" on:click=agree>{law::choice("stance", Stance::Agreed.code())}</button>
                </div>
            }
            .into_any()
        }
    };
    view! { {buttons} <OutcomeSheet outcome=outcome kind=kind/> }
}

/// Agreeing, without words.
fn agreed((doc, kind): (DocId, RecordKind), finding: &Finding, me: PersonId) -> Option<Part> {
    let stance = ("stance", Value::Text(Stance::Agreed.code().to_owned()));
    let values = of_finding(finding).into_iter().chain([stance]);
    signed_entry((doc, kind, "answer"), me, values.map(|(name, value)| (name, Some(value))))
}
