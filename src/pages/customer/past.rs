//! What happened with a customer, in all its deals: contacts, judgements, decisions, questions, handovers, changes of
//! facts. The records are opened one by one once the page stands, and read again when they change; what a change of
//! facts did is worked out when it is drawn.

use std::collections::BTreeMap;
use std::sync::Arc;

use fieldbook_book::document::Document;
use fieldbook_book::hash::Hash;
use fieldbook_book::replica::{Opened, Replica};
use fieldbook_book::row::Row;
use fieldbook_process::opportunity::{Deal, Evaluation, FollowUp};
use fieldbook_process::prospecting::{Customer, Intention, NextStep};
use fieldbook_process::value::Instant;
use fieldbook_process::{ActName, Company, DocId, PersonId, Record, RecordKind};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::pages::days::{Dated, dated};
use crate::pages::deal::judgement::named;
use crate::pages::history::changes;
use crate::pages::row;
use crate::parts::link::Link;
use crate::state::book::{Book, use_book};
use crate::state::route::Route;
use crate::t;
use crate::texts::{format, law};

/// So much is drawn at once.
const PAGE: usize = 20;
/// Acts that are told by the entries they write.
const BY_ENTRIES: [ActName; 6] = [
    ActName::LogFollowUp,
    ActName::AmendFollowUp,
    ActName::EvaluateDeal,
    ActName::NameResources,
    ActName::ProposeOnLow,
    ActName::DecideOnLow,
];

/// Something that happened.
#[derive(Debug, Clone)]
struct Event {
    at_ms: i64,
    /// Tells it from others of the record.
    key: [u8; 16],
    doc: DocId,
    kind: RecordKind,
    head: String,
    words: Vec<String>,
    by: Option<PersonId>,
    is_try: bool,
    /// What the change did is told, too.
    change: Option<(Arc<Document>, Hash)>,
}

type ByRecord = BTreeMap<DocId, (u64, Vec<Event>)>;

/// The timeline of a customer.
#[component]
pub fn CustomerPast(customer: DocId) -> impl IntoView {
    let book = use_book();
    let all = RwSignal::new(ByRecord::new());
    Effect::new(move |_| {
        let docs = book.rows(|replica| docs(replica, customer));
        // What went to another customer, or left this phone.
        if all.with_untracked(|all| all.keys().any(|doc| !docs.contains(doc))) {
            all.update(|all| all.retain(|doc, _| docs.contains(doc)));
        }
        let is_new = |doc: &DocId| {
            let version = book.version_now(*doc);
            all.with_untracked(|all| all.get(doc).is_none_or(|(known, _)| *known != version))
        };
        let stale: Vec<(DocId, u64)> =
            docs.into_iter().filter(is_new).map(|doc| (doc, book.version_now(doc))).collect();
        // Named at once, so that what changes meanwhile does not open them a second time.
        all.try_update_untracked(|all| {
            stale.iter().for_each(|(doc, version)| all.entry(*doc).or_default().0 = *version);
        });
        spawn_local(async move {
            for (doc, _) in stale {
                let Some(opened) = book.open(doc).await else { continue };
                let events = book.read(|replica| events(&opened, replica.company()));
                let _ = all.try_update(|all| all.entry(doc).or_default().1 = events);
            }
        });
    });
    let drawn = RwSignal::new(PAGE);
    let lines = Memo::new(move |_| {
        all.with(|all| {
            let mut events: Vec<&Event> = all.values().flat_map(|(_, events)| events).collect();
            events.sort_by_key(|event| std::cmp::Reverse(event.at_ms));
            book.read(|replica| {
                let keys = events.iter().map(|event| (event.at_ms, event.doc, event.key));
                dated(keys, |(at_ms, ..)| *at_ms, replica.company())
            })
        })
    });
    let seen = move || lines.with(|lines| lines.iter().take(drawn.get()).cloned().collect::<Vec<_>>());
    let line = move |line: Dated<(i64, DocId, [u8; 16])>| {
        let (at_ms, doc, key) = line.it;
        let event = all.with_untracked(|all| {
            let of_doc = all.get(&doc).map(|(_, events)| events.as_slice()).unwrap_or_default();
            of_doc.iter().find(|event| event.key == key && event.at_ms == at_ms).cloned()
        });
        view! {
            {line.day.map(|day| view! { <h3 class="day">{day}</h3> })}
            {event.map(|event| drawn_event(book, customer, event))}
        }
    };
    let has_more = move || lines.with(Vec::len) > drawn.get();
    view! {
        <section class="card">
            <h2>{t!("customer.past")}</h2>
            <div class="timeline">
                <For each=seen key=|line| (line.it, line.day.is_some()) let:dated>{line(dated)}</For>
            </div>
            <Show when=has_more>
                <button type="button" class="wide" on:click=move |_| drawn.update(|n| *n += PAGE)>{t!("history.more")}</button>
            </Show>
        </section>
    }
}

/// The customer, its deals and their questions.
fn docs(replica: &Replica, customer: DocId) -> Vec<DocId> {
    let customers = row::with_joined(replica, customer);
    let is_of = |row: &&Row| customers.contains(&row.doc) || row::goes_with(row, &customers);
    let mut rows: Vec<&Row> = replica.rows().values().filter(is_of).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.latest_ms));
    rows.into_iter().map(|row| row.doc).collect()
}

fn events(opened: &Opened, company: &Company) -> Vec<Event> {
    let Some(kind) = opened.view.record_kind() else { return Vec::new() };
    let deal = Deal::from_facts(&opened.view.facts);
    let mut all: Vec<Event> = Vec::new();
    let event = |at: Option<Instant>, key: [u8; 16], head: String, words: Vec<String>, by| {
        let (doc, at_ms) = (opened.doc, at.map_or(0, |at| at.0));
        Event { at_ms, key, doc, kind, head, words, by, is_try: false, change: None }
    };
    if kind == RecordKind::Deal {
        all.extend(deal.follow_ups.iter().map(|it| Event {
            is_try: !it.reached,
            ..event(it.happened, it.id.0, contact(it), words_of(it), it.by)
        }));
        let amended = |at, id, words: &String, by| {
            event(at, id, t!("deal.amended").to_owned(), vec![words.clone()], by)
        };
        all.extend(deal.amendments.iter().map(|it| amended(it.at, it.id.0, &it.content, it.by)));
        all.extend(
            deal.evaluations.iter().map(|it| event(it.at, it.id.0, judged(it, company), vec![], it.by)),
        );
        all.extend(named(&deal).into_iter().map(|it| event(it.at, it.id.0, it.head, vec![it.words], it.by)));
    }
    let told = opened.history.iter().filter(|past| past.act.is_none_or(|act| !BY_ENTRIES.contains(&act)));
    all.extend(told.map(|past| {
        let head = past.act.map_or(t!("history.unreadable"), law::act).to_owned();
        let mut key = [0; 16];
        key.iter_mut().zip(past.hash.0).for_each(|(to, from)| *to = from);
        // What makes a record sets all its fields: they stand on its page, but for what was caught then.
        let makes = past.act == Some(kind.schema().made_by);
        let change = (!makes).then(|| (Arc::clone(&opened.document), past.hash));
        let words = if makes { caught(opened, past.entered_ms) } else { Vec::new() };
        Event { change, ..event(Some(Instant(past.entered_ms)), key, head, words, past.person) }
    }));
    all
}

/// What was caught at a moment, in words.
fn caught(opened: &Opened, at_ms: i64) -> Vec<String> {
    if opened.view.record_kind() != Some(RecordKind::Customer) {
        return Vec::new();
    }
    let captures = Customer::from_facts(&opened.view.facts).captures.into_iter();
    let chosen = |field: &str, code: Option<&'static str>| {
        Some(format!("{} · {}", law::field(Some("capture"), field), law::choice(field, code?)))
    };
    let words = captures.filter(|it| it.at == Some(Instant(at_ms))).flat_map(|it| {
        let interest = chosen("interest", it.interest.map(Intention::code));
        let next = chosen("next_step", it.next_step.map(NextStep::code));
        [interest, next, Some(it.words).filter(|words| !words.is_empty())]
    });
    words.flatten().collect()
}

/// Phone · 李經理
fn contact(it: &FollowUp) -> String {
    let channel = it.channel.map(|channel| law::choice("channel", channel.code())).unwrap_or_default();
    let tried = if it.reached { "" } else { t!("deal.tried") };
    let parts = [channel.as_str(), &it.contact, tried].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}

fn words_of(it: &FollowUp) -> Vec<String> {
    let next = (!it.next_step.is_empty()).then(|| t!("deal.next_step", what = it.next_step));
    let words = [it.content.clone(), it.feedback.clone()].into_iter().chain(next);
    words.filter(|words| !words.is_empty()).collect()
}

/// 評估：高 4.2
fn judged(it: &Evaluation, company: &Company) -> String {
    let grade = it.grade(company).map(|grade| law::choice("grade", grade.code())).unwrap_or_default();
    let score = it.score(company).map(format::score).unwrap_or_default();
    t!("common.act_on", act = law::act(ActName::EvaluateDeal), name = format!("{grade} {score}"))
}

fn drawn_event(book: Book, customer: DocId, it: Event) -> impl IntoView {
    let name = book.read(|replica| replica.rows().get(&it.doc).map(row::name)).unwrap_or_default();
    let whose = (it.doc != customer)
        .then(|| view! { <Link to=Route::of_record(it.kind, it.doc) class="whose">{name}</Link> });
    let by = book.read(|replica| it.by.map(|by| format::person(by, replica.company())));
    let meta = [Some(format::clock(it.at_ms)), by].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let words = it.words.into_iter().map(|words| view! { <p class="words">{words}</p> }).collect_view();
    let done = it.change.map(|(document, hash)| changes(book, it.kind, &document, hash));
    view! {
        <article class:is-try=it.is_try>
            <h4>{it.head}</h4>
            <p class="meta">{meta} {whose}</p>
            {words}
            {done}
        </article>
    }
}
