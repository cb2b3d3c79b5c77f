//! What was refused: whose, when, by which clauses. Not what it says.

use fieldbook_book::wire::office::{REFUSED, RefusedTold};
use leptos::prelude::*;

use super::form::told;
use super::{AdminHead, Told, use_told};
use crate::browser::clock::now_ms;
use crate::parts::clause::ClauseChip;
use crate::state::book::use_book;
use crate::state::route::{Office, Route};
use crate::t;
use crate::texts::{format, law};

/// The list, the latest first.
#[component]
pub fn Refused() -> impl IntoView {
    let book = use_book();
    let all = use_told::<Vec<RefusedTold>>(REFUSED, RwSignal::new(0));
    let row = move |it: RefusedTold| {
        let name = book.read(|replica| format::person(it.person, replica.company()));
        let act = it.act.map_or(t!("admin.refused_unread"), law::act);
        let form = (it.clauses.is_empty() && it.act.is_some()).then(|| t!("admin.refused_form"));
        let chips = it.clauses.iter().map(|clause| view! { <ClauseChip clause=*clause/> }).collect_view();
        view! {
            <div class="row line">
                <span class="what">{act}<span class="why">{name}" "{form}</span></span>
                {chips}
                <span class="when">{format::time(it.received_ms, now_ms())}</span>
            </div>
        }
    };
    let body = move || match all.get() {
        Told::Asked => view! { <p class="empty">{t!("common.loading")}</p> }.into_any(),
        Told::Fault(fault) => told(fault),
        Told::Here(all) if all.is_empty() => {
            view! { <p class="empty">{t!("admin.refused_none")}</p> }.into_any()
        }
        Told::Here(all) => {
            view! { <div class="ledger two-lines">{all.into_iter().map(row).collect_view()}</div> }.into_any()
        }
    };
    view! {
        <AdminHead title=t!("admin.refused").to_owned() back=Route::Admin(Office::Home)/>
        <div class="page"><p class="quiet-words">{t!("admin.refused_why")}</p>{body}</div>
    }
}
