//! # 2 Finding customers and learning their needs 客戶開發與需求調研

mod customer;

pub use customer::{Contact, Customer, Intention, Sharer};

use crate::Clause;
use crate::general::handover;
use crate::law::{Asks, Bar, Lawful, Owed};

/// Bars on customers, of all chapters in the policy's order.
const CUSTOMER_BARS: &[(Clause, Bar<Customer>)] = &[
    (Clause::C1_2, handover::owner_changed_without_authority),
    (Clause::C1_2, handover::customer_given_to_nobody),
];

impl Lawful for Customer {
    fn bars() -> Vec<(Clause, Bar<Self>)> {
        CUSTOMER_BARS.to_vec()
    }

    fn duties() -> Vec<(Clause, Owed<Self>, Asks)> {
        Vec::new()
    }
}
