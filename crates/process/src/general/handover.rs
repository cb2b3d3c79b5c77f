//! ## 1.2 Handover 交接
//!
//! **1.2** Policy applies to all sales departments and people, all products and services.
//!
//! Not formalised yet: the line-by-line acceptance of a handover and its duties (manager within 1 day of
//! notice, customers told within 7): they need the leaver's notice, which no screen takes yet.

#[cfg(test)]
mod tests;

use crate::law::{Act, Barred, Fact};
use crate::line;
use crate::people::Role;
use crate::prospecting::Customer;

/// **1.2** A customer changes hands only by somebody above its owner, or by the director or gm; one without an
/// owner by any manager.
pub(crate) fn owner_changed_without_authority(act: &Act<'_, Customer>) -> Option<Barred> {
    let before = act.before?;
    if before.owner == act.after.owner {
        return None;
    }
    let above = |owner| act.company.people.is_superior(act.person.id, owner);
    let may = match act.person.role {
        Role::Director | Role::Gm | Role::System => true,
        Role::Manager => before.owner.is_none_or(above),
        _ => false,
    };
    let who = before.owner.and_then(|owner| act.company.people.superiors(owner).first().copied());
    let facts = before.owner.map(Fact::Person);
    (!may).then(|| {
        let wrong = match facts {
            Some(owner) => line!("not_above_owner", owner = owner),
            None => line!("no_manager"),
        };
        Barred { who, ..Barred::because(wrong) }
    })
}
