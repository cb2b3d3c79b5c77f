//! Proposals for policy values that wait for this person: on Today and above the policy.

use fieldbook_process::Clause;
use leptos::prelude::*;

use crate::browser::clock::now_ms;
use crate::pages::admin::form::day;
use crate::parts::icon::{Icon, ONWARD};
use crate::parts::link::Link;
use crate::state::book::use_book;
use crate::state::route::Route;
use crate::t;
use crate::texts::law;

/// One line each; leads to the clause, where they agree or return it.
#[component]
pub fn Waiting() -> impl IntoView {
    let book = use_book();
    let mine = Memo::new(move |_| {
        book.company(|replica| {
            let (company, now_ms) = (replica.company(), replica.corrected_ms(now_ms()));
            let mine = company.proposals.iter().filter(|it| it.waits_for(book.me(), company, now_ms));
            mine.map(|it| (it.value, it.number, it.from)).collect::<Vec<_>>()
        })
    });
    let row = |(value, number, from): (fieldbook_process::policy::PolicyValue, i64, _)| {
        let clause: Clause = value.clause();
        let (name, number) = law::policy(value, number);
        view! {
            <Link to=Route::Policy(Some(clause)) class="row line">
                <span class="what">{name}<span class="why">{t!("policy_page.proposed", number = number, day = day(from))}</span></span>
                <b class="when">{format!("§{clause}")}</b> <Icon stroke=ONWARD/>
            </Link>
        }
    };
    move || {
        let mine = mine.get();
        (!mine.is_empty()).then(|| {
            view! {
                <section>
                    <h2 class="label"><span>{t!("policy_page.waiting")}</span><b>{mine.len()}</b></h2>
                    <div class="ledger">{mine.into_iter().map(row).collect_view()}</div>
                </section>
            }
        })
    }
}
