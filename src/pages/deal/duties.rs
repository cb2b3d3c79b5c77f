//! What is owed from a record, each with its act, and with what else can be done about it (1.1): let it go with a
//! reason where its clause allows, hand it on to a colleague; and what a colleague has offered.

use fieldbook_book::replica::{NOW, Opened, Outcome, Part};
use fieldbook_process::general::HandOn;
use fieldbook_process::general::settled::WAIVABLE;
use fieldbook_process::law::Duty;
use fieldbook_process::{ActName, Clause, DocId, Path, RecordKind, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::clock::now_ms;
use crate::pages::today::owed::of_record;
use crate::pages::today::owed_row::OwedRow;
use crate::parts::clause::ClauseChip;
use crate::parts::outcome::OutcomeSheet;
use crate::state::acting::{Deed, use_acting};
use crate::state::book::{Book, use_book};
use crate::t;
use crate::texts::format;

/// Everything owed from a record.
pub fn duties(book: Book, doc: DocId, kind: RecordKind) -> AnyView {
    let rows = book.read(|replica| {
        let row = replica.rows().get(&doc)?;
        let all = of_record(row, replica.company(), replica.corrected_ms(now_ms())).into_iter();
        let duties = row.duties();
        Some(all.filter_map(|due| Some((due, duties.get(due.at)?.clone()))).collect::<Vec<_>>())
    });
    let row = |(due, duty)| {
        view! { <div class="owed-one"><OwedRow due=due/> {others(book, doc, kind, &duty)}</div> }
    };
    view! { <div class="ledger owed">{rows.unwrap_or_default().into_iter().map(row).collect_view()}</div> }
        .into_any()
}

/// Letting go and handing on, for whom it is owed by.
fn others(book: Book, doc: DocId, kind: RecordKind, duty: &Duty) -> AnyView {
    if duty.owing.who != book.me() {
        return ().into_any();
    }
    let acting = use_acting();
    let given = vec![
        ("clause", Value::Text(duty.clause.id().to_owned())),
        ("since", Value::Instant(duty.owing.since_ms)),
    ];
    let deed = move |list: &'static str, given: Vec<(&'static str, Value)>| {
        move |_| acting.on(Deed::Entry(doc, kind, list, given.clone()))
    };
    let waivable = WAIVABLE.contains(&duty.clause);
    let handed_on = duty.clause != Clause::C3_3_c;
    view! {
        <div class="others">
            {handed_on.then(|| view! { <button type="button" class="quiet" on:click=deed("hand_on", given.clone())>{t!("deal.hand_on")}</button> })}
            {waivable.then(|| view! { <button type="button" class="quiet" on:click=deed("waiver", given.clone())>{t!("deal.waive")}</button> })}
        </div>
    }
    .into_any()
}

/// What colleagues have offered to this person, each to be accepted or declined.
#[component]
pub fn Offers(opened: Opened, kind: RecordKind, hand_ons: Vec<HandOn>) -> impl IntoView {
    let book = use_book();
    let me = book.me();
    let mine = hand_ons
        .into_iter()
        .filter(move |it| it.to == Some(me) && it.accepted.is_none() && it.declined.is_none());
    let opened = StoredValue::new(opened);
    mine.map(|offer| view! { <Offer opened=opened.get_value() kind=kind offer=offer/> }).collect_view()
}

#[component]
fn Offer(opened: Opened, kind: RecordKind, offer: HandOn) -> impl IntoView {
    let book = use_book();
    let outcome = RwSignal::new(None::<Outcome>);
    let from =
        book.read(|replica| offer.by.map(|by| format::person(by, replica.company()))).unwrap_or_default();
    let clause = Clause::ALL.iter().copied().find(|clause| clause.id() == offer.clause);
    let opened = StoredValue::new(opened);
    let say = move |field: &'static str| {
        move |_| {
            let opened = opened.get_value();
            let values = vec![(Path::entry("hand_on", offer.id, field), Some(NOW))];
            let act = ActName::AnswerHandOn;
            let part = Part { doc: opened.doc, kind, act, opened: Some(opened.heads), values };
            spawn_local(async move {
                let draft = fieldbook_book::replica::Draft {
                    parts: vec![part],
                    takes_over: None,
                    undo_ms: 0,
                    seen: true,
                };
                let done = book.save(draft).await;
                let _ = outcome.try_set(Some(done));
            });
        }
    };
    view! {
        <section class="card">
            <h3>{t!("deal.offered", name = from)} {clause.map(|clause| view! { <ClauseChip clause=clause/> })}</h3>
            <p class="words">{offer.words.clone()}</p>
            <div class="pair">
                <button type="button" on:click=say("declined")>{t!("deal.decline")}</button>
                <button type="button" class="primary" on:click=say("accepted")>{t!("deal.accept")}</button>
            </div>
            <OutcomeSheet outcome=outcome kind=kind/>
        </section>
    }
}
