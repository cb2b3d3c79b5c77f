//! ## 2.2 Joining duplicates 合併
//!
//! One company written down twice is joined: the one record says which other it is. That is all that is written; its
//! deals, contacts and history are shown with the other from then on, and who works on the other works on it. So both
//! histories stay as they are, and undoing it is one field. Competitors are joined by the same entry (2.1.a).
//!
//! Two phones without a network can say that each of two records is the other. The first that the server takes holds,
//! the second is refused; where both came into the book all the same (after a restore), each stands for itself until one
//! of them is taken back ([`is_ring`]).

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::convert::Infallible;

use super::{Competitor, Customer};
use crate::law::{Act, ActName, Barred, Fact};
use crate::people::Role;
use crate::value::{Instant, Single as _};
use crate::{DocId, Facts, Path, PersonId, Record, RecordKind, entry, line};

/// The list that holds joinings.
const LIST: &str = "joining";

entry! {
    /// This customer or competitor is another one.
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

/// What a change joins its record to, as far as who judges it looks at other records: the server at all of them as they
/// are now, a phone at those it knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum JoinedTo {
    /// Another of its kind, or nobody looked.
    #[default]
    Another,
    /// The record itself.
    Itself,
    /// There is no such record of its kind.
    Nothing,
    /// One that is this record already, perhaps by way of others.
    Back,
}

/// The record into which an act joins its own.
#[must_use]
pub fn joins_into(name: ActName, before: Option<&Facts>, after: &Facts) -> Option<DocId> {
    if name != ActName::JoinCustomer {
        return None;
    }
    let names =
        |path: &Path| path.field == "into" && path.entry.as_ref().is_some_and(|(list, _)| list == LIST);
    let stood = |path| before.and_then(|before| before.get(path));
    let fresh = after.iter().find(|(path, value)| names(path) && stood(path) != Some(*value));
    fresh.and_then(|(_, value)| DocId::read(value))
}

/// What joining a record of some kind into another comes to. `look` tells of another record its kind, and what that is
/// joined into in turn; `None` where there is none.
///
/// # Errors
/// Those of `look`.
pub fn joined_to<E>(
    doc: DocId,
    kind: RecordKind,
    into: Option<DocId>,
    mut look: impl FnMut(DocId) -> Result<Option<(RecordKind, Option<DocId>)>, E>,
) -> Result<JoinedTo, E> {
    let Some(into) = into else { return Ok(JoinedTo::Another) };
    if into == doc {
        return Ok(JoinedTo::Itself);
    }
    if look(into)?.is_none_or(|(other, _)| other != kind) {
        return Ok(JoinedTo::Nothing);
    }
    let leads_back = is_ring(doc, into, |at| Ok(look(at)?.and_then(|(_, next)| next)))?;
    Ok(if leads_back { JoinedTo::Back } else { JoinedTo::Another })
}

/// The record that one of any kind is, where it was written down twice.
#[must_use]
pub fn joined_into(kind: RecordKind, facts: &Facts) -> Option<DocId> {
    match kind {
        RecordKind::Customer => Customer::from_facts(facts).joined_into(),
        RecordKind::Competitor => Competitor::from_facts(facts).joined_into(),
        _ => None,
    }
}

/// Whether what a record is joined into is that record itself, by way of others or not. `next` tells what one is joined
/// into.
///
/// # Errors
/// Those of `next`.
pub fn is_ring<E>(
    doc: DocId,
    into: DocId,
    mut next: impl FnMut(DocId) -> Result<Option<DocId>, E>,
) -> Result<bool, E> {
    let mut seen = BTreeSet::new();
    let mut at = Some(into);
    while let Some(here) = at.filter(|here| *here != doc) {
        // A ring that the record leads into, but is no part of.
        if !seen.insert(here) {
            return Ok(false);
        }
        at = next(here)?;
    }
    Ok(at.is_some())
}

/// The record that one stands for: itself, or what it is joined into, as far as `next` tells it. Of a ring each stands
/// for itself.
pub fn stands_for(doc: DocId, next: impl Fn(DocId) -> Option<DocId>) -> DocId {
    let mut at = doc;
    while let Some(into) = next(at) {
        let Ok(is_ring) = is_ring(at, into, |at| Ok::<_, Infallible>(next(at)));
        if is_ring {
            break;
        }
        at = into;
    }
    at
}

/// A kind of record of which one may turn out to be another.
pub(super) trait Joinable: Record {
    /// What was said of that.
    fn joinings(&self) -> &[Joining];
}

impl Joinable for Customer {
    fn joinings(&self) -> &[Joining] {
        &self.joinings
    }
}

/// The joining that holds: where several people joined one record at once, the first.
pub(super) fn holding(joinings: &[Joining]) -> Option<&Joining> {
    joinings.iter().filter(|it| it.undone.is_none()).min_by_key(|it| (it.at, it.id))
}

/// The joinings whose end an act changes: as they stood, and as they stand.
pub(super) fn taken_back<'a, R: Joinable>(
    act: &Act<'a, R>,
) -> impl Iterator<Item = (&'a Joining, &'a Joining)> + use<'a, R> {
    let stood = act.before.map(Joinable::joinings).unwrap_or_default();
    let says = |it: &Joining| (it.undone, it.undone_by, it.undone_why.clone());
    let both = act.after.joinings().iter().filter_map(|now| {
        let then = stood.iter().find(|then| then.id == now.id)?;
        Some((then, now))
    });
    both.filter(move |(then, now)| says(then) != says(now))
}

impl Customer {
    /// The joining that holds.
    #[must_use]
    pub fn joining(&self) -> Option<&Joining> {
        holding(&self.joinings)
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
/// A customer is given up for another by its owner or somebody who acts for them; who wrote that takes it back, too.
pub(super) fn joined_without_authority(act: &Act<'_, Customer>) -> Option<Barred> {
    let before = act.before?;
    let joins = act.after.joinings.len() > before.joinings.len();
    let separates = taken_back(act).any(|(then, _)| !may_join(act, then.by));
    ((joins || separates) && !may_join(act, before.owner)).then(|| not_yours(act, before.owner))
}

/// **2.2.b** A database of target customers: basic facts, needs, intention to buy.
///
/// What is joined already is taken apart first; a joining is written down as one that holds.
pub(super) fn joined_twice<R: Joinable>(act: &Act<'_, R>) -> Option<Barred> {
    let stood = act.before.map(Joinable::joinings).unwrap_or_default();
    let mut fresh = act.after.joinings().iter().filter(|it| !stood.iter().any(|then| then.id == it.id));
    let first = fresh.next()?;
    let held = act.before.is_none() || holding(stood).is_some();
    let wrong = held || first.undone.is_some() || fresh.next().is_some();
    wrong.then(|| Barred::because(line!("joined_already")))
}

/// **2.2.b** A database of target customers: basic facts, needs, intention to buy.
///
/// What a record is joined into is another of its kind, and is not that record in turn.
pub(super) fn joined_to_no_other<R: Joinable>(act: &Act<'_, R>) -> Option<Barred> {
    Some(Barred::because(match act.joined_to {
        JoinedTo::Another => return None,
        JoinedTo::Itself => line!("joined_to_itself"),
        JoinedTo::Nothing => line!("joined_to_nothing"),
        JoinedTo::Back => line!("joined_back"),
    }))
}

/// **2.2.b** A database of target customers: basic facts, needs, intention to buy.
///
/// A joining is taken back once, now, in the name of who does.
pub(super) fn separated_otherwise<R: Joinable>(act: &Act<'_, R>) -> Option<Barred> {
    let mine = (Some(Instant(act.entered_ms)), Some(act.person.id));
    let honest = |then: &Joining, now: &Joining| then.undone.is_none() && (now.undone, now.undone_by) == mine;
    let wrong = taken_back(act).any(|(then, now)| !honest(then, now));
    wrong.then(|| Barred::because(line!("separated_otherwise")))
}
