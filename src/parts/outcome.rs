//! What became of a save, where it is not simply saved: refused, changed meanwhile, not saved on this phone.
//! The words typed stay in the form in every case.

use fieldbook_book::replica::Outcome;
use fieldbook_process::RecordKind;
use fieldbook_process::facts::Edit;
use leptos::prelude::*;

use super::field::told;
use super::refusal::Refusals;
use super::sheet::Sheet;
use crate::browser::clock::now_ms;
use crate::browser::store::is_full;
use crate::state::book::{Book, use_book};
use crate::t;
use crate::texts::law::{self, Telling};

/// What can be done about fields that changed meanwhile.
#[derive(Debug, Clone, Copy)]
pub struct Choices {
    /// Saves over what stands there now.
    pub mine: Callback<()>,
    /// Takes what stands there now into the form.
    pub theirs: Callback<Vec<Edit>>,
}

/// A sheet that appears when a save was not simply saved.
#[component]
pub fn OutcomeSheet(
    outcome: RwSignal<Option<Outcome>>,
    kind: RecordKind,
    #[prop(optional)] choices: Option<Choices>,
) -> impl IntoView {
    let book = use_book();
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(outcome.with(|outcome| outcome.as_ref().is_some_and(needs_words))));
    let title = Signal::derive(move || outcome.with(|outcome| title(outcome.as_ref())).to_owned());
    view! {
        <Sheet open=open title=title>
            {move || outcome.get().map(|outcome| body(book, kind, outcome, choices, open))}
        </Sheet>
    }
}

fn needs_words(outcome: &Outcome) -> bool {
    !matches!(outcome, Outcome::Saved(_) | Outcome::Done | Outcome::Nothing)
}

fn title(outcome: Option<&Outcome>) -> &'static str {
    match outcome {
        Some(Outcome::Refused(_)) => t!("common.not_yet"),
        Some(Outcome::Form(_)) => t!("common.does_not_fit"),
        Some(Outcome::ChangedMeanwhile(_)) => t!("common.changed_meanwhile"),
        Some(Outcome::TooLate) => t!("common.too_late"),
        _ => t!("common.not_saved"),
    }
}

fn body(
    book: Book,
    kind: RecordKind,
    outcome: Outcome,
    choices: Option<Choices>,
    open: RwSignal<bool>,
) -> AnyView {
    let back = view! {
        <button type="button" class="primary" on:click=move |_| open.set(false)>{t!("common.back_to_form")}</button>
    };
    match outcome {
        Outcome::Refused(refusals) => view! { <Refusals refusals=refusals/> {back} }.into_any(),
        Outcome::Form(verdict) => {
            let lines = book
                .read(|replica| Telling { company: replica.company(), now_ms: now_ms() }.verdict(&verdict));
            let line = |line| view! { <li>{line}</li> };
            view! { <ul class="lines">{lines.into_iter().map(line).collect_view()}</ul> {back} }.into_any()
        }
        Outcome::ChangedMeanwhile(edits) => changed(book, kind, edits, choices, open),
        Outcome::NotSaved(fault) => {
            let why = if is_full(&fault) { t!("common.storage_full") } else { t!("common.storage_silent") };
            view! { <p>{why}</p> <p>{t!("common.words_are_here")}</p> {back} }.into_any()
        }
        Outcome::TooLate => view! { <p>{t!("common.too_late_why")}</p> }.into_any(),
        Outcome::Saved(_) | Outcome::Done | Outcome::Nothing => ().into_any(),
    }
}

fn changed(
    book: Book,
    kind: RecordKind,
    edits: Vec<Edit>,
    choices: Option<Choices>,
    open: RwSignal<bool>,
) -> AnyView {
    let line = |edit: &Edit| {
        let (was, now) = book.read(|replica| {
            (
                told(kind, &edit.path, edit.old.as_ref(), replica),
                told(kind, &edit.path, edit.new.as_ref(), replica),
            )
        });
        let name = law::path(Some(kind), &edit.path);
        view! { <dt>{name}</dt> <dd><del>{was}</del>" "<ins>{now}</ins></dd> }
    };
    let lines = edits.iter().map(line).collect_view();
    let buttons = choices.map(|choices| {
        let edits = StoredValue::new(edits.clone());
        let mine = move |_| {
            open.set(false);
            choices.mine.run(());
        };
        let theirs = move |_| {
            open.set(false);
            choices.theirs.run(edits.get_value());
        };
        view! {
            <div class="pair">
                <button type="button" on:click=theirs>{t!("common.take_theirs")}</button>
                <button type="button" class="primary" on:click=mine>{t!("common.save_mine")}</button>
            </div>
        }
    });
    view! { <dl class="changed">{lines}</dl> {buttons} }.into_any()
}
