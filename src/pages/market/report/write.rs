//! Writing a market report: under each heading the notes that are quoted, then the author's words.

use fieldbook_book::replica::{NOW, Opened, Outcome, Part};
use fieldbook_process::prospecting::{MarketReport, ReportPart};
use fieldbook_process::{ActName, DocId, EntryId, Path, Record};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::pick::Pick;
use super::{KIND, quotation, save};
use crate::pages::act_form::{UNDO_MS, fields_of};
use crate::pages::deal::log::offer_undo;
use crate::parts::field::FieldView;
use crate::parts::form::{About, Form};
use crate::parts::head::Head;
use crate::parts::outcome::{Choices, OutcomeSheet};
use crate::state::book::use_book;
use crate::state::notice::use_notices;
use crate::state::record::{Loaded, use_record};
use crate::state::route::{Route, use_place};
use crate::t;
use crate::texts::law;

/// The page.
#[component]
pub fn Write(doc: DocId) -> impl IntoView {
    let record = use_record(doc);
    // The words stay as they were opened, whatever is quoted meanwhile.
    let first = Memo::new(move |was: Option<&Loaded>| match was {
        Some(here @ Loaded::Here(_)) => here.clone(),
        _ => record.get(),
    });
    let report = Signal::derive(move || match record.get() {
        Loaded::Here(opened) => MarketReport::from_facts(&opened.view.facts),
        _ => MarketReport::default(),
    });
    let body = move || match first.get() {
        Loaded::Loading => ().into_any(),
        Loaded::Missing => view! { <p class="empty">{t!("common.not_here")}</p> }.into_any(),
        Loaded::Here(opened) => view! { <Parts opened=*opened report=report/> }.into_any(),
    };
    let title = Signal::derive(move || super::called(&report.get().quarter));
    view! {
        <Head title=title sub=law::act(ActName::WriteMarketReport).to_owned() back=Route::Record(KIND, doc)/>
        <div class="page">{body}</div>
    }
}

#[component]
fn Parts(opened: Opened, report: Signal<MarketReport>) -> impl IntoView {
    let (book, notices, place) = (use_book(), use_notices(), use_place());
    let (doc, act) = (opened.doc, ActName::WriteMarketReport);
    let about = About { name: format!("{doc}.write"), doc, kind: KIND, act, entry: None };
    let form = Form::new(book, about, &fields_of(KIND, act), &opened.view.facts, Some(opened.heads));
    let (picking, outcome) = (RwSignal::new(None::<ReportPart>), RwSignal::new(None::<Outcome>));
    let run = Callback::new(move |seen: bool| {
        spawn_local(async move {
            let again = form.kept();
            match form.save(book, Vec::new(), UNDO_MS, seen).await {
                Some(Outcome::Saved(order)) => {
                    offer_undo(book, notices, order, Callback::new(move |()| again.put_back()));
                    place.go(Route::Record(KIND, doc));
                }
                Some(Outcome::Nothing) => place.go(Route::Record(KIND, doc)),
                _ => {}
            }
        });
    });
    let choices = Choices {
        mine: Callback::new(move |()| run.run(true)),
        theirs: Callback::new(move |edits: Vec<fieldbook_process::facts::Edit>| {
            form.take_theirs(book, &edits)
        }),
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        run.run(false);
    };
    let part = move |part: ReportPart| {
        let take_out = move |id: EntryId| {
            let values = vec![(Path::entry("quotation", id, "removed"), Some(NOW))];
            save(book, Part { doc, kind: KIND, act: ActName::QuoteNote, opened: None, values }, outcome);
        };
        let quotes = move || {
            let report = report.get();
            let one = |it: &fieldbook_process::prospecting::Quotation| {
                let id = it.id;
                let out = view! { <button type="button" class="quiet" on:click=move |_| take_out(id)>{t!("market.take_out")}</button> };
                quotation(it, out.into_any())
            };
            report.quoted(part).map(one).collect_view()
        };
        view! {
            <section class="card">
                <h2>{law::choice("report_part", part.code())}</h2>
                {quotes}
                <button type="button" on:click=move |_| picking.set(Some(part))>{t!("market.pick")}</button>
                {form.input(part.code()).map(|input| view! { <FieldView input=input/> })}
            </section>
        }
    };
    view! {
        <form class="fields" on:submit=submit novalidate>
            {ReportPart::ALL.iter().copied().map(part).collect_view()}
            <div class="foot"><button class="primary wide" disabled=form.is_busy>{t!("common.save")}</button></div>
        </form>
        <Pick doc=doc report=report picking=picking outcome=outcome/>
        <OutcomeSheet outcome=form.outcome kind=KIND choices=choices/>
        <OutcomeSheet outcome=outcome kind=KIND/>
    }
}
