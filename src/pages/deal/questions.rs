//! The questions that came up in a deal (3.2.c), each with where it stands.

use fieldbook_book::replica::Replica;
use fieldbook_book::row::Row;
use fieldbook_process::{Clause, DocId, RecordKind};
use leptos::prelude::*;

use crate::pages::question::state_of;
use crate::pages::row;
use crate::parts::clause::ClauseChip;
use crate::parts::link::Link;
use crate::state::book::Book;
use crate::state::route::Route;
use crate::t;
use crate::texts::law;

/// The card of the questions.
pub fn questions(book: Book, deal: DocId, is_open: bool) -> AnyView {
    let lines = move || {
        let all = book.rows(|replica| of_deal(replica, deal));
        let line = |(doc, name, state): (DocId, String, String)| {
            view! {
                <Link to=Route::Question(doc) class="row line">
                    <span class="what">{name}</span> <span class="when">{state}</span>
                </Link>
            }
        };
        all.into_iter().map(line).collect_view()
    };
    view! {
        <section class="card">
            <h2>{t!("deal.questions")} <ClauseChip clause=Clause::C3_2_c/></h2>
            <div class="ledger">{lines}</div>
            {is_open.then(|| view! {
                <Link to=Route::QuestionNew(deal) class="button">{law::act(fieldbook_process::ActName::AskQuestion)}</Link>
            })}
        </section>
    }
    .into_any()
}

fn of_deal(replica: &Replica, deal: DocId) -> Vec<(DocId, String, String)> {
    let is_of =
        |row: &&Row| row.kind == RecordKind::Question && row.get::<Option<DocId>>("deal") == Some(deal);
    let mut all: Vec<&Row> = replica.rows().values().filter(is_of).collect();
    all.sort_by_key(|row| std::cmp::Reverse(row.get::<Option<fieldbook_process::value::Instant>>("asked")));
    all.into_iter().map(|row| (row.doc, row::name(row), state_of(row).to_owned())).collect()
}
