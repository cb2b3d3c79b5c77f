//! Somebody leaves: what they looked after goes to a colleague in the same step.

use fieldbook_book::wire::office::{Ask, Made};
use fieldbook_process::PersonId;
use fieldbook_process::schema::{Field, Kind};
use leptos::prelude::*;

use super::form::{About, OfficeForm, Typed, field};
use super::{AdminHead, person};
use crate::state::book::use_book;
use crate::state::route::{Office, Route, use_place};
use crate::t;

const FIELDS: &[Field] = &[field("to", Kind::Person), field("later", Kind::Flag)];

/// The page before it is done.
#[component]
pub fn Leaves(who: PersonId) -> impl IntoView {
    let (book, place) = (use_book(), use_place());
    let name = move || person::known(book, who).map(|it| it.name).unwrap_or_default();
    let about = About {
        name: format!("leave.{who}"),
        holder: "leaver",
        fields: FIELDS,
        start: Vec::new(),
        only: &[],
    };
    let ask = Callback::new(move |typed: Typed| {
        let to = typed.person("to");
        Some(Ask::Leave { who, to, later: to.is_none() && typed.flag("later") })
    });
    let done = Callback::new(move |_: Made| place.go(Route::Admin(Office::People)));
    let label = untrack(|| t!("admin.leave_do", name = name()));
    view! {
        <AdminHead title=t!("admin.leave").to_owned() sub=Signal::derive(move || Some(name())) back=Route::Admin(Office::Person(who))/>
        <div class="page">
            <p>{t!("admin.leave_why")}</p>
            <OfficeForm about=about label=label ask=ask done=done/>
        </div>
    }
}
