//! What the records that turned out to be a customer (2.2.b) bring along: each stays in its own record, and is shown with
//! the customer.

use fieldbook_book::replica::Opened;
use fieldbook_process::DocId;
use leptos::prelude::*;

use crate::pages::row;
use crate::state::book::use_book;
use crate::state::record::{Loaded, use_record};

/// Something of each of them.
#[component]
pub fn OfJoined(customer: DocId, draw: Callback<Opened, AnyView>) -> impl IntoView {
    let book = use_book();
    let others = Memo::new(move |_| {
        book.rows(|replica| row::with_joined(replica, customer).into_iter().skip(1).collect::<Vec<_>>())
    });
    view! { <For each=move || others.get() key=|doc| *doc let:doc><One doc=doc draw=draw/></For> }
}

#[component]
fn One(doc: DocId, draw: Callback<Opened, AnyView>) -> impl IntoView {
    let record = use_record(doc);
    move || match record.get() {
        Loaded::Here(opened) => draw.run(*opened),
        Loaded::Loading | Loaded::Missing => ().into_any(),
    }
}
