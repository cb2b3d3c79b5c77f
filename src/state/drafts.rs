//! What was typed and not saved yet: each form's fields as typed, kept on this device under the form's name
//! until they are saved, so that a reload, an update, a killed tab or browser costs no words.

use std::collections::BTreeMap;

use fieldbook_book::document::Heads;
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::browser::typed;

const PREFIX: &str = "fieldbook.draft.";
/// Where a text by itself stands in its draft.
const TEXT: &str = "text";

/// A form as it was left.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The version of the record that the form was opened at.
    pub opened: Option<Heads>,
    /// Field → text as typed, of the fields touched.
    pub typed: BTreeMap<String, String>,
}

/// What was typed into the form of that name.
pub fn kept(form: &str) -> Option<Kept> {
    serde_json::from_str(&typed::get(&name(form))?).ok()
}

/// Everything that this person typed into forms and has not saved, as it is kept.
pub fn all() -> Vec<String> {
    typed::all(&name(""))
}

/// Keeps what is typed.
pub fn keep(form: &str, kept: &Kept) {
    if kept.typed.is_empty() {
        return forget(form);
    }
    if let Ok(text) = serde_json::to_string(kept) {
        typed::keep(&name(form), &text);
    }
}

/// Forgets a form: it was saved, or given up.
pub fn forget(form: &str) {
    typed::forget(&name(form));
}

/// A text by itself, kept as it is typed and found again until its form is forgotten.
pub fn text(form: &'static str) -> RwSignal<String> {
    let typed = kept(form).and_then(|kept| kept.typed.get(TEXT).cloned());
    let text = RwSignal::new(typed.unwrap_or_default());
    Effect::new(move |_| {
        let typed = Some((TEXT.to_owned(), text.get())).filter(|(_, text)| !text.is_empty());
        keep(form, &Kept { opened: None, typed: typed.into_iter().collect() });
    });
    text
}

/// A list that is kept whole under one field of a form; empty where none is, or it cannot be read.
pub fn list<T: DeserializeOwned>(form: &str, field: &str) -> Vec<T> {
    let text = kept(form).and_then(|mut kept| kept.typed.remove(field));
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Keeps a list so; an empty one is forgotten.
pub fn keep_list<T: Serialize>(form: &str, field: &str, list: &[T]) {
    let text = Some(list).filter(|list| !list.is_empty()).and_then(|list| serde_json::to_string(list).ok());
    let typed = text.map(|text| (field.to_owned(), text)).into_iter().collect();
    keep(form, &Kept { opened: None, typed });
}

/// Drafts are one person's: another one on the same phone does not find them.
fn name(form: &str) -> String {
    let person = super::session::remembered().map(|person| person.person.to_string()).unwrap_or_default();
    format!("{PREFIX}{person}.{form}")
}

/// Puts a first word into a form that nobody has typed into yet.
pub fn suggest(form: &str, field: &str, text: &str) {
    if kept(form).is_none() {
        keep(form, &Kept { opened: None, typed: BTreeMap::from([(field.to_owned(), text.to_owned())]) });
    }
}
