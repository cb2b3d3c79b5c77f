//! The policy reader: all ten chapters in plain words; of a clause its values in force and before, what carries it out,
//! and who owes what by it now, as far as this phone knows; what is proposed for its values, and what waits for whom.

mod proposals;
mod values;
pub mod waiting;

use std::collections::BTreeMap;

use fieldbook_book::replica::Replica;
use fieldbook_process::clause::Becomes;
use fieldbook_process::{Clause, PersonId};
use leptos::prelude::*;

use crate::parts::head::Head;
use crate::parts::link::Link;
use crate::state::book::use_book;
use crate::state::clock::use_clock;
use crate::state::route::Route;
use crate::t;
use crate::texts::{format, law};

/// All clauses by chapter, or one of them whole.
#[component]
pub fn Policy(clause: Option<Clause>) -> impl IntoView {
    match clause {
        None => view! {
            <Head title=t!("more.policy").to_owned() back=Route::More/>
            <div class="page reading">
                <waiting::Waiting/>
                {chapters().into_iter().map(|(chapter, clauses)| one_chapter(chapter, &clauses)).collect_view()}
                <p class="quiet-words">{t!("more.policy_ends")}</p>
            </div>
        }
        .into_any(),
        Some(clause) => view! {
            <Head title=format!("§{clause}") sub=law::chapter(chapter_of(clause)).to_owned() back=Route::Policy(None)/>
            <div class="page reading"><OneClause clause=clause/></div>
        }
        .into_any(),
    }
}

fn chapter_of(clause: Clause) -> u8 {
    clause.id().split('.').next().and_then(|chapter| chapter.parse().ok()).unwrap_or_default()
}

fn chapters() -> BTreeMap<u8, Vec<Clause>> {
    let mut chapters: BTreeMap<u8, Vec<Clause>> = BTreeMap::new();
    for clause in Clause::ALL {
        chapters.entry(chapter_of(*clause)).or_default().push(*clause);
    }
    chapters
}

fn one_chapter(chapter: u8, clauses: &[Clause]) -> impl IntoView + use<> {
    let line = |clause: &Clause| {
        let clause = *clause;
        view! {
            <Link to=Route::Policy(Some(clause)) class="row line clause-line">
                <b>{format!("§{clause}")}</b>
                <span class="what">{law::clause(clause)}</span>
                {clause.becomes().is_empty().then(|| view! { <small>{t!("policy_page.not_yet")}</small> })}
            </Link>
        }
    };
    view! {
        <section>
            <h2 class="label"><span>{format!("{chapter} {}", law::chapter(chapter))}</span></h2>
            <div class="ledger clause-card">{clauses.iter().map(line).collect_view()}</div>
        </section>
    }
}

#[component]
fn OneClause(clause: Clause) -> impl IntoView {
    let (book, clock) = (use_book(), use_clock());
    let becomes = clause.becomes();
    let carried = becomes.iter().map(|it| view! { <li>{carries(*it)}</li> }).collect_view();
    let owed = move || {
        let now_ms = clock.now_ms();
        let owed = book.rows(|replica| owed(clause, replica, now_ms));
        let line = |(name, open, overdue): (String, usize, usize)| {
            let late = (overdue > 0)
                .then(|| view! { <b class="late">{t!("today.person_overdue", n = overdue)}</b> });
            view! { <dt>{name}</dt><dd>{t!("policy_page.open", n = open)}" "{late}</dd> }
        };
        (!owed.is_empty()).then(|| {
            view! {
                <section class="card clause-card">
                    <h2>{t!("policy_page.owed")}</h2>
                    <dl>{owed.into_iter().map(line).collect_view()}</dl>
                </section>
            }
        })
    };
    view! {
        <article class="card clause-card">
            <h2>{format!("§{clause}")}</h2>
            <p>{law::clause(clause)}</p>
            {if becomes.is_empty() {
                view! { <p class="quiet-words">{t!("policy_page.not_yet_why")}</p> }.into_any()
            } else {
                view! { <h3>{t!("policy_page.carried")}</h3><ul class="lines">{carried}</ul> }.into_any()
            }}
        </article>
        <values::Values clause=clause/>
        {owed}
    }
}

fn carries(becomes: Becomes) -> &'static str {
    match becomes {
        Becomes::Record => t!("policy_page.record"),
        Becomes::Bar => t!("policy_page.bar"),
        Becomes::Duty => t!("policy_page.duty"),
        Becomes::Finding => t!("policy_page.finding"),
        Becomes::Figure => t!("policy_page.figure"),
    }
}

/// Who owes something by a clause: name, how much, how much of it overdue; most overdue first.
fn owed(clause: Clause, replica: &Replica, now_ms: i64) -> Vec<(String, usize, usize)> {
    let now_ms = replica.corrected_ms(now_ms);
    let mut people: BTreeMap<PersonId, (usize, usize)> = BTreeMap::new();
    for duty in replica
        .rows()
        .values()
        .flat_map(fieldbook_book::row::Row::duties)
        .filter(|duty| duty.clause == clause)
    {
        let (open, overdue) = people.entry(duty.owing.who).or_default();
        *open += 1;
        *overdue += usize::from(duty.owing.due_ms < now_ms);
    }
    let named = |(who, (open, overdue))| (format::person(who, replica.company()), open, overdue);
    let mut all: Vec<_> = people.into_iter().map(named).collect();
    all.sort_by_key(|(_, open, overdue)| std::cmp::Reverse((*overdue, *open)));
    all
}
