//! Around every page: tabs, notices, what must be said whatever page is open, ＋. The whole table of routes.

use fieldbook_process::{ActName, RecordKind};
use leptos::prelude::*;

use super::acting::ActingSheet;
use super::chunks;
use super::list::RecordList;
use super::to_decide::waits::{decides, waits};
use super::{customer, deal, event, more, row, sync, to_decide, today};
use crate::parts::head::Head;
use crate::parts::link::Link;
use crate::parts::notice::NoticePlace;
use crate::parts::sheet::Sheet;
use crate::parts::tabs::Tabs;
use crate::parts::update::UpdateBand;
use crate::state::acting::provide_acting;
use crate::state::at_event::use_at_event;
use crate::state::book::use_book;
use crate::state::clock::use_clock;
use crate::state::route::{Route, use_place};
use crate::state::session::use_session;
use crate::t;
use crate::texts::law;

/// The signed-in app.
#[component]
pub fn Shell() -> impl IntoView {
    let (book, place) = (use_book(), use_place());
    let (adding, acting) = (RwSignal::new(false), provide_acting());
    // Everything may be read anew while somebody writes: that must not draw their page anew. Today begins before all
    // rows are read, with those that stood on top last.
    let ready = Memo::new(move |_| book.is_booted() || (book.has_glimpse() && place.get() == Route::Today));
    let here = use_at_event();
    // At an event there is one thing to add, and no time to choose it.
    let on_add = Callback::new(move |()| match (here.now(), place.now()) {
        (Some(_), route) if route != Route::Capture => place.go(Route::Capture),
        _ => adding.set(true),
    });
    // Going anywhere closes what lay above the page.
    Effect::new(move |_| {
        place.get();
        adding.set(false);
    });
    let clock = use_clock();
    let waiting = Memo::new(move |_| {
        let now_ms = clock.now_ms();
        book.rows(|replica| {
            decides(replica, book.me(), now_ms).then(|| waits(replica, book.me(), now_ms).len())
        })
    });
    view! {
        <div class="shell">
            <Tabs on_add=on_add waiting=waiting/>
            <div class="place">
                <Bands/>
                {move || if ready.get() { page(place.get()) } else { starting() }}
            </div>
            <NoticePlace/>
            <ActingSheet acting=acting/>
            <Sheet open=adding title=t!("common.add").to_owned()>
                <div class="ledger">
                    <Link to=Route::Capture class="row line"><span class="what">{t!("capture.title")}</span></Link>
                    <Link to=Route::CustomerNew class="row line"><span class="what">{t!("customers.new")}</span></Link>
                    <Link to=Route::DealNew(None) class="row line"><span class="what">{t!("deals.new")}</span></Link>
                    <Link to=Route::RecordNew(RecordKind::MarketNote) class="row line">
                        <span class="what">{law::act(ActName::TakeMarketNote)}</span>
                    </Link>
                </div>
            </Sheet>
        </div>
    }
}

/// Every address of the app.
fn page(route: Route) -> AnyView {
    match route {
        Route::Today => alone(view! { <today::Today/> }.into_any()),
        Route::Capture => alone(chunks::capture()),
        Route::ToDecide => alone(view! { <to_decide::ToDecide/> }.into_any()),
        Route::Customers => beside(RecordKind::Customer, None),
        Route::CustomerNew | Route::CustomerEdit(_) | Route::CustomerHandOver(_) | Route::Pool => {
            beside(RecordKind::Customer, Some(chunks::of_customers(route)))
        }
        Route::Customer(id) => {
            beside(RecordKind::Customer, Some(view! { <customer::read::Read doc=id/> }.into_any()))
        }
        Route::Several | Route::Leads => beside(RecordKind::Customer, Some(chunks::several(route))),
        Route::Deals => beside(RecordKind::Deal, None),
        Route::DealNew(_) | Route::DealEdit(_) | Route::QuestionNew(_) => {
            beside(RecordKind::Deal, Some(chunks::of_deals(route)))
        }
        Route::Deal(id) => beside(RecordKind::Deal, Some(view! { <deal::read::Read doc=id/> }.into_any())),
        Route::Questions => beside(RecordKind::Question, None),
        Route::Question(id) => beside(RecordKind::Question, Some(chunks::question(id))),
        Route::Records(kind) => beside(kind, None),
        Route::RecordNew(kind @ (RecordKind::MarketNote | RecordKind::MarketReport))
        | Route::Record(kind @ RecordKind::MarketReport, _)
        | Route::RecordEdit(kind @ RecordKind::MarketReport, _) => {
            beside(kind, Some(chunks::of_market(route)))
        }
        Route::RecordNew(kind @ (RecordKind::Questionnaire | RecordKind::NeedsReport))
        | Route::Record(
            kind @ (RecordKind::Questionnaire | RecordKind::Research | RecordKind::NeedsReport),
            _,
        ) => beside(kind, Some(chunks::of_needs(route))),
        Route::ResearchNew(_) => beside(RecordKind::Customer, Some(chunks::of_needs(route))),
        // A customer is asked from its page.
        Route::RecordNew(RecordKind::Research) => beside(RecordKind::Customer, None),
        Route::RecordNew(kind) | Route::Record(kind, _) | Route::RecordEdit(kind, _) => {
            beside(kind, Some(chunks::of_records(route)))
        }
        Route::History(kind, id) => beside(kind, Some(chunks::past(kind, id))),
        Route::Sync => alone(view! { <sync::Sync/> }.into_any()),
        Route::More => alone(view! { <more::More/> }.into_any()),
        Route::Report => alone(chunks::figures()),
        Route::Policy(clause) => alone(chunks::reader(clause)),
        Route::Away => alone(chunks::my_absence()),
        Route::Visits => chunks::visits(),
        Route::Admin(place) => chunks::office(place),
        Route::Unknown => alone(view! { <p class="empty">{t!("common.no_such_place")}</p> }.into_any()),
    }
}

/// Rows and names are being read from storage; pages begin with them. Where storage does not answer this stands
/// for long, with the pill that says so.
fn starting() -> AnyView {
    view! { <main class="one"><Head title=t!("common.app").to_owned()/><p class="empty">{t!("common.loading")}</p></main> }
        .into_any()
}

fn alone(page: AnyView) -> AnyView {
    view! { <main class="one">{page}</main> }.into_any()
}

/// The list beside the record where there is room, else one of them.
fn beside(kind: RecordKind, detail: Option<AnyView>) -> AnyView {
    let has_detail = detail.is_some();
    view! {
        <main class="two" class:has-detail=has_detail>
            <section class="list"><RecordList kind=kind/></section>
            <section class="detail">
                {detail.unwrap_or_else(|| view! { <p class="empty wide-only">{t!("common.choose_one")}</p> }.into_any())}
            </section>
        </main>
    }
    .into_any()
}

/// At an event: which, how many were met there, and the way out.
#[component]
fn EventBand() -> impl IntoView {
    let (book, here) = (use_book(), use_at_event());
    let met = event::met_at(book, Signal::derive(move || here.get()));
    let told = Memo::new(move |_| {
        let event = here.get()?;
        let name = book.rows(|replica| replica.rows().get(&event).map(row::name))?;
        Some((event, name, met.with(Vec::len)))
    });
    move || {
        told.get().map(|(event, name, met)| {
            view! {
                <div class="band event" role="status">
                    <Link to=Route::Record(RecordKind::Event, event)><span>{t!("event.band", name = name, n = met)}</span></Link>
                    <button type="button" on:click=move |_| here.set(None)>{t!("event.leave_short")}</button>
                </div>
            }
        })
    }
}

/// What must be said on every page.
#[component]
fn Bands() -> impl IntoView {
    let book = use_book();
    let session = use_session();
    let understood = move |_| {
        if let Some(signed) = session.get() {
            book.knows_of_eviction(&signed);
        }
    };
    let down_band = move || {
        book.is_store_down().then(
            || view! { <div class="band bad" role="alert"><span>{t!("common.store_down")}</span></div> },
        )
    };
    let evicted_band = move || {
        book.was_evicted().then(|| {
            view! {
                <div class="band bad" role="alert"><span>{t!("common.evicted")}</span>
                    <button type="button" on:click=understood>{t!("common.understood")}</button>
                </div>
            }
        })
    };
    view! { <UpdateBand/> {down_band} {evicted_band} <EventBand/> }
}
