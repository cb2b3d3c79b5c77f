//! Writing down a contact (3.2.a), which answers the duty of 3.2.b: three taps and words. Reached, not reached, or put
//! off to another day with the customer's reason; saved, it can be taken back for 5 s.

use fieldbook_book::replica::{NOW, Opened, Outcome};
use fieldbook_process::id::uuid_v7;
use fieldbook_process::opportunity::FollowUp;
use fieldbook_process::schema::Field;
use fieldbook_process::{ActName, DocId, EntryId, Facts, Path, RecordKind, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::also::Also;
use crate::browser::clock::{BrowserChance, now_ms};
use crate::pages::attached::named;
use crate::pages::customer::touch::touch;
use crate::pages::row;
use crate::parts::attach::holding::{self, Holding};
use crate::parts::attach::{AttachButtons, HeldList};
use crate::parts::choice::Chips;
use crate::parts::field::FieldView;
use crate::parts::form::{About, Form, Values};
use crate::parts::icon::{CALL, Icon};
use crate::parts::outcome::OutcomeSheet;
use crate::state::book::{Book, use_book};
use crate::state::drafts::{self, Kept};
use crate::state::notice::{Notices, use_notices};
use crate::t;

const UNDO_MS: i64 = 5_000;
/// Fields shown at once; the others lie folded below.
const FIRST_FIELDS: [&str; 3] = ["channel", "content", "next_step"];
/// Fields of the plan that put a contact off.
const REST_FIELDS: [&str; 2] = ["resting_until", "resting_why"];

/// The form of a contact, in its sheet.
#[component]
pub fn Log(opened: Opened, open: RwSignal<bool>) -> impl IntoView {
    let (book, notices) = (use_book(), use_notices());
    let holding = Holding::of(log_name(opened.doc));
    let options = [("reached", t!("deal.reached")), ("tried", t!("deal.tried")), ("rest", t!("deal.rest"))];
    let options = options.map(|(code, word)| (code.to_owned(), word.to_owned())).to_vec();
    let (doc, phones) = (opened.doc, phones(book, opened.doc));
    let also = StoredValue::new(Also::of(book, opened.doc));
    let contact = contact_form(book, &opened);
    let rest = rest_form(book, &opened);
    let result = RwSignal::new(result_as_left(doc, contact, holding));
    Effect::new(move |_| keep_result(doc, &result.get()));
    let form = Signal::derive(move || if result.get() == "rest" { rest } else { contact });
    let save = move |_| {
        spawn_local(async move {
            if !holding.settled().await {
                return;
            }
            let said = result.get_untracked();
            let (form, reached, is_rest) = (form.get_untracked(), said == "reached", said == "rest");
            // Putting it off takes none along: they wait for the contact.
            let held = if is_rest { Vec::new() } else { holding.now() };
            let mut added = added(&said, contact, book);
            added.extend(named(&held, book));
            let kept = form.kept();
            let beside = |values: &Values| {
                if is_rest {
                    return Vec::new();
                }
                let mark = reached.then(|| touch(book, doc, values)).flatten();
                also.with_value(|also| also.parts(values, reached, book)).into_iter().chain(mark).collect()
            };
            if let Some(Outcome::Saved(order)) = form.save_beside(book, added, beside, UNDO_MS, is_rest).await
            {
                drafts::forget(&result_name(doc));
                if !is_rest {
                    holding.forget();
                }
                let _ = open.try_set(false);
                let restore = Callback::new(move |()| {
                    kept.put_back();
                    keep_result(doc, &said);
                    holding::keep(&log_name(doc), &held);
                });
                offer_undo(book, notices, order, restore);
            }
        });
    };
    let is_busy = move || result.get().is_empty() || form.get().is_busy.get() || holding.waits();
    view! {
        <div class="log">
            {phones}
            <Chips name="result" label=t!("deal.result") options=options chosen=result required=true/>
            {move || (result.get() == "rest").then(|| later_days(book, rest))}
            {move || (!result.get().is_empty()).then(|| fields(form.get(), result.get() == "rest"))}
            {move || matches!(result.get().as_str(), "reached" | "tried").then(|| view! {
                <HeldList holding=holding/>
                <div class="tiles"><AttachButtons holding=holding/></div>
            })}
            {move || matches!(result.get().as_str(), "reached" | "tried").then(|| also.with_value(Also::view))}
            <div class="foot">
                <button type="button" class="primary wide" on:click=save disabled=is_busy>
                    {holding.word(t!("deal.log_save"))}
                </button>
            </div>
            <OutcomeSheet outcome=contact.outcome kind=RecordKind::Deal/>
            <OutcomeSheet outcome=rest.outcome kind=RecordKind::Deal/>
        </div>
    }
}

fn log_name(doc: DocId) -> String {
    format!("{doc}.log")
}

fn result_name(doc: DocId) -> String {
    format!("{doc}.result")
}

/// With words, photos or notes left in the form, what was said of the contact stands there, too.
fn result_as_left(doc: DocId, contact: Form, holding: Holding) -> String {
    let has_words = contact.input("content").is_some_and(|input| !input.typed.get_untracked().is_empty());
    let kept = drafts::kept(&result_name(doc)).filter(|_| has_words || !holding.now().is_empty());
    kept.and_then(|kept| kept.typed.get("result").cloned()).unwrap_or_default()
}

fn keep_result(doc: DocId, result: &str) {
    if !result.is_empty() {
        let typed = [("result".to_owned(), result.to_owned())].into();
        drafts::keep(&result_name(doc), &Kept { opened: None, typed });
    }
}

fn fields(form: Form, is_rest: bool) -> AnyView {
    let (first, later): (Vec<_>, Vec<_>) =
        form.inputs().into_iter().partition(|input| is_rest || FIRST_FIELDS.contains(&input.field.name));
    let draw = |inputs: Vec<crate::parts::field::Input>| {
        inputs.into_iter().map(|input| view! { <FieldView input=input/> }).collect_view()
    };
    let more = (!later.is_empty()).then(|| {
        view! { <details class="fold"><summary>{t!("deal.log_more")}</summary>{draw(later)}</details> }
    });
    view! { <div class="fields">{draw(first)} {more}</div> }.into_any()
}

/// Days to put a contact off to, a tap each; a day off gives way to the next that is worked.
fn later_days(book: Book, rest: Form) -> AnyView {
    let Some(until) = rest.input("resting_until") else { return ().into_any() };
    let words = [
        (1, t!("deal.tomorrow")),
        (7, t!("deal.in_a_week")),
        (14, t!("deal.in_two_weeks")),
        (30, t!("deal.in_a_month")),
    ];
    let options = book.read(|replica| {
        let calendar = &replica.company().calendar;
        let today = calendar.day_of(replica.corrected_ms(now_ms()));
        let day = |days: i32| calendar.working_from(today.plus(days)).to_string();
        words.map(|(days, word)| (day(days), word.to_owned())).to_vec()
    });
    view! { <Chips name="later" label=t!("deal.in_days") options=options chosen=until.typed/> }.into_any()
}

/// The contact's own fields. Channel first, as the most used.
fn contact_form(book: Book, opened: &Opened) -> Form {
    let entry = EntryId(new_id());
    let by_hand = |field: &&'static Field| field.is_by_hand() && field.name != "reached";
    let mut fields: Vec<&'static Field> = FollowUp::FIELDS.iter().filter(by_hand).collect();
    fields
        .sort_by_key(|field| FIRST_FIELDS.iter().position(|name| *name == field.name).unwrap_or(usize::MAX));
    let about = About {
        name: log_name(opened.doc),
        doc: opened.doc,
        kind: RecordKind::Deal,
        act: ActName::LogFollowUp,
        entry: Some(("follow_up", entry)),
    };
    let form = Form::new(book, about, &fields, &Facts::new(), Some(opened.heads.clone()));
    if let Some(channel) = form.input("channel").filter(|input| input.typed.get_untracked().is_empty()) {
        channel.typed.set("phone".to_owned());
    }
    form
}

fn rest_form(book: Book, opened: &Opened) -> Form {
    let schema = RecordKind::Deal.schema();
    let fields: Vec<&'static Field> =
        REST_FIELDS.iter().filter_map(|name| schema.field(&Path::field(name))).collect();
    let about = About {
        name: format!("{}.rest", opened.doc),
        doc: opened.doc,
        kind: RecordKind::Deal,
        act: ActName::PlanDeal,
        entry: None,
    };
    Form::new(book, about, &fields, &opened.view.facts, Some(opened.heads.clone()))
}

/// What the machine stamps beside what is typed.
fn added(result: &str, contact: Form, book: Book) -> Vec<(Path, Option<Value>)> {
    if result == "rest" {
        return vec![(Path::field("planned"), Some(NOW))];
    }
    let at = |name: &str| contact.path(name);
    vec![
        (at("happened"), Some(NOW)),
        (at("entered"), Some(NOW)),
        (at("by"), Some(Value::Id(book.me().0))),
        (at("reached"), (result == "reached").then_some(Value::Flag(true))),
    ]
}

/// Says that it is saved, with 5 s to take it back; `restore` brings the words back into their form.
pub fn offer_undo(book: Book, notices: Notices, order: u64, restore: Callback<()>) {
    let undo = Callback::new(move |()| {
        spawn_local(async move {
            if book.undo(order).await == Outcome::Done {
                restore.run(());
                notices.say(t!("common.undone"));
            } else {
                notices.say(t!("common.too_late_to_undo"));
            }
        });
    });
    notices.offer(t!("common.saved"), t!("common.undo"), undo);
}

/// Numbers of the customer's people, to be called before writing down.
fn phones(book: Book, deal: DocId) -> AnyView {
    let phones = book.read(|replica| {
        let customer: Option<DocId> = replica.rows().get(&deal)?.get("customer");
        replica.rows().get(&customer?).map(row::phones)
    });
    let call = |(name, phone): (String, String)| {
        let to = format!("tel:{phone}");
        view! { <a class="call" href=to><Icon stroke=CALL/><span>{name}</span><span class="number">{phone}</span></a> }
    };
    let calls: Vec<_> = phones.unwrap_or_default().into_iter().map(call).collect();
    if calls.is_empty() { ().into_any() } else { view! { <div class="calls">{calls}</div> }.into_any() }
}

/// A new id, of this moment.
pub fn new_id() -> [u8; 16] {
    let mut chance = [0; 10];
    fieldbook_book::replica::Chance::fill(&mut BrowserChance, &mut chance);
    uuid_v7(now_ms(), chance)
}
