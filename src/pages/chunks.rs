//! What is in each chunk. `office`: for those who run the company, and what everybody looks up now and then. `market`: what
//! is heard and asked outside, and what is made of it. `road`: where a camera or a map is opened. `record`: forms over whole
//! records, and the pages of what has no chunk of its own.

use fieldbook_book::replica::Opened;
use fieldbook_process::{Clause, DocId, RecordKind};
use leptos::prelude::*;

use super::chunk::chunk;
use super::deal::board::{Board, Only};
use super::deal::matrix::Matrix;
use super::{
    admin, capture, customer, deal, history, market, needs, policy, question, record, report, segment, visit,
};
use crate::state::route::{Office, Route};

chunk! { office whole:
    /// Administration.
    pub fn office(place: Office) { admin::page(place) }
}

chunk! { office page:
    /// When one is away oneself.
    pub fn my_absence() { view! { <admin::away::MyAbsence/> }.into_any() }
}

chunk! { office page:
    /// What the process brings.
    pub fn figures() { view! { <report::Report/> }.into_any() }
}

chunk! { office page:
    /// The policy's clauses.
    pub fn reader(clause: Option<Clause>) { view! { <policy::Policy clause=clause/> }.into_any() }
}

chunk! { office page:
    /// What was done to a record.
    pub fn past(kind: RecordKind, id: DocId) { view! { <history::History kind=kind doc=id/> }.into_any() }
}

chunk! { office page:
    /// Several customers at once, and leads nobody was given yet.
    pub fn several(route: Route) {
        match route {
            Route::Leads => view! { <customer::several::Leads/> }.into_any(),
            _ => view! { <customer::several::Several/> }.into_any(),
        }
    }
}

chunk! { road whole:
    /// Customers around here, and the visits of the day.
    pub fn visits() { view! { <visit::Visits/> }.into_any() }
}

chunk! { road page:
    /// Somebody met.
    pub fn capture() { view! { <capture::Capture/> }.into_any() }
}

chunk! { market page:
    /// Market notes and reports.
    pub fn of_market(route: Route) {
        match route {
            Route::RecordNew(RecordKind::MarketNote) => view! { <market::note::New/> }.into_any(),
            Route::RecordNew(_) => view! { <market::report::new::New/> }.into_any(),
            Route::Record(_, id) => view! { <market::report::read::Read doc=id/> }.into_any(),
            Route::RecordEdit(_, id) => view! { <market::report::write::Write doc=id/> }.into_any(),
            _ => ().into_any(),
        }
    }
}

chunk! { market page:
    /// Questionnaires, what was asked by them, and the reports of it.
    pub fn of_needs(route: Route) {
        match route {
            Route::ResearchNew(customer) => {
                view! { <needs::research::new::New customer=customer/> }.into_any()
            }
            Route::RecordNew(RecordKind::Questionnaire) => {
                view! { <needs::questionnaire::new::New/> }.into_any()
            }
            Route::RecordNew(_) => view! { <needs::report::new::New/> }.into_any(),
            Route::Record(RecordKind::Questionnaire, id) => {
                view! { <needs::questionnaire::read::Read doc=id/> }.into_any()
            }
            Route::Record(RecordKind::Research, id) => {
                view! { <needs::research::read::Read doc=id/> }.into_any()
            }
            Route::Record(_, id) => view! { <needs::report::read::Read doc=id/> }.into_any(),
            _ => ().into_any(),
        }
    }
}

chunk! { market piece:
    /// Above the facts of a record.
    pub fn market_above(kind: RecordKind, opened: Opened) {
        match kind {
            RecordKind::MarketNote => market::note::above(&opened),
            RecordKind::Competitor => market::competitor::above(&opened),
            _ => market::size::above(&opened),
        }
    }
}

chunk! { market piece:
    /// Below them.
    pub fn market_below(kind: RecordKind, opened: Opened) {
        match kind {
            RecordKind::MarketNote => market::note::below(&opened),
            RecordKind::Segment => segment::below(&opened),
            _ => market::competitor::below(&opened),
        }
    }
}

chunk! { market piece:
    /// At the foot of its page.
    pub fn market_act(kind: RecordKind, opened: Opened) {
        match kind {
            RecordKind::MarketNote => market::note::main_act(&opened),
            _ => market::competitor::main_act(&opened),
        }
    }
}

chunk! { record page:
    /// Customers as forms, and where they come from and go to.
    pub fn of_customers(route: Route) {
        match route {
            Route::CustomerNew => view! { <customer::new::New/> }.into_any(),
            Route::CustomerEdit(id) => view! { <customer::edit::Edit doc=id/> }.into_any(),
            Route::CustomerHandOver(id) => view! { <customer::hand_over::HandOver doc=id/> }.into_any(),
            _ => view! { <customer::pool::Pool/> }.into_any(),
        }
    }
}

chunk! { record page:
    /// Deals as forms, and what is asked about them.
    pub fn of_deals(route: Route) {
        match route {
            Route::DealNew(customer) => view! { <deal::new::New customer=customer/> }.into_any(),
            Route::DealEdit(id) => view! { <deal::edit::Edit doc=id/> }.into_any(),
            Route::QuestionNew(deal) => view! { <question::new::New deal=deal/> }.into_any(),
            _ => ().into_any(),
        }
    }
}

chunk! { record page:
    /// A question to a department.
    pub fn question(id: DocId) { view! { <question::read::Read doc=id/> }.into_any() }
}

chunk! { record page:
    /// Records of the kinds that have no pages of their own.
    pub fn of_records(route: Route) {
        match route {
            Route::RecordNew(kind) => view! { <record::new::New kind=kind/> }.into_any(),
            Route::Record(kind, id) => view! { <record::read::Read kind=kind doc=id/> }.into_any(),
            Route::RecordEdit(kind, id) => view! { <record::edit::Edit kind=kind doc=id/> }.into_any(),
            _ => ().into_any(),
        }
    }
}

chunk! { office piece:
    /// Deals as a board.
    pub fn board(only: Only) { view! { <Board only=only/> }.into_any() }
}

chunk! { office piece:
    /// Deals as a matrix.
    pub fn matrix(only: Only) { view! { <Matrix only=only/> }.into_any() }
}

chunk! { office piece:
    /// Customers as a file.
    pub fn export(open: RwSignal<bool>, shown: Signal<Vec<DocId>>) {
        view! { <customer::export::Export open=open shown=shown/> }.into_any()
    }
}
