//! People, a company and records for the tests of every crate (feature `testing`), written with verbs:
//! `deal().opened_by(LIN).at("2026-11-02 09:00").contacted("2026-11-05 10:00").build()`. Moments are local
//! times of the company's zone. [`judging`] says in one line which clauses bar a change.

mod customers;
mod deeds;
mod market;
mod needs;
mod questions;
mod records;

use crate::facts::Conflicts;
use crate::law::{
    ActName, Asks, Duty, DutyState, Lawful, Refusal, Submitted, Verdict, acts_of, duties_of, judge,
};
use crate::people::{Absence, Department, Person, Role};
use crate::prospecting::JoinedTo;
use crate::{Company, Day, Facts, Path, PersonId, Value};

pub use market::{ReportBuilder, market_note, market_report, market_size};
pub use needs::{
    LUO, SUN, asked, compressor_form, needs_report, questionnaire, research, with_marketing_and_rnd,
};
pub use questions::{QuestionBuilder, question};
pub use records::{CustomerBuilder, DealBuilder, customer, deal, nth_entry, photo};

/// Director 趙敏, above everyone.
pub const ZHAO: PersonId = PersonId([0xd1; 16]);
/// Sales manager 王志強 of 華東, above [`LIN`] and [`CHEN`].
pub const WANG: PersonId = PersonId([0xa1; 16]);
/// Sales manager Peter Huang of 華南, above [`MARIA`].
pub const PETER: PersonId = PersonId([0xa2; 16]);
/// Rep 林曉雯 in 華東: who acts when nothing else is said.
pub const LIN: PersonId = PersonId([0x11; 16]);
/// Rep 陳立 in 華東.
pub const CHEN: PersonId = PersonId([0x12; 16]);
/// Rep Maria Santos in 華南.
pub const MARIA: PersonId = PersonId([0x13; 16]);
/// Administrator 何靜: people and settings, no customers.
pub const HE: PersonId = PersonId([0xad; 16]);
/// Service engineer 周建.
pub const ZHOU: PersonId = PersonId([0x5e; 16]);
/// The server itself.
pub const SYSTEM: PersonId = PersonId([0xff; 16]);

/// Version 1 of a company with these people, the default policy and the default calendar.
#[must_use]
pub fn company() -> Company {
    let mut company = Company { version: 1, ..Company::default() };
    for (id, name, role, superior, territory) in [
        (ZHAO, "趙敏", Role::Director, None, ""),
        (WANG, "王志強", Role::Manager, Some(ZHAO), "華東"),
        (PETER, "Peter Huang", Role::Manager, Some(ZHAO), "華南"),
        (LIN, "林曉雯", Role::Rep, Some(WANG), "華東"),
        (CHEN, "陳立", Role::Rep, Some(WANG), "華東"),
        (MARIA, "Maria Santos", Role::Rep, Some(PETER), "華南"),
        (HE, "何靜", Role::Admin, Some(ZHAO), ""),
        (ZHOU, "周建", Role::Staff, Some(ZHAO), ""),
        (SYSTEM, "Fieldbook", Role::System, None, ""),
    ] {
        company.people.put(Person {
            id,
            name: name.to_owned(),
            role,
            department: (role == Role::Staff).then_some(Department::Service),
            territories: Some(territory)
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .into_iter()
                .collect(),
            head: false,
            superior,
            left: false,
            notice_ms: None,
            assistant: None,
        });
    }
    company
}

/// That company after somebody has left.
#[must_use]
pub fn company_without(leaver: PersonId) -> Company {
    let mut company = company();
    if let Some(person) = company.people.get(leaver).cloned() {
        company.people.put(Person { left: true, ..person });
    }
    company
}

/// That company while somebody is away from one day to another; a deputy stands in, or with none the superior.
#[must_use]
pub fn company_while_away(person: PersonId, from: &str, to: &str, deputy: Option<PersonId>) -> Company {
    let mut company = company();
    company.absences.push(Absence { person, from: day(from), to: day(to), deputy });
    company
}

/// Ms UTC of a local time of the default calendar, such as `2026-11-02 09:00`.
///
/// # Panics
/// Where the text is no such time.
#[must_use]
#[expect(clippy::expect_used, reason = "a wrong time in a test is to stop it")]
pub fn ms(local: &str) -> i64 {
    let parsed = local.split_once(' ').and_then(|(day, time)| {
        let (hours, minutes) = time.split_once(':')?;
        let minutes = hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?;
        Some(Company::default().calendar.moment(Day::parse(day)?, minutes))
    });
    parsed.expect("a time such as 2026-11-02 09:00")
}

/// The local time of a moment (ms UTC), as [`ms`] reads it.
#[must_use]
pub fn local(at_ms: i64) -> String {
    let calendar = Company::default().calendar;
    let day = calendar.day_of(at_ms);
    let minutes = (at_ms - calendar.moment(day, 0)) / 60_000;
    format!("{day} {:02}:{:02}", minutes / 60, minutes % 60)
}

/// What a record owes of one sort, such as `name_resources by 2026-11-11 18:00, done 2026-11-10 09:00`.
#[must_use]
pub fn owed<R: Lawful>(record: &R, company: &Company, asks: Asks) -> Vec<String> {
    let tell = |duty: Duty| {
        let state = match duty.owing.state {
            DutyState::Open => "open".to_owned(),
            DutyState::Done(at_ms) => format!("done {}", local(at_ms)),
            DutyState::Lapsed(at_ms) => format!("lapsed {}", local(at_ms)),
            DutyState::Waived(at_ms) => format!("waived {}", local(at_ms)),
        };
        format!("{} by {}, {state}", duty.owing.what.key, local(duty.owing.due_ms))
    };
    duties_of(record, company).into_iter().filter(|duty| duty.asks == asks).map(tell).collect()
}

/// Who owes what is open of one sort.
#[must_use]
pub fn owing<R: Lawful>(record: &R, company: &Company, asks: Asks) -> Vec<PersonId> {
    let duties = duties_of(record, company).into_iter();
    let open = duties.filter(|duty| duty.asks == asks && duty.owing.state == DutyState::Open);
    open.map(|duty| duty.owing.who).collect()
}

/// A day, such as `2026-11-02`.
///
/// # Panics
/// Where the text is no day.
#[must_use]
#[expect(clippy::expect_used, reason = "a wrong day in a test is to stop it")]
pub fn day(text: &str) -> Day {
    Day::parse(text).expect("a day such as 2026-11-02")
}

/// A change about to be judged; see [`judging`].
#[derive(Debug)]
pub struct Judging {
    submitted_kind: crate::RecordKind,
    before: Option<Facts>,
    after: Facts,
    conflicts: Conflicts,
    company: Company,
    entered_ms: i64,
    joined_to: JoinedTo,
}

/// Judges the step from one state of a record to another: `judging(Some(&before), &after).by(LIN)`.
/// It is the act that the difference amounts to, entered at the latest moment that the difference writes,
/// under [`company`], unless said otherwise.
#[must_use]
pub fn judging<R: Lawful>(before: Option<&R>, after: &R) -> Judging {
    let before = before.map(R::to_facts);
    let after = after.to_facts();
    let written = after
        .iter()
        .filter(|(path, value)| before.as_ref().is_none_or(|facts| facts.get(*path) != Some(*value)));
    let moments =
        written.filter_map(|(_, value)| if let Value::Instant(ms) = value { Some(*ms) } else { None });
    let entered_ms = moments.max().unwrap_or_else(|| ms("2026-11-20 10:00"));
    let conflicts = Conflicts::new();
    let joined_to = JoinedTo::default();
    Judging { submitted_kind: R::KIND, before, after, conflicts, company: company(), entered_ms, joined_to }
}

impl Judging {
    /// Entered at that local time.
    #[must_use]
    pub fn entered(self, local: &str) -> Self {
        Self { entered_ms: ms(local), ..self }
    }

    /// The field of the record had those values beside each other, and this change settles it.
    #[must_use]
    pub fn settling(mut self, field: &str, values: &[Value]) -> Self {
        self.conflicts.insert(Path::field(field), values.to_vec());
        self
    }

    /// Under that company.
    #[must_use]
    pub fn under(self, company: Company) -> Self {
        Self { company, ..self }
    }

    /// What it joins the record to is that.
    #[must_use]
    pub fn joining_to(self, joined_to: JoinedTo) -> Self {
        Self { joined_to, ..self }
    }

    /// The clauses that bar it, in the policy's order; empty where it passes.
    ///
    /// # Panics
    /// Where it is not even judged: faults of form, several acts, an unknown person.
    #[must_use]
    pub fn by(&self, person: PersonId) -> Vec<&'static str> {
        self.refusals_to(person).iter().map(|refusal| refusal.clause.id()).collect()
    }

    /// What the refusals say, such as `3.2.a not_yours`.
    ///
    /// # Panics
    /// As [`Judging::by`].
    #[must_use]
    pub fn told(&self, person: PersonId) -> Vec<String> {
        let tell = |refusal: &Refusal| format!("{} {}", refusal.clause, refusal.wrong.key);
        self.refusals_to(person).iter().map(tell).collect()
    }

    /// The refusals with their facts.
    ///
    /// # Panics
    /// As [`Judging::by`].
    #[must_use]
    #[expect(clippy::panic, reason = "a change that is not judged is a slip of the test")]
    pub fn refusals_to(&self, person: PersonId) -> Vec<Refusal> {
        match self.verdict_to(person) {
            Ok(()) => Vec::new(),
            Err(Verdict::Barred(refusals)) => refusals,
            Err(other) => panic!("not judged: {other:?}"),
        }
    }

    /// The verdict itself.
    ///
    /// # Errors
    /// As [`judge`].
    pub fn verdict_to(&self, person: PersonId) -> Result<(), Verdict> {
        judge(&Submitted {
            kind: self.submitted_kind,
            name: self.act(),
            before: self.before.as_ref(),
            after: &self.after,
            conflicts: &self.conflicts,
            settled: &self.conflicts.keys().cloned().collect::<Vec<_>>(),
            person,
            company: &self.company,
            entered_ms: self.entered_ms,
            claimed_ms: &[],
            joined_to: self.joined_to,
        })
    }

    /// The act that the difference amounts to; the first where it is several.
    fn act(&self) -> ActName {
        let schema = self.submitted_kind.schema();
        let nothing = Facts::new();
        let edits = crate::facts::difference(self.before.as_ref().unwrap_or(&nothing), &self.after);
        let mut touched: Vec<Path> = edits.into_iter().map(|edit| edit.path).collect();
        touched.extend(self.conflicts.keys().cloned());
        acts_of(schema, self.before.as_ref(), &touched).first().copied().unwrap_or(schema.made_by)
    }
}
