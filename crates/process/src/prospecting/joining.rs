//! ## 2.2 Joining duplicates 合併
//!
//! One company written down twice is joined: the one record says which other it is. That is all that is written; its
//! deals, contacts and history are shown with the other from then on, and who works on the other works on it. So both
//! histories stay as they are, and undoing it is one field.

#[cfg(test)]
mod tests;

use super::Customer;
use crate::law::{Act, Barred, Fact};
use crate::people::Role;
use crate::value::Instant;
use crate::{DocId, PersonId, entry, line};

entry! {
    /// This customer is another one.
    Joining made_by JoinCustomer {
        /// Which.
        into: Option<DocId> = Document, C2_2_b, Commercial, JoinCustomer, required;
        /// How one can tell.
        why: String = Line(200), C2_2_b, Words, JoinCustomer;
        /// Who.
        by: Option<PersonId> = Person, C2_2_b, Plain, JoinCustomer, required;
        /// When.
        at: Option<Instant> = Instant, C2_2_b, Plain, JoinCustomer, required;
        /// Taken back then.
        undone: Option<Instant> = Instant, C2_2_b, Plain, SeparateCustomer;
        /// Who took it back.
        undone_by: Option<PersonId> = Person, C2_2_b, Plain, SeparateCustomer;
        /// Why.
        undone_why: String = Line(200), C2_2_b, Words, SeparateCustomer;
    }
}

impl Customer {
    /// The joining that holds: where several people joined it at once, the first.
    #[must_use]
    pub fn joining(&self) -> Option<&Joining> {
        self.joinings.iter().filter(|it| it.undone.is_none()).min_by_key(|it| (it.at, it.id))
    }

    /// The customer that this one is, where it was written down twice.
    #[must_use]
    pub fn joined_into(&self) -> Option<DocId> {
        self.joining()?.into
    }
}

/// Whether the person may say that a customer of that owner is another one: its owner, whoever acts for them, and where
/// it has none any manager.
fn may_join(act: &Act<'_, Customer>, owner: Option<PersonId>) -> bool {
    let me = act.person;
    match owner {
        Some(owner) => owner == me.id || act.company.acts_for(me.id, owner, act.entered_ms),
        None => matches!(me.role, Role::Manager | Role::Director | Role::Gm),
    }
}

fn not_yours(act: &Act<'_, Customer>, owner: Option<PersonId>) -> Barred {
    let owner = owner.unwrap_or_default();
    let wrong = line!("join_by_owner", owner = Fact::Person(owner));
    Barred { who: act.company.decider_for(owner), ..Barred::because(wrong) }
}

/// **2.2.b** A database of target customers: basic facts, needs, intention to buy.
///
/// A customer is given up for another by its owner or somebody who acts for them.
pub(super) fn joined_without_authority(act: &Act<'_, Customer>) -> Option<Barred> {
    let before = act.before?;
    let joins = act.after.joinings.len() > before.joinings.len();
    (joins && !may_join(act, before.owner)).then(|| not_yours(act, before.owner))
}

/// **2.2.b** A database of target customers: basic facts, needs, intention to buy.
///
/// What is joined already is taken apart first; a joining is written down as one that holds.
pub(super) fn joined_twice(act: &Act<'_, Customer>) -> Option<Barred> {
    let stood = act.before.map(|before| before.joinings.as_slice()).unwrap_or_default();
    let mut fresh = act.after.joinings.iter().filter(|it| !stood.iter().any(|then| then.id == it.id));
    let first = fresh.next()?;
    let held = act.before.is_none_or(|before| before.joining().is_some());
    let wrong = held || first.undone.is_some() || fresh.next().is_some();
    wrong.then(|| Barred::because(line!("joined_already")))
}

/// **2.2.b** A database of target customers: basic facts, needs, intention to buy.
///
/// A joining is taken back once, now, by who wrote it, the owner, or somebody who acts for one of them.
pub(super) fn separated_otherwise(act: &Act<'_, Customer>) -> Option<Barred> {
    let before = act.before?;
    act.after.joinings.iter().find_map(|now| {
        let then = before.joinings.iter().find(|then| then.id == now.id)?;
        let says = |it: &Joining| (it.undone, it.undone_by, it.undone_why.clone());
        if says(then) == says(now) {
            return None;
        }
        if !may_join(act, before.owner) && !may_join(act, then.by) {
            return Some(not_yours(act, before.owner));
        }
        let honest = now.undone == Some(Instant(act.entered_ms)) && now.undone_by == Some(act.person.id);
        (then.undone.is_some() || !honest).then(|| Barred::because(line!("separated_otherwise")))
    })
}
