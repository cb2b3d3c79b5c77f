//! The path that a deal goes (1.1) and why; somebody above its seller may choose another one, with a reason.

use fieldbook_book::replica::Replica;
use fieldbook_book::row::Row;
use fieldbook_process::opportunity::{Beside, Deal, DealPath, PathWhy, path_of};
use fieldbook_process::{ActName, Clause, DocId, RecordKind};
use leptos::prelude::*;

use crate::browser::clock::now_ms;
use crate::parts::clause::ClauseChip;
use crate::state::acting::{Deed, use_acting};
use crate::state::book::Book;
use crate::texts::law;

/// The card of the path.
pub fn path(book: Book, doc: DocId, deal: &Deal) -> AnyView {
    let told = book.read(|replica| Some((path_here(replica, doc, deal), may_choose(replica, book, deal))));
    let Some(((path, why), may_choose)) = told else { return ().into_any() };
    let acting = use_acting();
    let choose = move |_| acting.on(Deed::Fields(doc, RecordKind::Deal, ActName::SetPath, Vec::new()));
    let words = (why == PathWhy::Chosen).then(|| view! { <p class="words">{deal.path_why.clone()}</p> });
    view! {
        <section class="card path">
            <h2>{law::field(Some("deal"), "deal_path")} <ClauseChip clause=Clause::C1_1/></h2>
            <p><b>{law::choice("deal_path", path.code())}</b>" · "<span class="why">{law::choice("path_why", why.code())}</span></p>
            {words}
            {may_choose.then(|| view! { <button type="button" on:click=choose>{law::act(ActName::SetPath)}</button> })}
        </section>
    }
    .into_any()
}

/// As far as this phone knows the customer and its other deals.
fn path_here(replica: &Replica, doc: DocId, deal: &Deal) -> (DealPath, PathWhy) {
    let customer = deal.customer.and_then(|customer| replica.rows().get(&customer));
    let is_key = customer.is_some_and(|row| row.get("key_customer"));
    let is_beside = |row: &&Row| {
        row.kind == RecordKind::Deal
            && deal.customer.is_some()
            && row.get::<Option<DocId>>("customer") == deal.customer
    };
    let beside = |row: &Row| Beside {
        doc: row.doc,
        product: row.get("product"),
        opened: row.get("opened"),
        amount: row.get("amount"),
    };
    let beside: Vec<Beside> = replica.rows().values().filter(is_beside).map(beside).collect();
    path_of(deal, doc, is_key, &beside, replica.company())
}

fn may_choose(replica: &Replica, book: Book, deal: &Deal) -> bool {
    let company = replica.company();
    let at_ms = replica.corrected_ms(now_ms());
    let may = |seller| company.acts_for(book.me(), seller, at_ms);
    deal.closed.is_none() && deal.seller.is_some_and(may)
}
