//! Proposals for policy values that wait for this person: on Today and above the policy.

use fieldbook_book::replica::Replica;
use fieldbook_process::policy::PolicyValue;
use fieldbook_process::{Clause, Day, PersonId};
use leptos::prelude::*;

use crate::browser::clock::now_ms;
use crate::pages::admin::form::day;
use crate::parts::icon::{Icon, ONWARD};
use crate::parts::link::Link;
use crate::state::book::use_book;
use crate::state::route::Route;
use crate::t;
use crate::texts::law;

/// A value, the number proposed, and from when.
type Proposed = (PolicyValue, i64, Day);

/// What waits for somebody.
pub fn waiting(replica: &Replica, me: PersonId) -> Vec<Proposed> {
    let (company, now_ms) = (replica.company(), replica.corrected_ms(now_ms()));
    let mine = company.proposals.iter().filter(|it| it.waits_for(me, company, now_ms));
    mine.map(|it| (it.value, it.number, it.from)).collect()
}

/// One line each; leads to the clause, where they agree or return it.
#[component]
pub fn Waiting() -> impl IntoView {
    let book = use_book();
    let mine = Memo::new(move |_| book.company(|replica| waiting(replica, book.me())));
    let row = |(value, number, from): Proposed| {
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
