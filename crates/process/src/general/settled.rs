//! ## 1.1 What people do about duties and findings 豁免、轉交、說明
//!
//! A duty is derived and never ticked; but it may be let go with a reason (豁免), where its clause allows that, or
//! handed on to a colleague who accepts it (轉交). A finding is answered in words. All three are entries of the record
//! that the duty or finding follows from, and name it by clause and moment of its cause: where facts change the cause,
//! the duty is another one, and owed again.

#[cfg(test)]
mod tests;

use crate::law::{Act, Barred, Duty, DutyState, Fact, Finding, Lawful, duties_of, findings_of};
use crate::value::Instant;
use crate::{Clause, EntryId, PersonId, choice, entry, line};

/// The clauses whose duties may be let go with a reason (and, once built: 2.3.a, 6.2.c, 7.1.c, 9.1.a, 10.1.b, 10.2.a).
pub const WAIVABLE: &[Clause] = &[Clause::C3_2_b, Clause::C3_3_a];

/// The clauses whose duties stay with whom they name: decisions go with the office, not with a colleague.
const NOT_HANDED_ON: &[Clause] = &[Clause::C3_3_c];

choice! {
    /// What somebody says to a finding.
    Stance {
        /// 同意
        Agreed = "agreed",
        /// 有異議
        Objected = "objected",
        /// 已說明
        Explained = "explained",
    }
}

entry! {
    /// A duty let go.
    Waiver made_by WaiveDuty {
        /// The number of its clause.
        clause: String = Line(12), C1_1, Plain, WaiveDuty, required, stamped;
        /// When its cause happened.
        since: Option<Instant> = Instant, C1_1, Plain, WaiveDuty, required;
        /// Why.
        why: String = Lines(500), C1_1, Words, WaiveDuty, required;
        /// Who.
        by: Option<PersonId> = Person, C1_1, Plain, WaiveDuty, required;
        /// When.
        at: Option<Instant> = Instant, C1_1, Plain, WaiveDuty, required;
    }
}

entry! {
    /// A duty offered to a colleague.
    HandOn made_by HandOnDuty {
        /// The number of its clause.
        clause: String = Line(12), C1_1, Plain, HandOnDuty, required, stamped;
        /// When its cause happened.
        since: Option<Instant> = Instant, C1_1, Plain, HandOnDuty, required;
        /// To whom.
        to: Option<PersonId> = Person, C1_1, Plain, HandOnDuty, required;
        /// What they should know.
        words: String = Lines(500), C1_1, Words, HandOnDuty;
        /// Who offers it.
        by: Option<PersonId> = Person, C1_1, Plain, HandOnDuty, required;
        /// When.
        at: Option<Instant> = Instant, C1_1, Plain, HandOnDuty, required;
        /// Accepted then.
        accepted: Option<Instant> = Instant, C1_1, Plain, AnswerHandOn;
        /// Declined then.
        declined: Option<Instant> = Instant, C1_1, Plain, AnswerHandOn;
        /// Why declined.
        declined_why: String = Line(200), C1_1, Words, AnswerHandOn;
    }
}

entry! {
    /// What somebody says to a finding.
    Answer made_by AnswerFinding {
        /// The number of its clause.
        clause: String = Line(12), C1_1, Plain, AnswerFinding, required, stamped;
        /// What was found, by its key.
        found: String = Line(40), C1_1, Plain, AnswerFinding, required, stamped;
        /// When it happened.
        since: Option<Instant> = Instant, C1_1, Plain, AnswerFinding, required;
        /// Agreed, objected or explained.
        stance: Option<Stance> = Choice(Stance::CODES), C1_1, Plain, AnswerFinding, required;
        /// In words.
        words: String = Lines(1000), C1_1, Words, AnswerFinding;
        /// Who.
        by: Option<PersonId> = Person, C1_1, Plain, AnswerFinding, required;
        /// When.
        at: Option<Instant> = Instant, C1_1, Plain, AnswerFinding, required;
    }
}

/// What people have done about the duties and findings of one record.
#[derive(Debug, Clone, Copy, Default)]
pub struct Settled<'a> {
    /// Let go.
    pub waivers: &'a [Waiver],
    /// Offered to colleagues.
    pub hand_ons: &'a [HandOn],
    /// Said to findings.
    pub answers: &'a [Answer],
}

impl<'a> Settled<'a> {
    /// A duty as it stands after that.
    #[must_use]
    pub fn apply(&self, mut duty: Duty) -> Duty {
        let (clause, since_ms) = (duty.clause, duty.owing.since_ms);
        if let Some(hand_on) = self.taken_on(clause, since_ms) {
            duty.handed_on_by = Some(duty.owing.who);
            duty.owing.who = hand_on.to.unwrap_or(duty.owing.who);
        }
        let waiver = self.waivers.iter().find(|it| is_of(&it.clause, it.since, clause, since_ms));
        if let Some(at) = waiver.and_then(|waiver| waiver.at)
            && duty.owing.state == DutyState::Open
        {
            duty.owing.state = DutyState::Waived(at.0);
        }
        duty
    }

    /// When a finding was answered, ms UTC.
    #[must_use]
    pub fn answered_ms(&self, clause: Clause, found: &str, at_ms: i64) -> Option<i64> {
        let of_it = |it: &&Answer| it.found == found && is_of(&it.clause, it.since, clause, at_ms);
        self.answers.iter().find(of_it).and_then(|answer| answer.at).map(|at| at.0)
    }

    /// The colleague's acceptance of a duty; the latest, where it went from hand to hand.
    fn taken_on(&self, clause: Clause, since_ms: i64) -> Option<&'a HandOn> {
        let of_it = |it: &&HandOn| is_of(&it.clause, it.since, clause, since_ms) && it.accepted.is_some();
        self.hand_ons.iter().filter(of_it).max_by_key(|it| it.accepted)
    }

    /// Colleagues to whom a duty was offered and who have not declined: they work on the record, too.
    pub fn helpers(&self) -> impl Iterator<Item = PersonId> + use<'a> {
        self.hand_ons.iter().filter(|it| it.declined.is_none()).filter_map(|it| it.to)
    }

    /// Offers that wait for that person's word.
    pub fn offered_to(&self, person: PersonId) -> impl Iterator<Item = &'a HandOn> + use<'a> {
        let waits = |it: &&HandOn| it.accepted.is_none() && it.declined.is_none();
        self.hand_ons.iter().filter(waits).filter(move |it| it.to == Some(person))
    }
}

fn is_of(named: &str, since: Option<Instant>, clause: Clause, since_ms: i64) -> bool {
    named == clause.id() && since.is_some_and(|since| since.0 == since_ms)
}

/// **1.1** One standard process for every sale.
///
/// Bars letting go what may not be let go, what somebody else owes, what is not owed, or without a reason in words.
pub(crate) fn waived_unlawfully<R: Lawful>(act: &Act<'_, R>) -> Option<Barred> {
    let waiver = new_ones(act, |settled| settled.waivers, |it: &Waiver| it.id)?;
    if !WAIVABLE.iter().any(|clause| clause.id() == waiver.clause) {
        return Some(Barred::because(line!("not_waivable", clause = Fact::Text(waiver.clause.clone()))));
    }
    if waiver.why.trim().is_empty() {
        let lacks = vec![line!("waiver_reason", field = Fact::Field("why".into()))];
        return Some(Barred { lacks, ..Barred::because(line!("waived_without_reason")) });
    }
    not_owed_by_me(act, &waiver.clause, waiver.since)
}

/// **1.1** One standard process for every sale.
///
/// Bars handing on what somebody else owes or what is not owed, to oneself, or to somebody who is not here.
pub(crate) fn handed_on_unlawfully<R: Lawful>(act: &Act<'_, R>) -> Option<Barred> {
    let hand_on = new_ones(act, |settled| settled.hand_ons, |it: &HandOn| it.id)?;
    let here = |id: &PersonId| act.company.people.get(*id).is_some_and(|person| !person.left);
    let Some(to) = hand_on.to.filter(|to| *to != act.person.id && here(to)) else {
        return Some(Barred::because(line!("handed_on_to_nobody")));
    };
    if NOT_HANDED_ON.iter().any(|clause| clause.id() == hand_on.clause) {
        return Some(Barred::because(line!("decision_not_handed_on", to = Fact::Person(to))));
    }
    not_owed_by_me(act, &hand_on.clause, hand_on.since)
}

/// **1.1** One standard process for every sale.
///
/// Only the colleague who was asked accepts or declines, once, and now.
pub(crate) fn hand_on_answered_for_another<R: Lawful>(act: &Act<'_, R>) -> Option<Barred> {
    let before = act.before?.settled();
    let after = act.after.settled();
    let said = |it: &HandOn| (it.accepted, it.declined);
    let changed = after
        .hand_ons
        .iter()
        .find(|now| before.hand_ons.iter().any(|then| then.id == now.id && said(then) != said(now)))?;
    let then = before.hand_ons.iter().find(|then| then.id == changed.id)?;
    if changed.to != Some(act.person.id) {
        let to = changed.to.unwrap_or_default();
        return Some(Barred::because(line!("not_asked", to = Fact::Person(to))));
    }
    let now = Some(Instant(act.entered_ms));
    let once = said(then) == (None, None) && (said(changed) == (now, None) || said(changed) == (None, now));
    (!once).then(|| Barred::because(line!("answered_already")))
}

/// **1.1** One standard process for every sale.
///
/// A finding is answered by whom it concerns or somebody above them.
pub(crate) fn finding_answered_for_another<R: Lawful>(act: &Act<'_, R>) -> Option<Barred> {
    let answer = new_ones(act, |settled| settled.answers, |it: &Answer| it.id)?;
    let found = act.before.map(|before| findings_of(before, act.company)).unwrap_or_default();
    let of_it = |it: &&Finding| {
        it.what.key == answer.found && is_of(&answer.clause, answer.since, it.clause, it.at_ms)
    };
    let Some(finding) = found.iter().find(of_it) else {
        return Some(Barred::because(line!("nothing_found")));
    };
    let me = act.person.id;
    let may = finding.who == me || act.company.acts_for(me, finding.who, act.entered_ms);
    let who = Some(finding.who);
    (!may).then(|| Barred {
        who,
        ..Barred::because(line!("not_your_finding", who = Fact::Person(finding.who)))
    })
}

/// Whether the person who acts owes an open duty of that clause and cause; refusing where not.
fn not_owed_by_me<R: Lawful>(act: &Act<'_, R>, clause: &str, since: Option<Instant>) -> Option<Barred> {
    let owed = act.before.map(|before| duties_of(before, act.company)).unwrap_or_default();
    let duty = owed.iter().find(|duty| {
        duty.owing.state == DutyState::Open && is_of(clause, since, duty.clause, duty.owing.since_ms)
    });
    let Some(duty) = duty else { return Some(Barred::because(line!("nothing_owed"))) };
    let (me, who) = (act.person.id, duty.owing.who);
    let may = who == me || act.company.acts_for(me, who, act.entered_ms);
    (!may).then(|| Barred {
        who: Some(who),
        ..Barred::because(line!("not_your_duty", who = Fact::Person(who)))
    })
}

/// The entry that this act writes into one of the lists.
fn new_ones<'a, R: Lawful, E>(
    act: &Act<'a, R>,
    list: fn(&Settled<'a>) -> &'a [E],
    id: fn(&E) -> EntryId,
) -> Option<&'a E> {
    let before = act.before.map(|before| list(&before.settled())).unwrap_or_default();
    list(&act.after.settled()).iter().find(|it| !before.iter().any(|then| id(then) == id(it)))
}
