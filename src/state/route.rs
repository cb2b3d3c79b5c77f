//! Where somebody is: every address of the app as a value, so that a link to nowhere does not compile.

mod admin;

use fieldbook_process::{Clause, DocId, RecordKind};
use leptos::prelude::*;

use crate::browser::page;

pub use admin::Office;

/// A place in the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// What is owed.
    Today,
    /// Somebody met, caught in seconds.
    Capture,
    /// What waits for this person's decision.
    ToDecide,
    /// All customers.
    Customers,
    /// A new one.
    CustomerNew,
    /// One of them.
    Customer(DocId),
    /// Its facts as a form.
    CustomerEdit(DocId),
    /// Giving it to a colleague.
    CustomerHandOver(DocId),
    /// Customers whose protection is over.
    Pool,
    /// Several at once, as their list shows them.
    Several,
    /// Leads that nobody was given yet.
    Leads,
    /// All deals.
    Deals,
    /// A new one, of a customer.
    DealNew(Option<DocId>),
    /// One of them.
    Deal(DocId),
    /// Its facts as a form.
    DealEdit(DocId),
    /// All questions to departments.
    Questions,
    /// One of them.
    Question(DocId),
    /// A new one, of a deal.
    QuestionNew(DocId),
    /// All records of a kind that has no pages of its own.
    Records(RecordKind),
    /// A new one.
    RecordNew(RecordKind),
    /// One of them.
    Record(RecordKind, DocId),
    /// Its facts as a form.
    RecordEdit(RecordKind, DocId),
    /// What was done to a record, and how it stood on a day.
    History(RecordKind, DocId),
    /// What is sent, set aside, kept.
    Sync,
    /// Language, look, policy, sign-out.
    More,
    /// What the process brings: figures.
    Report,
    /// The policy's clauses, at one of them.
    Policy(Option<Clause>),
    /// When one is away oneself.
    Away,
    /// Customers around here, and the visits of the day.
    Visits,
    /// Asking a customer what it needs.
    ResearchNew(DocId),
    /// What administrators change.
    Admin(Office),
    /// No such place.
    Unknown,
}

impl Route {
    /// Its address.
    pub fn path(self) -> String {
        match self {
            Self::Today => "/".to_owned(),
            Self::Capture => "/capture".to_owned(),
            Self::ToDecide => "/to-decide".to_owned(),
            Self::Customers => "/customers".to_owned(),
            Self::CustomerNew => "/customers/new".to_owned(),
            Self::Customer(id) => format!("/customers/{id}"),
            Self::CustomerEdit(id) => format!("/customers/{id}/edit"),
            Self::CustomerHandOver(id) => format!("/customers/{id}/hand-over"),
            Self::Pool => "/customers/pool".to_owned(),
            Self::Several => "/customers/several".to_owned(),
            Self::Leads => "/customers/leads".to_owned(),
            Self::Deals => "/deals".to_owned(),
            Self::DealNew(None) => "/deals/new".to_owned(),
            Self::DealNew(Some(customer)) => format!("/deals/new/{customer}"),
            Self::Deal(id) => format!("/deals/{id}"),
            Self::DealEdit(id) => format!("/deals/{id}/edit"),
            Self::Questions => "/questions".to_owned(),
            Self::Question(id) => format!("/questions/{id}"),
            Self::QuestionNew(deal) => format!("/questions/new/{deal}"),
            Self::Records(kind) => format!("/{}", word(kind)),
            Self::RecordNew(kind) => format!("/{}/new", word(kind)),
            Self::Record(kind, id) => format!("/{}/{id}", word(kind)),
            Self::RecordEdit(kind, id) => format!("/{}/{id}/edit", word(kind)),
            Self::History(kind, id) => format!("{}/history", Self::of_record(kind, id).path()),
            Self::Sync => "/sync".to_owned(),
            Self::More => "/more".to_owned(),
            Self::Report => "/report".to_owned(),
            Self::Policy(None) => "/policy".to_owned(),
            Self::Policy(Some(clause)) => format!("/policy/{clause}"),
            Self::Away => "/away".to_owned(),
            Self::Visits => "/visits".to_owned(),
            Self::ResearchNew(customer) => format!("/needs/new/{customer}"),
            Self::Admin(office) => office.path(),
            Self::Unknown => "/unknown".to_owned(),
        }
    }

    /// The page of a record.
    pub fn of_record(kind: RecordKind, doc: DocId) -> Self {
        match kind {
            RecordKind::Customer => Self::Customer(doc),
            RecordKind::Deal => Self::Deal(doc),
            RecordKind::Question => Self::Question(doc),
            kind => Self::Record(kind, doc),
        }
    }

    /// The list of a kind of record.
    pub fn list_of(kind: RecordKind) -> Self {
        match kind {
            RecordKind::Customer => Self::Customers,
            RecordKind::Deal => Self::Deals,
            RecordKind::Question => Self::Questions,
            kind => Self::Records(kind),
        }
    }

    /// The place of an address.
    pub fn of_path(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let id = |text: &str| text.parse::<DocId>().ok();
        let found = match *parts.as_slice() {
            [] => Some(Self::Today),
            ["capture"] => Some(Self::Capture),
            ["to-decide"] => Some(Self::ToDecide),
            ["customers"] => Some(Self::Customers),
            ["customers", "new"] => Some(Self::CustomerNew),
            ["customers", "pool"] => Some(Self::Pool),
            ["customers", "several"] => Some(Self::Several),
            ["customers", "leads"] => Some(Self::Leads),
            ["customers", doc] => id(doc).map(Self::Customer),
            ["customers", doc, "edit"] => id(doc).map(Self::CustomerEdit),
            ["customers", doc, "hand-over"] => id(doc).map(Self::CustomerHandOver),
            ["deals"] => Some(Self::Deals),
            ["deals", "new"] => Some(Self::DealNew(None)),
            ["deals", "new", customer] => id(customer).map(|id| Self::DealNew(Some(id))),
            ["deals", doc] => id(doc).map(Self::Deal),
            ["deals", doc, "edit"] => id(doc).map(Self::DealEdit),
            ["questions"] => Some(Self::Questions),
            ["questions", doc] => id(doc).map(Self::Question),
            [kind, doc, "history"] => kind_of(kind).and_then(|kind| Some(Self::History(kind, id(doc)?))),
            ["questions", "new", deal] => id(deal).map(Self::QuestionNew),
            ["sync"] => Some(Self::Sync),
            ["more"] => Some(Self::More),
            ["report"] => Some(Self::Report),
            ["policy"] => Some(Self::Policy(None)),
            ["policy", clause] => clause_of(clause).map(|clause| Self::Policy(Some(clause))),
            ["away"] => Some(Self::Away),
            ["visits"] => Some(Self::Visits),
            ["needs", "new", customer] => id(customer).map(Self::ResearchNew),
            [kind] if plain(kind).is_some() => plain(kind).map(Self::Records),
            [kind, "new"] => plain(kind).map(Self::RecordNew),
            [kind, doc] if plain(kind).is_some() => {
                plain(kind).and_then(|kind| Some(Self::Record(kind, id(doc)?)))
            }
            [kind, doc, "edit"] => plain(kind).and_then(|kind| Some(Self::RecordEdit(kind, id(doc)?))),
            ["admin", ref parts @ ..] => Office::of_parts(parts).map(Self::Admin),
            _ => None,
        };
        found.unwrap_or(Self::Unknown)
    }
}

/// The word of a kind in addresses.
const fn word(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Customer => "customers",
        RecordKind::Deal => "deals",
        RecordKind::Question => "questions",
        RecordKind::Event => "events",
        RecordKind::Campaign => "campaigns",
        RecordKind::Partner => "partners",
        RecordKind::Segment => "segments",
        RecordKind::MarketNote => "market-notes",
        RecordKind::Competitor => "competitors",
        RecordKind::MarketReport => "market-reports",
        RecordKind::MarketSize => "market-sizes",
        RecordKind::Questionnaire => "questionnaires",
        RecordKind::Research => "needs",
        RecordKind::NeedsReport => "needs-reports",
    }
}

fn kind_of(text: &str) -> Option<RecordKind> {
    RecordKind::ALL.into_iter().find(|kind| word(*kind) == text)
}

/// The kind of that word, where it has no pages of its own.
fn plain(text: &str) -> Option<RecordKind> {
    kind_of(text).filter(|kind| matches!(Route::list_of(*kind), Route::Records(_)))
}

fn clause_of(id: &str) -> Option<Clause> {
    Clause::ALL.iter().copied().find(|clause| clause.id() == id)
}

/// The place of now.
#[derive(Debug, Clone, Copy)]
pub struct Place(RwSignal<Route>);

/// Puts the place into the context and follows the browser's back and forward.
pub fn provide_place() {
    let place = RwSignal::new(Route::of_path(&page::path()));
    page::on_pop(move || {
        let _ = place.try_set(Route::of_path(&page::path()));
    });
    provide_context(Place(place));
}

/// The place of now.
pub fn use_place() -> Place {
    expect_context()
}

impl Place {
    /// Where somebody is; whoever asks follows.
    pub fn get(self) -> Route {
        self.0.get()
    }

    /// Where somebody is, without following them.
    pub fn now(self) -> Route {
        self.0.get_untracked()
    }

    /// Goes somewhere.
    pub fn go(self, route: Route) {
        page::push_path(&route.path());
        let _ = self.0.try_set(route);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One place after the other, without a default arm: a new place that is not put in does not compile.
    fn next(route: Route) -> Option<Route> {
        let id = DocId([7; 16]);
        match route {
            Route::Today => Some(Route::Capture),
            Route::Capture => Some(Route::ToDecide),
            Route::ToDecide => Some(Route::Customers),
            Route::Customers => Some(Route::CustomerNew),
            Route::CustomerNew => Some(Route::Customer(id)),
            Route::Customer(_) => Some(Route::CustomerEdit(id)),
            Route::CustomerEdit(_) => Some(Route::CustomerHandOver(id)),
            Route::CustomerHandOver(_) => Some(Route::Pool),
            Route::Pool => Some(Route::Several),
            Route::Several => Some(Route::Leads),
            Route::Leads => Some(Route::Deals),
            Route::Deals => Some(Route::DealNew(None)),
            Route::DealNew(None) => Some(Route::DealNew(Some(id))),
            Route::DealNew(Some(_)) => Some(Route::Deal(id)),
            Route::Deal(_) => Some(Route::DealEdit(id)),
            Route::DealEdit(_) => Some(Route::Questions),
            Route::Questions => Some(Route::Question(id)),
            Route::Question(_) => Some(Route::QuestionNew(id)),
            Route::QuestionNew(_) => Some(Route::History(RecordKind::Customer, id)),
            Route::History(kind, _) => Some(match after(kind) {
                Some(next) => Route::History(next, id),
                None => Route::Records(RecordKind::Event),
            }),
            Route::Records(kind) => Some(Route::RecordNew(kind)),
            Route::RecordNew(kind) => Some(Route::Record(kind, id)),
            Route::Record(kind, _) => Some(Route::RecordEdit(kind, id)),
            Route::RecordEdit(kind, _) => Some(after(kind).map_or(Route::ResearchNew(id), Route::Records)),
            Route::ResearchNew(_) => Some(Route::Sync),
            Route::Sync => Some(Route::More),
            Route::More => Some(Route::Report),
            Route::Report => Some(Route::Policy(None)),
            Route::Policy(_) => Some(Route::Away),
            Route::Away => Some(Route::Visits),
            Route::Visits => Some(Route::Admin(Office::Home)),
            Route::Admin(office) => Some(office.next().map_or(Route::Unknown, Route::Admin)),
            Route::Unknown => None,
        }
    }

    fn after(kind: RecordKind) -> Option<RecordKind> {
        let mut all = RecordKind::ALL.into_iter().skip_while(|it| *it != kind);
        all.nth(1)
    }

    /// The first place whose address leads elsewhere.
    fn astray(of_path: fn(&str) -> Route) -> Option<Route> {
        let clauses = Clause::ALL.iter().map(|clause| Route::Policy(Some(*clause)));
        let mut all = std::iter::successors(Some(Route::Today), |route| next(*route)).chain(clauses);
        all.find(|route| of_path(&route.path()) != *route)
    }

    #[test]
    fn every_address_leads_where_it_came_from() {
        assert_eq!(astray(Route::of_path), None);
        for wrong in ["/deals/12", "/policy/9.9", "/x", "/deals/new/1/2", "/admin/x", "/admin/people/1"] {
            assert_eq!(Route::of_path(wrong), Route::Unknown, "{wrong}");
        }
    }

    #[test]
    fn an_address_that_is_forgotten_is_noticed() {
        let forgetful = |path: &str| match Route::of_path(path) {
            Route::DealEdit(_) => Route::Unknown,
            route => route,
        };
        assert!(matches!(astray(forgetful), Some(Route::DealEdit(_))));
    }
}
