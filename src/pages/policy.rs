//! The policy reader: every clause carried so far in plain words, with its values in force.

use fieldbook_process::Clause;
use fieldbook_process::policy::PolicyValue;
use leptos::prelude::*;

use crate::browser::clock::now_ms;
use crate::parts::head::Head;
use crate::state::book::use_book;
use crate::state::route::Route;
use crate::t;
use crate::texts::law;

/// All clauses, or one of them first.
#[component]
pub fn Policy(clause: Option<Clause>) -> impl IntoView {
    let shown: Vec<Clause> = match clause {
        Some(clause) => vec![clause],
        None => Clause::ALL.to_vec(),
    };
    let back = if clause.is_some() { Route::Policy(None) } else { Route::More };
    let title = clause.map_or_else(|| t!("more.policy").to_owned(), |clause| format!("§{clause}"));
    view! {
        <Head title=title back=back/>
        <div class="page reading">
            {shown.into_iter().map(|clause| view! { <OneClause clause=clause/> }).collect_view()}
            <p class="quiet-words">{t!("more.policy_ends")}</p>
        </div>
    }
}

#[component]
fn OneClause(clause: Clause) -> impl IntoView {
    let book = use_book();
    let values = move || {
        let of_clause = PolicyValue::ALL.iter().copied().filter(|value| value.clause() == clause);
        let line = |value: PolicyValue| {
            let number = book.company(|replica| replica.company().policy.at(value, now_ms()));
            let (name, number) = law::policy(value, number);
            view! { <dt>{name}</dt><dd>{number}</dd> }
        };
        of_clause.map(line).collect_view()
    };
    view! {
        <article class="card clause-card">
            <h2>{format!("§{clause}")}</h2>
            <p>{law::clause(clause)}</p>
            <dl>{values}</dl>
        </article>
    }
}
