//! Customers by distance: which have a position, how far each is, and what stands in its row.

use std::collections::BTreeMap;

use fieldbook_book::replica::Replica;
use fieldbook_process::opportunity::Grade;
use fieldbook_process::{DocId, RecordKind};

use crate::earth::Place;
use crate::pages::customer::position::away;
use crate::pages::list::entries::{Entry, name};
use crate::pages::list::known::{NEVER, NOT_ASKED, rank, through};
use crate::pages::row;
use crate::state::lists::{Filter, Sort, View};
use crate::state::visits::Origin;
use crate::t;

const SOON_MS: i64 = 7 * 86_400_000;

/// Where each customer lies that has a position.
pub type Places = BTreeMap<DocId, Place>;

/// How urgent a customer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Nothing within a week.
    Calm,
    /// Due within a week.
    Soon,
    /// Overdue.
    Late,
}

/// A customer with a position.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// Its index among all entries.
    pub at: usize,
    /// Which.
    pub doc: DocId,
    /// Where it lies.
    pub place: Place,
    /// From where its distance is told.
    pub from: Option<Place>,
    /// How urgent it is.
    pub urgency: Urgency,
    /// The best grade of its open deals.
    pub grade: Option<Grade>,
}

/// The words of a row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Words {
    /// The name.
    pub name: String,
    /// Distance, direction, how long nobody was reached.
    pub sub: String,
    /// Something is overdue.
    pub is_late: bool,
}

/// Every position that this phone knows.
pub fn places(replica: &Replica) -> Places {
    let customers = replica.rows().values().filter(|row| row.kind == RecordKind::Customer);
    let placed = customers.filter_map(|row| Some((row, row::place(row)?)));
    let mut all = Places::new();
    for (row, place) in placed {
        match row::stands_for(replica, row.doc) {
            doc if doc == row.doc => all.entry(doc).insert_entry(place).into_mut(),
            // What is known of a record that is another one is known of that one.
            other => all.entry(other).or_insert(place),
        };
    }
    all
}

/// From where distances are told.
pub fn origin_place(origin: &Origin, here: Option<Place>, all: &[Entry], places: &Places) -> Option<Place> {
    let is_there = |entry: &&Entry, town: &str| {
        entry.known.tags.iter().any(|(of, tag)| *of == Filter::Town && tag == town)
    };
    match origin {
        Origin::Unknown => None,
        Origin::Here(_) => here,
        Origin::Customer(doc) => places.get(doc).copied(),
        Origin::Town(town) => {
            let there = all.iter().filter(|entry| is_there(entry, town));
            Place::middle(there.filter_map(|entry| places.get(&entry.doc).copied()))
        }
    }
}

/// Indices of the entries that a view lets through and that have a position, in one of the orders of [`Sort::AROUND`]; what
/// that leaves open the nearest first, from nowhere what is due first.
pub fn ordered(all: &[Entry], view: &View, places: &Places, from: Option<Place>, sort: Sort) -> Vec<usize> {
    let placed = through(all, view).filter_map(|(at, entry)| Some((at, entry, *places.get(&entry.doc)?)));
    let far = |place: Place| from.map_or(0.0, |from| from.distance_m(place));
    let mut found: Vec<_> = placed
        .map(|(at, entry, place)| {
            let due = entry.known.due_ms.unwrap_or(i64::MAX);
            (rank(sort, &entry.known), far(place), due, at)
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then((a.2, a.3).cmp(&(b.2, b.3))));
    found.into_iter().map(|(.., at)| at).collect()
}

impl Near {
    /// Of an entry; `None` without a position.
    pub fn of(at: usize, entry: &Entry, places: &Places, from: Option<Place>, now_ms: i64) -> Option<Self> {
        let urgency = match entry.known.due_ms {
            _ if entry.is_late => Urgency::Late,
            Some(due_ms) if due_ms < now_ms.saturating_add(SOON_MS) => Urgency::Soon,
            _ => Urgency::Calm,
        };
        let grades = entry.known.tags.iter().filter(|(of, _)| *of == Filter::Grade);
        let rank = |grade: &Grade| Grade::ALL.iter().position(|it| it == grade);
        let grade = grades.filter_map(|(_, code)| Grade::of_code(code)).min_by_key(rank);
        Some(Self { at, doc: entry.doc, place: *places.get(&entry.doc)?, from, urgency, grade })
    }
}

/// The words of one row; `None` where its record has left this phone.
pub fn words(replica: &Replica, entry: &Entry, near: &Near) -> Option<Words> {
    let away = near.from.map(|from| away(from, near.place));
    let silent = match entry.known.silent_days {
        NEVER => Some(t!("deals.no_contact").to_owned()),
        NOT_ASKED => None,
        days => Some(t!("visits.silent", time = t!("common.days", n = days))),
    };
    let town: Option<String> = replica.rows().get(&entry.doc).map(|row| row.get("town"));
    let town = town.filter(|town| away.is_none() && !town.is_empty());
    let sub: Vec<String> = [away, town, silent].into_iter().flatten().collect();
    Some(Words { name: name(replica, entry.doc), sub: sub.join(" · "), is_late: entry.is_late })
}

#[cfg(test)]
mod tests;
