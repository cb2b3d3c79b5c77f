//! Where a customer lies (2.2.b): noted at its door with one tap, and whether it is among the visits of the day.

use fieldbook_book::replica::{Opened, Part};
use fieldbook_process::prospecting::Customer;
use fieldbook_process::{ActName, Path, RecordKind, Value};
use leptos::prelude::*;

use crate::browser::location::Position;
use crate::earth::Place;
use crate::pages::at_once::at_once;
use crate::pages::row;
use crate::pages::visit::plan_or_not;
use crate::parts::here::Here;
use crate::state::notice::use_notices;
use crate::state::visits::use_visits;
use crate::t;
use crate::texts::format;

/// A fix that may be farther off is kept only if its person says so.
const ROUGH_M: i64 = 300;

/// The section of a customer's page.
#[component]
pub fn Whereabouts(opened: Opened, customer: Customer) -> impl IntoView {
    let (saving, visits, notices) = (at_once(), use_visits(), use_notices());
    let (doc, heads) = (opened.doc, StoredValue::new(opened.heads));
    let known = row::place_of(&customer);
    let rough = RwSignal::new(None::<Position>);
    let keep = move |here: Position| {
        let degrees = [("latitude", here.lat_e6), ("longitude", here.lon_e6)];
        let values = degrees.map(|(name, e6)| (Path::field(name), Some(Value::Int(e6)))).to_vec();
        let (kind, act) = (RecordKind::Customer, ActName::EditCustomer);
        saving.save(Part { doc, kind, act, opened: Some(heads.get_value()), values });
    };
    let found = Callback::new(move |here: Position| {
        visits.is_at(here);
        if here.accuracy_m <= ROUGH_M {
            rough.set(None);
            keep(here);
        } else {
            rough.set(Some(here));
        }
    });
    let told = move || match (known, visits.here()) {
        (None, _) => t!("visits.no_position").to_owned(),
        (Some(_), None) => t!("visits.position_known").to_owned(),
        (Some(place), Some(here)) if is_right_there(here, place) => t!("visits.right_here").to_owned(),
        (Some(place), Some(here)) => {
            let (far, wind) = (format::distance(here.distance_m(place)), format::wind(here.wind(place)));
            t!("visits.away_long", far = far, wind = wind)
        }
    };
    let doubt = move || {
        rough.get().map(|here| {
            view! {
                <p role="status">{t!("visits.rough", far = format::distance(metres(here.accuracy_m)))}</p>
                <button type="button" class="wide" on:click=move |_| keep(here)>{t!("visits.keep_rough")}</button>
            }
        })
    };
    let planned = move || visits.has(doc);
    let toggle = move |_| plan_or_not(visits, notices, doc);
    view! {
        <section class="card whereabouts">
            <h2>{t!("visits.where")}</h2>
            <p class="why">{told}</p>
            {doubt}
            <div class="more-acts">
                <Here label=t!("visits.i_am_here").to_owned() class="here" found=found/>
                <button type="button" aria-pressed=move || planned().to_string() on:click=toggle>
                    {move || if planned() { t!("visits.unplan") } else { t!("visits.plan_this") }}
                </button>
            </div>
        </section>
        {saving.sheet(RecordKind::Customer)}
    }
}

/// No direction is told to what is nearer than a phone can tell.
const THERE_M: f64 = 30.0;

fn is_right_there(from: Place, to: Place) -> bool {
    from.distance_m(to) < THERE_M
}

/// 東北邊 2.4 公里
pub fn away(from: Place, to: Place) -> String {
    if is_right_there(from, to) {
        return t!("visits.right_here").to_owned();
    }
    t!("visits.away", far = format::distance(from.distance_m(to)), wind = format::wind(from.wind(to)))
}

/// Whole metres.
#[expect(clippy::cast_precision_loss, reason = "at most a million")]
pub const fn metres(whole: i64) -> f64 {
    whole as f64
}
