//! What the page of a market size has beyond its facts (2.1.a): who wrote it down, and whether a later figure counts.

use fieldbook_book::replica::Opened;
use fieldbook_process::prospecting::{MarketSize, current_sizes};
use fieldbook_process::{Clause, Record, RecordKind};
use leptos::prelude::*;

use crate::pages::deal::judgement::signed;
use crate::parts::clause::ClauseChip;
use crate::parts::link::Link;
use crate::state::book::use_book;
use crate::state::route::Route;
use crate::t;

const KIND: RecordKind = RecordKind::MarketSize;

/// Who wrote it down when; and the figure that counts, where it is another.
pub fn above(opened: &Opened) -> AnyView {
    let (book, doc) = (use_book(), opened.doc);
    let size = MarketSize::from_facts(&opened.view.facts);
    let foot = book.read(|replica| signed(size.by, size.at, replica.company()));
    let counts = book.read(|replica| {
        let rows = replica.rows().values().filter(|row| row.kind == KIND);
        let all = current_sizes(rows.map(|row| (row.doc, row.record::<MarketSize>())));
        let market = (size.product_group.clone(), size.territory.clone(), size.year?);
        all.get(&market).map(|(doc, _)| *doc)
    });
    let later = counts.filter(|counts| *counts != doc).map(|doc| {
        view! { <p>{t!("market.later_counts")}</p><Link to=Route::Record(KIND, doc) class="button">{t!("market.that_one")}</Link> }
    });
    view! {
        <section class="card"><h2>{t!("market.written_down")} <ClauseChip clause=Clause::C2_1_a/></h2><p class="why">{foot}</p>{later}</section>
    }
    .into_any()
}
