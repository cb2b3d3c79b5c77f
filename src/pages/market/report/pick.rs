//! Picking market notes of the quarter for a part of the report; a tap quotes one.

use std::collections::BTreeMap;

use fieldbook_book::replica::{Outcome, Part, Replica};
use fieldbook_book::row::Row;
use fieldbook_process::prospecting::{MarketNote, MarketReport, NoteKind, Quarter, ReportPart};
use fieldbook_process::value::Instant;
use fieldbook_process::{ActName, DocId, EntryId, Path, PersonId, Record, RecordKind, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{KIND, save};
use crate::pages::deal::log::new_id;
use crate::pages::row;
use crate::parts::icon::{ADD, Icon, TICK};
use crate::parts::sheet::Sheet;
use crate::state::book::{Book, use_book};
use crate::t;
use crate::texts::{format, law};

/// As the law allows a quotation.
const LONGEST: usize = 4500;

/// The sheet; open while a part is named.
#[component]
pub fn Pick(
    doc: DocId,
    report: Signal<MarketReport>,
    picking: RwSignal<Option<ReportPart>>,
    outcome: RwSignal<Option<Outcome>>,
) -> impl IntoView {
    let book = use_book();
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(picking.get().is_some()));
    Effect::new(move |was: Option<bool>| {
        let is_open = open.get();
        if was == Some(true) && !is_open {
            picking.set(None);
        }
        is_open
    });
    let title = Signal::derive(move || {
        picking.get().map(|part| law::choice("report_part", part.code())).unwrap_or_default()
    });
    let body = move || {
        let part = picking.get()?;
        let report = report.get();
        let offered = book.rows(|replica| offered(replica, &report, part));
        let none = offered.is_empty().then(|| view! { <p class="quiet-words">{t!("market.no_notes")}</p> });
        let line = |note: Offered| {
            let Offered { doc: note_doc, subject, foot, quoted } = note;
            let tap = move |_| quote(book, doc, note_doc, part, outcome);
            view! {
                <button type="button" class="row line" disabled=quoted.is_some() on:click=tap>
                    <span class="what">{subject}<small class="why">{foot}</small></span>
                    {quoted.map(|of| view! { <small class="why">{law::choice("report_part", of.code())}</small> })}
                    <Icon stroke=if quoted.is_some() { TICK } else { ADD }/>
                </button>
            }
        };
        let lines = offered.into_iter().map(line).collect_view();
        Some(view! {
            {none}
            <div class="ledger">{lines}</div>
            <button type="button" class="primary wide" on:click=move |_| open.set(false)>{t!("market.picked")}</button>
        })
    };
    view! { <Sheet open=open title=title>{body}</Sheet> }
}

struct Offered {
    doc: DocId,
    subject: String,
    foot: String,
    /// The part that quotes it already.
    quoted: Option<ReportPart>,
}

/// Where a note usually belongs.
fn usual(kind: Option<NoteKind>) -> Option<ReportPart> {
    match kind? {
        NoteKind::Industry => Some(ReportPart::Industry),
        NoteKind::Competitor | NoteKind::Price => Some(ReportPart::Competitors),
        NoteKind::Trend => Some(ReportPart::Trends),
        NoteKind::Other => None,
    }
}

/// The notes of the quarter; those that usually belong there first, then the newest.
fn offered(replica: &Replica, report: &MarketReport, part: ReportPart) -> Vec<Offered> {
    let Some(quarter) = Quarter::parse(&report.quarter) else { return Vec::new() };
    let calendar = &replica.company().calendar;
    let days = quarter.first_day()..=quarter.last_day();
    let quoted: BTreeMap<DocId, ReportPart> = ReportPart::ALL
        .iter()
        .flat_map(|part| report.quoted(*part).filter_map(|it| Some((it.note?, *part))))
        .collect();
    let at = |row: &Row| row.get::<Option<Instant>>("at");
    let notes = replica.rows().values().filter(|row| row.kind == RecordKind::MarketNote);
    let mut notes: Vec<&Row> =
        notes.filter(|row| at(row).is_some_and(|at| days.contains(&calendar.day_of(at.0)))).collect();
    notes.sort_by_cached_key(|row| {
        let is_usual = usual(row.get("note_kind")) == Some(part);
        (quoted.contains_key(&row.doc), !is_usual, std::cmp::Reverse(at(row)))
    });
    let offer = |row: &Row| {
        let kind = row.get::<Option<NoteKind>>("note_kind").map(|it| law::choice("note_kind", it.code()));
        let day = at(row).map(|at| format::day(calendar.day_of(at.0), quarter.last_day()));
        let who = row.get::<Option<PersonId>>("by").map(|who| format::person(who, replica.company()));
        let foot = [day, kind, who].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        Offered { doc: row.doc, subject: row::name(row), foot, quoted: quoted.get(&row.doc).copied() }
    };
    notes.into_iter().map(offer).collect()
}

/// Quotes a note with all its words, as they are now.
fn quote(book: Book, report: DocId, note: DocId, part: ReportPart, outcome: RwSignal<Option<Outcome>>) {
    spawn_local(async move {
        let Some(opened) = book.open(note).await else { return };
        let words = in_words(&MarketNote::from_facts(&opened.view.facts));
        let id = EntryId(new_id());
        let at = |name: &str| Path::entry("quotation", id, name);
        let values = vec![
            (at("note"), Some(Value::Id(note.0))),
            (at("report_part"), Some(Value::Text(part.code().to_owned()))),
            (at("words"), Some(Value::Text(words))),
        ];
        save(book, Part { doc: report, kind: KIND, act: ActName::QuoteNote, opened: None, values }, outcome);
    });
}

fn in_words(note: &MarketNote) -> String {
    let added = note.additions.iter().map(|it| it.content.as_str());
    // A line that begins the words is not said twice.
    let subject = Some(note.subject.as_str()).filter(|subject| !note.words.starts_with(subject));
    let all = subject.into_iter().chain([note.words.as_str()]).chain(added);
    let all = all.filter(|words| !words.is_empty()).collect::<Vec<_>>().join("\n");
    all.chars().take(LONGEST).collect()
}
