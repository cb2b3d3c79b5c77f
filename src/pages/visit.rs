//! Customers around here, nearest first, as a list and on a plain map; and the visits of the day among them. All of it
//! works without a network: distances are those of a crow, the map is drawn by ourselves.

mod map;
mod near;
mod origin;
mod plan;

use fieldbook_process::{DocId, RecordKind};
use leptos::prelude::*;

use crate::pages::list::entries::entries;
use crate::pages::list::known::through;
use crate::pages::list::narrow::{NarrowSheet, Narrowed};
use crate::pages::list::{NarrowButton, use_search};
use crate::parts::head::Head;
use crate::parts::here::Here;
use crate::parts::icon::{ADD, Icon, TICK};
use crate::parts::link::Link;
use crate::parts::search::SearchField;
use crate::parts::window::Window;
use crate::state::book::use_book;
use crate::state::clock::use_clock;
use crate::state::lists::{Sort, use_list};
use crate::state::notice::{Notices, use_notices};
use crate::state::route::Route;
use crate::state::visits::{MOST, Shows, Visits as Planned, use_visits};
use crate::t;
use crate::texts::format;
use map::Map;
use near::{Near, Words, ordered, origin_place, places, words};
use origin::OriginButton;
use plan::Plan;

/// As `.list-row` in the style sheet.
const ROW_REM: f64 = 4.5;

/// The page: beside each other where there is room, else one of them.
#[component]
pub fn Visits() -> impl IntoView {
    let (book, clock, visits) = (use_book(), use_clock(), use_visits());
    let (kind, state) = (RecordKind::Customer, use_list(RecordKind::Customer));
    let all = Memo::new(move |_| {
        let now_ms = clock.now_ms();
        book.rows(|replica| entries(replica, kind, book.me(), now_ms))
    });
    let places = Memo::new(move |_| book.rows(places));
    let from = Memo::new(move |_| {
        let origin = visits.origin.get();
        all.with(|all| places.with(|places| origin_place(&origin, visits.here(), all, places)))
    });
    let now_ms = Memo::new(move |_| book.read(|replica| replica.corrected_ms(clock.now_ms())));
    let shown = Memo::new(move |_| {
        let from = from.get();
        all.with(|all| {
            places.with(|places| state.view.with(|view| ordered(all, view, places, from, visits.order.get())))
        })
    });
    let found = use_search(state, all, shown);
    let near = Memo::new(move |_| {
        let (from, now_ms) = (from.get(), now_ms.get());
        let one = |at: &usize| {
            all.with(|all| places.with(|places| Near::of(*at, all.get(*at)?, places, from, now_ms)))
        };
        found.with(|found| found.iter().filter_map(one).collect::<Vec<_>>())
    });
    let count = Signal::derive(move || near.with(Vec::len));
    // Of colleagues' customers this phone has a card only, and no position.
    let readable = Memo::new(move |_| {
        state
            .view
            .with(|view| all.with(|all| through(all, view).filter(|(_, entry)| entry.is_read()).count()))
    });
    let sub = Signal::derive(move || {
        let counted = |n: usize| format::count(i64::try_from(n).unwrap_or(0));
        t!("visits.placed", n = counted(shown.with(Vec::len)), all = counted(readable.get()))
    });
    let row = Callback::new(move |at: usize| {
        let told = move || {
            let near = near.with(|near| near.get(at).copied())?;
            let words = all.with(|all| book.rows(|replica| words(replica, all.get(near.at)?, &near)))?;
            Some(view! { <Row doc=near.doc words=words/> })
        };
        view! { {told} }.into_any()
    });
    let narrowing = RwSignal::new(false);
    let is_beside = move || visits.shows.get() != Shows::List;
    let nothing = move || {
        (count.get() == 0 && book.is_booted()).then(|| view! { <p class="empty">{t!("visits.nobody")}</p> })
    };
    view! {
        <main class="two visits" class:has-detail=is_beside class:shows-map=move || visits.shows.get() == Shows::Map>
            <section class="list">
                <Head title=t!("visits.title").to_owned() sub=sub back=Route::Customers/>
                <ShowsChips/>
                <OriginButton places=places all=all/>
                <div class="search-row">
                    <SearchField query=state.query on_typed=Callback::new(move |()| visits.scrolled.set(0.0))/>
                    <NarrowButton state=state open=narrowing/>
                </div>
                <Narrowed state=state/>
                <Window count=count row_rem=ROW_REM row=row scrolled=visits.scrolled/>
                {nothing}
                <ListAct/>
                <NarrowSheet
                    kind=kind state=state open=narrowing all=all count=count own_order=(Sort::AROUND, visits.order) on_export=None
                />
            </section>
            <section class="detail">
                <div class="narrow-only"><Head title=t!("visits.title").to_owned() sub=sub back=Route::Customers/><ShowsChips/></div>
                <div class="wide-only"><Head title=t!("visits.plan").to_owned()/></div>
                <Map all=all near=near from=from places=places/>
                <Plan places=places from=from/>
            </section>
        </main>
    }
}

/// A customer: its page, and into the day's visits.
#[component]
fn Row(doc: DocId, words: Words) -> impl IntoView {
    let Words { name, sub, is_late } = words;
    let called = name.clone();
    view! {
        <div class="list-row visit-row">
            <Link to=Route::Customer(doc) class="list-words">
                <span class="what">{called}</span>
                <span class="why">{sub}</span>
            </Link>
            <span class="list-end">{is_late.then(|| view! { <b class="late">{t!("today.overdue")}</b> })}</span>
            <PlanToggle doc=doc name=name/>
        </div>
    }
}

/// Puts a customer among the day's visits or takes it out; says so where the day is full.
pub fn plan_or_not(visits: Planned, notices: Notices, doc: DocId) {
    if !visits.toggle(doc) {
        notices.say(t!("visits.full", n = MOST));
    }
}

/// Into the day's visits, or out of them.
#[component]
fn PlanToggle(doc: DocId, name: String) -> impl IntoView {
    let (visits, notices) = (use_visits(), use_notices());
    let is_on = Memo::new(move |_| visits.has(doc));
    let label = t!("visits.plan_one", name = name);
    view! {
        <button
            type="button" class="act" class:on=is_on aria-label=label aria-pressed=move || is_on.get().to_string()
            on:click=move |_| plan_or_not(visits, notices, doc)
        >
            {move || view! { <Icon stroke=if is_on.get() { TICK } else { ADD }/> }}
        </button>
    }
}

/// List, map, plan, where there is room for one of them.
#[component]
fn ShowsChips() -> impl IntoView {
    let visits = use_visits();
    let planned = move || match visits.stops().len() {
        0 => t!("visits.plan").to_owned(),
        n => format!("{} {n}", t!("visits.plan")),
    };
    let chip = move |shows: Shows, word: Signal<String>| {
        let is_on = move || visits.shows.get() == shows;
        view! {
            <button type="button" class="sift" class:on=is_on aria-pressed=move || is_on().to_string() on:click=move |_| visits.shows.set(shows)>
                {word}
            </button>
        }
    };
    view! {
        <div class="chips layouts narrow-only" role="group" aria-label=t!("deals.layout")>
            {chip(Shows::List, Signal::stored(t!("visits.list").to_owned()))}
            {chip(Shows::Map, Signal::stored(t!("visits.map").to_owned()))}
            {chip(Shows::Plan, Signal::derive(planned))}
        </div>
    }
}

/// The main act of the list: saying where one is; then the way to the plan.
#[component]
fn ListAct() -> impl IntoView {
    let visits = use_visits();
    let found = Callback::new(move |here| visits.is_at(here));
    let is_located = Memo::new(move |_| visits.here().is_some());
    let class = move || if is_located.get() { "here wide" } else { "here wide primary" };
    let planned = move || visits.stops().len();
    let go = move || {
        (planned() > 0).then(|| {
            view! {
                <button type="button" class="wide narrow-only" class:primary=is_located on:click=move |_| visits.shows.set(Shows::Plan)>
                    {t!("visits.to_plan", n = planned())}
                </button>
            }
        })
    };
    view! {
        <div class="main-act pair">
            {move || view! { <Here label=t!("visits.i_am_here").to_owned() class=class() found=found/> }}
            {go}
        </div>
    }
}
