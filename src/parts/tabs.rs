//! The tabs at the foot of a phone; from 900 px the rail at the side. ＋ stands in the middle.

use fieldbook_process::RecordKind;
use leptos::prelude::*;

use super::icon::{ADD, CUSTOMERS, DEALS, DECIDE, Icon, MORE, Stroke, TODAY};
use super::link::Link;
use crate::state::route::{Route, use_place};
use crate::t;

/// The tabs. `on_add` opens what a day adds.
#[component]
pub fn Tabs(
    on_add: Callback<()>,
    /// How much waits for a decision, for whoever decides: on a phone their tab stands in the place of the deals.
    waiting: Memo<Option<usize>>,
) -> impl IntoView {
    let decides = Memo::new(move |_| waiting.get().is_some());
    let count = Signal::derive(move || waiting.get().filter(|n| *n > 0));
    view! {
        <nav class="tabs" aria-label=t!("common.places")>
            <p class="rail-name">{t!("common.app")}</p>
            <Tab to=Route::Today stroke=TODAY label=t!("common.today")/>
            <Tab to=Route::Customers stroke=CUSTOMERS label=t!("common.customers")/>
            <button type="button" class="add" on:click=move |_| on_add.run(()) aria-label=t!("common.add")>
                <Icon stroke=ADD/> <span class="wide-only">{t!("common.add")}</span>
            </button>
            <div class="tab-place" class:wide-only=decides><Tab to=Route::Deals stroke=DEALS label=t!("common.deals")/></div>
            <Show when=move || decides.get()>
                <Tab to=Route::ToDecide stroke=DECIDE label=t!("common.to_decide") count=count/>
            </Show>
            <Tab to=Route::More stroke=MORE label=t!("common.more")/>
        </nav>
    }
}

#[component]
fn Tab(
    to: Route,
    stroke: Stroke,
    label: &'static str,
    #[prop(into, optional)] count: MaybeProp<usize>,
) -> impl IntoView {
    let place = use_place();
    let current = Memo::new(move |_| tab_of(place.get()) == to);
    view! {
        <Link to=to class="tab" current=current>
            <Icon stroke=stroke/>
            <span>{label} {move || count.get().map(|n| view! { <b class="tab-count">{n}</b> })}</span>
        </Link>
    }
}

/// Under which tab a place lies.
fn tab_of(place: Route) -> Route {
    match place {
        Route::Today | Route::Capture => Route::Today,
        Route::ToDecide => Route::ToDecide,
        Route::Customers
        | Route::CustomerNew
        | Route::Customer(_)
        | Route::CustomerEdit(_)
        | Route::CustomerHandOver(_)
        | Route::Pool
        | Route::Visits
        | Route::ResearchNew(_)
        | Route::Several
        | Route::Leads
        | Route::History(RecordKind::Customer, _) => Route::Customers,
        Route::Deals
        | Route::DealNew(_)
        | Route::Deal(_)
        | Route::DealEdit(_)
        | Route::History(RecordKind::Deal, _) => Route::Deals,
        Route::Questions
        | Route::Question(_)
        | Route::QuestionNew(_)
        | Route::History(_, _)
        | Route::Records(_)
        | Route::RecordNew(_)
        | Route::Record(_, _)
        | Route::RecordEdit(_, _)
        | Route::Sync
        | Route::More
        | Route::Policy(_)
        | Route::Away
        | Route::Admin(_)
        | Route::Report
        | Route::Unknown => Route::More,
    }
}
