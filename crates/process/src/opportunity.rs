//! # 3 Following and judging opportunities 銷售機會跟進與評估

mod contact;
mod deal;
mod opening;

pub use contact::next_contact_due;
pub use deal::{Channel, Closed, Deal, FollowUp};

use crate::Clause;
use crate::law::{Bar, Lawful, Owed};

/// Bars on deals, of all chapters in the policy's order.
const DEAL_BARS: &[(Clause, Bar<Deal>)] = &[(Clause::C3_1, opening::opened_without_grounds)];

/// Duties from deals, of all chapters in the policy's order.
const DEAL_DUTIES: &[(Clause, Owed<Deal>)] = &[(Clause::C3_2_b, contact::next_contact)];

impl Lawful for Deal {
    fn bars() -> Vec<(Clause, Bar<Self>)> {
        DEAL_BARS.to_vec()
    }

    fn duties() -> Vec<(Clause, Owed<Self>)> {
        DEAL_DUTIES.to_vec()
    }
}
