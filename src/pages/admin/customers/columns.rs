//! What each column of the sheet means; changed by its select, and tried anew.

use fieldbook_book::wire::office::customers::{Column, SheetTold};
use leptos::prelude::*;

use super::Work;
use crate::t;
use crate::texts::law;

/// The card with every column.
#[component]
pub fn Columns(work: Work) -> impl IntoView {
    let told = move || work.told.get().unwrap_or_default();
    let rows = move || {
        let SheetTold { columns, fields, .. } = told();
        let row = |(at, column)| row(work, at, column, &fields);
        columns.into_iter().enumerate().map(row).collect_view()
    };
    view! {
        <section class="card columns">
            <h2>{t!("admin.columns")}</h2>
            {rows}
        </section>
    }
}

fn row(work: Work, at: usize, column: Column, fields: &[String]) -> impl IntoView + use<> {
    let Column { name, field, samples } = column;
    let option = |code: &String| {
        let selected = field.as_ref() == Some(code);
        view! { <option value=code.clone() selected=selected>{named(code)}</option> }
    };
    let choose = move |event| {
        let code = event_target_value(&event);
        let columns = work.told.with_untracked(|told| told.as_ref().map(|told| told.columns.clone()));
        let mut meant: Vec<Option<String>> =
            columns.unwrap_or_default().into_iter().map(|it| it.field).collect();
        // What another column meant is this one's now.
        meant.iter_mut().filter(|it| it.as_ref() == Some(&code)).for_each(|it| *it = None);
        if let Some(it) = meant.get_mut(at) {
            *it = Some(code).filter(|code| !code.is_empty());
        }
        work.sheet.update(|sheet| sheet.fields = Some(meant));
        work.try_it();
    };
    let id = format!("column-{at}");
    view! {
        <div class="field">
            <label for=id.clone()>{name}</label>
            <span class="why">{samples.join(" · ")}</span>
            <select id=id on:change=choose>
                <option value="" selected=field.is_none()>{t!("admin.left_out")}</option>
                {fields.iter().map(option).collect_view()}
            </select>
        </div>
    }
}

/// What a field is called.
fn named(code: &str) -> String {
    match code.split_once('/') {
        None => law::field(Some("customer"), code),
        Some((list, field)) => t!("admin.of_person", field = law::field(Some(list), field)),
    }
}
