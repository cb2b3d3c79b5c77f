//! That the browser lost a photo, voice note or file before it was sent: said until its person knows.

use fieldbook_book::hash::Hash;
use fieldbook_process::DocId;
use leptos::prelude::*;

use crate::pages::row;
use crate::parts::icon::{Icon, ONWARD};
use crate::parts::link::Link;
use crate::state::attachments::use_attachments;
use crate::state::book::use_book;
use crate::state::route::Route;
use crate::t;

/// One that is lost.
#[component]
pub fn LostCard(hash: Hash, doc: Option<DocId>) -> impl IntoView {
    let (book, attachments) = (use_book(), use_attachments());
    let record = book.read(|replica| {
        let row = replica.rows().get(&doc?)?;
        Some((row::name(row), Route::of_record(row.kind, row.doc)))
    });
    view! {
        <section class="card lost">
            <p>{t!("sync.lost")}</p>
            {record.map(|(name, to)| view! {
                <div class="ledger"><Link to=to class="row line"><span class="what">{name}</span> <Icon stroke=ONWARD/></Link></div>
            })}
            <button type="button" class="wide" on:click=move |_| attachments.forget(hash)>{t!("common.understood")}</button>
        </section>
    }
}
