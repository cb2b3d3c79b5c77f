//! Work of a colleague that was kept for this person: it is taken over with one tap, both names recorded.

use fieldbook_book::replica::{Draft, NOW, Outcome, Part};
use fieldbook_book::wire::Kept;
use fieldbook_process::schema::Kind;
use fieldbook_process::{EntryId, Path, PersonId, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::aside::{titled, values};
use crate::browser::clock::now_ms;
use crate::parts::outcome::OutcomeSheet;
use crate::state::book::use_book;
use crate::state::notice::use_notices;
use crate::t;
use crate::texts::format;

/// One piece of kept work.
#[component]
pub fn KeptCard(id: EntryId) -> impl IntoView {
    let (book, notices) = (use_book(), use_notices());
    let Some(kept) = book.read(|replica| replica.kept().get(&id).cloned()) else { return ().into_any() };
    let outcome = RwSignal::new(None::<Outcome>);
    let kind = kept.kind;
    let from = book.read(|replica| format::person(kept.from, replica.company()));
    let when = format::time(kept.entered_ms, now_ms());
    let part = part(&kept, book.me());
    let shown = values(book, &part);
    let title = titled(book, kept.act, kept.doc, Some(&kept.name));
    let part = StoredValue::new(part);
    let take = move |_| {
        let draft = Draft { parts: vec![part.get_value()], takes_over: Some(id), undo_ms: 0, seen: true };
        spawn_local(async move {
            let done = book.save(draft).await;
            if matches!(done, Outcome::Saved(_)) {
                notices.say(t!("sync.taken_over"));
            }
            let _ = outcome.try_set(Some(done));
        });
    };
    view! {
        <section class="card kept">
            <h3>{title}</h3>
            <p>{t!("sync.kept_from", name = from, time = when)}</p>
            {shown}
            <button type="button" class="primary wide" on:click=take>{t!("sync.take_over")}</button>
            <OutcomeSheet outcome=outcome kind=kind/>
        </section>
    }
    .into_any()
}

/// The act anew by this person: a contact keeps its author and time and names who took it over; what the
/// record itself is stamped with is stamped now.
fn part(kept: &Kept, me: PersonId) -> Part {
    let schema = kept.kind.schema();
    let is_stamp = |path: &Path| {
        path.entry.is_none() && schema.field(path).is_some_and(|field| field.kind == Kind::Instant)
    };
    let mut values: Vec<(Path, Option<Value>)> = kept
        .edits
        .iter()
        .map(|edit| (edit.path.clone(), if is_stamp(&edit.path) { Some(NOW) } else { edit.new.clone() }))
        .collect();
    let mut names_taker = |path: &Path| {
        let (list, id) = path.entry.as_ref()?;
        let taken = Path::entry(list, *id, "taken_over_by");
        schema.field(&taken).map(|_| values.push((taken, Some(Value::Id(me.0)))))
    };
    // One act writes one entry; the first of its fields names it.
    kept.edits.iter().find_map(|edit| names_taker(&edit.path));
    Part { doc: kept.doc, kind: kept.kind, act: kept.act, opened: None, values }
}
