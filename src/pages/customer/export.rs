//! Customers leave as a file (2.2.b): those that a list shows, with the people there, as a sheet or as cards. The server
//! notes it before; who may not is told who can.

use fieldbook_book::export::{Wording, cards, count_people, sheet};
use fieldbook_book::replica::Replica;
use fieldbook_book::wire::office::exports::{EXPORTS, ExportAsk, ExportTold, Format};
use fieldbook_process::general::{Change, Does, judge_office};
use fieldbook_process::schema::Field;
use fieldbook_process::{DocId, Facts, PersonId, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::clock::now_ms;
use crate::browser::files;
use crate::pages::admin::form::told;
use crate::parts::choice::Chips;
use crate::parts::refusal::Refusals;
use crate::state::book::{Book, use_book};
use crate::state::notice::use_notices;
use crate::state::office::{self, OfficeFault};
use crate::t;
use crate::texts::{format, law};

/// What stands in the sheet over a list; `shown` are the records that it shows.
#[component]
pub fn Export(open: RwSignal<bool>, shown: Signal<Vec<DocId>>) -> impl IntoView {
    let book = use_book();
    let body = move || {
        let refusals = book.company(|replica| {
            let (company, now_ms) = (replica.company(), replica.corrected_ms(now_ms()));
            judge_office(&Change { company, by: Some(book.me()), now_ms, does: Does::Exports })
        });
        if refusals.is_empty() {
            view! { <Choice open=open shown=shown/> }.into_any()
        } else {
            view! { <div class="fields"><Refusals refusals=refusals/></div> }.into_any()
        }
    };
    view! { {body} }
}

/// As what, and the act.
#[component]
fn Choice(open: RwSignal<bool>, shown: Signal<Vec<DocId>>) -> impl IntoView {
    let (book, notices) = (use_book(), use_notices());
    let format = RwSignal::new(Format::Csv.ending().to_owned());
    let (read, fault) = (RwSignal::new(None::<usize>), RwSignal::new(None::<OfficeFault>));
    // Of cards of others there is nothing to export.
    let docs = Memo::new(move |_| {
        let shown = shown.get();
        book.rows(|replica| {
            shown.into_iter().filter(|doc| replica.rows().contains_key(doc)).collect::<Vec<_>>()
        })
    });
    let left = move || shown.with(Vec::len).saturating_sub(docs.with(Vec::len));
    let take = move |_| {
        let docs = docs.get_untracked();
        let format = if format.get_untracked() == Format::Csv.ending() { Format::Csv } else { Format::Vcard };
        read.set(Some(0));
        spawn_local(async move {
            let made = export(book, docs, format, read).await;
            let _ = read.try_set(None);
            match made {
                Ok(told) => {
                    notices.say(t!("export.done", n = told.customers));
                    let _ = open.try_set(false);
                }
                Err(why) => drop(fault.try_set(Some(why))),
            }
        });
    };
    let options = [(Format::Csv, t!("export.csv")), (Format::Vcard, t!("export.vcard"))];
    let options = options.map(|(format, word)| (format.ending().to_owned(), word.to_owned())).to_vec();
    let why_not = move || {
        fault.get().map(|fault| match fault {
            OfficeFault::Offline => view! { <p class="fault">{t!("export.offline")}</p> }.into_any(),
            fault => told(fault),
        })
    };
    let label = move || match read.get() {
        Some(n) => t!("export.reading", n = n, all = docs.with(Vec::len)),
        None => t!("export.take", n = docs.with(Vec::len)),
    };
    let is_idle = move || read.get().is_some() || docs.with(Vec::is_empty);
    view! {
        <div class="fields">
            <p class="quiet-words">{t!("export.why")}</p>
            {move || (left() > 0).then(|| view! { <p class="quiet-words">{t!("export.cards_stay", n = left())}</p> })}
            <div class="field">
                <label>{t!("export.as")}</label>
                <Chips name="export-as" label=t!("export.as") options=options chosen=format required=true/>
            </div>
            <div class="not-done" role="alert">{why_not}</div>
        </div>
        <div class="foot">
            <button type="button" class="primary wide export" disabled=is_idle on:click=take>{label}</button>
        </div>
    }
}

/// Reads the customers, has the server note it, and hands the file over.
async fn export(
    book: Book,
    docs: Vec<DocId>,
    format: Format,
    read: RwSignal<Option<usize>>,
) -> Result<ExportTold, OfficeFault> {
    let (mut there, mut facts) = (Vec::new(), Vec::new());
    for doc in docs {
        // One that left the phone meanwhile is not among them.
        if let Some(opened) = book.open(doc).await {
            there.push(doc);
            facts.push(opened.view.facts);
        }
        let _ = read.try_set(Some(there.len()));
    }
    let people = facts.iter().map(count_people).sum();
    let told: ExportTold = office::post(EXPORTS, &ExportAsk { format, docs: there, people }).await?;
    let (day, name) = (book.read(|replica| replica.company().calendar.day_of(told.at_ms)), book.my_name());
    let mark = t!("export.mark", name = name, day = day);
    let text = book.read(|replica| written(replica, &facts, format, &mark));
    let mime = match format {
        Format::Csv => "text/csv",
        Format::Vcard => "text/vcard",
    };
    files::download(&format!("fieldbook-{day}.{}", format.ending()), mime, text.as_bytes());
    Ok(told)
}

fn written(replica: &Replica, facts: &[Facts], as_what: Format, mark: &str) -> String {
    if as_what == Format::Vcard {
        return cards(facts, mark);
    }
    let heading = |code: &str| match code.split_once('/') {
        None => law::field(Some("customer"), code),
        Some((list, field)) => t!("admin.of_person", field = law::field(Some(list), field)),
    };
    let word = |field: &Field, value: &Value| match value {
        Value::Flag(true) => t!("common.yes").to_owned(),
        Value::Text(code) => law::choice(field.name, code),
        Value::Id(id) => format::person(PersonId(*id), replica.company()),
        _ => String::new(),
    };
    sheet(facts, &Wording { heading: &heading, word: &word, mark_heading: t!("export.mark_heading"), mark })
}
