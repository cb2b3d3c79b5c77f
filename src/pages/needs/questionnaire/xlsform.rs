//! A draft from an XLSForm, as survey tools write them. The server reads the file; what cannot be taken is told with its
//! row before anything is made.

use fieldbook_book::replica::Outcome;
use fieldbook_book::wire::office::xlsform::{LeftOut, XLSFORM, XlsForm, XlsFormAsk};
use fieldbook_process::{ActName, DocId};
use leptos::ev::Event;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use super::acts::{drafted, save};
use crate::browser::files;
use crate::pages::admin::form::told;
use crate::pages::deal::log::new_id;
use crate::parts::outcome::OutcomeSheet;
use crate::state::book::use_book;
use crate::state::office::{self, OfficeFault};
use crate::state::route::{Route, use_place};
use crate::t;
use fieldbook_process::RecordKind;

const KIND: RecordKind = RecordKind::Questionnaire;

/// Choosing the file, seeing what comes of it, taking it.
#[component]
pub fn FromXlsForm() -> impl IntoView {
    let (book, place) = (use_book(), use_place());
    let file = RwSignal::new(None::<(String, Vec<u8>)>);
    let read = RwSignal::new(None::<XlsForm>);
    let fault = RwSignal::new(None::<OfficeFault>);
    let outcome = RwSignal::new(None::<Outcome>);
    let ask = move |language: Option<String>| {
        let Some((name, bytes)) = file.get_untracked() else { return };
        spawn_local(async move {
            let answer = office::post::<_, XlsForm>(XLSFORM, &XlsFormAsk { name, bytes, language }).await;
            let _ = fault.try_set(answer.as_ref().err().cloned());
            let _ = read.try_set(answer.ok());
        });
    };
    let choose = move |event: Event| {
        let target = event.target().and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok());
        spawn_local(async move {
            let Some(target) = target else { return };
            if let Some(chosen) = files::chosen_bytes(&target).await
                && file.try_set(Some(chosen)).is_none()
            {
                ask(None);
            }
        });
    };
    let take = move |_| {
        let Some(form) = read.get_untracked() else { return };
        let doc = DocId(new_id());
        let values = drafted(book, &form.name, "", 1, &form.items);
        save(book, (doc, ActName::DraftQuestionnaire), values, outcome, move || {
            place.go(Route::Record(KIND, doc))
        });
    };
    let comes = move || read.get().map(|form| comes_of_it(form, Callback::new(ask)));
    let nothing = move || read.with(|read| read.as_ref().is_none_or(|form| form.items.is_empty()));
    view! {
        <section class="card">
            <h2>{t!("needs.xlsform")}</h2>
            <p class="quiet-words">{t!("needs.xlsform_why")}</p>
            <label class="button wide">
                {move || file.with(|file| file.as_ref().map_or_else(|| t!("admin.sheet_choose").to_owned(), |(name, _)| name.clone()))}
                <input type="file" accept=".xlsx,.xlsm" class="unseen" on:change=choose/>
            </label>
            <div class="not-done" role="alert">{move || fault.get().map(told)}</div>
            {comes}
            <Show when=move || !nothing()>
                <button type="button" class="primary wide take" on:click=take>{t!("needs.xlsform_take")}</button>
            </Show>
            <OutcomeSheet outcome=outcome kind=KIND/>
        </section>
    }
}

fn comes_of_it(form: XlsForm, ask: Callback<Option<String>>) -> AnyView {
    let chosen = form.language.clone();
    let languages = (form.languages.len() > 1).then(|| {
        let chip = |name: String| {
            let (is_on, value) = (chosen.as_deref() == Some(name.as_str()), name.clone());
            view! {
                <label class="chip">
                    <input type="radio" name="form-language" prop:checked=is_on on:change=move |_| ask.run(Some(value.clone()))/>
                    <span>{name}</span>
                </label>
            }
        };
        view! { <div class="chips" role="radiogroup" aria-label=t!("more.language")>{form.languages.iter().cloned().map(chip).collect_view()}</div> }
    });
    let line = |it: LeftOut| {
        let place = t!("needs.xlsform_row", sheet = it.sheet, n = it.row);
        view! { <li>{place}" – "{why(&it.why, &it.what)}</li> }
    };
    let n = form.left_out.len();
    let left = (n > 0).then(|| {
        view! {
            <details open>
                <summary class="late">{t!("needs.xlsform_left_out", n = n)}</summary>
                <ul class="lines fault">{form.left_out.into_iter().map(line).collect_view()}</ul>
            </details>
        }
    });
    view! {
        <p><b>{form.name}</b>" · "{t!("needs.n_items", n = form.items.len())}</p>
        {languages}
        {left}
    }
    .into_any()
}

/// Why something is not taken.
fn why(code: &str, what: &str) -> String {
    match code {
        "kind" => t!("needs.left_kind", what = what),
        "calculated" => t!("needs.left_calculated", what = what),
        "condition" => t!("needs.left_condition", what = what),
        "limits" => t!("needs.left_limits", what = what),
        "choices" => t!("needs.left_choices", what = what),
        "name" => t!("needs.left_name", what = what),
        "many" => t!("needs.left_many", what = what),
        "long" => t!("needs.left_long", what = what),
        "filter" => t!("needs.left_filter", what = what),
        "required" => t!("needs.left_required", what = what),
        "disabled" => t!("needs.left_disabled", what = what),
        "other" => t!("needs.left_other", what = what),
        "column" => t!("needs.left_column", what = what),
        _ => what.to_owned(),
    }
}
