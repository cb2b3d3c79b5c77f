//! What went against a clause, for whom it concerns to answer: in words, with their stance.

use fieldbook_process::law::Finding;
use fieldbook_process::{Company, DocId, RecordKind};
use leptos::prelude::*;

use crate::browser::clock::now_ms;
use crate::parts::clause::ClauseChip;
use crate::state::acting::{Deed, of_finding, use_acting};
use crate::state::book::use_book;
use crate::t;
use crate::texts::format;
use crate::texts::law::Telling;

/// The findings of a record that are still open.
#[component]
pub fn Findings(doc: DocId, kind: RecordKind, findings: Vec<Finding>) -> impl IntoView {
    findings.into_iter().map(|finding| view! { <One doc=doc kind=kind finding=finding/> }).collect_view()
}

#[component]
fn One(doc: DocId, kind: RecordKind, finding: Finding) -> impl IntoView {
    let (book, acting) = (use_book(), use_acting());
    let now_ms = now_ms();
    let (words, who, mine) = book.read(|replica| told(&finding, replica.company(), book.me(), now_ms));
    let given = of_finding(&finding);
    let answer = move |_| acting.on(Deed::Entry(doc, kind, "answer", given.clone()));
    view! {
        <section class="card finding">
            <p>{words} <ClauseChip clause=finding.clause/></p>
            {if mine {
                view! { <button type="button" on:click=answer>{t!("common.answer")}</button> }.into_any()
            } else {
                view! { <p class="why">{t!("common.answered_by", name = who)}</p> }.into_any()
            }}
        </section>
    }
}

fn told(
    finding: &Finding,
    company: &Company,
    me: fieldbook_process::PersonId,
    now_ms: i64,
) -> (String, String, bool) {
    let words = Telling { company, now_ms }.finding(finding);
    let mine = finding.who == me || company.acts_for(me, finding.who, now_ms);
    (words, format::person(finding.who, company), mine)
}
