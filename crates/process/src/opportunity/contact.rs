//! ## 3.2 Contacts and their plan 跟進計劃
//!
//! **3.2.b** A plan with frequency and main work; as a rule contact at least once a week.

#[cfg(test)]
mod tests;

use super::Deal;
use crate::calendar::Calendar;
use crate::law::{DutyState, Fact, Owing};
use crate::policy::PolicyValue;
use crate::{Company, line};

/// **3.2.b** A plan with frequency and main work; as a rule contact at least once a week.
pub(super) fn next_contact(deal: &Deal, company: &Company) -> Vec<Owing> {
    let _ =
        (deal, company, PolicyValue::FollowUpIntervalDays, Calendar::default(), Fact::Count(0), line!("x"));
    let _ = DutyState::Open;
    Vec::new()
}

/// When the next contact is due, ms UTC; `None` where none is owed.
#[must_use]
pub fn next_contact_due(deal: &Deal, company: &Company) -> Option<i64> {
    next_contact(deal, company).iter().find(|owing| owing.state == DutyState::Open).map(|owing| owing.due_ms)
}
