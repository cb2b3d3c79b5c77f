//! A list of all records of a kind with a search over names, towns, people and phone numbers, narrowed and ordered as
//! its person wants it. Ten thousand rows scroll and are searched without a pause: the words are folded once somebody searches, a view
//! is made once, only what is seen is put into words and drawn.

pub mod entries;
mod filter;
pub mod known;
pub mod narrow;
mod views;

use fieldbook_book::replica::Replica;
use fieldbook_process::{DocId, PersonId, RecordKind};
use leptos::prelude::*;

use crate::pages::chunks;
use crate::pages::customer::pool::PoolLink;
use crate::pages::customer::several::{LeadsLink, SeveralLink};
use crate::pages::market::report::new::may_name;
use crate::parts::head::Head;
use crate::parts::icon::{DEALS, Icon, ROUTE};
use crate::parts::link::Link;
use crate::parts::search::SearchField;
use crate::parts::sheet::Sheet;
use crate::parts::window::Window;
use crate::state::book::use_book;
use crate::state::clock::use_clock;
use crate::state::lists::{Filter, Layout, ListState, View, use_list};
use crate::state::route::{Route, use_place};
use crate::t;
use crate::texts::{format, law};
use entries::{Entry, Words, entries, hays, leads_to, name, words};
use known::{matching, shown};
use narrow::{NarrowSheet, Narrowed};

/// As `.list-row` in the style sheet.
const ROW_REM: f64 = 4.5;

/// The customers that their list shows now, by its filters and its search, in its order.
pub fn docs_shown(replica: &Replica, state: ListState, me: PersonId, now_ms: i64) -> Vec<DocId> {
    let kind = RecordKind::Customer;
    let all = entries(replica, kind, me, now_ms);
    let mut at = state.view.with(|view| shown(kind, &all, view, |entry| name(replica, entry.doc)));
    let query = state.query.get();
    if !query.trim().is_empty() {
        at = matching(&hays(replica, &all), &at, &query);
    }
    at.into_iter().filter_map(|at| all.get(at)).map(|entry| entry.doc).collect()
}

/// All records of a kind.
#[component]
pub fn RecordList(kind: RecordKind) -> impl IntoView {
    let (book, clock, state) = (use_book(), use_clock(), use_list(kind));
    let all = Memo::new(move |_| {
        let now_ms = clock.now_ms();
        book.rows(|replica| entries(replica, kind, book.me(), now_ms))
    });
    let shown = Memo::new(move |_| {
        let made = |replica: &Replica| {
            let named = |entry: &Entry| name(replica, entry.doc);
            all.with(|all| state.view.with(|view| shown(kind, all, view, named)))
        };
        book.rows(made)
    });
    let found = use_search(state, all, shown);
    let count = Signal::derive(move || found.with(Vec::len));
    let row = Callback::new(move |at: usize| {
        let entry =
            move || found.with(|found| found.get(at).and_then(|at| all.with(|all| all.get(*at).cloned())));
        let told = move || {
            let entry = entry()?;
            let words = book.rows(|replica| words(replica, &entry, book.me(), clock.now_ms()))?;
            Some(view! { <ListRow to=leads_to(kind, entry.doc) is_late=entry.is_late words=words/> })
        };
        view! { {told} }.into_any()
    });
    let (title, new) = match kind {
        RecordKind::Customer => (t!("customers.title"), Route::CustomerNew),
        RecordKind::Deal => (t!("deals.title"), Route::DealNew(None)),
        // Questions are asked from a deal.
        RecordKind::Question => (t!("questions.title"), Route::Deals),
        // A customer is asked from its page.
        RecordKind::Research => (law::kinds(kind), Route::Customers),
        kind => (law::kinds(kind), Route::RecordNew(kind)),
    };
    let sub = Signal::derive(move || {
        let counted = |n: usize| format::count(i64::try_from(n).unwrap_or(0));
        match (count.get(), all.with(Vec::len)) {
            (n, all) if n == all => t!("common.count", n = counted(n)),
            (n, all) => t!("lists.of_all", n = counted(n), all = counted(all)),
        }
    });
    // The board and the matrix show the deals that pass the filters, too.
    let only = Memo::new(move |_| {
        let passes = |at: &usize| all.with(|all| all.get(*at).map(|entry| entry.doc));
        let narrowed = state.view.with(|view| !view.filters.is_empty());
        narrowed.then(|| shown.with(|shown| shown.iter().filter_map(passes).collect()))
    });
    let (narrowing, exporting) = (RwSignal::new(false), RwSignal::new(false));
    let listed = Signal::derive(move || {
        let doc = |at: &usize| all.with(|all| all.get(*at).map(|entry| entry.doc));
        found.with(|found| found.iter().filter_map(doc).collect::<Vec<_>>())
    });
    let on_export = (kind == RecordKind::Customer).then(|| {
        Callback::new(move |()| {
            narrowing.set(false);
            exporting.set(true);
        })
    });
    let can_narrow = !Filter::of(kind).is_empty();
    view! {
        <Head title=title.to_owned() sub=sub/>
        {(kind == RecordKind::Deal).then(|| view! { <Layouts state=state/> })}
        {(kind == RecordKind::Customer).then(|| view! { <div class="list-links"><VisitsLink/> <LeadsLink/> <PoolLink/> <SeveralLink/></div> })}
        <div class="search-row">
            <Show when=move || state.layout.get() == Layout::Lines>
                <SearchField query=state.query on_typed=Callback::new(move |()| state.scrolled.set(0.0))/>
            </Show>
            {can_narrow.then(|| view! { <NarrowButton state=state open=narrowing/> })}
        </div>
        <Narrowed state=state/>
        {move || match state.layout.get() {
            Layout::Lines => view! {
                <Window count=count row_rem=ROW_REM row=row scrolled=state.scrolled/>
                {move || (count.get() == 0 && book.is_booted()).then(|| nothing(kind, state, new))}
            }
            .into_any(),
            Layout::Board => chunks::board(only),
            Layout::Matrix => chunks::matrix(only),
        }}
        {is_made_here(kind).then(|| view! {
            <div class="main-act"><Link to=new class="button primary wide">{law::act(kind.schema().made_by)}</Link></div>
        })}
        {can_narrow.then(|| view! { <NarrowSheet kind=kind state=state open=narrowing all=all count=count on_export=on_export/> })}
        {on_export.map(|_| view! {
            <Sheet open=exporting title=t!("export.title").to_owned()>{chunks::export(exporting, listed)}</Sheet>
        })}
    }
}

/// Of what is shown, what holds every word that is searched for.
pub fn use_search(state: ListState, all: Memo<Vec<Entry>>, shown: Memo<Vec<usize>>) -> Memo<Vec<usize>> {
    let book = use_book();
    // Folded when somebody searches, not before.
    let hays = Memo::new(move |_| all.with(|all| book.rows(|replica| hays(replica, all))));
    Memo::new(move |_| {
        shown.with(|shown| {
            state.query.with(|query| match query.trim() {
                "" => shown.clone(),
                query => hays.with(|hays| matching(hays, shown, query)),
            })
        })
    })
}

/// Whether one is made from the list: those whose pages are those of all kinds. Who writes a market report is named.
fn is_made_here(kind: RecordKind) -> bool {
    let is_plain = matches!(Route::list_of(kind), Route::Records(_));
    is_plain && (kind != RecordKind::MarketReport || may_name(use_book()))
}

/// Opens the filters, and says how many are on.
#[component]
pub fn NarrowButton(state: ListState, open: RwSignal<bool>) -> impl IntoView {
    let on = move || state.view.with(|view| view.filters.len());
    view! {
        <button type="button" class="narrow" on:click=move |_| open.set(true)>
            <Icon stroke=DEALS/> <span>{t!("lists.filters")}</span> {move || Some(on()).filter(|on| *on > 0)}
        </button>
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

/// The way to the customers around here.
#[component]
fn VisitsLink() -> impl IntoView {
    view! {
        <Link to=Route::Visits class="button"><Icon stroke=ROUTE/> {t!("visits.title")}</Link>
    }
}

#[component]
fn ListRow(to: Route, is_late: bool, words: Words) -> impl IntoView {
    let place = use_place();
    let current = Signal::derive(move || place.get() == to);
    view! {
        <Link to=to class="list-row" current=current>
            <span class="list-words" class:is-late=is_late>
                <span class="what">{words.name}</span>
                <span class="why">{words.sub}</span>
            </span>
            <span class="list-end">
                <span>{words.end}</span>
                {is_late.then(|| view! { <b class="late">{t!("today.overdue")}</b> })}
            </span>
        </Link>
    }
}

/// Nothing found: make what was typed, or look at all. Nothing there: what comes next.
fn nothing(kind: RecordKind, state: ListState, new: Route) -> impl IntoView + use<> {
    let query = state.query.get();
    let is_narrowed = state.view.with(|view| !view.filters.is_empty());
    let words = match (query.trim().is_empty(), kind) {
        (false, _) => t!("common.nothing_found", query = query.trim()),
        (true, _) if is_narrowed => t!("lists.none").to_owned(),
        (true, RecordKind::Customer) => t!("customers.none").to_owned(),
        (true, RecordKind::Deal) => t!("deals.none").to_owned(),
        (true, RecordKind::Question) => t!("questions.none").to_owned(),
        (true, kind) => law::none_of(kind).to_owned(),
    };
    let label = match kind {
        RecordKind::Customer => t!("customers.new"),
        RecordKind::Deal => t!("deals.new"),
        RecordKind::Question => t!("deals.title"),
        RecordKind::Research => t!("customers.title"),
        kind => law::act(kind.schema().made_by),
    };
    let all = is_narrowed.then(|| {
        view! { <button type="button" on:click=move |_| state.show(View::default())>{t!("lists.clear")}</button> }
    });
    view! {
        <div class="empty">
            <p>{words}</p>
            {all}
            <Link to=new class="button primary">{label}</Link>
        </div>
    }
}
