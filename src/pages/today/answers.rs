//! What waits for this person's word besides duties: what went against a clause and concerns them, and what colleagues
//! offer to hand on.

use fieldbook_book::replica::Replica;
use fieldbook_process::law::Finding;
use fieldbook_process::{Clause, DocId, PersonId, RecordKind};
use leptos::prelude::*;

use crate::pages::row;
use crate::parts::clause::ClauseChip;
use crate::parts::icon::{Icon, TALK};
use crate::parts::link::Link;
use crate::state::acting::{Deed, of_finding, use_acting};
use crate::state::book::use_book;
use crate::state::clock::use_clock;
use crate::state::route::Route;
use crate::t;
use crate::texts::format;
use crate::texts::law::Telling;

/// Rows before the rest is only counted.
const SHOWN: usize = 5;

#[derive(Debug, Clone, PartialEq)]
struct Waiting {
    doc: DocId,
    kind: RecordKind,
    name: String,
    words: String,
    clause: Option<Clause>,
    finding: Option<Finding>,
}

/// Findings and offers, in one list.
#[component]
pub fn Answers() -> impl IntoView {
    let (book, clock) = (use_book(), use_clock());
    let all = Memo::new(move |_| {
        let now_ms = clock.now_ms();
        book.rows(|replica| waiting(replica, book.me(), now_ms))
    });
    let section = move || {
        all.with(|all| {
            (!all.is_empty()).then(|| {
                let rows = all.iter().take(SHOWN).cloned().map(one).collect_view();
                view! {
                    <section>
                        <h2 class="label"><span>{t!("today.to_answer")}</span><b>{all.len()}</b></h2>
                        <div class="ledger">{rows}</div>
                    </section>
                }
            })
        })
    };
    view! { {section} }
}

fn waiting(replica: &Replica, me: PersonId, now_ms: i64) -> Vec<Waiting> {
    let (company, now_ms) = (replica.company(), replica.corrected_ms(now_ms));
    let today = company.calendar.day_of(now_ms);
    let concerns = |who: PersonId| who == me || company.stand_in(who, today) == Some(me);
    let mut all = Vec::new();
    for row in replica.rows().values() {
        let (doc, kind, name) = (row.doc, row.kind, || row::name(row));
        for finding in row.findings().iter().filter(|finding| concerns(finding.who)) {
            let words = Telling { company, now_ms }.finding(finding);
            let (clause, finding) = (Some(finding.clause), Some(finding.clone()));
            all.push(Waiting { doc, kind, name: name(), words, clause, finding });
        }
        if !row.offered_to.contains(&me) {
            continue;
        }
        for offer in
            row::hand_ons(row).into_iter().filter(|it| it.accepted.is_none() && it.declined.is_none())
        {
            if offer.to == Some(me) {
                let from = offer.by.map(|by| format::person(by, company)).unwrap_or_default();
                let clause = Clause::ALL.iter().copied().find(|clause| clause.id() == offer.clause);
                let words = t!("deal.offered", name = from);
                all.push(Waiting { doc, kind, name: name(), words, clause, finding: None });
            }
        }
    }
    all
}

fn one(it: Waiting) -> impl IntoView {
    let acting = use_acting();
    let (doc, kind) = (it.doc, it.kind);
    let answer = it.finding.map(|finding| {
        let given = of_finding(&finding);
        let answer = move |_| acting.on(Deed::Entry(doc, kind, "answer", given.clone()));
        view! { <button type="button" class="act" aria-label=t!("common.answer") on:click=answer><Icon stroke=TALK/></button> }
    });
    view! {
        <div class="row acts">
            {answer}
            <Link to=Route::of_record(kind, doc) class="row-main">{it.name}</Link>
            <p class="why"><span>{it.words}</span>{it.clause.map(|clause| view! { <ClauseChip clause=clause/> })}</p>
        </div>
    }
}
