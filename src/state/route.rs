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
    /// All questionnaires.
    Questionnaires,
    /// A new one.
    QuestionnaireNew,
    /// One of them.
    Questionnaire(DocId),
    /// All researches of needs.
    Researches,
    /// A new one, of a customer.
    ResearchNew(DocId),
    /// One of them.
    Research(DocId),
    /// All needs reports.
    NeedsReports,
    /// A new one.
    NeedsReportNew,
    /// One of them.
    NeedsReport(DocId),
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
            Self::ToDecide => "/to-decide".to_owned(),
            Self::Customers => "/customers".to_owned(),
            Self::CustomerNew => "/customers/new".to_owned(),
            Self::Customer(id) => format!("/customers/{id}"),
            Self::CustomerEdit(id) => format!("/customers/{id}/edit"),
            Self::CustomerHandOver(id) => format!("/customers/{id}/hand-over"),
            Self::Pool => "/customers/pool".to_owned(),
            Self::Deals => "/deals".to_owned(),
            Self::DealNew(None) => "/deals/new".to_owned(),
            Self::DealNew(Some(customer)) => format!("/deals/new/{customer}"),
            Self::Deal(id) => format!("/deals/{id}"),
            Self::DealEdit(id) => format!("/deals/{id}/edit"),
            Self::Questions => "/questions".to_owned(),
            Self::Question(id) => format!("/questions/{id}"),
            Self::QuestionNew(deal) => format!("/questions/new/{deal}"),
            Self::History(kind, id) => format!("{}/history", Self::of_record(kind, id).path()),
            Self::Sync => "/sync".to_owned(),
            Self::More => "/more".to_owned(),
            Self::Report => "/report".to_owned(),
            Self::Policy(None) => "/policy".to_owned(),
            Self::Policy(Some(clause)) => format!("/policy/{clause}"),
            Self::Away => "/away".to_owned(),
            Self::Questionnaires => "/questionnaires".to_owned(),
            Self::QuestionnaireNew => "/questionnaires/new".to_owned(),
            Self::Questionnaire(id) => format!("/questionnaires/{id}"),
            Self::Researches => "/needs".to_owned(),
            Self::ResearchNew(customer) => format!("/needs/new/{customer}"),
            Self::Research(id) => format!("/needs/{id}"),
            Self::NeedsReports => "/needs-reports".to_owned(),
            Self::NeedsReportNew => "/needs-reports/new".to_owned(),
            Self::NeedsReport(id) => format!("/needs-reports/{id}"),
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
            RecordKind::Questionnaire => Self::Questionnaire(doc),
            RecordKind::Research => Self::Research(doc),
            RecordKind::NeedsReport => Self::NeedsReport(doc),
        }
    }

    /// The place of an address.
    pub fn of_path(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let id = |text: &str| text.parse::<DocId>().ok();
        let found = match *parts.as_slice() {
            [] => Some(Self::Today),
            ["to-decide"] => Some(Self::ToDecide),
            ["customers"] => Some(Self::Customers),
            ["customers", "new"] => Some(Self::CustomerNew),
            ["customers", "pool"] => Some(Self::Pool),
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
            ["customers", doc, "history"] => id(doc).map(|id| Self::History(RecordKind::Customer, id)),
            ["deals", doc, "history"] => id(doc).map(|id| Self::History(RecordKind::Deal, id)),
            ["questions", doc, "history"] => id(doc).map(|id| Self::History(RecordKind::Question, id)),
            ["questions", "new", deal] => id(deal).map(Self::QuestionNew),
            ["sync"] => Some(Self::Sync),
            ["more"] => Some(Self::More),
            ["report"] => Some(Self::Report),
            ["policy"] => Some(Self::Policy(None)),
            ["policy", clause] => clause_of(clause).map(|clause| Self::Policy(Some(clause))),
            ["away"] => Some(Self::Away),
            ["questionnaires"] => Some(Self::Questionnaires),
            ["questionnaires", "new"] => Some(Self::QuestionnaireNew),
            ["questionnaires", doc] => id(doc).map(Self::Questionnaire),
            ["needs"] => Some(Self::Researches),
            ["needs", "new", customer] => id(customer).map(Self::ResearchNew),
            ["needs", doc] => id(doc).map(Self::Research),
            ["needs-reports"] => Some(Self::NeedsReports),
            ["needs-reports", "new"] => Some(Self::NeedsReportNew),
            ["needs-reports", doc] => id(doc).map(Self::NeedsReport),
            ["questionnaires", doc, "history"] => {
                id(doc).map(|id| Self::History(RecordKind::Questionnaire, id))
            }
            ["needs", doc, "history"] => id(doc).map(|id| Self::History(RecordKind::Research, id)),
            ["needs-reports", doc, "history"] => id(doc).map(|id| Self::History(RecordKind::NeedsReport, id)),
            ["admin", ref parts @ ..] => Office::of_parts(parts).map(Self::Admin),
            _ => None,
        };
        found.unwrap_or(Self::Unknown)
    }
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
            Route::Today => Some(Route::ToDecide),
            Route::ToDecide => Some(Route::Customers),
            Route::Customers => Some(Route::CustomerNew),
            Route::CustomerNew => Some(Route::Customer(id)),
            Route::Customer(_) => Some(Route::CustomerEdit(id)),
            Route::CustomerEdit(_) => Some(Route::CustomerHandOver(id)),
            Route::CustomerHandOver(_) => Some(Route::Pool),
            Route::Pool => Some(Route::Deals),
            Route::Deals => Some(Route::DealNew(None)),
            Route::DealNew(None) => Some(Route::DealNew(Some(id))),
            Route::DealNew(Some(_)) => Some(Route::Deal(id)),
            Route::Deal(_) => Some(Route::DealEdit(id)),
            Route::DealEdit(_) => Some(Route::Questions),
            Route::Questions => Some(Route::Question(id)),
            Route::Question(_) => Some(Route::QuestionNew(id)),
            Route::QuestionNew(_) => Some(Route::History(RecordKind::Customer, id)),
            Route::History(RecordKind::Customer, _) => Some(Route::History(RecordKind::Deal, id)),
            Route::History(RecordKind::Deal, _) => Some(Route::History(RecordKind::Question, id)),
            Route::History(RecordKind::Question, _) => Some(Route::History(RecordKind::Questionnaire, id)),
            Route::History(RecordKind::Questionnaire, _) => Some(Route::History(RecordKind::Research, id)),
            Route::History(RecordKind::Research, _) => Some(Route::History(RecordKind::NeedsReport, id)),
            Route::History(RecordKind::NeedsReport, _) => Some(Route::Questionnaires),
            Route::Questionnaires => Some(Route::QuestionnaireNew),
            Route::QuestionnaireNew => Some(Route::Questionnaire(id)),
            Route::Questionnaire(_) => Some(Route::Researches),
            Route::Researches => Some(Route::ResearchNew(id)),
            Route::ResearchNew(_) => Some(Route::Research(id)),
            Route::Research(_) => Some(Route::NeedsReports),
            Route::NeedsReports => Some(Route::NeedsReportNew),
            Route::NeedsReportNew => Some(Route::NeedsReport(id)),
            Route::NeedsReport(_) => Some(Route::Sync),
            Route::Sync => Some(Route::More),
            Route::More => Some(Route::Report),
            Route::Report => Some(Route::Policy(None)),
            Route::Policy(_) => Some(Route::Away),
            Route::Away => Some(Route::Admin(Office::Home)),
            Route::Admin(office) => Some(office.next().map_or(Route::Unknown, Route::Admin)),
            Route::Unknown => None,
        }
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
