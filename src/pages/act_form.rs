//! The form of one act on a record: its fields come from the law, so that a new one appears by itself.

use fieldbook_book::replica::{Opened, Outcome};
use fieldbook_process::facts::Edit;
use fieldbook_process::schema::Field;
use fieldbook_process::{ActName, Facts, RecordKind};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::pages::deal::log::offer_undo;
use crate::parts::field::{FieldView, Input};
use crate::parts::form::{About, Form, Values};
use crate::parts::outcome::{Choices, OutcomeSheet};
use crate::state::book::use_book;
use crate::state::notice::use_notices;
use crate::t;

/// How long a save can be taken back.
pub const UNDO_MS: i64 = 5_000;

/// The record's own fields that an act changes and people fill in.
pub fn fields_of(kind: RecordKind, act: ActName) -> Vec<&'static Field> {
    kind.schema().fields.iter().filter(|field| field.act == act && field.is_by_hand()).collect()
}

/// What is told about what is typed, below the field of that name.
pub type Hint = (&'static str, Callback<Form, AnyView>);

/// A form with its buttons. `added` is what the page writes beside the fields; `on_saved` runs afterwards.
#[component]
pub fn ActForm(
    about: About,
    fields: Vec<&'static Field>,
    /// The record as the form found it; `None` makes a new one.
    opened: Option<Opened>,
    #[prop(optional)] added: Option<Callback<(), Values>>,
    #[prop(into)] label: String,
    on_saved: Callback<()>,
    /// What is told about what is typed, below the field of that name.
    #[prop(optional_no_strip)]
    hint: Option<Hint>,
) -> impl IntoView {
    let (book, notices) = (use_book(), use_notices());
    let kind = about.kind;
    let facts = opened.as_ref().map_or_else(Facts::new, |opened| opened.view.facts.clone());
    let form = Form::new(book, about, &fields, &facts, opened.map(|opened| opened.heads));
    let save = Callback::new(move |seen: bool| {
        spawn_local(async move {
            let (kept, extra) = (form.kept(), added.map(|added| added.run(())).unwrap_or_default());
            match form.save(book, extra, UNDO_MS, seen).await {
                Some(Outcome::Saved(order)) => {
                    offer_undo(book, notices, order, Callback::new(move |()| kept.put_back()));
                    on_saved.try_run(());
                }
                Some(Outcome::Nothing) => {
                    on_saved.try_run(());
                }
                _ => {}
            }
        });
    });
    let choices = Choices {
        mine: Callback::new(move |()| save.run(true)),
        theirs: Callback::new(move |edits: Vec<Edit>| form.take_theirs(book, &edits)),
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save.run(false);
    };
    let field = move |input: Input| {
        let hint = hint.filter(|(name, _)| *name == input.field.name);
        view! {
            <FieldView input=input/>
            {hint.map(|(_, hint)| view! { {move || hint.run(form)} })}
        }
    };
    view! {
        <form class="fields" on:submit=submit novalidate>
            {form.inputs().into_iter().map(field).collect_view()}
            <div class="foot">
                {move || form.is_touched().then(|| view! {
                    <button type="button" on:click=move |_| form.forget()>{t!("common.give_up")}</button>
                })}
                <button class="primary wide" disabled=form.is_busy>{label}</button>
            </div>
        </form>
        <OutcomeSheet outcome=form.outcome kind=kind choices=choices/>
    }
}
