//! Where somebody was in the long lists, so that coming back from a record finds the same rows; by what a list is
//! narrowed and in what order it stands; and the views that a person keeps of that under a name.

use std::collections::BTreeMap;

use fieldbook_process::{RecordKind, choice};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::preference;

/// How a list is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One below the other.
    Lines,
    /// Deals in columns by stage.
    Board,
    /// Deals in the matrix of their scores (3.3.b).
    Matrix,
}

choice! {
    /// What a list can be narrowed by. Views are kept by these codes, so a code stays.
    Filter {
        /// One's own, shared, or any that is read.
        Whose = "whose",
        /// Open, ended, or how it ended.
        State = "state",
        /// How far a deal has come.
        Stage = "stage",
        /// A deal's grade; of a customer that of one of its open deals.
        Grade = "grade",
        /// Who works on it.
        Seller = "seller",
        /// The territory.
        Territory = "territory",
        /// The town.
        Town = "town",
        /// How much a customer intends to buy.
        Intention = "intention",
        /// Key customers.
        Key = "key",
        /// Something is overdue.
        Late = "late",
        /// Nobody was reached for so many days.
        Silent = "silent",
        /// Worth at least so much.
        From = "from",
        /// Expected to close until that day.
        Until = "until",
        /// How a customer was found.
        Source = "source",
        /// A lead that nobody was given, one that nobody has rated, a target, none.
        Standing = "standing",
        /// The event where a customer was met.
        Event = "event",
        /// The campaign by which it came.
        Campaign = "campaign",
        /// A word that somebody put on it.
        Tag = "tag",
        /// What a market note is about.
        NoteKind = "note_kind",
        /// Of which competitor.
        Competitor = "competitor",
        /// Which product group.
        ProductGroup = "product_group",
        /// Who wrote it down.
        By = "by",
    }
}

choice! {
    /// The order of a list.
    Sort {
        /// By name, as people of the language look names up.
        Name = "name",
        /// Who was reached last comes first.
        Contact = "contact",
        /// Who was not reached for the longest comes first.
        Silence = "silence",
        /// The most money first.
        Money = "money",
        /// What is due next comes first.
        Due = "due",
        /// What was written down last comes first.
        Newest = "newest",
        /// The nearest first.
        Distance = "distance",
    }
}

impl Sort {
    /// The orders that a list offers.
    pub fn of(kind: RecordKind) -> &'static [Self] {
        match kind {
            RecordKind::MarketNote => &[Self::Newest, Self::Name],
            _ => &[Self::Name, Self::Contact, Self::Silence, Self::Money, Self::Due],
        }
    }

    /// The orders of customers around here, the usual one first.
    pub const AROUND: &'static [Self] = &[Self::Distance, Self::Due, Self::Silence];

    /// The usual order of a list; questions have their own.
    pub fn usual(kind: RecordKind) -> Option<Self> {
        match kind {
            RecordKind::Customer => Some(Self::Name),
            RecordKind::Deal => Some(Self::Contact),
            // In an order of their own.
            RecordKind::Question
            | RecordKind::MarketReport
            | RecordKind::MarketSize
            | RecordKind::Questionnaire
            | RecordKind::Research
            | RecordKind::NeedsReport => None,
            RecordKind::MarketNote => Some(Self::Newest),
            _ => Some(Self::Name),
        }
    }
}

impl Filter {
    /// The filters of a list, in the order in which they are offered.
    pub fn of(kind: RecordKind) -> &'static [Self] {
        use Filter::{
            By, Campaign, Competitor, Event, From, Grade, Intention, Key, Late, NoteKind, ProductGroup,
            Seller, Silent, Source, Stage, Standing, State, Tag, Territory, Town, Until, Whose,
        };
        match kind {
            RecordKind::Customer => &[
                Whose, Late, Key, Standing, Silent, Grade, Intention, Territory, Town, Source, Event,
                Campaign, Tag,
            ],
            RecordKind::Deal => &[State, Late, Stage, Grade, Seller, From, Until, Silent],
            RecordKind::MarketNote => &[NoteKind, Competitor, ProductGroup, Territory, By],
            _ => &[],
        }
    }
}

/// What stands in the one value of a filter that is on or off.
pub const ON: &str = "yes";

/// What a list shows, and in what order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Each filter with its value, as a code or as typed.
    pub filters: BTreeMap<Filter, String>,
    /// The order; `None` is the usual one.
    pub sort: Option<Sort>,
}

/// A view under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// What it shows.
    pub view: View,
    /// The list begins with it.
    pub first: bool,
}

/// A list as it was left.
#[derive(Debug, Clone, Copy)]
pub struct ListState {
    kind: RecordKind,
    /// What is searched for.
    pub query: RwSignal<String>,
    /// How far it is scrolled, in px.
    pub scrolled: RwSignal<f64>,
    /// How it is laid out.
    pub layout: RwSignal<Layout>,
    /// What it shows.
    pub view: RwSignal<View>,
    /// The views kept.
    pub named: RwSignal<Vec<Named>>,
}

impl ListState {
    fn new(kind: RecordKind) -> Self {
        let named: Vec<Named> = preference::get(&kept_as(kind));
        let first = named.iter().find(|it| it.first).map(|it| it.view.clone()).unwrap_or_default();
        Self {
            kind,
            query: RwSignal::new(String::new()),
            scrolled: RwSignal::new(0.0),
            layout: RwSignal::new(Layout::Lines),
            view: RwSignal::new(first),
            named: RwSignal::new(named),
        }
    }

    /// Shows another view, from its top.
    pub fn show(self, view: View) {
        self.view.set(view);
        self.scrolled.set(0.0);
    }

    /// Narrows by a value, or no longer.
    pub fn narrow(self, filter: Filter, value: Option<String>) {
        let mut view = self.view.get_untracked();
        match value.filter(|value| !value.is_empty()) {
            Some(value) => view.filters.insert(filter, value),
            None => view.filters.remove(&filter),
        };
        self.show(view);
    }

    /// Keeps what is shown now under a name; one of the same name is replaced.
    pub fn keep(self, name: &str) {
        let view = self.view.get_untracked();
        self.change(|named| match named.iter_mut().find(|it| it.name == name) {
            Some(there) => there.view = view,
            None => named.push(Named { name: name.to_owned(), view, first: false }),
        });
    }

    /// The list begins with that view, or with all.
    pub fn begin_with(self, name: Option<&str>) {
        self.change(|named| named.iter_mut().for_each(|it| it.first = name == Some(&it.name)));
    }

    /// Forgets a view.
    pub fn forget(self, name: &str) {
        self.change(|named| named.retain(|it| it.name != name));
    }

    fn change(self, change: impl FnOnce(&mut Vec<Named>)) {
        self.named.update(change);
        self.named.with_untracked(|named| preference::set(&kept_as(self.kind), named));
    }
}

fn kept_as(kind: RecordKind) -> String {
    format!("views.{}", kind.name())
}

/// By kind, in the order of [`RecordKind::ALL`].
#[derive(Debug, Clone, Copy)]
struct Lists([ListState; RecordKind::ALL.len()]);

/// Puts the lists into the context.
pub fn provide_lists() {
    provide_context(Lists(RecordKind::ALL.map(ListState::new)));
}

/// The list of a kind.
pub fn use_list(kind: RecordKind) -> ListState {
    let Lists(lists) = expect_context();
    let at = RecordKind::ALL.iter().position(|it| *it == kind).unwrap_or_default();
    lists.get(at).copied().unwrap_or_else(|| ListState::new(kind))
}
