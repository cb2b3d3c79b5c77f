//! What the page of a campaign has beyond its facts (2.3.a): its link, to copy and to print; and of campaigns and partners
//! the customers that came from them.

use fieldbook_book::replica::{Opened, Replica};
use fieldbook_process::prospecting::Campaign;
use fieldbook_process::value::Instant;
use fieldbook_process::{Clause, DocId, Record, RecordKind};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::page::{copy, origin};
use crate::pages::row;
use crate::parts::clause::ClauseChip;
use crate::parts::link::Link;
use crate::parts::qr::Qr;
use crate::state::book::use_book;
use crate::state::notice::use_notices;
use crate::state::route::Route;
use crate::state::switched::use_switched;
use crate::t;

/// So many of them are shown; the list of customers has them all.
const SHOWN: usize = 20;

/// Its link, and who came by it.
pub fn above(opened: &Opened) -> AnyView {
    let campaign = Campaign::from_facts(&opened.view.facts);
    let (doc, has_link) = (opened.doc, !campaign.link.is_empty());
    let switched = use_switched();
    // The office may have switched the form on or off since this phone last heard of it.
    switched.ask();
    let Campaign { link, name, .. } = campaign;
    let address = move || {
        let (link, name) = (link.clone(), name.clone());
        match switched.lead_form() {
            Some(false) => view! { <FormOff/> }.into_any(),
            is_on => view! { <Address link=link name=name is_sure=is_on.is_some()/> }.into_any(),
        }
    };
    view! {
        {has_link.then_some(address)}
        <CameFrom field="campaign" doc=doc/>
    }
    .into_any()
}

/// A link that leads nowhere is not handed out.
#[component]
fn FormOff() -> impl IntoView {
    view! {
        <section class="card lead-address">
            <h2>{t!("lead.form")} <ClauseChip clause=Clause::C2_3_a/></h2>
            <p>{t!("lead.form_off")}</p>
            <p class="quiet-words">{t!("lead.form_on_by")}</p>
        </section>
    }
}

#[component]
fn Address(
    link: String,
    name: String,
    /// Whether the server has said that the form is on.
    is_sure: bool,
) -> impl IntoView {
    let notices = use_notices();
    let address = format!("{}/lead/{link}", origin());
    let copied = address.clone();
    let tap = move |_| {
        let address = copied.clone();
        spawn_local(async move {
            notices.say(if copy(&address).await { t!("lead.copied") } else { t!("lead.not_copied") });
        });
    };
    view! {
        <section class="card lead-address">
            <h2>{t!("lead.form")} <ClauseChip clause=Clause::C2_3_a/></h2>
            <p class="quiet-words">{t!("lead.form_why")}</p>
            {(!is_sure).then(|| view! { <p class="quiet-words">{t!("lead.form_unheard")}</p> })}
            <div class="lead-code"><Qr text=address.clone() label=t!("lead.code_of", name = name)/></div>
            <a href=address.clone() target="_blank" rel="noopener">{address.clone()}</a>
            <button type="button" class="wide" on:click=tap>{t!("lead.copy")}</button>
        </section>
    }
}

/// Customers that came from a record, by their rows.
pub fn came_from(replica: &Replica, field: &str, doc: DocId) -> Vec<(DocId, String)> {
    let customers = replica.rows().values().filter(|row| row.kind == RecordKind::Customer);
    let from = |row: &&fieldbook_book::row::Row| row.get::<Option<DocId>>(field) == Some(doc);
    let mut all: Vec<_> = customers.filter(from).collect();
    all.sort_by_key(|row| std::cmp::Reverse(row.get::<Option<Instant>>("registered")));
    all.into_iter().map(|row| (row.doc, row::name(row))).collect()
}

/// The customers that came from a campaign or partner, the latest first.
#[component]
pub fn CameFrom(field: &'static str, doc: DocId) -> impl IntoView {
    let book = use_book();
    let came = Memo::new(move |_| book.rows(|replica| came_from(replica, field, doc)));
    let line = |(doc, name): (DocId, String)| {
        view! { <Link to=Route::Customer(doc) class="row line"><span class="what">{name}</span></Link> }
    };
    // Marketing reads no customers: nothing is said rather than that none came.
    let reads = Memo::new(move |_| {
        book.rows(|replica| replica.rows().values().any(|row| row.kind == RecordKind::Customer))
    });
    move || {
        reads.get().then(|| {
            came.with(|came| {
                let shown = came.iter().take(SHOWN).cloned().map(line).collect_view();
                view! {
                    <section class="card">
                        <h2>{t!("lead.came", n = came.len())}</h2>
                        <div class="ledger">{shown}</div>
                    </section>
                }
            })
        })
    }
}
