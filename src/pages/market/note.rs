//! A market note (2.1.a): taken in one screen with one thumb, and what its page has beyond its facts.

use fieldbook_book::replica::{NOW, Opened, Outcome, Part};
use fieldbook_process::prospecting::{MarketNote, NoteKind};
use fieldbook_process::schema::FormFault;
use fieldbook_process::{ActName, Clause, DocId, Facts, Path, Record, RecordKind, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::picker::{CompetitorPicker, named, registering};
use crate::browser::clock::now_ms;
use crate::pages::act_form::{UNDO_MS, fields_of};
use crate::pages::attached::{self, Attached};
use crate::pages::deal::judgement::signed;
use crate::pages::deal::log::{new_id, offer_undo};
use crate::pages::row;
use crate::parts::attach::holding::{self, Holding};
use crate::parts::attach::{AttachButtons, HeldList};
use crate::parts::choice::Chips;
use crate::parts::clause::ClauseChip;
use crate::parts::field::FieldView;
use crate::parts::form::{About, Form, Values};
use crate::parts::head::Head;
use crate::parts::link::Link;
use crate::parts::outcome::OutcomeSheet;
use crate::state::acting::{Deed, use_acting};
use crate::state::book::{Book, use_book};
use crate::state::drafts::{self, Kept};
use crate::state::notice::use_notices;
use crate::state::route::{Place, Route, use_place};
use crate::t;
use crate::texts::{format, law};

const KIND: RecordKind = RecordKind::MarketNote;
const FORM: &str = "market_note.new";
/// The competitor named is kept as the words of the form are.
const NAMED: &str = "market_note.new.competitor";
/// What a note needs; the rest lies folded below.
const FIRST_FIELDS: [&str; 2] = ["price_heard", "words"];
/// So much of the words stands for all of them.
const LINE: usize = 60;

/// Goes to a new note about a competitor.
pub fn take_about(place: Place, name: &str) {
    keep_named(name);
    place.go(Route::RecordNew(KIND));
}

fn keep_named(name: &str) {
    let typed = Some(("competitor".to_owned(), name.to_owned())).filter(|_| !name.is_empty());
    drafts::keep(NAMED, &Kept { opened: None, typed: typed.into_iter().collect() });
}

/// The form of a new note.
#[component]
pub fn New() -> impl IntoView {
    let (book, notices, place) = (use_book(), use_notices(), use_place());
    let kept = drafts::kept(NAMED).and_then(|kept| kept.typed.get("competitor").cloned());
    let rival = RwSignal::new(kept.unwrap_or_default());
    Effect::new(move |_| keep_named(rival.get().trim()));
    let doc = DocId(new_id());
    let about = About { name: FORM.to_owned(), doc, kind: KIND, act: ActName::TakeMarketNote, entry: None };
    let form = Form::new(book, about, &fields_of(KIND, ActName::EditMarketNote), &Facts::new(), None);
    let composed = StoredValue::new(String::new());
    let holding = Holding::of(FORM);
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        spawn_local(async move {
            if !holding.settled().await {
                return;
            }
            let (again, name, attached) = (form.kept(), rival.get_untracked(), holding.now());
            let seen = attached.first().map(|one| law::choice("medium", one.medium.code()));
            if !complete(form, &name, seen, composed) {
                return;
            }
            let known = book.read(|replica| named(replica, &name));
            let made = (known.is_none() && !name.trim().is_empty()).then(|| DocId(new_id()));
            let beside = |_: &Values| -> Vec<Part> {
                made.map(|doc| registering(doc, &name, book.me())).into_iter().collect()
            };
            let mut added = added(book, form, known.or(made));
            added.extend(attached::named(&attached, book));
            if let Some(Outcome::Saved(order)) = form.save_beside(book, added, beside, UNDO_MS, false).await {
                drafts::forget(NAMED);
                holding.forget();
                let restore = Callback::new(move |()| {
                    again.put_back();
                    holding::keep(FORM, &attached);
                    keep_named(name.trim());
                });
                offer_undo(book, notices, order, restore);
                place.go(Route::Record(KIND, doc));
            }
        });
    };
    let is_busy = move || form.is_busy.get() || holding.waits();
    let (first, later) = split(form);
    let draw = |inputs: Vec<crate::parts::field::Input>| {
        inputs.into_iter().map(|input| view! { <FieldView input=input/> }).collect_view()
    };
    view! {
        <Head title=law::act(ActName::TakeMarketNote).to_owned() back=Route::Records(KIND)/>
        <div class="page">
            <form class="fields" on:submit=save novalidate>
                {kinds(form)}
                <CompetitorPicker typed=rival/>
                {draw(first)}
                <div class="tiles"><AttachButtons holding=holding/></div>
                <HeldList holding=holding/>
                <details class="fold"><summary>{t!("market.more")}</summary>{draw(later)}</details>
                <div class="foot"><button class="primary wide" disabled=is_busy>{holding.word(t!("common.save"))}</button></div>
            </form>
        </div>
        <OutcomeSheet outcome=form.outcome kind=KIND/>
    }
}

type Inputs = Vec<crate::parts::field::Input>;

/// What it is about, by chips: left out, it follows from the rest.
fn kinds(form: Form) -> Option<AnyView> {
    let input = form.input("note_kind")?;
    let label = law::field(Some("market_note"), "note_kind");
    let options = NoteKind::CODES.iter().map(|code| ((*code).to_owned(), law::choice("note_kind", code)));
    let (name, options) = ("field-market_note-note_kind", options.collect());
    Some(
        view! {
            <div class="field"><label>{label.clone()}</label><Chips name=name label=label options=options chosen=input.typed/></div>
        }
        .into_any(),
    )
}

/// What a note needs, and the rest.
fn split(form: Form) -> (Inputs, Inputs) {
    let others = form.inputs().into_iter().filter(|it| it.field.name != "note_kind");
    others.partition(|it| FIRST_FIELDS.contains(&it.field.name))
}

fn typed(form: Form, name: &str) -> String {
    form.input(name).map(|input| input.typed.get_untracked().trim().to_owned()).unwrap_or_default()
}

/// Fills in what follows from the rest: what it is about, and all of it in a line. What was `seen` is enough by itself;
/// `false` where nothing was said.
fn complete(form: Form, rival: &str, seen: Option<String>, composed: StoredValue<String>) -> bool {
    let price = typed(form, "price_heard");
    if let Some(kind) = form.input("note_kind").filter(|it| it.typed.get_untracked().is_empty()) {
        let of_it = match (price.is_empty(), rival.trim().is_empty()) {
            (false, _) => NoteKind::Price,
            (true, false) => NoteKind::Competitor,
            (true, true) => NoteKind::Other,
        };
        kind.typed.set(of_it.code().to_owned());
    }
    let Some(subject) = form.input("subject") else { return false };
    let stood = subject.typed.get_untracked();
    if !stood.trim().is_empty() && stood != composed.get_value() {
        return true;
    }
    let words = typed(form, "words");
    let first: String = words.lines().next().unwrap_or_default().chars().take(LINE).collect();
    let facts = [rival.trim().to_owned(), typed(form, "product_group"), price];
    let facts = facts.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ");
    let said = [first, facts].into_iter().find(|it| !it.is_empty());
    let line = said.or(seen).unwrap_or_default();
    if line.is_empty() {
        if let Some(words) = form.input("words") {
            words.fault.set(Some(FormFault::Missing(form.path("words"))));
        }
        return false;
    }
    composed.set_value(line.clone());
    subject.typed.set(line);
    true
}

/// What the machine writes beside what is typed.
fn added(book: Book, form: Form, competitor: Option<DocId>) -> Values {
    let me = book.me();
    let mut added = vec![
        (Path::field("by"), Some(Value::Id(me.0))),
        (Path::field("at"), Some(NOW)),
        (Path::field("competitor"), competitor.map(|doc| Value::Id(doc.0))),
    ];
    let at_home = book.read(|replica| replica.company().people.get(me)?.territories.first().cloned());
    if let Some(territory) = at_home.filter(|_| typed(form, "territory").is_empty()) {
        added.push((Path::field("territory"), Some(Value::Text(territory))));
    }
    added
}

/// Who took it and when, and of which competitor it speaks.
pub fn above(opened: &Opened) -> AnyView {
    let book = use_book();
    let note = MarketNote::from_facts(&opened.view.facts);
    let foot = book.read(|replica| signed(note.by, note.at, replica.company()));
    let kind = note.note_kind.map(|kind| law::choice("note_kind", kind.code()));
    let rival = note.competitor.and_then(|doc| {
        let name = book.read(|replica| replica.rows().get(&doc).map(row::name))?;
        Some(view! { <Link to=Route::Record(RecordKind::Competitor, doc) class="button">{name}</Link> })
    });
    view! {
        <section class="card">
            <h2>{kind} <ClauseChip clause=Clause::C2_1_a/></h2>
            {note.price_heard.map(|price| view! { <p class="judged"><b class="total number">{format::money(price)}</b></p> })}
            <p class="why">{foot}</p>
            {rival}
        </section>
    }
    .into_any()
}

/// What was added later.
pub fn below(opened: &Opened) -> AnyView {
    let book = use_book();
    let mut additions = MarketNote::from_facts(&opened.view.facts).additions;
    additions.sort_by_key(|it| it.at);
    let told = additions.into_iter().map(|it| {
        let foot = book.read(|replica| signed(it.by, it.at, replica.company()));
        view! { <article class="said"><p class="words">{it.content}</p><p class="why">{foot}</p></article> }
    });
    let told: Vec<_> = told.collect();
    let added = (!told.is_empty())
        .then(|| view! { <section class="card"><h2>{t!("market.added")}</h2>{told}</section> });
    view! { {added} <Attached opened=opened.clone() kind=KIND/> }.into_any()
}

/// Adding to it: anybody may.
pub fn main_act(opened: &Opened) -> AnyView {
    let (acting, doc) = (use_acting(), opened.doc);
    let add = move |_| acting.on(Deed::Entry(doc, KIND, "note_addition", Vec::new()));
    view! {
        <div class="main-act">
            <button type="button" class="primary wide" on:click=add>{law::act(ActName::AddToMarketNote)}</button>
        </div>
    }
    .into_any()
}

/// Whether this person may still mend it.
pub fn may_edit(opened: &Opened) -> bool {
    let book = use_book();
    let note = MarketNote::from_facts(&opened.view.facts);
    book.read(|replica| {
        note.may_still_be_mended(book.me(), replica.corrected_ms(now_ms()), replica.company())
    })
}
