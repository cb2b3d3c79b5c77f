//! When somebody is away and who stands in: by an administrator, and by everyone for themselves.

use fieldbook_book::wire::office::{Ask, Made};
use fieldbook_process::PersonId;
use fieldbook_process::people::Absence as Away;
use fieldbook_process::schema::{Field, Kind};
use leptos::prelude::*;

use super::form::{About, FaultView, OfficeForm, Typed, field, today};
use super::people::span;
use super::{AdminHead, person, use_asking};
use crate::state::book::use_book;
use crate::state::route::{Office, Route, use_place};
use crate::t;
use crate::texts::format;

const FIELDS: &[Field] =
    &[field("from", Kind::Day).required(), field("to", Kind::Day).required(), field("deputy", Kind::Person)];

/// One's own absence.
#[component]
pub fn MyAbsence() -> impl IntoView {
    let who = use_book().me();
    view! {
        <AdminHead title=t!("admin.my_absence").to_owned() back=Route::More/>
        <div class="page">
            <p class="quiet-words">{t!("admin.my_absence_why")}</p>
            <section class="card"><Absences who=who/></section>
            <Form who=who back=None/>
        </div>
    }
}

/// Somebody else's, by an administrator.
#[component]
pub fn Absence(who: PersonId) -> impl IntoView {
    let book = use_book();
    let back = Route::Admin(Office::Person(who));
    let sub = Signal::derive(move || person::known(book, who).map(|it| it.name));
    view! {
        <AdminHead title=t!("admin.absence_new").to_owned() sub=sub back=back/>
        <div class="page">
            <section class="card"><Absences who=who/></section>
            <Form who=who back=Some(back)/>
        </div>
    }
}

#[component]
fn Form(who: PersonId, back: Option<Route>) -> impl IntoView {
    let place = use_place();
    let day = today().1;
    let start = vec![("from", day.clone()), ("to", day)];
    let about = About { name: format!("away.{who}"), holder: "absence", fields: FIELDS, start, only: &[] };
    let ask = Callback::new(move |typed: Typed| {
        let (from, to) = (typed.day("from")?, typed.day("to")?);
        Some(Ask::Away(Away { person: who, from, to, deputy: typed.person("deputy") }))
    });
    let done = Callback::new(move |_: Made| {
        if let Some(back) = back {
            place.go(back);
        }
    });
    view! { <OfficeForm about=about label=t!("admin.enter") ask=ask done=done/> }
}

/// The absences that are not over, each with the way back.
#[component]
pub fn Absences(who: PersonId) -> impl IntoView {
    let (book, asking) = (use_book(), use_asking());
    let first = today().0;
    let coming = Memo::new(move |_| {
        let mut coming: Vec<(Away, String)> = book.company(|replica| {
            let company = replica.company();
            let name = |it: &Away| it.deputy.map(|deputy| format::person(deputy, company));
            let of = company.absences.iter().filter(|it| it.person == who && it.to >= first);
            of.map(|it| (it.clone(), name(it).unwrap_or_default())).collect()
        });
        coming.sort_by_key(|(it, _)| it.from);
        coming
    });
    let row = move |(it, deputy): (Away, String)| {
        let stands_in = if deputy.is_empty() {
            t!("admin.superior_stands_in").to_owned()
        } else {
            t!("admin.deputy_is", name = deputy)
        };
        let from = it.from;
        let back = move |_| asking.ask(Ask::Back { who, from }, |_| {});
        view! {
            <div class="row line">
                <span class="what">{span(it.from, it.to)}<span class="why">{stands_in}</span></span>
                <button type="button" disabled=asking.is_busy on:click=back>{t!("admin.take_back")}</button>
            </div>
        }
    };
    let rows = move || {
        let coming = coming.get();
        if coming.is_empty() {
            return view! { <p class="quiet-words">{t!("admin.absence_none")}</p> }.into_any();
        }
        view! { <div class="people absences">{coming.into_iter().map(row).collect_view()}</div> }.into_any()
    };
    view! { {rows} <FaultView asking=asking/> }
}
