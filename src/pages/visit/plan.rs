//! The visits of a day: in an order of one's own or the shortest, each ticked off by the contact that is written down, the
//! next one with its navigation at the foot.

use std::collections::{BTreeMap, BTreeSet};

use fieldbook_book::replica::Replica;
use fieldbook_process::prospecting::Customer;
use fieldbook_process::{DocId, RecordKind};
use leptos::prelude::*;

use super::near::Places;
use crate::browser::clock::now_ms;
use crate::earth::Place;
use crate::earth::tour::{length_m, tour};
use crate::pages::customer::deals::LogContact;
use crate::pages::customer::position::away;
use crate::pages::customer::reach::{Lead, goal};
use crate::pages::row;
use crate::parts::icon::{DOWN, Icon, LESS, PLACE, TICK, UP};
use crate::parts::link::Link;
use crate::state::book::use_book;
use crate::state::navigation::Goal;
use crate::state::route::Route;
use crate::state::visits::{Stop, Visits, use_visits};
use crate::t;
use crate::texts::format;

/// One visit as it is shown.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    stop: Stop,
    /// Its place among those to come, from 1; `None` once it is done.
    nth: Option<usize>,
    name: String,
    sub: String,
    goal: Option<Goal>,
}

/// When each customer planned was contacted since, whether reached or not, ms UTC.
pub fn contacted(replica: &Replica, stops: &[Stop]) -> BTreeMap<DocId, i64> {
    let Some(first_ms) = stops.iter().map(|stop| stop.since_ms).min() else { return BTreeMap::new() };
    let mut all: BTreeMap<DocId, i64> = BTreeMap::new();
    for row in replica.rows().values() {
        let Some(at_ms) = row.latest_ms.filter(|at_ms| *at_ms >= first_ms) else { continue };
        let customer = match row.kind {
            RecordKind::Customer => Some(row.doc),
            RecordKind::Deal => row.get("customer"),
            _ => None,
        };
        let Some(customer) = customer else { continue };
        for doc in BTreeSet::from([customer, row::stands_for(replica, customer)]) {
            let is_since = stops.iter().any(|stop| stop.doc == doc && stop.since_ms <= at_ms);
            if is_since {
                let last = all.entry(doc).or_insert(at_ms);
                *last = at_ms.max(*last);
            }
        }
    }
    all
}

fn lines(replica: &Replica, stops: &[Stop], places: &Places, from: Option<Place>) -> Vec<Line> {
    let contacted = contacted(replica, stops);
    let (mut before, mut nth) = (from, 0);
    let line = |stop: &Stop| {
        let row = replica.rows().get(&stop.doc)?;
        let customer: Customer = row.only(&["name", "town", "address", "latitude", "longitude"]);
        let name = row::name(row);
        if let Some(at_ms) = contacted.get(&stop.doc) {
            let sub = t!("visits.done_at", time = format::clock(*at_ms));
            return Some(Line { stop: *stop, nth: None, name, sub, goal: None });
        }
        nth += 1;
        let place = places.get(&stop.doc).copied();
        let leg = before.zip(place).map(|(before, place)| away(before, place));
        before = place.or(before);
        let sub = leg.unwrap_or_else(|| match place {
            Some(_) => customer.town.clone(),
            None => t!("visits.no_position_short").to_owned(),
        });
        Some(Line { stop: *stop, nth: Some(nth), name, sub, goal: goal(&customer) })
    };
    stops.iter().filter_map(line).collect()
}

/// Those to come, in order, with a position each.
pub fn to_come(replica: &Replica, stops: &[Stop], places: &Places) -> Vec<Place> {
    let contacted = contacted(replica, stops);
    let open = stops.iter().filter(|stop| !contacted.contains_key(&stop.doc));
    open.filter_map(|stop| places.get(&stop.doc).copied()).collect()
}

/// The shortest order: what is done stays in front, what has no position comes last.
fn shortest(replica: &Replica, stops: &[Stop], places: &Places, from: Option<Place>) -> Vec<Stop> {
    let contacted = contacted(replica, stops);
    let (done, open): (Vec<Stop>, Vec<Stop>) =
        stops.iter().copied().partition(|stop| contacted.contains_key(&stop.doc));
    let placed: Vec<(Stop, Place)> =
        open.iter().filter_map(|stop| Some((*stop, *places.get(&stop.doc)?))).collect();
    let order = tour(from, &placed.iter().map(|(_, place)| *place).collect::<Vec<_>>());
    let ordered = order.into_iter().filter_map(|at| placed.get(at).map(|(stop, _)| *stop));
    let unplaced = open.iter().copied().filter(|stop| !places.contains_key(&stop.doc));
    done.into_iter().chain(ordered).chain(unplaced).collect()
}

/// The day's visits.
#[component]
pub fn Plan(places: Memo<Places>, from: Memo<Option<Place>>) -> impl IntoView {
    let (book, visits) = (use_book(), use_visits());
    clear_of_yesterday(visits);
    let all = Memo::new(move |_| {
        let stops = visits.stops();
        places.with(|places| book.rows(|replica| lines(replica, &stops, places, from.get())))
    });
    let arranging = RwSignal::new(false);
    let row = move |line: Line| view! { <PlanRow line=line arranging=arranging/> };
    let length = move || {
        let way = places.with(|places| book.rows(|replica| to_come(replica, &visits.stops(), places)));
        let far = length_m(from.get(), way);
        (far > 0.0).then(|| t!("visits.length", far = format::distance(far)))
    };
    let reorder = move |_| {
        let stops = visits.stops();
        let order = places
            .with(|places| book.read(|replica| shortest(replica, &stops, places, from.get_untracked())));
        if !order.is_empty() {
            visits.set(order);
        }
    };
    let next = Memo::new(move |_| all.with(|all| all.iter().find(|line| line.nth.is_some()).cloned()));
    let has_many =
        Memo::new(move |_| all.with(|all| all.iter().filter(|line| line.nth.is_some()).count() > 1));
    let body = move || {
        match all.with(Vec::is_empty) {
        true => view! { <p class="empty">{t!("visits.plan_empty")}</p> }.into_any(),
        false => view! {
            <p class="why">{length}</p>
            <ol class="ledger plan-list">
                <For each=move || all.get() key=|line| (line.clone().stop.doc, line.nth, line.sub.clone()) let:line>{row(line)}</For>
            </ol>
            <div class="more-acts">
                {move || has_many.get().then(|| view! {
                    <button type="button" class="shortest" on:click=reorder>{t!("visits.shortest")}</button>
                })}
                <button type="button" aria-pressed=move || arranging.get().to_string() on:click=move |_| arranging.update(|it| *it = !*it)>
                    {move || if arranging.get() { t!("visits.arranged") } else { t!("visits.arrange") }}
                </button>
            </div>
        }
        .into_any(),
    }
    };
    view! {
        <div class="page plan-page">
            {body}
        </div>
        {move || next.get().map(foot)}
    }
}

/// What was done on an earlier day needs no place in this one's.
fn clear_of_yesterday(visits: Visits) {
    let book = use_book();
    Effect::new(move |_| {
        let stops = visits.stops();
        let stale = book.rows(|replica| {
            let calendar = &replica.company().calendar;
            let today = calendar.day_of(replica.corrected_ms(now_ms()));
            let done = contacted(replica, &stops).into_iter();
            done.filter(|(_, at_ms)| calendar.day_of(*at_ms) < today).map(|(doc, _)| doc).collect::<Vec<_>>()
        });
        if !stale.is_empty() {
            visits.set(stops.into_iter().filter(|stop| !stale.contains(&stop.doc)).collect());
        }
    });
}

/// The next one: writing it down, being led there.
fn foot(line: Line) -> AnyView {
    let doc = line.stop.doc;
    let lead = line.goal.map(|goal| {
        let label = t!("visits.go_to", name = line.name);
        view! { <Lead goal=goal class="button wide primary">{label.clone()}</Lead> }
    });
    let is_main = lead.is_none();
    view! {
        <div class="main-act pair plan-foot">
            <LogContact customer=doc is_main=Signal::stored(is_main) visiting=true/>
            {lead}
        </div>
    }
    .into_any()
}

#[component]
fn PlanRow(line: Line, arranging: RwSignal<bool>) -> impl IntoView {
    let visits = use_visits();
    let (doc, name, goal, nth) = (line.stop.doc, line.name.clone(), StoredValue::new(line.goal), line.nth);
    let arrange = move || {
        let button = |stroke, label: String, tap: Callback<()>| {
            view! {
                <button type="button" class="act" aria-label=label on:click=move |_| tap.run(())><Icon stroke=stroke/></button>
            }
        };
        view! {
            {button(UP, t!("visits.up", name = name), Callback::new(move |()| visits.shift(doc, false)))}
            {button(DOWN, t!("visits.down", name = name), Callback::new(move |()| visits.shift(doc, true)))}
            {button(LESS, t!("visits.take_out", name = name), Callback::new(move |()| {
                visits.toggle(doc);
            }))}
        }
    };
    let lead = move || {
        goal.get_value().filter(|_| nth.is_some_and(|nth| nth > 1)).map(|goal| {
            let label = t!("visits.go_to", name = goal.name);
            view! {
                <Lead goal=goal class="act"><Icon stroke=PLACE/><span class="unseen">{label.clone()}</span></Lead>
            }
        })
    };
    let mark = match nth {
        Some(nth) => view! { <b class="nth">{nth}</b> }.into_any(),
        None => view! { <b class="nth done"><Icon stroke=TICK/></b> }.into_any(),
    };
    view! {
        <li class="row plan-row" class:done=nth.is_none()>
            {mark}
            <Link to=Route::Customer(doc) class="row-main">
                <span class="what">{line.name}</span> <span class="why">{line.sub}</span>
            </Link>
            {move || if arranging.get() { arrange().into_any() } else { lead().into_any() }}
        </li>
    }
}
