//! ## 1.1 What people do about duties and findings 豁免、轉交、說明
//!
//! A duty is derived and never ticked; but it may be let go with a reason (豁免), where its clause allows that, or
//! handed on to a colleague who accepts it (轉交). A finding is answered in words. All three are entries of the record
//! that the duty or finding follows from, and name it by clause and moment of its cause: where facts change the cause,
//! the duty is another one, and owed again.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::law::{Act, Barred, Duty, DutyState, Fact, Finding, Lawful, duties_of, findings_of};
use crate::people::{Person, Role};
use crate::policy::PolicyValue;
use crate::value::Instant;
use crate::{Clause, Company, EntryId, PersonId, choice, entry, line};

/// The clauses whose duties may be let go with a reason (and, once built: 2.3.a, 6.2.c, 7.1.c, 9.1.a, 10.1.b, 10.2.a).
pub const WAIVABLE: &[Clause] = &[Clause::C2_3_a, Clause::C3_2_b, Clause::C3_3_a];

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

/// Somebody who let go more duties of a clause in a month than the policy takes for usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaivedOften {
    /// Who.
    pub who: PersonId,
    /// Duties of which clause.
    pub clause: Clause,
    /// How often this month.
    pub times: i64,
}

/// **1.1** One standard process for every sale.
///
/// Over the policy's number of waivers of a clause in a month the superior sees a count: of all the waivers given, who
/// is over it in the month of `now_ms`, most often first.
pub fn waived_often<'a>(
    waivers: impl Iterator<Item = &'a Waiver>,
    now_ms: i64,
    company: &Company,
) -> Vec<WaivedOften> {
    let month = |at_ms: i64| {
        let (year, month, _) = company.calendar.day_of(at_ms).date();
        (year, month)
    };
    let mut times: BTreeMap<(PersonId, Clause), i64> = BTreeMap::new();
    for waiver in waivers {
        let clause = WAIVABLE.iter().find(|clause| clause.id() == waiver.clause);
        if let (Some(who), Some(at), Some(clause)) = (waiver.by, waiver.at, clause)
            && month(at.0) == month(now_ms)
        {
            *times.entry((who, *clause)).or_default() += 1;
        }
    }
    let usual = company.policy.at(PolicyValue::WaiversPerMonth, now_ms);
    let often = times.into_iter().filter(|(_, times)| *times > usual);
    let mut often: Vec<WaivedOften> =
        often.map(|((who, clause), times)| WaivedOften { who, clause, times }).collect();
    often.sort_by_key(|it| std::cmp::Reverse(it.times));
    often
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
    pub fn apply(&self, mut duty: Duty, company: &Company) -> Duty {
        let (clause, since_ms, whose) = (duty.clause, duty.owing.since_ms, duty.owing.who);
        let taken_on = self.taken_on(clause, since_ms, company);
        if let Some(to) = taken_on.and_then(|hand_on| hand_on.to).filter(|to| *to != whose) {
            duty.handed_on_by = Some(whose);
            duty.owing.who = to;
        }
        if duty.owing.state == DutyState::Open
            && let Some(at_ms) = self.waived_ms(clause, since_ms)
        {
            duty.owing.state = DutyState::Waived(at_ms);
        }
        duty
    }

    /// When a duty was let go first, ms UTC; `None` too where its clause does not allow that, whatever is written.
    fn waived_ms(&self, clause: Clause, since_ms: i64) -> Option<i64> {
        let of_it = |it: &&Waiver| is_of(&it.clause, it.since, clause, since_ms);
        let waivers = self.waivers.iter().filter(|_| WAIVABLE.contains(&clause));
        waivers.filter(of_it).filter_map(|waiver| waiver.at).min().map(|at| at.0)
    }

    /// When a finding was answered first, ms UTC.
    #[must_use]
    pub fn answered_ms(&self, clause: Clause, found: &str, at_ms: i64) -> Option<i64> {
        let of_it = |it: &&Answer| it.found == found && is_of(&it.clause, it.since, clause, at_ms);
        self.answers.iter().filter(of_it).filter_map(|answer| answer.at).min().map(|at| at.0)
    }

    /// The colleague's acceptance of a duty; the latest, where it went from hand to hand. Who has left holds nothing.
    fn taken_on(&self, clause: Clause, since_ms: i64, company: &Company) -> Option<&'a HandOn> {
        let held = |it: &&HandOn| is_held(it) && it.to.is_some_and(|to| can_help(company, to));
        let of_it = |it: &&HandOn| is_of(&it.clause, it.since, clause, since_ms);
        let hand_ons = self.hand_ons.iter().filter(|_| !NOT_HANDED_ON.contains(&clause));
        hand_ons.filter(of_it).filter(held).max_by_key(|it| (it.accepted, it.id))
    }

    /// Whether somebody has accepted what is owed since a moment.
    #[must_use]
    pub fn has_taken_on(&self, who: PersonId, since: Option<Instant>) -> bool {
        let of_it = |it: &HandOn| since.is_some() && it.since == since && it.to == Some(who);
        self.hand_ons.iter().any(|it| of_it(it) && is_held(it))
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

/// Accepted; where they declined as well, on another phone, they do not hold it: they cannot write there any more.
fn is_held(hand_on: &HandOn) -> bool {
    hand_on.accepted.is_some() && hand_on.declined.is_none()
}

/// Whether something owed can be somebody's: they are with the company, and see records at all.
fn can_help(company: &Company, id: PersonId) -> bool {
    let sees = |person: &Person| !matches!(person.role, Role::Admin | Role::System);
    company.people.get(id).is_some_and(|person| !person.left && sees(person))
}

fn is_of(named: &str, since: Option<Instant>, clause: Clause, since_ms: i64) -> bool {
    named == clause.id() && since.is_some_and(|since| since.0 == since_ms)
}

/// **1.1** One standard process for every sale.
///
/// Bars letting go what may not be let go, what somebody else owes, what is not owed, or without a reason in words.
pub(crate) fn waived_unlawfully<R: Lawful>(act: &Act<'_, R>) -> Option<Barred> {
    new_ones(act, |settled| settled.waivers, |it: &Waiver| it.id).find_map(|waiver| {
        if !WAIVABLE.iter().any(|clause| clause.id() == waiver.clause) {
            return Some(Barred::because(line!("not_waivable", clause = Fact::Text(waiver.clause.clone()))));
        }
        if waiver.why.trim().is_empty() {
            let lacks = vec![line!("waiver_reason", field = Fact::Field("why".into()))];
            return Some(Barred { lacks, ..Barred::because(line!("waived_without_reason")) });
        }
        owed_by_me(act, &waiver.clause, waiver.since).err()
    })
}

/// **1.1** One standard process for every sale.
///
/// Bars handing on what somebody else owes or what is not owed, to oneself or to whom owes it already, to somebody
/// who is not here or sees no records, and with an answer that they have not given.
pub(crate) fn handed_on_unlawfully<R: Lawful>(act: &Act<'_, R>) -> Option<Barred> {
    new_ones(act, |settled| settled.hand_ons, |it: &HandOn| it.id).find_map(|hand_on| {
        if said(hand_on) != (None, None, "") {
            return Some(not_asked(hand_on));
        }
        let Some(to) = hand_on.to.filter(|to| *to != act.person.id && can_help(act.company, *to)) else {
            return Some(Barred::because(line!("handed_on_to_nobody")));
        };
        if NOT_HANDED_ON.iter().any(|clause| clause.id() == hand_on.clause) {
            return Some(Barred::because(line!("decision_not_handed_on", to = Fact::Person(to))));
        }
        match owed_by_me(act, &hand_on.clause, hand_on.since) {
            Ok(duty) => (duty.owing.who == to).then(|| Barred::because(line!("handed_on_to_nobody"))),
            Err(barred) => Some(barred),
        }
    })
}

/// **1.1** One standard process for every sale.
///
/// Only the colleague who was asked accepts or declines, once, and now; and accepts only what is still owed and what
/// nobody else has taken on since they were asked.
pub(crate) fn hand_on_answered_for_another<R: Lawful>(act: &Act<'_, R>) -> Option<Barred> {
    let before = act.before?;
    act.after.settled().hand_ons.iter().find_map(|now| {
        let then = before.settled().hand_ons.iter().find(|then| then.id == now.id)?;
        if said(then) == said(now) {
            return None;
        }
        if now.to != Some(act.person.id) {
            return Some(not_asked(now));
        }
        if said(then) != (None, None, "") || (now.accepted.is_some() && now.declined.is_some()) {
            return Some(Barred::because(line!("answered_already")));
        }
        let at = now.accepted.or(now.declined);
        if at != Some(Instant(act.entered_ms)) {
            let at_ms = at.map_or(act.entered_ms, |at| at.0);
            return Some(Barred::because(line!("not_written_now", at = Fact::Instant(at_ms))));
        }
        now.accepted.and_then(|_| not_to_be_had(before, now, act.company))
    })
}

/// What somebody has said to an offer.
fn said(hand_on: &HandOn) -> (Option<Instant>, Option<Instant>, &str) {
    (hand_on.accepted, hand_on.declined, &hand_on.declined_why)
}

fn not_asked(hand_on: &HandOn) -> Barred {
    let wrong = line!("not_asked", to = Fact::Person(hand_on.to.unwrap_or_default()));
    Barred { who: hand_on.to, ..Barred::because(wrong) }
}

/// Why what is offered can't be accepted any more.
fn not_to_be_had<R: Lawful>(record: &R, offer: &HandOn, company: &Company) -> Option<Barred> {
    let Some(duty) = open_duty(record, company, &offer.clause, offer.since) else {
        return Some(Barred::because(line!("nothing_owed")));
    };
    let taken_on = record.settled().taken_on(duty.clause, duty.owing.since_ms, company)?;
    (taken_on.accepted > offer.at).then(|| Barred::because(line!("answered_already")))
}

/// **1.1** One standard process for every sale.
///
/// A finding is answered once, by whom it concerns or somebody who acts for them.
pub(crate) fn finding_answered_for_another<R: Lawful>(act: &Act<'_, R>) -> Option<Barred> {
    let found = || act.before.map(|before| findings_of(before, act.company)).unwrap_or_default();
    new_ones(act, |settled| settled.answers, |it: &Answer| it.id).find_map(|answer| {
        let of_it = |it: &Finding| {
            it.what.key == answer.found && is_of(&answer.clause, answer.since, it.clause, it.at_ms)
        };
        let Some(finding) = found().into_iter().find(of_it) else {
            return Some(Barred::because(line!("nothing_found")));
        };
        if !may_act_for(act, finding.who) {
            let wrong = line!("not_your_finding", who = Fact::Person(finding.who));
            return Some(Barred { who: Some(finding.who), ..Barred::because(wrong) });
        }
        finding.answered_ms.map(|_| Barred::because(line!("answered_already")))
    })
}

/// The open duty of that clause and cause.
fn open_duty<R: Lawful>(record: &R, company: &Company, clause: &str, since: Option<Instant>) -> Option<Duty> {
    let of_it = |it: &Duty| is_of(clause, since, it.clause, it.owing.since_ms);
    duties_of(record, company).into_iter().find(|it| it.owing.state == DutyState::Open && of_it(it))
}

/// The open duty of that clause and cause that the person who acts owes, or acts for who owes it; else why not.
fn owed_by_me<R: Lawful>(act: &Act<'_, R>, clause: &str, since: Option<Instant>) -> Result<Duty, Barred> {
    let duty = act.before.and_then(|before| open_duty(before, act.company, clause, since));
    let duty = duty.ok_or_else(|| Barred::because(line!("nothing_owed")))?;
    let who = duty.owing.who;
    if may_act_for(act, who) {
        return Ok(duty);
    }
    Err(Barred { who: Some(who), ..Barred::because(line!("not_your_duty", who = Fact::Person(who))) })
}

fn may_act_for<R>(act: &Act<'_, R>, who: PersonId) -> bool {
    let me = act.person.id;
    who == me || act.company.acts_for(me, who, act.entered_ms)
}

/// The entries that this act writes into one of the lists.
fn new_ones<'a, R: Lawful, E: 'a>(
    act: &Act<'a, R>,
    list: fn(&Settled<'a>) -> &'a [E],
    id: fn(&E) -> EntryId,
) -> impl Iterator<Item = &'a E> {
    let before = act.before.map(|before| list(&before.settled())).unwrap_or_default();
    list(&act.after.settled()).iter().filter(move |it| !before.iter().any(|then| id(then) == id(it)))
}
