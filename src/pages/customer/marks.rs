//! What is said of a customer in a word and changed by a tap: how much it intends to buy, whether it is a key customer,
//! its tags; tags that others bear are offered.

use std::collections::BTreeMap;

use fieldbook_book::document::Heads;
use fieldbook_book::replica::{Opened, Part, Replica};
use fieldbook_process::prospecting::{Customer, Intention, words};
use fieldbook_process::{ActName, Path, RecordKind, Value};
use leptos::prelude::*;

use crate::pages::at_once::at_once;
use crate::parts::icon::{ADD, CLOSE, Icon};
use crate::state::book::use_book;
use crate::state::drafts::{self, Kept};
use crate::t;
use crate::texts::law;

/// So many tags are offered.
const OFFERED: usize = 6;

/// The section of a customer's page.
#[component]
pub fn Marks(opened: Opened, customer: Customer) -> impl IntoView {
    let (book, saving) = (use_book(), at_once());
    let (doc, heads) = (opened.doc, StoredValue::new(opened.heads));
    let set =
        move |field: &str, value: Option<Value>| saving.save(edit(doc, heads.get_value(), field, value));
    let intention = move |one: Intention| {
        let is_on = customer.intention == Some(one);
        let value = (!is_on).then(|| Value::Text(one.code().to_owned()));
        let tap = move |_| set("intention", value.clone());
        view! {
            <button type="button" class="sift" class:on=is_on aria-pressed=is_on.to_string() on:click=tap>
                {law::choice("intention", one.code())}
            </button>
        }
    };
    let is_key = customer.key_customer;
    let key = move |_| set("key_customer", (!is_key).then_some(Value::Flag(true)));
    let tags: Vec<String> = words(&customer.tags).map(str::to_owned).collect();
    let there = StoredValue::new(tags.clone());
    let put = move |tags: Vec<String>| {
        let line = tags.join("、");
        set("tags", (!line.is_empty()).then_some(Value::Text(line)));
    };
    let add = move |tag: String| {
        let mut tags = there.get_value();
        let tag = tag.trim().to_owned();
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
            put(tags);
        }
    };
    let on = move |tag: String| {
        let label = t!("target.untag", tag = tag);
        let gone = tag.clone();
        let tap = move |_| put(there.get_value().into_iter().filter(|it| *it != gone).collect());
        view! {
            <button type="button" class="sift taken" aria-label=label on:click=tap>{tag} <Icon stroke=CLOSE/></button>
        }
    };
    let offer = move |tag: String| {
        let label = t!("target.tag", tag = tag);
        let new = tag.clone();
        view! {
            <button type="button" class="sift" aria-label=label on:click=move |_| add(new.clone())><Icon stroke=ADD/> {tag}</button>
        }
    };
    let offered = book.read(|replica| in_use(replica, &tags));
    // Kept as words of a form are: the page is drawn anew whenever the record changes.
    let draft = StoredValue::new(format!("{doc}.tag"));
    let kept = draft.with_value(|name| drafts::kept(name)).and_then(|kept| kept.typed.get("tag").cloned());
    let typed = RwSignal::new(kept.unwrap_or_default());
    let type_in = move |text: String| {
        let words = Kept { opened: None, typed: [("tag".to_owned(), text.clone())].into() };
        draft.with_value(
            |name| if text.is_empty() { drafts::forget(name) } else { drafts::keep(name, &words) },
        );
        typed.set(text);
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let tag = typed.get_untracked();
        type_in(String::new());
        add(tag);
    };
    let named = |field: &str| law::field(Some("customer"), field);
    view! {
        <section class="card marks">
            <h2>{t!("target.marks")}</h2>
            <p class="why">{named("intention")}</p>
            <div class="chips" role="group" aria-label=named("intention")>
                {Intention::ALL.iter().copied().map(intention).collect_view()}
            </div>
            <div class="chips">
                <button type="button" class="sift" class:on=is_key aria-pressed=is_key.to_string() on:click=key>
                    {named("key_customer")}
                </button>
            </div>
            <p class="why">{named("tags")}</p>
            <div class="chips" role="group" aria-label=named("tags")>
                {tags.into_iter().map(on).collect_view()} {offered.into_iter().map(offer).collect_view()}
            </div>
            <form class="keep" on:submit=submit>
                <input
                    aria-label=t!("target.new_tag") placeholder=t!("target.new_tag") maxlength="40" autocomplete="off"
                    enterkeyhint="done" prop:value=typed on:input=move |event| type_in(event_target_value(&event))
                />
                <button>{t!("common.add")}</button>
            </form>
        </section>
        {saving.sheet(RecordKind::Customer)}
    }
}

/// One field of a customer's facts; emptied by `None`.
pub fn edit(doc: fieldbook_process::DocId, heads: Heads, field: &str, value: Option<Value>) -> Part {
    let values = vec![(Path::field(field), value)];
    Part { doc, kind: RecordKind::Customer, act: ActName::EditCustomer, opened: Some(heads), values }
}

/// The tags that customers bear most, but these.
fn in_use(replica: &Replica, but: &[String]) -> Vec<String> {
    let mut used: BTreeMap<String, usize> = BTreeMap::new();
    for row in replica.rows().values().filter(|row| row.kind == RecordKind::Customer) {
        for tag in words(&row.get::<String>("tags")).filter(|tag| !but.iter().any(|it| it == tag)) {
            *used.entry(tag.to_owned()).or_default() += 1;
        }
    }
    let mut used: Vec<_> = used.into_iter().collect();
    used.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    used.into_iter().take(OFFERED).map(|(tag, _)| tag).collect()
}
