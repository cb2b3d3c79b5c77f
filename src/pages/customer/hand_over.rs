//! Handing a customer over, with its open deals: one act over several records, accepted or refused whole.

use fieldbook_book::replica::{Draft, Outcome, Part, Replica};
use fieldbook_process::people::Role;
use fieldbook_process::{ActName, DocId, Path, PersonId, RecordKind, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::clock::now_ms;
use crate::pages::customer::several::waiting;
use crate::pages::deal::log::offer_undo;
use crate::pages::entry::{signed_entry, words};
use crate::pages::row;
use crate::parts::head::Head;
use crate::parts::link::Link;
use crate::parts::outcome::OutcomeSheet;
use crate::state::book::use_book;
use crate::state::notice::use_notices;
use crate::state::route::{Route, use_place};
use crate::t;
use crate::texts::{format, law};

const UNDO_MS: i64 = 5_000;

/// Who takes it, and what goes along.
#[component]
pub fn HandOver(doc: DocId) -> impl IntoView {
    let (book, place, notices) = (use_book(), use_place(), use_notices());
    let chosen = RwSignal::new(None::<PersonId>);
    let (why, outcome) = (RwSignal::new(String::new()), RwSignal::new(None::<Outcome>));
    let deals = Memo::new(move |_| book.rows(|replica| open_deals(replica, doc)));
    // Where it is a lead and several wait they can be given out together.
    let leads = Memo::new(move |_| {
        book.rows(|replica| {
            let waiting = waiting(replica, book.me(), now_ms());
            if waiting.iter().any(|row| row.doc == doc) { waiting.len() } else { 0 }
        })
    });
    let sellers = move || book.company(|replica| sellers(replica, doc));
    let option = |(id, name): (PersonId, String)| view! { <option value=id.to_string()>{name}</option> };
    let choose = move |event| chosen.set(event_target_value(&event).parse().ok());
    let save = move |_| {
        let Some(to) = chosen.get_untracked() else { return };
        let from = book.read(|replica| replica.rows().get(&doc).and_then(row::owner));
        let along: Vec<DocId> = deals.get_untracked().into_iter().map(|(doc, _)| doc).collect();
        let parts = parts(doc, &along, (from, to, book.me()), &why.get_untracked());
        spawn_local(async move {
            let done = book.save(Draft { parts, undo_ms: UNDO_MS, seen: true, takes_over: None }).await;
            if let Outcome::Saved(order) = done {
                offer_undo(book, notices, order, Callback::new(|()| {}));
                place.go(Route::Customer(doc));
            }
            let _ = outcome.try_set(Some(done));
        });
    };
    let along = move || deals.get().into_iter().map(|(_, name)| view! { <li>{name}</li> }).collect_view();
    view! {
        <Head title=t!("customer.hand_over").to_owned() back=Route::Customer(doc)/>
        <div class="page">
            {move || (leads.get() > 1).then(|| view! {
                <Link to=Route::Leads class="button wide">{t!("lead.waiting", n = leads.get())}</Link>
            })}
            <div class="field">
                <label for="to">{t!("customer.to_whom")}</label>
                <select id="to" on:change=choose>
                    <option value="">{t!("common.choose")}</option>
                    {move || sellers().into_iter().map(option).collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="why">{law::field(Some("handover"), "why")}</label>
                <textarea id="why" rows="3" maxlength="1000" prop:value=why
                    on:input=move |event| why.set(event_target_value(&event))></textarea>
            </div>
            <section class="card">
                <h2>{move || t!("customer.deals_along", n = deals.with(Vec::len))}</h2>
                <ul class="lines">{along}</ul>
            </section>
        </div>
        <div class="main-act">
            <button type="button" class="primary wide" disabled=move || chosen.get().is_none() on:click=save>
                {t!("customer.hand_over")}
            </button>
        </div>
        <OutcomeSheet outcome=outcome kind=RecordKind::Customer/>
    }
}

/// Those of the customer and of the records that turned out to be it.
pub fn open_deals(replica: &Replica, customer: DocId) -> Vec<(DocId, String)> {
    let customers = row::with_joined(replica, customer);
    let deals =
        replica.rows().values().filter(|row| row::is_open_deal(row) && row::goes_with(row, &customers));
    deals.map(|row| (row.doc, row::name(row))).collect()
}

/// Those who can look after customers, without the present owner.
fn sellers(replica: &Replica, customer: DocId) -> Vec<(PersonId, String)> {
    let owner = replica.rows().get(&customer).and_then(row::owner);
    let sells = |role| matches!(role, Role::Rep | Role::Manager | Role::Director);
    let people = replica.company().people.iter();
    let fit = people.filter(|person| !person.left && sells(person.role) && Some(person.id) != owner);
    fit.map(|person| (person.id, format::person(person.id, replica.company()))).collect()
}

/// What handing over writes: the customer with its line, and its open deals.
pub fn parts(
    customer: DocId,
    deals: &[DocId],
    (from, to, by): (Option<PersonId>, PersonId, PersonId),
    why: &str,
) -> Vec<Part> {
    let to = Some(Value::Id(to.0));
    let line = [("from", from.map(|from| Value::Id(from.0))), ("to", to.clone()), ("why", words(why))];
    let mut own = signed_entry((customer, RecordKind::Customer, "handover"), by, line);
    if let Some(own) = &mut own {
        own.values.push((Path::field("owner"), to.clone()));
    }
    own.into_iter().chain(deals.iter().map(|deal| deal_part(*deal, to.clone()))).collect()
}

/// A deal goes along.
pub fn deal_part(doc: DocId, to: Option<Value>) -> Part {
    let values = vec![(Path::field("seller"), to)];
    Part { doc, kind: RecordKind::Deal, act: ActName::HandOverDeal, opened: None, values }
}
