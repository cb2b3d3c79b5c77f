//! A draft: its items as rows that are opened, moved and taken out; one is added at the end.

use fieldbook_book::hash::Short;
use fieldbook_book::replica::{Draft, NOW, Opened, Outcome, Part};
use fieldbook_process::prospecting::{Item, ItemKind, Questionnaire, in_order};
use fieldbook_process::{ActName, EntryId, Path, RecordKind, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::item::{Editing, ItemForm, LIST};
use super::worded::worded;
use crate::parts::icon::{CLOSE, DOWN, Icon, UP};
use crate::parts::sheet::Sheet;
use crate::state::book::use_book;
use crate::t;
use crate::texts::law;

/// How far items are apart at first.
const APART: i64 = 1_000;

/// The items of a draft.
#[component]
pub fn Items(
    opened: Opened,
    questionnaire: Questionnaire,
    editing: RwSignal<Option<Editing>>,
    outcome: RwSignal<Option<Outcome>>,
) -> impl IntoView {
    let book = use_book();
    let (doc, me) = (opened.doc, book.me());
    let all: Vec<Item> = in_order(&questionnaire.items).into_iter().cloned().collect();
    let change = move |values: Vec<(Path, Option<Value>)>| {
        let part = Part {
            doc,
            kind: RecordKind::Questionnaire,
            act: ActName::EditQuestionnaire,
            opened: None,
            values,
        };
        spawn_local(async move {
            let draft = Draft { parts: vec![part], takes_over: None, undo_ms: 0, seen: true };
            let done = book.save(draft).await;
            if !matches!(done, Outcome::Saved(_)) {
                let _ = outcome.try_set(Some(done));
            }
        });
    };
    let opened = StoredValue::new(opened);
    let edit = move |id: EntryId, fresh: Option<(i64, String)>| {
        editing.set(Some(Editing { opened: opened.get_value(), id, fresh }));
    };
    let place = |id: EntryId, place: Option<i64>| (Path::entry(LIST, id, "place"), place.map(Value::Int));
    let neighbours: Vec<(EntryId, Option<i64>)> = all.iter().map(|item| (item.id, item.place)).collect();
    let swap = move |a: Option<&(EntryId, Option<i64>)>, b: Option<&(EntryId, Option<i64>)>| {
        let ((a, at), (b, bt)) = (*a?, *b?);
        Some(vec![place(a, bt), place(b, at)])
    };
    let row = |(at, item): (usize, Item)| {
        let id = item.id;
        let here = neighbours.get(at);
        let up = at.checked_sub(1).and_then(|it| swap(here, neighbours.get(it)));
        let down = swap(here, neighbours.get(at + 1));
        let move_by = move |values: Option<Vec<(Path, Option<Value>)>>| {
            move |_| {
                if let Some(values) = values.clone() {
                    change(values);
                }
            }
        };
        let remove = move |_| change(vec![(Path::entry(LIST, id, "removed"), Some(NOW))]);
        let name = item.words.clone();
        view! {
            <div class="item-row">
                <button type="button" class="row-main" on:click=move |_| edit(id, None)>
                    <b class="number">{at + 1}</b>
                    <span class="what">{item.words.clone()}<small>{about(&item, &questionnaire.items)}</small></span>
                </button>
                <div class="item-acts">
                    <button type="button" class="round" disabled=up.is_none() aria-label=t!("needs.up", name = name.clone()) on:click=move_by(up)><Icon stroke=UP/></button>
                    <button type="button" class="round" disabled=down.is_none() aria-label=t!("needs.down", name = name.clone()) on:click=move_by(down)><Icon stroke=DOWN/></button>
                    <button type="button" class="round" aria-label=t!("needs.take_out", name = name) on:click=remove><Icon stroke=CLOSE/></button>
                </div>
            </div>
        }
    };
    let last = questionnaire.items.iter().filter_map(|item| item.place).max().unwrap_or(0);
    let fresh_name = fresh_name(&questionnaire.items);
    // Of the same name and person the same: what was typed of it is found again.
    let fresh = EntryId(Short::of(format!("{doc} {me} {fresh_name}").as_bytes()).0);
    let add = move |_| edit(fresh, Some((last + APART, fresh_name.clone())));
    let is_empty = all.is_empty();
    view! {
        <section class="card items">
            <h2>{t!("needs.items")}</h2>
            {is_empty.then(|| view! { <p class="empty">{t!("needs.items_none")}</p> })}
            {all.into_iter().enumerate().map(row).collect_view()}
            <button type="button" class="wide add-item" on:click=add>{t!("needs.add_item")}</button>
        </section>
    }
}

/// The sheet of the item that is being written.
#[component]
pub fn ItemSheet(editing: RwSignal<Option<Editing>>) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(editing.with(Option::is_some)));
    Effect::new(move |was: Option<bool>| {
        let is_open = open.get();
        if was == Some(true) && !is_open {
            editing.set(None);
        }
        is_open
    });
    let body = move || {
        let now = editing.get()?;
        Some(view! { <ItemForm editing=now on_saved=Callback::new(move |()| open.set(false))/> })
    };
    view! { <Sheet open=open title=t!("needs.item").to_owned()>{body}</Sheet> }
}

/// Kind, whether it is required, when it is shown by the answers to which of all items.
pub fn about(item: &Item, all: &[Item]) -> String {
    let kind = item.item_kind.unwrap_or_default();
    let options = kind.has_options().then(|| t!("needs.n_options", n = item.asked().choices().count()));
    let required = (item.required && kind != ItemKind::Section).then(|| t!("common.required").to_owned());
    let asked = |name: &str| all.iter().find(|it| it.name == name).map(Item::asked);
    let shown =
        (!item.shown_if.is_empty()).then(|| t!("needs.if", condition = worded(&item.shown_if, &asked)));
    let parts = [Some(law::choice("item_kind", kind.code())), options, required, shown];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A name that no item has or had: q1, q2, …
fn fresh_name(items: &[Item]) -> String {
    let numbers = items.iter().filter_map(|item| item.name.strip_prefix('q')?.parse::<u32>().ok());
    format!("q{}", numbers.max().unwrap_or(0) + 1)
}
