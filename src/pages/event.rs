//! What the page of an event has beyond its facts (2.3.b): being there, who goes, what was caught there.

use std::collections::BTreeSet;

use fieldbook_book::replica::{Draft, Opened, Outcome, Part};
use fieldbook_book::row::Row;
use fieldbook_process::prospecting::{Capture, Event};
use fieldbook_process::{ActName, DocId, EntryId, Path, Record, RecordKind, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::pages::deal::log::new_id;
use crate::pages::row;
use crate::parts::link::Link;
use crate::parts::outcome::OutcomeSheet;
use crate::state::acting::{Deed, use_acting};
use crate::state::at_event::use_at_event;
use crate::state::book::{Book, use_book};
use crate::state::per_row::PerRow;
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

/// Customers that were met at an event, by their rows; told anew when any changes, and read anew only of those that did.
pub fn met_at(book: Book, event: Signal<Option<DocId>>) -> Memo<Vec<DocId>> {
    let met = StoredValue::new(PerRow::<(BTreeSet<DocId>, DocId)>::default());
    Memo::new(move |_| {
        let event = event.get();
        let at = |row: &Row| {
            let events = events_of(row);
            (!events.is_empty()).then_some((events, row.doc))
        };
        book.rows(|replica| {
            met.try_update_value(|met| {
                met.follow(book, replica, usize::MAX, at);
                let there =
                    met.all().values().filter(|(at, _)| event.is_some_and(|event| at.contains(&event)));
                // One that is another shows as that one, once.
                let shown = there.map(|(_, doc)| row::stands_for(replica, *doc));
                shown.collect::<BTreeSet<_>>().into_iter().collect()
            })
            .unwrap_or_default()
        })
    })
}

/// Where a customer was met: at first, and each time that somebody there was caught since.
fn events_of(row: &Row) -> BTreeSet<DocId> {
    if row.kind != RecordKind::Customer {
        return BTreeSet::new();
    }
    let captures = if row.has_entry("capture") { row.entries::<Capture>("capture") } else { Vec::new() };
    let caught = captures.into_iter().filter_map(|it| it.event);
    caught.chain(row.get::<Option<DocId>>("event")).collect()
}

#[component]
fn Caught(event: DocId) -> impl IntoView {
    let book = use_book();
    let met = met_at(book, Signal::stored(Some(event)));
    let line = move |doc: DocId| {
        let name = book.read(|replica| row::called(replica, doc)).unwrap_or_default();
        view! { <Link to=Route::Customer(doc) class="row line"><span class="what">{name}</span></Link> }
    };
    move || {
        met.with(|met| {
            (!met.is_empty()).then(|| {
                let shown = met.iter().rev().take(20).copied().map(line).collect_view();
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
