//! # 1 General 總則

pub mod conformity;
pub mod handover;
pub mod office;
pub mod proposal;
pub mod settled;
pub(crate) mod signature;
pub mod taking_over;

pub use office::{Change, Does};
pub use proposal::{Agreement, Proposal, Returned, Seat, Standing};
pub use settled::{Answer, HandOn, Waiver};
pub use taking_over::Handover;

use crate::Clause;
use crate::law::{Barred, Refusal};
use crate::prospecting::exported_without_manager;

/// A rule that refuses a change of the company.
pub type OfficeBar = fn(&Change<'_>) -> Option<Barred>;

/// Bars on changes of the company: people, absences, calendar, catalogue, policy values; and on what leaves the book.
const OFFICE_BARS: &[(Clause, OfficeBar)] = &[
    (Clause::C1_1, proposal::proposed_without_office),
    (Clause::C1_1, proposal::proposed_without_reason),
    (Clause::C1_1, proposal::outside_limits),
    (Clause::C1_1, proposal::from_a_day_gone),
    (Clause::C1_1, proposal::agreed_without_office),
    (Clause::C1_1, proposal::agreed_to_own),
    (Clause::C1_1, proposal::decided_already),
    (Clause::C1_1, proposal::returned_without_reason),
    (Clause::C1_2, office::changed_without_authority),
    (Clause::C1_2, office::own_role_changed),
    (Clause::C1_2, office::named_badly),
    (Clause::C1_2, office::department_does_not_fit),
    (Clause::C1_2, office::without_superior),
    (Clause::C1_2, office::above_themselves),
    (Clause::C1_2, office::assistant_does_not_fit),
    (Clause::C1_2, office::the_system_itself),
    (Clause::C1_2, office::absence_does_not_fit),
    (Clause::C1_2, office::leaves_unfinished),
    (Clause::C1_2, office::handed_to_nobody),
    (Clause::C2_2_b, exported_without_manager),
];

/// Every clause that bars a change of the company; empty where it may be made.
#[must_use]
pub fn judge_office(change: &Change<'_>) -> Vec<Refusal> {
    let speaking = OFFICE_BARS.iter().filter_map(|(clause, bar)| Some((*clause, bar(change)?)));
    speaking
        .map(|(clause, Barred { wrong, holds, lacks, who })| Refusal { clause, wrong, holds, lacks, who })
        .collect()
}
