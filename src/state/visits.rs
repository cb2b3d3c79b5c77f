//! The visits of a day: which customers, in which order, kept on this device, since it is about where this phone goes; and
//! from where distances are told. Where somebody is, is kept nowhere.

use fieldbook_process::DocId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::lists::Sort;
use super::preference;
use crate::browser::clock::now_ms;
use crate::browser::location::Position;
use crate::earth::Place;

const KEPT_AS: &str = "visits";
/// More nobody visits in a day.
pub const MOST: usize = 30;

/// One visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// To which customer.
    pub doc: DocId,
    /// Planned then, ms UTC: a contact since ticks it off.
    pub since_ms: i64,
}

/// From where distances are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Not said yet.
    Unknown,
    /// From where this phone was last.
    Here(Position),
    /// From a customer.
    Customer(DocId),
    /// From the middle of a town's customers.
    Town(String),
}

/// What a narrow screen shows of the visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// Customers, nearest first.
    List,
    /// The map.
    Map,
    /// The day's visits.
    Plan,
}

/// The visits.
#[derive(Debug, Clone, Copy)]
pub struct Visits {
    stops: RwSignal<Vec<Stop>>,
    /// From where distances are told.
    pub origin: RwSignal<Origin>,
    /// What is seen.
    pub shows: RwSignal<Shows>,
    /// In what order the list stands.
    pub order: RwSignal<Sort>,
    /// How far the list is scrolled, px.
    pub scrolled: RwSignal<f64>,
    here: RwSignal<Option<Position>>,
}

/// Puts them into the context.
pub fn provide_visits() {
    provide_context(Visits {
        stops: RwSignal::new(preference::get(KEPT_AS)),
        origin: RwSignal::new(Origin::Unknown),
        shows: RwSignal::new(Shows::List),
        order: RwSignal::new(Sort::Distance),
        scrolled: RwSignal::new(0.0),
        here: RwSignal::new(None),
    });
}

/// The visits.
pub fn use_visits() -> Visits {
    expect_context()
}

impl From<Position> for Place {
    fn from(here: Position) -> Self {
        Self { lat_e6: here.lat_e6, lon_e6: here.lon_e6 }
    }
}

impl Visits {
    /// Those planned, in order; whoever asks follows.
    pub fn stops(self) -> Vec<Stop> {
        self.stops.get()
    }

    /// Whether a customer is among them; whoever asks follows.
    pub fn has(self, doc: DocId) -> bool {
        self.stops.with(|stops| stops.iter().any(|stop| stop.doc == doc))
    }

    /// Puts a customer at the end, or takes it out; `false` where no more go into a day.
    pub fn toggle(self, doc: DocId) -> bool {
        let is_in = |stops: &Vec<Stop>| stops.iter().any(|stop| stop.doc == doc);
        if self.stops.with_untracked(|stops| stops.len() >= MOST && !is_in(stops)) {
            return false;
        }
        self.change(|stops| {
            let count = stops.len();
            stops.retain(|stop| stop.doc != doc);
            if stops.len() == count {
                stops.push(Stop { doc, since_ms: now_ms() });
            }
        });
        true
    }

    /// Moves one up or down by a place.
    pub fn shift(self, doc: DocId, down: bool) {
        self.change(|stops| {
            let Some(at) = stops.iter().position(|stop| stop.doc == doc) else { return };
            let to = if down { at.saturating_add(1) } else { at.saturating_sub(1) };
            if to < stops.len() {
                stops.swap(at, to);
            }
        });
    }

    /// Another order, or fewer.
    pub fn set(self, stops: Vec<Stop>) {
        self.change(|all| *all = stops);
    }

    /// Where this phone was last; whoever asks follows.
    pub fn here(self) -> Option<Place> {
        self.here.get().map(Place::from)
    }

    /// This phone is there.
    pub fn is_at(self, here: Position) {
        self.here.set(Some(here));
        if matches!(self.origin.get_untracked(), Origin::Unknown | Origin::Here(_)) {
            self.origin.set(Origin::Here(here));
        }
    }

    fn change(self, change: impl FnOnce(&mut Vec<Stop>)) {
        self.stops.update(change);
        self.stops.with_untracked(|stops| preference::set(KEPT_AS, stops));
    }
}
