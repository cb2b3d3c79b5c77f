//! The sheet of one item: kind, words, and of the rest what its kind needs.

use fieldbook_book::replica::{Opened, Outcome};
use fieldbook_process::prospecting::{Asked, Item, ItemKind, Questionnaire, in_order};
use fieldbook_process::{ActName, EntryId, Path, Record, RecordKind, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::condition::ShownIf;
use super::options;
use crate::parts::field::{FieldView, Input};
use crate::parts::form::{About, Form};
use crate::parts::outcome::OutcomeSheet;
use crate::state::book::use_book;
use crate::state::notice::use_notices;
use crate::t;

/// The list of items.
pub const LIST: &str = "item";
const KIND: RecordKind = RecordKind::Questionnaire;

/// An item that is written: one that stands, or a new one.
#[derive(Debug, Clone, PartialEq)]
pub struct Editing {
    /// The draft as the sheet found it.
    pub opened: Opened,
    /// Which item.
    pub id: EntryId,
    /// Place and name of a new one.
    pub fresh: Option<(i64, String)>,
}

/// The form of an item.
#[component]
pub fn ItemForm(editing: Editing, on_saved: Callback<()>) -> impl IntoView {
    let (book, notices) = (use_book(), use_notices());
    let Editing { opened, id, fresh } = editing;
    let questionnaire = Questionnaire::from_facts(&opened.view.facts);
    let earlier = earlier(&questionnaire, id);
    let about = About {
        name: format!("{}.{LIST}.{id}", opened.doc),
        doc: opened.doc,
        kind: KIND,
        act: ActName::EditQuestionnaire,
        entry: Some((LIST, id)),
    };
    let fields: Vec<_> = Item::FIELDS.iter().filter(|field| field.is_by_hand()).collect();
    let form = Form::new(book, about, &fields, &opened.view.facts, Some(opened.heads.clone()));
    let Some(kind) = form.input("item_kind") else { return ().into_any() };
    if kind.typed.get_untracked().is_empty() {
        kind.typed.set(ItemKind::Text.code().to_owned());
    }
    let is = move |wanted: fn(ItemKind) -> bool| {
        kind.typed.with(|code| wanted(ItemKind::of_code(code).unwrap_or_default()))
    };
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let fresh = fresh.clone();
        spawn_local(async move {
            let at = |name: &str| Path::entry(LIST, id, name);
            let added = fresh.map(|(place, name)| {
                vec![(at("place"), Some(Value::Int(place))), (at("name"), Some(Value::Text(name)))]
            });
            let done = form.save(book, added.unwrap_or_default(), 0, true).await;
            if let Some(Outcome::Saved(_) | Outcome::Nothing) = done {
                notices.say(t!("common.saved"));
                on_saved.try_run(());
            }
        });
    };
    let plain = move |name: &'static str| form.input(name).map(|input| view! { <FieldView input=input/> });
    let limits = move || is(|kind| kind.is_counted() || kind == ItemKind::Date);
    let listed = move || is(|kind| kind.has_options() || kind == ItemKind::Scale);
    let shown_if = form.input("shown_if").map(|input| view! { <ShownIf typed=input.typed earlier=earlier/> });
    view! {
        <form class="fields" on:submit=save novalidate>
            {plain("item_kind")}
            {plain("words")}
            <Show when=listed>{form.input("options").map(|input| view! { <Options input=input is_scale=Signal::derive(move || is(|kind| kind == ItemKind::Scale))/> })}</Show>
            <Show when=limits><div class="compared">{plain("least")} {plain("most")}</div></Show>
            <Show when=move || is(ItemKind::is_asked)>{plain("required")}</Show>
            {plain("hint")}
            {shown_if}
            <div class="foot">
                <button class="primary wide" disabled=form.is_busy>{t!("common.save")}</button>
            </div>
        </form>
        <OutcomeSheet outcome=form.outcome kind=KIND/>
    }
    .into_any()
}

/// The items before one; before a new one all.
fn earlier(questionnaire: &Questionnaire, id: EntryId) -> Vec<Asked> {
    in_order(&questionnaire.items).into_iter().take_while(|item| item.id != id).map(Item::asked).collect()
}

/// Options as labels, one a line; of a scale the words of its steps, each behind its number.
#[component]
fn Options(input: Input, is_scale: Signal<bool>) -> impl IntoView {
    let before = StoredValue::new(input.typed.get_untracked());
    let shown = RwSignal::new(String::new());
    Effect::new(move |_| {
        let typed = input.typed.get_untracked();
        shown.set(if is_scale.get() { typed } else { options::labels(&typed) });
    });
    let types = move |event| {
        let text = event_target_value(&event);
        let coded = if is_scale.get_untracked() {
            text.clone()
        } else {
            before.with_value(|before| options::with_codes(&text, before))
        };
        shown.set(text);
        input.typed.set(coded);
    };
    let label = move || if is_scale.get() { t!("needs.scale_words") } else { t!("needs.options") };
    view! {
        <div class="field">
            <label for="item-options">{label}</label>
            <textarea id="item-options" rows="4" prop:value=shown on:input=types></textarea>
        </div>
    }
}
