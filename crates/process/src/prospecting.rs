//! # 2 Finding customers and learning their needs 客戶開發與需求調研

mod condition;
mod customer;
mod decimal;
mod form;
mod item;
mod joining;
mod likeness;
mod needs_figures;
mod needs_report;
mod pool;
mod protection;
mod questionnaire;
mod research;
mod withdrawal;

pub use condition::{Compared, Condition, Unreadable};
pub use decimal::Decimal;
pub use form::{Answers, Asked, Form, ItemKind, Unsound};
pub use item::{Item, in_order};
pub use needs_figures::{HeadingFigure, ItemFigure, NeedsFigures, OptionFigure, Quote, Spread};
pub use needs_report::{NeedsReport, composes_needs_reports};
pub use questionnaire::{Questionnaire, writes_questionnaires};
pub use research::{Method, Research, Response, response_id};

pub use customer::{Contact, Customer, Intention, Sharer, Touch};
pub use joining::Joining;
pub use likeness::{Likeness, Traits, name_key};
pub use pool::{Claim, claimed_beyond, claims_left};
pub use protection::{is_mark, is_renewed_by, protected_until};
pub use withdrawal::{WITHDRAWN, as_it_stands, is_withdrawn};

use crate::Clause;
use crate::general::settled::Settled;
use crate::general::{handover, settled, signature, taking_over};
use crate::law::{Asks, Bar, Finds, Lawful, Owed};

/// Bars on customers, of all chapters in the policy's order.
const CUSTOMER_BARS: &[(Clause, Bar<Customer>)] = &[
    (Clause::C1_1, signature::signed_for_another),
    (Clause::C1_1, signature::signed_at_another_time),
    (Clause::C1_1, signature::signed_entry_rewritten),
    (Clause::C1_1, settled::waived_unlawfully),
    (Clause::C1_1, settled::handed_on_unlawfully),
    (Clause::C1_1, settled::hand_on_answered_for_another),
    (Clause::C1_1, settled::finding_answered_for_another),
    (Clause::C1_2, handover::owner_changed_without_authority),
    (Clause::C1_2, handover::customer_given_to_nobody),
    (Clause::C1_2, taking_over::handover_tells_otherwise),
    (Clause::C1_2, taking_over::handover_answered_for_another),
    (Clause::C2_2_b, protection::registered_at_another_time),
    (Clause::C2_2_b, protection::touched_in_the_future),
    (Clause::C2_2_b, pool::claimed_while_protected),
    (Clause::C2_2_b, pool::claimed_from_elsewhere),
    (Clause::C2_2_b, pool::claimed_for_another),
    (Clause::C2_2_b, pool::claimed_too_many),
    (Clause::C2_2_b, joining::joined_without_authority),
    (Clause::C2_2_b, joining::joined_twice),
    (Clause::C2_2_b, joining::separated_otherwise),
    (Clause::C2_2_b, withdrawal::withdrawn_by_hand),
];

/// Duties from customers, of all chapters in the policy's order.
const CUSTOMER_DUTIES: &[(Clause, Owed<Customer>, Asks)] = &[
    (Clause::C1_2, taking_over::hand_over_on_notice, Asks::HandOver),
    (Clause::C1_2, taking_over::accept_customer, Asks::Acceptance),
    (Clause::C1_2, taking_over::introduce_owner, Asks::Introduction),
    (Clause::C2_2_b, protection::keep_from_the_pool, Asks::Touch),
];

/// Findings from customers, of all chapters in the policy's order.
const CUSTOMER_FINDINGS: &[(Clause, Finds<Customer>)] = &[(Clause::C2_2_b, protection::claims_collide)];

impl Lawful for Customer {
    fn bars() -> Vec<(Clause, Bar<Self>)> {
        CUSTOMER_BARS.to_vec()
    }

    fn duties() -> Vec<(Clause, Owed<Self>, Asks)> {
        CUSTOMER_DUTIES.to_vec()
    }

    fn findings() -> Vec<(Clause, Finds<Self>)> {
        CUSTOMER_FINDINGS.to_vec()
    }

    fn settled(&self) -> Settled<'_> {
        Settled { waivers: &self.waivers, hand_ons: &self.hand_ons, answers: &self.answers }
    }
}
