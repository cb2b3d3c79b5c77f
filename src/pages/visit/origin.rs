//! From where distances are told: from here, from a customer, from a town.

use std::collections::BTreeSet;

use fieldbook_process::DocId;
use leptos::prelude::*;

use super::near::Places;
use crate::pages::customer::picker::CustomerPicker;
use crate::pages::customer::position::metres;
use crate::pages::list::entries::Entry;
use crate::pages::row;
use crate::parts::here::Here;
use crate::parts::icon::{Icon, PLACE};
use crate::parts::sheet::Sheet;
use crate::state::book::{Book, use_book};
use crate::state::lists::Filter;
use crate::state::visits::{Origin, Visits, use_visits};
use crate::t;
use crate::texts::format;

/// Says from where, and opens the choice.
#[component]
pub fn OriginButton(places: Memo<Places>, all: Memo<Vec<Entry>>) -> impl IntoView {
    let (book, visits) = (use_book(), use_visits());
    let open = RwSignal::new(false);
    let told = move || told(book, &visits.origin.get());
    view! {
        <div class="list-links">
            <button type="button" class="origin" on:click=move |_| open.set(true)><Icon stroke=PLACE/> <span>{told}</span></button>
        </div>
        <Sheet open=open title=t!("visits.from_where").to_owned()>{choices(visits, places, all, open)}</Sheet>
    }
}

fn told(book: Book, origin: &Origin) -> String {
    match origin {
        Origin::Unknown => t!("visits.from_nowhere").to_owned(),
        Origin::Here(here) => t!("visits.from_here", far = format::distance(metres(here.accuracy_m))),
        Origin::Customer(doc) => {
            let name = book.rows(|replica| row::called(replica, *doc)).unwrap_or_default();
            t!("visits.from", name = name)
        }
        Origin::Town(town) => t!("visits.from", name = town),
    }
}

fn choices(
    visits: Visits,
    places: Memo<Places>,
    all: Memo<Vec<Entry>>,
    open: RwSignal<bool>,
) -> impl IntoView + use<> {
    let choose = move |origin: Origin| {
        visits.origin.set(origin);
        visits.scrolled.set(0.0);
        open.set(false);
    };
    let found = Callback::new(move |here| {
        visits.is_at(here);
        choose(Origin::Here(here));
    });
    let chosen = RwSignal::new(None::<DocId>);
    let lacks = RwSignal::new(false);
    Effect::new(move |_| {
        let Some(doc) = chosen.get() else { return lacks.set(false) };
        let has_place = places.with_untracked(|places| places.contains_key(&doc));
        lacks.set(!has_place);
        if has_place {
            choose(Origin::Customer(doc));
        }
    });
    let towns = all.with_untracked(|all| places.with_untracked(|places| towns(all, places)));
    let option = |town: String| view! { <option value=town.clone()>{town.clone()}</option> };
    view! {
        <div class="fields">
            <Here label=t!("visits.i_am_here").to_owned() class="here primary wide" found=found/>
            <CustomerPicker chosen=chosen/>
            {move || lacks.get().then(|| view! { <p class="fault" role="alert">{t!("visits.no_position")}</p> })}
            <div class="field">
                <label for="visits-town">{crate::texts::law::field(Some("customer"), "town")}</label>
                <select id="visits-town" on:change=move |event| choose(Origin::Town(event_target_value(&event)))>
                    <option value="">{t!("common.choose")}</option>
                    {towns.into_iter().map(option).collect_view()}
                </select>
            </div>
        </div>
    }
}

/// Towns in which some customer has a position.
fn towns(all: &[Entry], places: &Places) -> BTreeSet<String> {
    let placed = all.iter().filter(|entry| places.contains_key(&entry.doc));
    let tags = placed.flat_map(|entry| &entry.known.tags).filter(|(of, _)| *of == Filter::Town);
    tags.map(|(_, town)| town.clone().into_owned()).collect()
}
