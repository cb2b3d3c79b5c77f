//! ## 1.1 Proposals for policy values 制度數值的提議
//!
//! An administrator proposes a number from a day on; it is in force only when those agree who must: the director, for
//! money the head of finance too. A proposal stays for ever, with who proposed, agreed or returned it; where it
//! stands follows from that. Not formalised yet: that values of chapter 8 need hr (there is none).

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::office::{Change, Does};
use crate::law::{Barred, Fact};
use crate::people::{Department, Person, Role};
use crate::policy::{Agreed, PolicyValue, Unit};
use crate::{Company, Day, EntryId, PersonId, choice, line};

choice! {
    /// In whose office somebody agrees.
    Seat {
        /// 銷售總監
        Director = "director",
        /// 財務主管
        Finance = "finance",
    }
}

impl Seat {
    /// Who must agree to a value.
    #[must_use]
    pub const fn of(value: PolicyValue) -> &'static [Self] {
        match value.unit() {
            Unit::Currency => &[Self::Director, Self::Finance],
            _ => &[Self::Director],
        }
    }

    /// Who holds it for what somebody else proposed: nobody decides on their own request, so the director's own goes
    /// to the gm.
    #[must_use]
    pub fn holders(self, company: &Company, proposed_by: Option<PersonId>) -> Vec<PersonId> {
        let of_role = |role: Role| -> Vec<PersonId> {
            let here = |it: &&Person| it.role == role && !it.left && Some(it.id) != proposed_by;
            company.people.iter().filter(here).map(|person| person.id).collect()
        };
        match self {
            Self::Director => {
                let directors = of_role(Role::Director);
                if directors.is_empty() { of_role(Role::Gm) } else { directors }
            }
            Self::Finance => {
                let head = company.people.head_of(Department::Finance);
                head.filter(|head| Some(*head) != proposed_by).into_iter().collect()
            }
        }
    }
}

/// That somebody agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// In which office.
    pub seat: Seat,
    /// Who.
    pub by: PersonId,
    /// Then, ms UTC.
    pub at_ms: i64,
}

/// That it was returned, or taken back by who proposed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// Who.
    pub by: PersonId,
    /// Then, ms UTC.
    pub at_ms: i64,
    /// Why.
    pub why: String,
}

/// A proposal for a policy value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Its id.
    pub id: EntryId,
    /// The value.
    pub value: PolicyValue,
    /// The number proposed, in the value's unit.
    pub number: i64,
    /// In force from that day on, or from the agreement if that comes later.
    pub from: Day,
    /// Why.
    pub why: String,
    /// Who proposes; `None` = whoever has the server's command line.
    pub by: Option<PersonId>,
    /// Then, ms UTC.
    pub at_ms: i64,
    /// Who has agreed.
    #[serde(default)]
    pub agreed: Vec<Agreement>,
    /// Whether it was returned.
    #[serde(default)]
    pub returned: Option<Returned>,
    /// Agreed by all who must: in force from that moment on, ms UTC.
    #[serde(default)]
    pub in_force_ms: Option<i64>,
}

/// Where a proposal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Somebody must agree yet.
    Waiting,
    /// In force from that moment on, ms UTC.
    InForce(i64),
    /// Returned or taken back.
    Returned,
}

impl Proposal {
    /// Where it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        match (&self.returned, self.in_force_ms) {
            (Some(_), _) => Standing::Returned,
            (None, Some(from_ms)) => Standing::InForce(from_ms),
            (None, None) => Standing::Waiting,
        }
    }

    /// The offices that have not agreed yet. The director's is never missing; finance only where somebody heads it.
    #[must_use]
    pub fn open_seats(&self, company: &Company) -> Vec<Seat> {
        let is_needed = |seat: &Seat| *seat == Seat::Director || !seat.holders(company, self.by).is_empty();
        let is_open = |seat: &Seat| !self.agreed.iter().any(|agreement| agreement.seat == *seat);
        Seat::of(self.value).iter().copied().filter(is_needed).filter(is_open).collect()
    }

    /// The open offices that somebody holds at a moment (ms UTC), themselves or standing in (代).
    #[must_use]
    pub fn seats_of(&self, me: PersonId, company: &Company, now_ms: i64) -> Vec<Seat> {
        let today = company.calendar.day_of(now_ms);
        let holds = |seat: &Seat| {
            let holders = seat.holders(company, self.by);
            holders.iter().any(|it| *it == me || company.stand_in(*it, today) == Some(me))
        };
        let is_here = company.people.get(me).is_some_and(|person| !person.left);
        let seats = self.open_seats(company).into_iter().filter(holds);
        seats.filter(|_| is_here && self.by != Some(me)).collect()
    }

    /// Whether it waits for somebody, at a moment (ms UTC).
    #[must_use]
    pub fn waits_for(&self, me: PersonId, company: &Company, now_ms: i64) -> bool {
        self.standing() == Standing::Waiting && !self.seats_of(me, company, now_ms).is_empty()
    }
}

impl Company {
    /// Writes down that somebody agrees, which [`super::judge_office`] let pass; with the last one the value is in
    /// force, from its day on and never for what was before now. A value that its limits refuse is not.
    pub fn agree(&mut self, id: EntryId, by: PersonId, now_ms: i64) {
        let Some(mut proposal) = self.proposals.iter().find(|it| it.id == id).cloned() else { return };
        let seats = proposal.seats_of(by, self, now_ms);
        proposal.agreed.extend(seats.into_iter().map(|seat| Agreement { seat, by, at_ms: now_ms }));
        if proposal.open_seats(self).is_empty() {
            let from_ms = self.calendar.moment(proposal.from, 0).max(now_ms);
            let agreed = Agreed { from_ms, number: proposal.number };
            proposal.in_force_ms = self.policy.agree(proposal.value, agreed).is_ok().then_some(from_ms);
        }
        if let Some(known) = self.proposals.iter_mut().find(|it| it.id == id) {
            *known = proposal;
        }
    }

    /// Writes down that a proposal is returned, which [`super::judge_office`] let pass.
    pub fn send_back(&mut self, id: EntryId, returned: Returned) {
        if let Some(known) = self.proposals.iter_mut().find(|it| it.id == id) {
            known.returned = Some(returned);
        }
    }

    /// Who agreed to a number in force from a moment (ms UTC) on; empty where it was never proposed.
    #[must_use]
    pub fn agreed_by(&self, value: PolicyValue, agreed: &Agreed) -> Vec<PersonId> {
        let is_it = |it: &&Proposal| {
            it.value == value && it.number == agreed.number && it.in_force_ms == Some(agreed.from_ms)
        };
        let proposal = self.proposals.iter().rev().find(is_it);
        proposal.map(|it| it.agreed.iter().map(|agreement| agreement.by).collect()).unwrap_or_default()
    }
}

/// A number of a policy value as a fact.
fn told(value: PolicyValue, number: i64) -> Fact {
    match value.unit() {
        Unit::Days => Fact::Days(number),
        Unit::Percent => Fact::Rate(number.saturating_mul(100)),
        Unit::Hundredths => Fact::Text(format!("{}.{:02}", number / 100, number % 100)),
        Unit::Times | Unit::Minutes | Unit::Hours | Unit::WorkingHours | Unit::Currency => {
            Fact::Count(number)
        }
    }
}

/// **1.1** One standard process for every sale.
///
/// Policy values are proposed by an administrator.
pub(super) fn proposed_without_office(change: &Change<'_>) -> Option<Barred> {
    let Does::Proposes(_) = change.does else { return None };
    (!change.administers()).then(|| Barred {
        who: change.administrator(),
        ..Barred::because(line!("only_administrator_proposes"))
    })
}

/// **1.1** One standard process for every sale.
///
/// Who agrees is told why.
pub(super) fn proposed_without_reason(change: &Change<'_>) -> Option<Barred> {
    let Does::Proposes(proposal) = change.does else { return None };
    (change.by.is_some() && proposal.why.trim().is_empty())
        .then(|| Barred::because(line!("proposed_without_reason")))
}

/// **1.1** One standard process for every sale.
///
/// A policy value lies between its least and its most.
pub(super) fn outside_limits(change: &Change<'_>) -> Option<Barred> {
    let Does::Proposes(proposal) = change.does else { return None };
    let (least, most) = proposal.value.limits();
    let (least_told, most_told) = (told(proposal.value, least), told(proposal.value, most));
    (!(least..=most).contains(&proposal.number))
        .then(|| Barred::because(line!("outside_limits", least = least_told, most = most_told)))
}

/// **1.1** One standard process for every sale.
///
/// What was is never judged anew: a value is proposed from today on, or from a later day.
pub(super) fn from_a_day_gone(change: &Change<'_>) -> Option<Barred> {
    let Does::Proposes(proposal) = change.does else { return None };
    let today = change.company.calendar.day_of(change.now_ms);
    (proposal.from < today).then(|| Barred::because(line!("day_gone", day = Fact::Day(proposal.from))))
}

/// **1.1** One standard process for every sale.
///
/// Policy values are in force only when the director agrees; values of money when finance does, too. Each agrees in an
/// office of their own, or stands in.
pub(super) fn agreed_without_office(change: &Change<'_>) -> Option<Barred> {
    let (Does::Agrees(proposal) | Does::Returns(proposal, _)) = change.does else { return None };
    // Of their own and of what is decided the next rules speak.
    if proposal.by == change.by || proposal.standing() != Standing::Waiting {
        return None;
    }
    let may = |me: PersonId| !proposal.seats_of(me, change.company, change.now_ms).is_empty();
    if change.by.is_some_and(may) {
        return None;
    }
    let open = proposal.open_seats(change.company);
    let who = open.first().and_then(|seat| seat.holders(change.company, proposal.by).first().copied());
    Some(Barred { who, ..Barred::because(line!("not_yours_to_agree")) })
}

/// **1.1** One standard process for every sale.
///
/// Nobody agrees to their own proposal.
pub(super) fn agreed_to_own(change: &Change<'_>) -> Option<Barred> {
    let Does::Agrees(proposal) = change.does else { return None };
    let who = Seat::Director.holders(change.company, proposal.by).first().copied();
    (proposal.by == change.by).then(|| Barred { who, ..Barred::because(line!("own_proposal")) })
}

/// **1.1** One standard process for every sale.
///
/// What is agreed or returned stays so; another number is proposed anew.
pub(super) fn decided_already(change: &Change<'_>) -> Option<Barred> {
    let (Does::Agrees(proposal) | Does::Returns(proposal, _)) = change.does else { return None };
    (proposal.standing() != Standing::Waiting).then(|| Barred::because(line!("decided_already")))
}

/// **1.1** One standard process for every sale.
///
/// Who returns a proposal says why.
pub(super) fn returned_without_reason(change: &Change<'_>) -> Option<Barred> {
    let Does::Returns(proposal, why) = change.does else { return None };
    (proposal.by != change.by && why.trim().is_empty())
        .then(|| Barred::because(line!("returned_without_reason")))
}
