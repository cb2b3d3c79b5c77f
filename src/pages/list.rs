//! A list of all records of a kind with a search over names, towns, people and phone numbers. Ten thousand
//! rows scroll and are searched without a pause: the words are folded once, only what is seen is drawn.

mod entries;

use fieldbook_process::RecordKind;
use leptos::prelude::*;

use crate::pages::customer::pool::PoolLink;
use crate::pages::deal::board::Board;
use crate::pages::deal::matrix::Matrix;
use crate::parts::head::Head;
use crate::parts::icon::{Icon, SEARCH};
use crate::parts::link::Link;
use crate::parts::window::Window;
use crate::state::book::use_book;
use crate::state::clock::use_clock;
use crate::state::lists::{Layout, ListState, use_list};
use crate::state::route::{Route, use_place};
use crate::t;
use crate::texts::format;
use entries::{Entry, entries, matching};

/// As `.list-row` in the style sheet.
const ROW_REM: f64 = 4.5;

/// All records of a kind.
#[component]
pub fn RecordList(kind: RecordKind) -> impl IntoView {
    let (book, clock, state) = (use_book(), use_clock(), use_list(kind));
    let all = Memo::new(move |_| {
        let now_ms = clock.now_ms();
        book.rows(|replica| entries(replica, kind, now_ms))
    });
    let found = Memo::new(move |_| all.with(|all| matching(all, &state.query.get())));
    let count = Signal::derive(move || found.with(Vec::len));
    let row = Callback::new(move |at: usize| {
        let entry =
            move || found.with(|found| found.get(at).and_then(|at| all.with(|all| all.get(*at).cloned())));
        view! { {move || entry().map(|entry| view! { <ListRow entry=entry/> })} }.into_any()
    });
    let (title, new) = match kind {
        RecordKind::Customer => (t!("customers.title"), Route::CustomerNew),
        RecordKind::Deal => (t!("deals.title"), Route::DealNew(None)),
        // Questions are asked from a deal.
        RecordKind::Question => (t!("questions.title"), Route::Deals),
    };
    let sub = Signal::derive(move || {
        t!("common.count", n = format::count(i64::try_from(count.get()).unwrap_or(0)))
    });
    view! {
        <Head title=title.to_owned() sub=sub/>
        {(kind == RecordKind::Deal).then(|| view! { <Layouts state=state/> })}
        {(kind == RecordKind::Customer).then(|| view! { <PoolLink/> })}
        {move || match state.layout.get() {
            Layout::Lines => view! {
                <Search state=state/>
                <Window count=count row_rem=ROW_REM row=row scrolled=state.scrolled/>
                {move || (count.get() == 0 && book.is_booted()).then(|| nothing(kind, &state.query.get(), new))}
            }
            .into_any(),
            Layout::Board => view! { <Board/> }.into_any(),
            Layout::Matrix => view! { <Matrix/> }.into_any(),
        }}
    }
}

/// Deals as lines, on the board, in the matrix.
#[component]
fn Layouts(state: ListState) -> impl IntoView {
    let chip = move |(layout, word): (Layout, &'static str)| {
        let is_on = move || state.layout.get() == layout;
        view! {
            <label class="chip">
                <input type="radio" name="layout" prop:checked=is_on on:change=move |_| state.layout.set(layout)/>
                <span>{word}</span>
            </label>
        }
    };
    let all = [
        (Layout::Lines, t!("deals.as_lines")),
        (Layout::Board, t!("deals.as_board")),
        (Layout::Matrix, t!("deals.as_matrix")),
    ];
    view! { <div class="chips layouts" role="radiogroup" aria-label=t!("deals.layout")>{all.map(chip)}</div> }
}

/// No search while an input method is composing: half a word in pinyin finds nothing.
#[component]
fn Search(state: ListState) -> impl IntoView {
    let take = move |event: &web_sys::Event| {
        state.query.set(event_target_value(event));
        state.scrolled.set(0.0);
    };
    let on_input = move |event: web_sys::Event| {
        use wasm_bindgen::JsCast;
        let composing = event.dyn_ref::<web_sys::InputEvent>().is_some_and(web_sys::InputEvent::is_composing);
        if !composing {
            take(&event);
        }
    };
    view! {
        <label class="search">
            <Icon stroke=SEARCH/>
            <input
                type="search" aria-label=t!("common.search") placeholder=t!("common.search") autocomplete="off"
                enterkeyhint="search" prop:value=state.query on:input=on_input
                on:compositionend=move |event| take(&event)
            />
        </label>
    }
}

#[component]
fn ListRow(entry: Entry) -> impl IntoView {
    let place = use_place();
    let to = entry.to;
    let current = Signal::derive(move || place.get() == to);
    view! {
        <Link to=to class="list-row" current=current>
            <span class="list-words" class:is-late=entry.is_late>
                <span class="what">{entry.name}</span>
                <span class="why">{entry.sub}</span>
            </span>
            <span class="list-end">
                <span>{entry.end}</span>
                {entry.is_late.then(|| view! { <b class="late">{t!("today.overdue")}</b> })}
            </span>
        </Link>
    }
}

/// Nothing found: make what was typed. Nothing there: what comes next.
fn nothing(kind: RecordKind, query: &str, new: Route) -> impl IntoView + use<> {
    let words = match (query.trim().is_empty(), kind) {
        (false, _) => t!("common.nothing_found", query = query.trim()),
        (true, RecordKind::Customer) => t!("customers.none").to_owned(),
        (true, RecordKind::Deal) => t!("deals.none").to_owned(),
        (true, RecordKind::Question) => t!("questions.none").to_owned(),
    };
    let label = match kind {
        RecordKind::Customer => t!("customers.new"),
        RecordKind::Deal => t!("deals.new"),
        RecordKind::Question => t!("deals.title"),
    };
    view! {
        <div class="empty">
            <p>{words}</p>
            <Link to=new class="button primary">{label}</Link>
        </div>
    }
}
