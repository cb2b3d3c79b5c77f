//! Days off and make-up days.

use fieldbook_book::wire::office::{Ask, CALENDAR, Made};
use fieldbook_process::Day;
use fieldbook_process::schema::{Field, Kind};
use leptos::prelude::*;

use super::AdminHead;
use super::form::{About, OfficeForm, Typed, field, today};
use super::sheet::Sheet;
use crate::state::book::use_book;
use crate::state::route::{Office, Route};
use crate::t;
use crate::texts::format;

const KINDS: &[&str] = &["free", "make-up", "usual"];
const FIELDS: &[Field] =
    &[field("day", Kind::Day).required(), field("kind_of_day", Kind::Choice(KINDS)).required()];

/// The days set, one more, or many from a sheet.
#[component]
pub fn Calendar() -> impl IntoView {
    let book = use_book();
    let first = today().0;
    let days = Memo::new(move |_| {
        book.company(|replica| {
            let calendar = &replica.company().calendar;
            let free = calendar.free.iter().map(|day| (*day, true));
            let mut days: Vec<(Day, bool)> =
                free.chain(calendar.make_up.iter().map(|day| (*day, false))).collect();
            days.sort_unstable();
            days
        })
    });
    let row = move |(day, is_free): (Day, bool)| {
        let what = if is_free { t!("admin.free") } else { t!("admin.make_up") };
        view! { <div class="row line"><span class="what">{format::full_day(day)}</span><span class="when">{what}</span></div> }
    };
    let shown = move || {
        let (earlier, coming): (Vec<_>, Vec<_>) = days.get().into_iter().partition(|(day, _)| *day < first);
        let nothing = coming.is_empty().then(|| view! { <p class="quiet-words">{t!("admin.days_none")}</p> });
        let fold = (!earlier.is_empty()).then(|| {
            view! {
                <details class="fold"><summary>{t!("admin.earlier")}</summary>
                    <div class="ledger">{earlier.into_iter().rev().map(row).collect_view()}</div>
                </details>
            }
        });
        view! { {nothing} <div class="ledger">{coming.into_iter().map(row).collect_view()}</div> {fold} }
    };
    let about = About {
        name: "admin.day".to_owned(),
        holder: "calendar_day",
        fields: FIELDS,
        start: Vec::new(),
        only: &[],
    };
    let ask = Callback::new(|typed: Typed| {
        let csv = format!("day,kind\n{},{}\n", typed.day("day")?, typed.text("kind_of_day"));
        Some(Ask::Calendar { csv })
    });
    let done = Callback::new(|_: Made| {});
    view! {
        <AdminHead title=t!("admin.calendar").to_owned() back=Route::Admin(Office::Home)/>
        <div class="page">
            <p class="quiet-words">{t!("admin.calendar_why")}</p>
            {shown}
            <section class="card">
                <h2>{t!("admin.day_set")}</h2>
                <OfficeForm about=about label=t!("common.save") ask=ask done=done/>
            </section>
            <Sheet why=t!("admin.calendar_sheet_why") path=CALENDAR name="calendar.csv" ask=|csv| Ask::Calendar { csv }/>
        </div>
    }
}
