//! What a customer was asked, on its page; and asking it.

use fieldbook_book::replica::Replica;
use fieldbook_book::row::Row;
use fieldbook_process::{Clause, DocId, RecordKind};
use leptos::prelude::*;

use crate::browser::clock::now_ms;
use crate::pages::needs::{place, words};
use crate::pages::row;
use crate::parts::clause::ClauseChip;
use crate::parts::link::Link;
use crate::state::book::use_book;
use crate::state::route::Route;
use crate::t;

/// The section of a customer's page.
#[component]
pub fn Researches(customer: DocId) -> impl IntoView {
    let book = use_book();
    let all = Memo::new(move |_| book.rows(|replica| of_customer(replica, customer)));
    let line = |(doc, name, sub, end): (DocId, String, String, String)| {
        view! {
            <Link to=Route::Record(RecordKind::Research, doc) class="row line">
                <span class="what">{name}<small>{sub}</small></span> <span class="when">{end}</span>
            </Link>
        }
    };
    view! {
        <section class="card">
            <h2>{t!("needs.title")} <ClauseChip clause=Clause::C2_4_a/></h2>
            <div class="ledger">{move || all.get().into_iter().map(line).collect_view()}</div>
            <Link to=Route::ResearchNew(customer) class="button">{t!("needs.ask")}</Link>
        </section>
    }
}

fn of_customer(replica: &Replica, customer: DocId) -> Vec<(DocId, String, String, String)> {
    let customers = row::with_joined(replica, customer);
    let is_of = |row: &&Row| row.kind == RecordKind::Research && row::goes_with(row, &customers);
    let mut rows: Vec<&Row> = replica.rows().values().filter(is_of).collect();
    rows.sort_by_cached_key(|row| place(row));
    let today = replica.company().calendar.day_of(replica.corrected_ms(now_ms()));
    let told = |row: &Row| {
        let (sub, end) = words(replica, row, today);
        (row.doc, row::name(row), sub, end)
    };
    rows.into_iter().map(told).collect()
}
