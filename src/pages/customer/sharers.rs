//! Colleagues who work on a customer beside its owner.

use fieldbook_book::replica::{Draft, NOW, Opened, Outcome, Part};
use fieldbook_process::prospecting::{Customer, Sharer};
use fieldbook_process::{ActName, Path, RecordKind};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::pages::deal::log::offer_undo;
use crate::parts::icon::{CLOSE, Icon};
use crate::parts::outcome::OutcomeSheet;
use crate::state::acting::{Deed, use_acting};
use crate::state::book::use_book;
use crate::state::notice::use_notices;
use crate::t;
use crate::texts::{format, law};

const UNDO_MS: i64 = 5_000;

/// Who they are; one can be added, and taken off.
#[component]
pub fn Sharers(opened: Opened, customer: Customer) -> impl IntoView {
    let (book, notices, acting) = (use_book(), use_notices(), use_acting());
    let doc = opened.doc;
    let outcome = RwSignal::new(None::<Outcome>);
    let heads = StoredValue::new(opened.heads);
    let share = move |_| acting.on(Deed::Entry(doc, RecordKind::Customer, "sharer", Vec::new()));
    let line = move |sharer: Sharer| {
        let name = book.read(|replica| sharer.person.map(|who| format::person(who, replica.company())));
        let name = name.unwrap_or_default();
        let end = move |_| {
            let values = vec![(Path::entry("sharer", sharer.id, "removed"), Some(NOW))];
            let (kind, act) = (RecordKind::Customer, ActName::ShareCustomer);
            let parts = vec![Part { doc, kind, act, opened: Some(heads.get_value()), values }];
            spawn_local(async move {
                let done = book.save(Draft { parts, takes_over: None, undo_ms: UNDO_MS, seen: true }).await;
                if let Outcome::Saved(order) = done {
                    offer_undo(book, notices, order, Callback::new(|()| {}));
                }
                let _ = outcome.try_set(Some(done));
            });
        };
        view! {
            <div class="row line">
                <span class="what">{name.clone()}</span>
                <button type="button" class="round" aria-label=t!("customer.unshare", name = name) on:click=end>
                    <Icon stroke=CLOSE/>
                </button>
            </div>
        }
    };
    let there = customer.sharers.into_iter().filter(|sharer| sharer.removed.is_none());
    view! {
        <section class="card">
            <h2>{t!("customer.sharers")}</h2>
            <div class="ledger">{there.map(line).collect_view()}</div>
            <button type="button" class="wide" on:click=share>{law::act(ActName::ShareCustomer)}</button>
            <OutcomeSheet outcome=outcome kind=RecordKind::Customer/>
        </section>
    }
}
