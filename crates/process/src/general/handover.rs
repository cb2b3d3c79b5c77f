//! ## 1.2 Handover 交接
//!
//! Who may give what to whom; what follows from it stands in `taking_over.rs`. Not formalised yet: that a deputy decides
//! for an absent superior (代): the next superior can, until requests are built.

#[cfg(test)]
mod tests;

use crate::law::{Act, ActName, Barred, Fact};
use crate::opportunity::{Deal, Question};
use crate::people::{People, Role};
use crate::prospecting::Customer;
use crate::{PersonId, Record, line};

/// **1.2** The policy applies to all sales departments and people, all products and services.
///
/// A customer changes hands only by somebody above its owner, or by the director or gm; one without an owner by
/// any manager. To decide between two to whom it was given at once is to hand it over, too. Who claims one from the pool
/// needs no authority (2.2.b); to whom a lead came in gives it to its first rep (2.3.a).
pub(crate) fn owner_changed_without_authority(act: &Act<'_, Customer>) -> Option<Barred> {
    let before = act.before?;
    let gives_out = before.is_given_out_by(act.person.id, act.company, act.entered_ms);
    if act.name == ActName::ClaimCustomer || gives_out {
        return None;
    }
    moved_without_authority(act, "owner", before.owner, act.after.owner)
}

/// Whether somebody may give away what that person has, by who they are: the law above, for pages that offer it.
#[must_use]
pub fn may_move(who: PersonId, from: Option<PersonId>, people: &People) -> bool {
    match people.get(who).map(|person| person.role) {
        Some(Role::Director | Role::Gm | Role::System) => true,
        Some(Role::Manager) => from.is_none_or(|owner| people.is_superior(who, owner)),
        _ => false,
    }
}

/// **1.2** The policy applies to all sales departments and people, all products and services.
///
/// A deal changes hands as a customer does.
pub(crate) fn seller_changed_without_authority(act: &Act<'_, Deal>) -> Option<Barred> {
    moved_without_authority(act, "seller", act.before?.seller, act.after.seller)
}

/// **1.2** The policy applies to all sales departments and people, all products and services.
///
/// A question changes hands as a deal does: who asks tells the customer.
pub(crate) fn asker_changed_without_authority(act: &Act<'_, Question>) -> Option<Barred> {
    moved_without_authority(act, "asker", act.before?.asker, act.after.asker)
}

/// **1.2** The policy applies to all sales departments and people, all products and services.
///
/// Bars giving a question to somebody whom the company does not have, or has no longer.
pub(crate) fn question_given_to_nobody(act: &Act<'_, Question>) -> Option<Barred> {
    given_to_nobody(act, act.before.and_then(|before| before.asker), act.after.asker)
}

/// **1.2** The policy applies to all sales departments and people, all products and services.
///
/// Bars giving a customer to somebody whom the company does not have, or has no longer.
pub(crate) fn customer_given_to_nobody(act: &Act<'_, Customer>) -> Option<Barred> {
    given_to_nobody(act, act.before.and_then(|before| before.owner), act.after.owner)
}

/// **1.2** The policy applies to all sales departments and people, all products and services.
///
/// Bars giving a deal to somebody whom the company does not have, or has no longer.
pub(crate) fn deal_given_to_nobody(act: &Act<'_, Deal>) -> Option<Barred> {
    given_to_nobody(act, act.before.and_then(|before| before.seller), act.after.seller)
}

fn moved_without_authority<R: Record>(
    act: &Act<'_, R>,
    field: &str,
    from: Option<PersonId>,
    to: Option<PersonId>,
) -> Option<Barred> {
    let people = &act.company.people;
    if may_move(act.person.id, from, people) || (from == to && !act.settles(field)) {
        return None;
    }
    let is_here = |id: &PersonId| people.get(*id).is_some_and(|person| !person.left);
    let who = from.and_then(|owner| people.superiors(owner).into_iter().find(is_here));
    let wrong = match from {
        Some(owner) => line!("not_above_owner", owner = Fact::Person(owner)),
        None => line!("no_manager"),
    };
    Some(Barred { who, ..Barred::because(wrong) })
}

fn given_to_nobody<R>(act: &Act<'_, R>, from: Option<PersonId>, to: Option<PersonId>) -> Option<Barred> {
    let receiver = to.filter(|_| from != to)?;
    let gone = act.company.people.get(receiver).is_none_or(|person| person.left);
    gone.then(|| Barred::because(line!("receiver_gone", receiver = Fact::Person(receiver))))
}
