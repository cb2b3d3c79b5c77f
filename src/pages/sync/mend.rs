//! Mending what was set aside: the same act with its words in a form, run through the law again.

use fieldbook_book::replica::{Aside, Draft, Outcome, Part};
use fieldbook_process::schema::FormFault;
use fieldbook_process::{Path, RecordKind, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::parts::field::{FieldView, Input, parse, print};
use crate::parts::outcome::OutcomeSheet;
use crate::state::book::{Book, use_book};
use crate::state::notice::use_notices;
use crate::t;

/// The form over all values people typed, of every part.
#[component]
pub fn Mend(aside: Aside, open: RwSignal<bool>) -> impl IntoView {
    let (book, notices) = (use_book(), use_notices());
    let outcome = RwSignal::new(None::<Outcome>);
    let id = aside.id;
    let kind = aside.parts.first().map_or(RecordKind::Deal, |part| part.kind);
    let inputs: Vec<(usize, Path, Input)> =
        aside.parts.iter().enumerate().flat_map(|(at, part)| inputs(book, at, part)).collect();
    let fields = inputs.iter().map(|(_, _, input)| view! { <FieldView input=*input/> }).collect_view();
    let kept = StoredValue::new((aside.parts, inputs));
    let send = move |_| {
        let Some(parts) = kept.with_value(|(parts, inputs)| mended(book, parts, inputs)) else { return };
        spawn_local(async move {
            let done = book.save(Draft { parts, takes_over: None, undo_ms: 0, seen: true }).await;
            // Its values are in the new act now; before that it stays on the list.
            if matches!(done, Outcome::Saved(_) | Outcome::Nothing) {
                let _settled = book.settle(id).await;
                let _ = open.try_set(false);
                notices.say(t!("common.saved"));
            }
            let _ = outcome.try_set(Some(done));
        });
    };
    view! {
        <div class="fields">{fields}</div>
        <div class="foot"><button type="button" class="primary wide" on:click=send>{t!("sync.send_again")}</button></div>
        <OutcomeSheet outcome=outcome kind=kind/>
    }
}

fn inputs(book: Book, at: usize, part: &Part) -> Vec<(usize, Path, Input)> {
    let schema = part.kind.schema();
    let calendar = book.read(|replica| replica.company().calendar.clone());
    let input = |(path, value): &(Path, Option<Value>)| {
        let field = schema.field(path).filter(|field| field.is_by_hand())?;
        let holder =
            path.entry.as_ref().and_then(|(entry, _)| schema.entry(entry)).map_or(schema.name, |it| it.name);
        let input = Input::new(field, holder);
        input.typed.set(value.as_ref().map(|value| print(field, value, &calendar)).unwrap_or_default());
        Some((at, path.clone(), input))
    };
    part.values.iter().filter_map(input).collect()
}

/// The parts with what is typed now; what machines stamped stays as it was asked for.
fn mended(book: Book, parts: &[Part], inputs: &[(usize, Path, Input)]) -> Option<Vec<Part>> {
    let calendar = book.read(|replica| replica.company().calendar.clone());
    let mut parts = parts.to_vec();
    let mut fits = true;
    for (at, path, input) in inputs {
        match parse(input.field, &input.typed.get_untracked(), path, &calendar) {
            Ok(value) => put(parts.get_mut(*at), path, value),
            Err(fault) => {
                fits = false;
                show(*input, fault);
            }
        }
    }
    parts.iter_mut().for_each(|part| part.opened = None);
    fits.then_some(parts)
}

fn put(part: Option<&mut Part>, path: &Path, value: Option<Value>) {
    let slot = part.and_then(|part| part.values.iter_mut().find(|(known, _)| known == path));
    if let Some((_, old)) = slot {
        *old = value;
    }
}

fn show(input: Input, fault: FormFault) {
    input.fault.set(Some(fault));
}
