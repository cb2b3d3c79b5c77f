//! The pool (公海, 2.2.b): customers of one's territories whose protection is over, longest first, each to be looked at
//! and claimed; and how many one may still take this week.

use fieldbook_book::replica::Replica;
use fieldbook_process::{DocId, RecordKind};
use leptos::prelude::*;

use super::holding::left;
use crate::browser::clock::now_ms;
use crate::pages::row;
use crate::parts::head::Head;
use crate::parts::link::Link;
use crate::parts::window::Window;
use crate::state::book::use_book;
use crate::state::route::Route;
use crate::t;
use crate::texts::format;

/// As `.list-row` in the style sheet.
const ROW_REM: f64 = 4.5;

#[derive(Debug, Clone, PartialEq)]
struct Line {
    doc: DocId,
    name: String,
    sub: String,
    since: String,
}

/// Everything that can be claimed.
#[component]
pub fn Pool() -> impl IntoView {
    let book = use_book();
    let all = Memo::new(move |_| book.rows(lines));
    let left = Memo::new(move |_| book.rows(|replica| left(replica, book.me())));
    let count = Signal::derive(move || all.with(Vec::len));
    let is_empty = Memo::new(move |_| count.get() == 0);
    let sub = Signal::derive(move || t!("customer.claims_left", n = left.get()));
    let row = Callback::new(move |at: usize| {
        let line = move || all.with(|all| all.get(at).cloned());
        view! { {move || line().map(one)} }.into_any()
    });
    view! {
        <Head title=t!("customer.pool").to_owned() sub=sub back=Route::Customers/>
        {move || match is_empty.get() {
            // Instead of the rows, not below the room that they would take.
            true => view! { <p class="empty">{t!("customer.pool_empty")}</p> }.into_any(),
            false => view! { <Window count=count row_rem=ROW_REM row=row scrolled=RwSignal::new(0.0)/> }.into_any(),
        }}
    }
}

fn one(line: Line) -> impl IntoView {
    view! {
        <Link to=Route::Customer(line.doc) class="list-row">
            <span class="list-words"><span class="what">{line.name}</span><span class="why">{line.sub}</span></span>
            <span class="list-end">{line.since}</span>
        </Link>
    }
}

/// The way to the pool, where something lies in it.
#[component]
pub fn PoolLink() -> impl IntoView {
    let book = use_book();
    let count = Memo::new(move |_| book.rows(count));
    let link = move || {
        (count.get() > 0).then(|| {
            let label = t!("customer.pool_count", n = count.get());
            view! { <Link to=Route::Pool class="button">{label}</Link> }
        })
    };
    view! { {link} }
}

/// How many lie in the pool.
fn count(replica: &Replica) -> usize {
    let customers = replica.rows().values().filter(|row| row.kind == RecordKind::Customer);
    customers.filter(|row| row::is_pooled(replica, row)).count()
}

fn lines(replica: &Replica) -> Vec<Line> {
    let company = replica.company();
    let today = company.calendar.day_of(replica.corrected_ms(now_ms()));
    let customers = replica.rows().values().filter(|row| row.kind == RecordKind::Customer);
    let mut all: Vec<(i64, Line)> = Vec::new();
    for row in customers.filter(|row| row::is_pooled(replica, row)) {
        let Some(keep) = row::protection(row) else { continue };
        let owner = row::owner(row).map(|owner| format::person(owner, company)).unwrap_or_default();
        let town: String = row.get("town");
        let sub: Vec<String> = [town, row.get("industry"), t!("customer.was", name = owner)]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        let until = company.calendar.day_of(keep.due_ms);
        let since = format::day(until.plus(1), today);
        all.push((keep.due_ms, Line { doc: row.doc, name: row::name(row), sub: sub.join(" · "), since }));
    }
    all.sort_by_key(|(due_ms, _)| *due_ms);
    all.into_iter().map(|(_, line)| line).collect()
}
