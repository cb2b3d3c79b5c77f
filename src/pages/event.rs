//! What the page of an event has beyond its facts (2.3.b): being there, who goes, what was caught there.

use fieldbook_book::replica::{Draft, Opened, Outcome, Part};
use fieldbook_process::prospecting::Event;
use fieldbook_process::{ActName, DocId, EntryId, Path, Record, RecordKind, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::pages::deal::log::new_id;
use crate::pages::row;
use crate::parts::link::Link;
use crate::parts::outcome::OutcomeSheet;
use crate::state::acting::{Deed, use_acting};
use crate::state::at_event::use_at_event;
use crate::state::book::use_book;
use crate::state::route::Route;
use crate::t;
use crate::texts::format;

/// Who goes there, and whom we met.
pub fn above(opened: &Opened) -> AnyView {
    let event = opened.doc;
    view! { <Caught event=event/> <Staff opened=opened.clone()/> }.into_any()
}

/// Being there, or leaving.
pub fn main_act(opened: &Opened) -> AnyView {
    let (here, event) = (use_at_event(), opened.doc);
    let is_here = move || here.get() == Some(event);
    let toggle = move |_| here.set((here.now() != Some(event)).then_some(event));
    view! {
        <div class="main-act">
            <button type="button" class="wide" class:primary=move || !is_here() on:click=toggle>
                {move || if is_here() { t!("event.leave") } else { t!("event.be_there") }}
            </button>
        </div>
    }
    .into_any()
}

/// Customers that were met at an event, by their rows.
pub fn met_at(replica: &fieldbook_book::replica::Replica, event: DocId) -> Vec<(DocId, String)> {
    let customers = replica.rows().values().filter(|row| row.kind == RecordKind::Customer);
    let at = |row: &&fieldbook_book::row::Row| row.get::<Option<DocId>>("event") == Some(event);
    // One that is another shows as that one, once.
    let met = customers.filter(at).map(|row| row::joined_into(row).unwrap_or(row.doc));
    let mut seen = std::collections::BTreeSet::new();
    let met = met.filter(|doc| seen.insert(*doc));
    met.filter_map(|doc| Some((doc, row::called(replica, doc)?))).collect()
}

#[component]
fn Caught(event: DocId) -> impl IntoView {
    let book = use_book();
    let met = Memo::new(move |_| book.rows(|replica| met_at(replica, event)));
    let line = |(doc, name): (DocId, String)| {
        view! { <Link to=Route::Customer(doc) class="row line"><span class="what">{name}</span></Link> }
    };
    move || {
        met.with(|met| {
            (!met.is_empty()).then(|| {
                let shown = met.iter().rev().take(20).cloned().map(line).collect_view();
                view! {
                    <section class="card">
                        <h2>{t!("event.met", n = met.len())}</h2>
                        <div class="ledger">{shown}</div>
                    </section>
                }
            })
        })
    }
}

/// Who goes there; somebody more is chosen from the company.
#[component]
fn Staff(opened: Opened) -> impl IntoView {
    let (book, acting) = (use_book(), use_acting());
    let event = Event::from_facts(&opened.view.facts);
    let outcome = RwSignal::new(None::<Outcome>);
    let doc = opened.doc;
    let there: Vec<_> =
        event.attendees.iter().filter(|it| it.removed.is_none()).filter_map(|it| it.person).collect();
    let goes = there.contains(&book.me());
    let names = book.read(|replica| {
        let names = there.iter().map(|who| format::person(*who, replica.company()));
        Some(names.collect::<Vec<_>>().join(" · "))
    });
    // A second tap before the first is kept would write them down twice.
    let joins = RwSignal::new(false);
    let join = move |_| {
        if joins.get_untracked() {
            return;
        }
        joins.set(true);
        let id = EntryId(new_id());
        let values = vec![(Path::entry("attendee", id, "person"), Some(Value::Id(book.me().0)))];
        let part = Part { doc, kind: RecordKind::Event, act: ActName::StaffEvent, opened: None, values };
        spawn_local(async move {
            let draft = Draft { parts: vec![part], takes_over: None, undo_ms: 0, seen: false };
            let done = book.save(draft).await;
            let _ = joins.try_set(false);
            let _ = outcome.try_set(Some(done));
        });
    };
    let add = move |_| acting.on(Deed::Entry(doc, RecordKind::Event, "attendee", Vec::new()));
    view! {
        <section class="card">
            <h2>{t!("event.staff")}</h2>
            <p>{names}</p>
            <div class="pair">
                {(!goes).then(|| view! { <button type="button" on:click=join>{t!("event.i_go")}</button> })}
                <button type="button" on:click=add>{t!("event.somebody_goes")}</button>
            </div>
        </section>
        <OutcomeSheet outcome=outcome kind=RecordKind::Event/>
    }
}
