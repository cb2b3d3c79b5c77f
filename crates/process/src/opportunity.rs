//! # 3 Following and judging opportunities 銷售機會跟進與評估

mod closing;
mod contact;
mod deal;
mod follow_up;
mod opening;
mod plan;

pub use contact::{last_reached_ms, next_contact_due};
pub use deal::{Channel, Closed, Deal, FollowUp};

use crate::Clause;
use crate::general::handover;
use crate::law::{Asks, Bar, Lawful, Owed};

/// Bars on deals, of all chapters in the policy's order.
const DEAL_BARS: &[(Clause, Bar<Deal>)] = &[
    (Clause::C1_2, handover::seller_changed_without_authority),
    (Clause::C1_2, handover::deal_given_to_nobody),
    (Clause::C3_1, opening::opened_without_grounds),
    (Clause::C3_1, opening::opened_at_another_time),
    (Clause::C3_1, closing::closed_without_time),
    (Clause::C3_2_a, follow_up::written_for_another),
    (Clause::C3_2_a, follow_up::entered_at_another_time),
    (Clause::C3_2_a, follow_up::not_happened_yet),
    (Clause::C3_2_a, follow_up::entry_rewritten),
    (Clause::C3_2_b, plan::resting_without_reason),
    (Clause::C3_2_b, plan::planned_at_another_time),
    (Clause::C3_2_b, plan::duties_put_off),
];

/// Duties from deals, of all chapters in the policy's order.
const DEAL_DUTIES: &[(Clause, Owed<Deal>, Asks)] = &[(Clause::C3_2_b, contact::next_contact, Asks::Contact)];

impl Lawful for Deal {
    fn bars() -> Vec<(Clause, Bar<Self>)> {
        DEAL_BARS.to_vec()
    }

    fn duties() -> Vec<(Clause, Owed<Self>, Asks)> {
        DEAL_DUTIES.to_vec()
    }
}
