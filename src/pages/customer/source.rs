//! Where a customer came from (2.3): by which channel, campaign, event or partner, and the sheet that says so.

use std::collections::BTreeMap;

use fieldbook_book::replica::{Draft, Opened, Outcome, Part, Replica};
use fieldbook_process::prospecting::{Customer, Source};
use fieldbook_process::{ActName, Clause, DocId, Path, Record, RecordKind, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::pages::deal::log::offer_undo;
use crate::pages::entry::words;
use crate::pages::row;
use crate::parts::choice::Chips;
use crate::parts::clause::ClauseChip;
use crate::parts::link::Link;
use crate::parts::outcome::OutcomeSheet;
use crate::parts::sheet::Sheet;
use crate::state::book::use_book;
use crate::state::drafts::{self, Kept};
use crate::state::notice::use_notices;
use crate::state::route::Route;
use crate::t;
use crate::texts::law;

const UNDO_MS: i64 = 5_000;
/// The fields that name a record by which it came.
const LINKS: [&str; 3] = ["campaign", "event", "partner"];
/// What is said, in the draft.
const SAID: &str = "recommended";

/// What else is asked where that is the channel: the field of the customer and the kind of record it names.
fn asks(source: Option<Source>) -> Option<(&'static str, RecordKind)> {
    match source? {
        Source::Website | Source::SocialMedia | Source::Forum | Source::Email => {
            Some(("campaign", RecordKind::Campaign))
        }
        Source::Event => Some(("event", RecordKind::Event)),
        Source::Partner => Some(("partner", RecordKind::Partner)),
        Source::Phone | Source::ColdVisit | Source::Referral | Source::Other => None,
    }
}

fn clause(source: Option<Source>) -> Clause {
    match asks(source) {
        Some((_, RecordKind::Campaign)) => Clause::C2_3_a,
        Some((_, RecordKind::Partner)) => Clause::C2_3_c,
        _ => Clause::C2_3_b,
    }
}

/// Whether somebody recommended it.
fn is_recommended(source: Option<Source>) -> bool {
    matches!(source, Some(Source::Partner | Source::Referral))
}

/// Where it came from, in a line; a tap says it.
#[component]
pub fn CameBy(opened: Opened) -> impl IntoView {
    let book = use_book();
    let open = RwSignal::new(false);
    let customer = Customer::from_facts(&opened.view.facts);
    let channel = customer.source.map(|source| law::choice("source", source.code()));
    let named = [
        (customer.campaign, RecordKind::Campaign),
        (customer.event, RecordKind::Event),
        (customer.partner, RecordKind::Partner),
    ];
    let link = |(doc, kind): (Option<DocId>, RecordKind)| {
        let doc = doc?;
        let name = book.read(|replica| replica.rows().get(&doc).map(row::name))?;
        Some(
            view! { <Link to=Route::of_record(kind, doc) class="row line"><span class="what">{name}</span></Link> },
        )
    };
    let links: Vec<_> = named.into_iter().filter_map(link).collect();
    let said = (!customer.recommended.is_empty())
        .then(|| view! { <blockquote>{customer.recommended.clone()}</blockquote> });
    let clause = clause(customer.source);
    let opened = StoredValue::new(opened);
    view! {
        <section class="card came-by">
            <h2>{t!("source.title")} <ClauseChip clause=clause/></h2>
            <p>{channel.unwrap_or_else(|| t!("source.unknown").to_owned())}</p>
            {(!links.is_empty()).then(|| view! { <div class="ledger">{links}</div> })}
            {said}
            <button type="button" on:click=move |_| open.set(true)>{t!("source.say")}</button>
        </section>
        <Sheet open=open title=t!("source.title").to_owned()>
            <Saying opened=opened.get_value() open=open/>
        </Sheet>
    }
}

/// The sheet: the channel by chips, then what belongs to it.
#[component]
fn Saying(opened: Opened, open: RwSignal<bool>) -> impl IntoView {
    let (book, notices) = (use_book(), use_notices());
    let outcome = RwSignal::new(None::<Outcome>);
    let customer = Customer::from_facts(&opened.view.facts);
    let chosen = RwSignal::new(customer.source.map(|it| it.code().to_owned()).unwrap_or_default());
    let draft = format!("{}.recommended", opened.doc);
    let kept = drafts::kept(&draft).and_then(|mut kept| kept.typed.remove(SAID));
    let said = RwSignal::new(kept.unwrap_or_else(|| customer.recommended.clone()));
    let typed = {
        let draft = draft.clone();
        move |text: String| {
            drafts::keep(
                &draft,
                &Kept { opened: None, typed: BTreeMap::from([(SAID.to_owned(), text.clone())]) },
            );
            said.set(text);
        }
    };
    let of = |doc: Option<DocId>| RwSignal::new(doc.map(|doc| doc.to_string()).unwrap_or_default());
    let (campaign, event, partner) = (of(customer.campaign), of(customer.event), of(customer.partner));
    let signal = move |field: &str| match field {
        "campaign" => campaign,
        "event" => event,
        _ => partner,
    };
    let source = move || Source::of_code(&chosen.get());
    let options =
        Source::CODES.iter().map(|code| ((*code).to_owned(), law::choice("source", code))).collect();
    let which = move || {
        let (field, kind) = asks(source())?;
        let named = book.rows(|replica| named(replica, kind));
        let at = signal(field);
        let option = move |(doc, name): (String, String)| {
            let own = doc.clone();
            view! { <option value=doc selected=move || at.get() == own>{name}</option> }
        };
        Some(view! {
            <div class="field">
                <label for="came-by">{law::field(Some("customer"), field)}</label>
                <select id="came-by" on:change=move |event| at.set(event_target_value(&event))>
                    <option value="">{t!("common.choose")}</option>
                    {named.into_iter().map(option).collect_view()}
                </select>
            </div>
        })
    };
    let recommended = move || {
        let typed = typed.clone();
        is_recommended(source()).then(|| {
            let label = if source() == Some(Source::Partner) {
                law::field(Some("customer"), "recommended")
            } else {
                t!("source.who_said").to_owned()
            };
            view! {
                <div class="field">
                    <label for="recommended">{label}</label>
                    <textarea id="recommended" rows="3" maxlength="1000" prop:value=said
                        on:input=move |event| typed(event_target_value(&event))></textarea>
                </div>
            }
        })
    };
    let save = move |_| {
        let source = Source::of_code(&chosen.get_untracked());
        let mut values = vec![(Path::field("source"), source.map(|it| Value::Text(it.code().to_owned())))];
        // A link of another channel would count on.
        for field in LINKS {
            let is_asked = asks(source).is_some_and(|(asked, _)| asked == field);
            let doc: Option<DocId> = signal(field).get_untracked().parse().ok();
            values.push((Path::field(field), doc.filter(|_| is_asked).map(|doc| Value::Id(doc.0))));
        }
        if is_recommended(source) {
            values.push((Path::field("recommended"), words(&said.get_untracked())));
        }
        let (kind, act) = (RecordKind::Customer, ActName::EditCustomer);
        let part = Part { doc: opened.doc, kind, act, opened: Some(opened.heads.clone()), values };
        let draft = draft.clone();
        let kept = drafts::kept(&draft);
        spawn_local(async move {
            let act = Draft { parts: vec![part], takes_over: None, undo_ms: UNDO_MS, seen: false };
            let done = book.save(act).await;
            if let Outcome::Saved(order) = done {
                drafts::forget(&draft);
                let back = move |()| {
                    if let Some(kept) = &kept {
                        drafts::keep(&draft, kept);
                    }
                };
                offer_undo(book, notices, order, Callback::new(back));
            }
            if matches!(done, Outcome::Saved(_) | Outcome::Nothing) {
                let _ = open.try_set(false);
            }
            let _ = outcome.try_set(Some(done));
        });
    };
    view! {
        <div class="fields">
            <Chips name="source" label=law::field(Some("customer"), "source") options=options chosen=chosen/>
            {which}
            {recommended}
            <div class="foot"><button type="button" class="primary wide" on:click=save>{t!("common.save")}</button></div>
        </div>
        <OutcomeSheet outcome=outcome kind=RecordKind::Customer/>
    }
}

/// Records of a kind by name, each with its id as text.
fn named(replica: &Replica, kind: RecordKind) -> Vec<(String, String)> {
    let rows = replica.rows().values().filter(|row| row.kind == kind);
    let mut all: Vec<_> = rows.map(|row| (row.doc.to_string(), row::name(row))).collect();
    all.sort_by(|(_, a), (_, b)| a.cmp(b));
    all
}
