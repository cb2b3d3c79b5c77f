//! What is done with a whole questionnaire: publishing, retiring, a next version.

use fieldbook_book::replica::{Draft, NOW, Outcome, Part};
use fieldbook_process::prospecting::{Asked, Questionnaire};
use fieldbook_process::{ActName, DocId, EntryId, Path, RecordKind, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::item::LIST;
use crate::pages::deal::log::new_id;
use crate::parts::form::Values;
use crate::state::book::Book;
use crate::state::route::{Place, Route};

const KIND: RecordKind = RecordKind::Questionnaire;

/// Saves one act on a questionnaire; `then` runs once that is done.
pub fn save(
    book: Book,
    (doc, act): (DocId, ActName),
    values: Values,
    outcome: RwSignal<Option<Outcome>>,
    then: impl FnOnce() + 'static,
) {
    let part = Part { doc, kind: KIND, act, opened: None, values };
    spawn_local(async move {
        match book.save(Draft { parts: vec![part], takes_over: None, undo_ms: 0, seen: true }).await {
            Outcome::Saved(_) => then(),
            other => drop(outcome.try_set(Some(other))),
        }
    });
}

/// Publishes a draft, or says why it cannot be asked.
pub fn publish(book: Book, doc: DocId, outcome: RwSignal<Option<Outcome>>) {
    let values = vec![
        (Path::field("published"), Some(NOW)),
        (Path::field("published_by"), Some(Value::Id(book.me().0))),
    ];
    save(book, (doc, ActName::PublishQuestionnaire), values, outcome, || {});
}

/// Takes a questionnaire out of use, or into it again.
pub fn retire(book: Book, doc: DocId, is_retired: bool, outcome: RwSignal<Option<Outcome>>) {
    let values = vec![(Path::field("retired"), (!is_retired).then_some(NOW))];
    save(book, (doc, ActName::RetireQuestionnaire), values, outcome, || {});
}

/// The values of a new draft.
pub fn drafted(book: Book, name: &str, purpose: &str, version: i64, items: &[Asked]) -> Values {
    let text =
        |text: &str| Some(text).filter(|text| !text.trim().is_empty()).map(|it| Value::Text(it.to_owned()));
    let mut values = vec![
        (Path::field("name"), text(name)),
        (Path::field("purpose"), text(purpose)),
        (Path::field("version"), Some(Value::Int(version))),
        (Path::field("author"), Some(Value::Id(book.me().0))),
        (Path::field("drafted"), Some(NOW)),
    ];
    for (at, item) in items.iter().enumerate() {
        let id = EntryId(new_id());
        let place = i64::try_from(at + 1).unwrap_or(0) * 1_000;
        let fields = [
            ("place", Some(Value::Int(place))),
            ("name", text(&item.name)),
            ("item_kind", text(item.kind.code())),
            ("words", text(&item.words)),
            ("hint", text(&item.hint)),
            ("options", text(&item.options)),
            ("least", text(&item.least)),
            ("most", text(&item.most)),
            ("required", item.required.then_some(Value::Flag(true))),
            ("shown_if", text(&item.shown_if)),
        ];
        values.extend(
            fields
                .into_iter()
                .filter(|(_, value)| value.is_some())
                .map(|(name, value)| (Path::entry(LIST, id, name), value)),
        );
    }
    values.retain(|(_, value)| value.is_some());
    values
}

/// Makes the next version of a questionnaire, and goes there.
pub fn next_version(
    book: Book,
    place: Place,
    (doc, questionnaire): (DocId, &Questionnaire),
    outcome: RwSignal<Option<Outcome>>,
) {
    let next = DocId(new_id());
    let version = questionnaire.version.unwrap_or(1).saturating_add(1);
    let form = questionnaire.form();
    let mut values = drafted(book, &questionnaire.name, &questionnaire.purpose, version, form.items());
    values.push((Path::field("follows"), Some(Value::Id(doc.0))));
    save(book, (next, ActName::DraftQuestionnaire), values, outcome, move || {
        place.go(Route::Record(KIND, next))
    });
}
