//! Today: what is owed, why, by when, and the act at the end of each row. Seven before the fold.

mod answers;
mod doubles;
mod fold;
pub mod owed;
pub mod owed_row;
pub mod people;

use fieldbook_book::replica::Mode;
use leptos::prelude::*;

use crate::pages::needs::research::begun::Begun;
use crate::parts::head::Head;
use crate::parts::link::Link;
use crate::state::book::{Book, use_book};
use crate::state::clock::use_clock;
use crate::state::first_rows;
use crate::state::route::Route;
use crate::t;
use crate::texts::format;
use answers::Answers;
use doubles::Doubles;
use fold::Fold;
use owed::{Agenda, Due, agenda};
use owed_row::OwedRow;
use people::People;

/// The first screen.
#[component]
pub fn Today() -> impl IntoView {
    let (book, clock) = (use_book(), use_clock());
    let agenda = Memo::new(move |_| {
        let now_ms = clock.now_ms();
        book.rows(|replica| agenda(replica, book.me(), now_ms))
    });
    // Before everything is here nobody can say that nothing is owed.
    let complete = Memo::new(move |_| book.status().complete);
    let folded = Memo::new(move |_| agenda.with(Agenda::folded));
    // With nothing due the coming days are what there is to see.
    let nothing_due = Memo::new(move |_| agenda.with(Agenda::has_nothing_due));
    let people = Memo::new(move |_| agenda.with(|agenda| agenda.people.clone()));
    remember_first_rows(book, agenda);
    // The day that the list counts by: the company's, wherever the phone is.
    let today = Memo::new(move |_| {
        let now_ms = clock.now_ms();
        book.company(|replica| replica.company().calendar.day_of(replica.corrected_ms(now_ms)))
    });
    let sub = Signal::derive(move || {
        format!("{} · {}", format::head_day(today.get(), today.get()), book.my_name())
    });
    view! {
        <Head title=t!("today.title").to_owned() sub=sub/>
        <div class="page">
            <FirstSync/>
            {move || agenda.with(|agenda| groups(book, agenda, complete.get()))}
            <crate::pages::policy::waiting::Waiting/>
            <Begun/>
            <Answers/>
            <Doubles/>
            <Fold due=folded open=nothing_due/>
            <People people=people/>
        </div>
    }
}

/// The next start begins with what stands on top now.
fn remember_first_rows(book: Book, agenda: Memo<Agenda>) {
    let first = Memo::new(move |_| book.is_booted().then(|| agenda.with(Agenda::on_top)));
    Effect::new(move |_| first.get().into_iter().for_each(|docs| first_rows::remember(book.me(), &docs)));
}

/// Overdue and today, seven in all. How many there are is said once all rows are read.
fn groups(book: Book, agenda: &Agenda, complete: bool) -> AnyView {
    let whole = book.is_booted();
    let count = |due: &[Due]| whole.then_some(due.len());
    let ((overdue, _), (today, _)) = agenda.cut();
    let nothing_at_all = agenda.has_nothing_due() && agenda.soon.is_empty();
    view! {
        {(agenda.has_nothing_due() && complete).then(|| empty(nothing_at_all))}
        {group(t!("today.overdue"), true, count(&agenda.overdue), overdue)}
        {group(t!("today.due_today"), false, count(&agenda.today), today)}
    }
    .into_any()
}

fn group(name: &'static str, late: bool, count: Option<usize>, due: &[Due]) -> AnyView {
    if due.is_empty() {
        return ().into_any();
    }
    view! {
        <section>
            <h2 class="label" class:late=late><span>{name}</span><b>{count}</b></h2>
            <div class="ledger">{rows(due)}</div>
        </section>
    }
    .into_any()
}

fn rows(due: &[Due]) -> impl IntoView + use<> {
    let row = |due: &Due| view! { <OwedRow due=*due/> };
    due.iter().map(row).collect_view()
}

fn empty(nothing_at_all: bool) -> impl IntoView {
    let next = if nothing_at_all { t!("today.nothing_at_all") } else { t!("today.nothing_today") };
    view! { <div class="empty"><h2>{t!("today.all_done")}</h2><p>{next}</p></div> }
}

/// While the book is fetched for the first time: usable, with what is here counted.
#[component]
fn FirstSync() -> impl IntoView {
    let book = use_book();
    let status = Memo::new(move |_| book.status());
    let band = move || {
        let status = status.get();
        (book.is_booted() && !status.complete).then(|| {
            if status.mode == Mode::SignedOut {
                return view! {
                    <section class="card">
                        <p>{t!("today.first_sync_signed_out")}</p>
                        <Link to=Route::Sync class="button wide">{t!("signin.go")}</Link>
                    </section>
                }
                .into_any();
            }
            view! {
                <section class="card first-sync">
                    <h2>{t!("today.first_sync", n = status.documents)}</h2>
                    <progress></progress>
                    <p>{t!("today.first_sync_why")}</p>
                </section>
            }
            .into_any()
        })
    };
    view! { {band} }
}
