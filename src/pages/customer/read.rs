//! A customer's page: how to reach it, deals, people, what happened, facts. Of others of the territory only the card.

use fieldbook_book::replica::{Opened, Replica};
use fieldbook_process::prospecting::Customer;
use fieldbook_process::{DocId, Record, RecordKind};
use leptos::prelude::*;

use super::contacts::contacts;
use super::deals::{Acts, Deals};
use super::holding::Holding;
use super::joined::OfJoined;
use super::marks::Marks;
use super::past::CustomerPast;
use super::position::Whereabouts;
use super::reach::Reach;
use super::several::may_give;
use super::sharers::Sharers;
use super::source::CameBy;
use super::target::Target;
use crate::browser::clock::now_ms;
use crate::pages::attached::Attached;
use crate::pages::facts::Facts;
use crate::pages::needs::research::of_customer::Researches;
use crate::pages::row;
use crate::pages::save_as_file::SaveAsFile;
use crate::pages::sync::conflict::Conflicts;
use crate::parts::head::Head;
use crate::parts::link::Link;
use crate::state::book::{Book, use_book};
use crate::state::record::{Loaded, use_record};
use crate::state::route::Route;
use crate::t;
use crate::texts::format;

/// One customer.
#[component]
pub fn Read(doc: DocId) -> impl IntoView {
    let book = use_book();
    let record = use_record(doc);
    let title = Signal::derive(move || book.rows(|replica| row::called(replica, doc)).unwrap_or_default());
    let sub = Signal::derive(move || book.rows(|replica| sub(replica, doc)));
    let body = move || match record.get() {
        Loaded::Loading => view! { <p class="empty">{t!("common.loading")}</p> }.into_any(),
        Loaded::Missing => card(book, doc),
        Loaded::Here(opened) => here(book, *opened),
    };
    view! {
        <Head title=title sub=sub back=Route::Customers/>
        {body}
    }
}

fn sub(replica: &Replica, doc: DocId) -> String {
    let Some(row) = replica.rows().get(&doc) else { return String::new() };
    let owner = row::owner(row).map(|owner| format::person(owner, replica.company())).unwrap_or_default();
    let town: String = row.get("town");
    [town, owner].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Somebody else's customer: enough to know that it is taken.
fn card(book: Book, doc: DocId) -> AnyView {
    let card = book.read(|replica| {
        let card = replica.cards().get(&doc)?;
        let owner = card.owner.map(|owner| format::person(owner, replica.company())).unwrap_or_default();
        Some((card.town.clone(), owner))
    });
    match card {
        None => view! { <p class="empty">{t!("common.not_here")}</p> }.into_any(),
        Some((town, owner)) => view! {
            <div class="page"><section class="card"><p>{town}</p><p>{t!("customer.card_why", owner = owner)}</p></section></div>
        }
        .into_any(),
    }
}

fn here(book: Book, opened: Opened) -> AnyView {
    let doc = opened.doc;
    let customer = Customer::from_facts(&opened.view.facts);
    let hand_over = may_hand_over(book, doc).then(|| {
        view! { <Link to=Route::CustomerHandOver(doc) class="button">{t!("customer.hand_over")}</Link> }
    });
    let attached = Callback::new(|opened: Opened| {
        view! { <Attached opened=opened kind=RecordKind::Customer/> }.into_any()
    });
    view! {
        <div class="page">
            <Reach customer=customer.clone()/>
            <Conflicts doc=doc/>
            <Holding opened=opened.clone()/>
            <Deals customer=doc/>
            {contacts(doc, &customer)}
            <Target doc=doc customer=customer.clone()/>
            <Marks opened=opened.clone() customer=customer.clone()/>
            <Whereabouts opened=opened.clone() customer=customer.clone()/>
            <Researches customer=doc/>
            <Attached opened=opened.clone() kind=RecordKind::Customer/>
            <OfJoined customer=doc draw=attached/>
            <CustomerPast customer=doc/>
            <CameBy opened=opened.clone()/>
            <section class="card"><h2>{t!("customer.facts")}</h2><Facts kind=RecordKind::Customer view=opened.view.clone()/></section>
            <Sharers opened=opened.clone() customer=customer/>
            <div class="more-acts">
                <Link to=Route::CustomerEdit(doc) class="button">{t!("common.edit")}</Link>
                {hand_over}
                <Link to=Route::History(RecordKind::Customer, doc) class="button">{t!("history.title")}</Link>
                <SaveAsFile opened=opened/>
            </div>
        </div>
        <Acts customer=doc/>
    }
    .into_any()
}

/// The law decides; the button only isn't offered where it could never work.
fn may_hand_over(book: Book, doc: DocId) -> bool {
    book.read(|replica| {
        let row = replica.rows().get(&doc);
        row.is_some_and(|row| may_give(replica, row, book.me(), replica.corrected_ms(now_ms())))
    })
}
