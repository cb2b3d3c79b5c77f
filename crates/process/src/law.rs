//! Judging an act, and deriving what is owed. The law never fails: it answers a list. It reads the record
//! before and after this one change, the company as it was then, and who acts – nothing else, so that phone
//! and server agree whatever others did meanwhile.

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::facts::{Conflicts, Facts, Path, difference};
use crate::people::Person;
use crate::record::{Record, RecordKind};
use crate::schema::{FormFault, Schema, form_faults, has_entry};
use crate::{Clause, Company, Day, Money, PersonId, with_record};

crate::choice! {
    /// What a change amounts to. Derived from the difference; the act named by the sender must equal it.
    ActName {
        /// A customer is written down.
        RegisterCustomer = "register_customer",
        /// Facts about a customer change.
        EditCustomer = "edit_customer",
        /// A contact person is added or changed.
        EditContact = "edit_contact",
        /// A customer gets another owner.
        HandOverCustomer = "hand_over_customer",
        /// Someone else may work on a customer too.
        ShareCustomer = "share_customer",
        /// An opportunity is opened.
        OpenDeal = "open_deal",
        /// Facts about a deal change.
        EditDeal = "edit_deal",
        /// How often and about what to be in contact.
        PlanDeal = "plan_deal",
        /// A deal gets another seller.
        HandOverDeal = "hand_over_deal",
        /// A contact is written down.
        LogFollowUp = "log_follow_up",
        /// A deal is won, lost or dropped.
        CloseDeal = "close_deal",
    }
}

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
}

impl<R: Record> Act<'_, R> {
    /// Whether it decides between several values of a field of the record, even for the one that showed.
    #[must_use]
    pub fn settles(&self, field: &str) -> bool {
        let path = Path::field(field);
        self.touched.contains(&path) && self.conflicts.contains_key(&path)
    }

    /// Whether all that it does to these fields of the record is to choose a value that stood there already,
    /// beside others: that was judged when it was written.
    #[must_use]
    pub fn only_chooses(&self, fields: &[&str]) -> bool {
        let after = self.after.to_facts();
        let chosen = |path: &&Path| {
            let stood = self.conflicts.get(*path);
            after.get(*path).is_some_and(|value| stood.is_some_and(|values| values.contains(value)))
        };
        let among = |path: &&Path| path.entry.is_none() && fields.contains(&path.field.as_str());
        self.touched.iter().filter(among).all(|path| chosen(&path))
    }
}

/// A rule that refuses: it speaks only if *this change* does the barred thing.
pub type Bar<R> = fn(&Act<'_, R>) -> Option<Barred>;
/// A rule that derives what is owed.
pub type Owed<R> = fn(&R, &Company) -> Vec<Owing>;

/// The deed that answers a duty. A duty's row names it, and the app opens its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// A contact with the customer, written down.
    Contact,
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
    /// What is owed.
    pub owing: Owing,
}

/// How a record kind hangs in the law: the lists of all chapters that speak about it.
pub trait Lawful: Record {
    /// Every bar with its clause, in the policy's order.
    fn bars() -> Vec<(Clause, Bar<Self>)>;
    /// Every duty with its clause and what it asks for, in the policy's order.
    fn duties() -> Vec<(Clause, Owed<Self>, Asks)>;
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

/// What the paths touched amount to: one act, or the several that make it inadmissible.
#[must_use]
pub fn acts_of(schema: &Schema, before: Option<&Facts>, touched: &[Path]) -> Vec<ActName> {
    let Some(before) = before else { return vec![schema.made_by] };
    let mut acts: Vec<ActName> = touched
        .iter()
        .filter_map(|path| match &path.entry {
            Some((kind, id)) if !has_entry(before, kind, *id) => Some(schema.entry(kind)?.made_by),
            _ => Some(schema.field(path)?.act),
        })
        .collect();
    acts.sort();
    acts.dedup();
    acts
}

fn bars_against<R: Lawful>(submitted: &Submitted<'_>, touched: &[Path], person: &Person) -> Vec<Refusal> {
    let before = submitted.before.map(R::from_facts);
    let after = R::from_facts(submitted.after);
    let act = Act {
        name: submitted.name,
        before: before.as_ref(),
        after: &after,
        touched,
        conflicts: submitted.conflicts,
        person,
        company: submitted.company,
        entered_ms: submitted.entered_ms,
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

/// What answers the duty of that clause; `None` where no duty of the kind has it.
#[must_use]
pub fn asked(kind: RecordKind, clause: Clause) -> Option<Asks> {
    let duties =
        with_record!(kind, R => R::duties().into_iter().map(|(it, _, asks)| (it, asks)).collect::<Vec<_>>());
    duties.into_iter().find_map(|(it, asks)| (it == clause).then_some(asks))
}

/// [`duties`] of a typed record.
#[must_use]
pub fn duties_of<R: Lawful>(record: &R, company: &Company) -> Vec<Duty> {
    R::duties()
        .into_iter()
        .flat_map(|(clause, owed, _)| {
            owed(record, company).into_iter().map(move |owing| Duty { clause, owing })
        })
        .collect()
}
