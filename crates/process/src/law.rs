//! Judging an act, and deriving what is owed. The law never fails: it answers a list. It reads the record
//! before and after this one change, the company as it was then, and who acts – nothing else, so that phone
//! and server agree whatever others did meanwhile.

mod act_name;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use act_name::{ActName, acts_of};

use crate::facts::{Conflicts, Facts, Path, difference};
use crate::general::settled::Settled;
use crate::people::{Department, Person};
use crate::prospecting::JoinedTo;
use crate::record::{Record, RecordKind};
use crate::schema::{FormFault, form_faults};
use crate::value::Instant;
use crate::{Clause, Company, Day, Money, PersonId, with_record};

/// A fact that a refusal, duty or finding states; formatted by the app in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fact {
    /// A number of something.
    Count(i64),
    /// A length of time in days; up to 5 are working days.
    Days(i64),
    /// Basis points: 500 = 5 %.
    Rate(i64),
    /// An amount.
    Money(Money),
    /// A date.
    Day(Day),
    /// Ms UTC. A refusal shows date and time, a duty the time gone by since then.
    Instant(i64),
    /// Somebody.
    Person(PersonId),
    /// A department.
    Department(Department),
    /// A field, by its name in the schema.
    Field(Cow<'static, str>),
    /// Words as typed.
    Text(String),
}

/// Facts by name; the name is the placeholder in the text.
pub type FactsByName = BTreeMap<Cow<'static, str>, Fact>;

/// A line of a refusal's check list: a key of the texts and its facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The text's key under the clause.
    pub key: Cow<'static, str>,
    /// What it states.
    pub facts: FactsByName,
}

/// Why an act is barred.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The clause that bars.
    pub clause: Clause,
    /// What is wrong.
    pub wrong: Line,
    /// What holds already.
    pub holds: Vec<Line>,
    /// What is missing.
    pub lacks: Vec<Line>,
    /// Who can put it right; `None` = the person who acts.
    pub who: Option<PersonId>,
}

/// What a bar says; the list adds the clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Barred {
    /// What is wrong.
    pub wrong: Line,
    /// What holds already.
    pub holds: Vec<Line>,
    /// What is missing.
    pub lacks: Vec<Line>,
    /// Who can put it right; `None` = the person who acts.
    pub who: Option<PersonId>,
}

/// A line: `line!("key", name = Fact, …)`.
#[macro_export]
macro_rules! line {
    ($key:literal $(, $name:ident = $fact:expr)* $(,)?) => {
        $crate::law::Line {
            key: std::borrow::Cow::Borrowed($key),
            facts: $crate::law::FactsByName::from([$((std::borrow::Cow::Borrowed(stringify!($name)), $fact)),*]),
        }
    };
}

impl Barred {
    /// A refusal with nothing but what is wrong.
    #[must_use]
    pub fn because(wrong: Line) -> Self {
        Self { wrong, holds: Vec::new(), lacks: Vec::new(), who: None }
    }
}

/// One change as a rule sees it.
#[derive(Debug)]
pub struct Act<'a, R> {
    /// What it amounts to.
    pub name: ActName,
    /// The record at the change's dependencies; `None` where this change makes it.
    pub before: Option<&'a R>,
    /// That plus the change.
    pub after: &'a R,
    /// [`Act::before`] as the document holds it.
    pub facts_before: Option<&'a Facts>,
    /// [`Act::after`] as the document holds it.
    pub facts: &'a Facts,
    /// The paths it touches.
    pub touched: &'a [Path],
    /// Paths with several values, before the change.
    pub conflicts: &'a Conflicts,
    /// Who acts.
    pub person: &'a Person,
    /// The company as the change names it.
    pub company: &'a Company,
    /// When it was entered, ms UTC by the phone's corrected clock.
    pub entered_ms: i64,
    /// See [`Submitted::claimed_ms`].
    pub claimed_ms: &'a [i64],
    /// See [`Submitted::joined_to`].
    pub joined_to: JoinedTo,
}

impl<R: Record> Act<'_, R> {
    /// Whether it decides between several values of a field of the record, even for the one that showed.
    #[must_use]
    pub fn settles(&self, field: &str) -> bool {
        let path = Path::field(field);
        self.touched.contains(&path) && self.conflicts.contains_key(&path)
    }

    /// Whether a moment that is written once stays as it was, or is set now.
    #[must_use]
    pub fn is_stamped(&self, before: Option<Instant>, after: Option<Instant>) -> bool {
        after == before || (before.is_none() && after == Some(Instant(self.entered_ms)))
    }

    /// Whether all that it does to these fields of the record is to choose a value that stood there already,
    /// beside others: that was judged when it was written.
    #[must_use]
    pub fn only_chooses(&self, fields: &[&str]) -> bool {
        let chosen = |path: &&Path| {
            let stood = self.conflicts.get(*path);
            self.facts.get(*path).is_some_and(|value| stood.is_some_and(|values| values.contains(value)))
        };
        let among = |path: &&Path| path.entry.is_none() && fields.contains(&path.field.as_str());
        self.touched.iter().filter(among).all(|path| chosen(&path))
    }
}

/// A rule that refuses: it speaks only if *this change* does the barred thing.
pub type Bar<R> = fn(&Act<'_, R>) -> Option<Barred>;
/// A rule that derives what is owed.
pub type Owed<R> = fn(&R, &Company) -> Vec<Owing>;

crate::choice! {
    /// The deed that answers a duty. A duty names it, and the app opens its form.
    Asks {
        /// A contact with the customer, written down.
        Contact = "contact",
        /// A judgement of the deal.
        Evaluation = "evaluation",
        /// The resources that a deal of high grade gets.
        Resources = "resources",
        /// What the seller of a deal of low grade proposes.
        Proposal = "proposal",
        /// A decision whether to go on.
        Decision = "decision",
        /// The end of a deal, written down.
        Closing = "closing",
        /// An answer to a question.
        Answer = "answer",
        /// The customer is told an answer.
        Telling = "telling",
        /// A contact with the customer itself.
        Touch = "touch",
        /// A customer is given to somebody else.
        HandOver = "hand_over",
        /// Who got a customer accepts it.
        Acceptance = "acceptance",
        /// The customer is told who looks after it now.
        Introduction = "introduction",
        /// A lead is given to who takes it up.
        Assignment = "assignment",
        /// The first contact with a lead.
        FirstContact = "first_contact",
        /// Name and phone of somebody caught.
        Naming = "naming",
        /// The market report of a quarter.
        MarketReport = "market_report",
        /// Who writes the next market report.
        MarketAuthor = "market_author",
        /// What follows from a market report.
        Consequence = "consequence",
        /// R&D answers a needs report.
        NeedsAnswer = "needs_answer",
    }
}

impl Asks {
    /// Whether the assistant of who owes it may do it for them (2.3.b).
    #[must_use]
    pub const fn is_assisted(self) -> bool {
        matches!(self, Self::Naming)
    }

    /// Whether a duty that asks for it lapses by itself when it is due: there is nothing left to be late with.
    #[must_use]
    pub const fn lapses_when_due(self) -> bool {
        matches!(self, Self::Touch)
    }
}

/// Rows of before it was written down know of contacts only.
fn contact() -> Asks {
    Asks::Contact
}

/// Where a duty stands, apart from the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DutyState {
    /// Not answered yet; whether it is due or overdue follows from the clock.
    Open,
    /// Answered at that moment, ms UTC.
    Done(i64),
    /// It no longer applies since that moment, ms UTC.
    Lapsed(i64),
    /// Let go with a reason at that moment, ms UTC.
    Waived(i64),
}

/// What a duty rule says; the list adds the clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owing {
    /// The text's key under the clause.
    pub what: Line,
    /// Who owes it.
    pub who: PersonId,
    /// Its cause happened then, ms UTC.
    pub since_ms: i64,
    /// It is to be done by then, ms UTC.
    pub due_ms: i64,
    /// Done, lapsed or open.
    pub state: DutyState,
}

/// Something owed by a person at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// The clause that asks for it.
    pub clause: Clause,
    /// What answers it.
    #[serde(default = "contact")]
    pub asks: Asks,
    /// What is owed.
    pub owing: Owing,
    /// Whose it was first, where a colleague took it on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_on_by: Option<PersonId>,
}

/// What a rule of findings says; the list adds the clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The text's key under the clause, with what happened.
    pub what: Line,
    /// Who is to look at it.
    pub who: PersonId,
    /// It happened then, ms UTC.
    pub at_ms: i64,
}

/// Something that happened, or that concurrent changes add up to, against a clause: open until answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The clause.
    pub clause: Clause,
    /// What happened.
    pub what: Line,
    /// Who is to look at it.
    pub who: PersonId,
    /// It happened then, ms UTC.
    pub at_ms: i64,
    /// Answered at that moment, ms UTC; `None` while open.
    pub answered_ms: Option<i64>,
}

/// A rule that derives what went against a clause.
pub type Finds<R> = fn(&R, &Company) -> Vec<Found>;

/// How a record kind kind hangs in the law: the lists of all chapters that speak about it.
pub trait Lawful: Record {
    /// Every bar with its clause, in the policy's order.
    fn bars() -> Vec<(Clause, Bar<Self>)>;
    /// Every duty with its clause and what it asks for, in the policy's order.
    fn duties() -> Vec<(Clause, Owed<Self>, Asks)>;
    /// Every rule of findings with its clause, in the policy's order.
    fn findings() -> Vec<(Clause, Finds<Self>)> {
        Vec::new()
    }
    /// What people have done about its duties and findings.
    fn settled(&self) -> Settled<'_> {
        Settled::default()
    }
}

/// One change, untyped, as phone and server hand it in.
#[derive(Debug)]
pub struct Submitted<'a> {
    /// The kind of record.
    pub kind: RecordKind,
    /// The act the sender names.
    pub name: ActName,
    /// The record at the change's dependencies.
    pub before: Option<&'a Facts>,
    /// That plus the change.
    pub after: &'a Facts,
    /// Paths with several values, before the change.
    pub conflicts: &'a Conflicts,
    /// Those of them that the change settles: it touches them even where it chooses the value that showed.
    pub settled: &'a [Path],
    /// Who acts.
    pub person: PersonId,
    /// The company as the change names it.
    pub company: &'a Company,
    /// When it was entered, ms UTC.
    pub entered_ms: i64,
    /// When its person took customers from the pool before, ms UTC, as far as who judges looks at other records: a
    /// phone does, before it makes a claim. The server judges each change in its own past and gives none; what several
    /// phones add up to is for the superior to see.
    pub claimed_ms: &'a [i64],
    /// What it joins the record to, where it does ([`crate::prospecting::joined_to`]): the one thing that the server, too,
    /// looks up in other records as they are now, or two phones could make each of two customers the other.
    pub joined_to: JoinedTo,
}

/// Why a change is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// Values that do not fit their fields.
    Form(Vec<FormFault>),
    /// The difference amounts to another act than the one named, or to none or several.
    OtherAct(Vec<ActName>),
    /// No such person in the company then.
    UnknownPerson,
    /// Clauses bar it.
    Barred(Vec<Refusal>),
}

/// Judges a change in its own past.
///
/// # Errors
/// Every fault of form; else the mismatch of the act; else every clause that bars.
pub fn judge(submitted: &Submitted<'_>) -> Result<(), Verdict> {
    let touched = check_form(submitted)?;
    let person = submitted.company.people.get(submitted.person).ok_or(Verdict::UnknownPerson)?;
    let refusals = with_record!(submitted.kind, R => bars_against::<R>(submitted, &touched, person));
    if refusals.is_empty() { Ok(()) } else { Err(Verdict::Barred(refusals)) }
}

/// The checks that hold for imported history too: form and act, no bars.
///
/// # Errors
/// Every fault of form; else the mismatch of the act.
pub fn check_form(submitted: &Submitted<'_>) -> Result<Vec<Path>, Verdict> {
    let nothing = Facts::new();
    let edits = difference(submitted.before.unwrap_or(&nothing), submitted.after);
    let mut touched: Vec<Path> = edits.into_iter().map(|edit| edit.path).collect();
    touched.extend(submitted.settled.iter().cloned());
    touched.sort();
    touched.dedup();
    let schema = submitted.kind.schema();
    let faults = form_faults(schema, submitted.before, submitted.after, &touched);
    if !faults.is_empty() {
        return Err(Verdict::Form(faults));
    }
    let acts = acts_of(schema, submitted.before, &touched);
    if acts != [submitted.name] {
        return Err(Verdict::OtherAct(acts));
    }
    Ok(touched)
}

fn bars_against<R: Lawful>(submitted: &Submitted<'_>, touched: &[Path], person: &Person) -> Vec<Refusal> {
    let before = submitted.before.map(R::from_facts);
    let after = R::from_facts(submitted.after);
    let act = Act {
        name: submitted.name,
        before: before.as_ref(),
        after: &after,
        facts_before: submitted.before,
        facts: submitted.after,
        touched,
        conflicts: submitted.conflicts,
        person,
        company: submitted.company,
        entered_ms: submitted.entered_ms,
        claimed_ms: submitted.claimed_ms,
        joined_to: submitted.joined_to,
    };
    let speaking = R::bars().into_iter().filter_map(|(clause, bar)| Some((clause, bar(&act)?)));
    speaking
        .map(|(clause, Barred { wrong, holds, lacks, who })| Refusal { clause, wrong, holds, lacks, who })
        .collect()
}

/// Every duty that follows from a record, with its state, in the policy's order, then by cause.
#[must_use]
pub fn duties(kind: RecordKind, facts: &Facts, company: &Company) -> Vec<Duty> {
    with_record!(kind, R => duties_of(&R::from_facts(facts), company))
}

/// [`duties`] of a typed record: what its rules say, then what people did about it.
#[must_use]
pub fn duties_of<R: Lawful>(record: &R, company: &Company) -> Vec<Duty> {
    let settled = record.settled();
    R::duties()
        .into_iter()
        .flat_map(|(clause, owed, asks)| {
            let owed = owed(record, company).into_iter();
            owed.map(move |owing| Duty { clause, asks, owing, handed_on_by: None })
        })
        .map(|duty| settled.apply(duty, company))
        .collect()
}

/// Every finding that follows from a record, open and answered, in the policy's order.
#[must_use]
pub fn findings(kind: RecordKind, facts: &Facts, company: &Company) -> Vec<Finding> {
    with_record!(kind, R => findings_of(&R::from_facts(facts), company))
}

/// [`findings`] of a typed record.
#[must_use]
pub fn findings_of<R: Lawful>(record: &R, company: &Company) -> Vec<Finding> {
    let settled = record.settled();
    let found = R::findings()
        .into_iter()
        .flat_map(|(clause, finds)| finds(record, company).into_iter().map(move |found| (clause, found)));
    found
        .map(|(clause, Found { what, who, at_ms })| {
            let answered_ms = settled.answered_ms(clause, &what.key, at_ms);
            Finding { clause, what, who, at_ms, answered_ms }
        })
        .collect()
}
