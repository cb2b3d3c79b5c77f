//! The law's words: clauses, duties, refusals, fields, choices, acts, faults of form. A clause without a text
//! does not compile; the rest is found by the law's own names, and a test looks for each of them.

use std::iter;

use fieldbook_process::law::{Asks, Duty, FactsByName, Finding, Line, Refusal, Verdict};
use fieldbook_process::policy::{PolicyValue, Unit};
use fieldbook_process::schema::FormFault;
use fieldbook_process::{ActName, Clause, Company, Path, RecordKind};

use super::format;
use super::{Text, fill, find, named, say};
use crate::t;

macro_rules! clause_texts {
    ($($(#[$doc:meta])* $name:ident $id:literal [$($becomes:ident)*],)*) => {
        /// A clause in plain words.
        pub fn clause(clause: Clause) -> &'static str {
            match clause {
                $(Clause::$name => {
                    const TEXT: Text = named(concat!("clauses.", stringify!($name)));
                    say(&TEXT)
                })*
            }
        }

        /// The clause's part of a key.
        fn token(clause: Clause) -> &'static str {
            match clause { $(Clause::$name => stringify!($name)),* }
        }
    };
}
fieldbook_process::for_each_clause!(clause_texts);

/// Every record and list: where fields are looked for when only their name is known.
fn holders<'a>() -> impl Iterator<Item = &'a str> {
    let schemas = RecordKind::ALL.into_iter().map(RecordKind::schema);
    schemas.flat_map(|schema| iter::once(schema.name).chain(schema.entries.iter().map(|entry| entry.name)))
}

/// What facts of the law are told with.
#[derive(Debug, Clone, Copy)]
pub struct Telling<'a> {
    /// Names of people, calendar.
    pub company: &'a Company,
    /// Now, ms UTC.
    pub now_ms: i64,
}

impl Telling<'_> {
    fn line(self, key: &str, facts: &FactsByName, gone_by: bool) -> String {
        let Some(text) = find(key) else {
            // A newer law says something this app has no words for; its facts still tell.
            let facts = facts.values().map(|fact| format::fact(fact, self.company, self.now_ms, gone_by));
            return facts.collect::<Vec<_>>().join(" · ");
        };
        let values: Vec<(&str, String)> = facts
            .iter()
            .map(|(name, fact)| (name.as_ref(), format::fact(fact, self.company, self.now_ms, gone_by)))
            .collect();
        fill(say(text), &values)
    }

    /// Why something is owed: 9 天未聯繫.
    pub fn duty(self, duty: &Duty) -> String {
        let Line { key, facts } = &duty.owing.what;
        self.line(&format!("duties.{}.{key}", token(duty.clause)), facts, true)
    }

    /// What was found: 計劃每 14 天一次.
    pub fn finding(self, finding: &Finding) -> String {
        let Line { key, facts } = &finding.what;
        self.line(&format!("findings.{}.{key}", token(finding.clause)), facts, false)
    }

    /// A line of a refusal.
    pub fn refusal(self, refusal: &Refusal, line: &Line) -> String {
        self.line(&format!("refusals.{}.{}", token(refusal.clause), line.key), &line.facts, false)
    }

    /// What the office says is wrong.
    pub fn office(self, line: &Line) -> String {
        self.line(&format!("office.{}", line.key), &line.facts, false)
    }

    /// A form that does not fit, a line for each fault.
    pub fn verdict(self, verdict: &Verdict) -> Vec<String> {
        match verdict {
            Verdict::Form(faults) => {
                faults.iter().map(|it| format!("{}: {}", path(None, it.path()), fault(it))).collect()
            }
            Verdict::OtherAct(acts) => {
                let acts: Vec<&str> = acts.iter().map(|name| act(*name)).collect();
                vec![t!("common.other_act", acts = acts.join(", "))]
            }
            Verdict::UnknownPerson => vec![t!("common.unknown_person").to_owned()],
            Verdict::Barred(refusals) => {
                refusals.iter().map(|refusal| self.refusal(refusal, &refusal.wrong)).collect()
            }
        }
    }
}

/// What is to be done, with the name it concerns: 聯繫 華盛精密.
pub fn task(asks: Asks, name: &str) -> String {
    let text = find(&format!("tasks.{}", asks.code()));
    text.map_or_else(|| name.to_owned(), |text| fill(say(text), &[("name", name.to_owned())]))
}

/// What is wrong with a value.
pub fn fault(fault: &FormFault) -> String {
    match fault {
        FormFault::Unknown(_) => t!("form.unknown").to_owned(),
        FormFault::WrongKind(_) => t!("form.wrong_kind").to_owned(),
        FormFault::TooLong { limit, .. } => t!("form.too_long", limit = limit),
        FormFault::OutOfRange(_) => t!("form.out_of_range").to_owned(),
        FormFault::Missing(_) => t!("form.missing").to_owned(),
    }
}

/// A field's name. `holder` is the record's or list's name, where it is known.
pub fn field(holder: Option<&str>, name: &str) -> String {
    let holders = holder.into_iter().chain(holders());
    let text = holders.into_iter().find_map(|holder| find(&format!("fields.{holder}.{name}")));
    text.map_or_else(|| name.to_owned(), |text| say(text).to_owned())
}

/// How a field is to be filled in, where its name does not tell.
pub fn hint(holder: &str, name: &str) -> Option<&'static str> {
    find(&format!("fields.hints.{holder}.{name}")).map(say)
}

/// The name of the field at a path.
pub fn path(kind: Option<RecordKind>, path: &Path) -> String {
    match &path.entry {
        Some((entry, _)) => field(Some(entry), &path.field),
        None => field(kind.map(RecordKind::name), &path.field),
    }
}

/// A choice's word.
pub fn choice(field: &str, code: &str) -> String {
    find(&format!("choices.{field}.{code}")).map_or_else(|| code.to_owned(), |text| say(text).to_owned())
}

/// A chapter's name.
pub fn chapter(number: u8) -> &'static str {
    find(&format!("chapters.n{number}")).map_or("", |text| say(text))
}

/// An act's name.
pub fn act(act: ActName) -> &'static str {
    find(&format!("acts.{}", act.code())).map_or(act.code(), |text| say(text))
}

/// What several records of a kind are called, as a heading.
pub fn kinds(kind: RecordKind) -> &'static str {
    find(&format!("kinds.{}.all", kind.name())).map_or(kind.name(), |text| say(text))
}

/// What is said where there is no record of a kind yet.
pub fn none_of(kind: RecordKind) -> &'static str {
    find(&format!("kinds.{}.none", kind.name())).map_or("", |text| say(text))
}

/// A policy value's name with its number in force.
pub fn policy(value: PolicyValue, number: i64) -> (String, String) {
    let name = find(&format!("policy.{}", value.id())).map_or(value.id(), |text| say(text));
    let number = match value.unit() {
        Unit::Days if number <= 5 => t!("common.working_days", n = number),
        Unit::Days => t!("common.days", n = number),
        Unit::Times => t!("common.times", n = number),
        Unit::Minutes => t!("common.minutes", n = number),
        Unit::WorkingHours => t!("common.working_hours", n = number),
        Unit::Hours => t!("common.hours", n = number),
        Unit::Percent => format!("{number} %"),
        Unit::Hundredths => format::score(number),
        Unit::Currency => format::count(number),
    };
    (name.to_owned(), number)
}

#[cfg(test)]
mod tests;
