//! What the office is told, in English for the command line: the sentences are those of the app.

use std::sync::LazyLock;

use fieldbook_book::wire::office::{NotMade, Wrong};
use fieldbook_process::Company;
use fieldbook_process::law::{Fact, Line, Refusal};
use serde_json::Value;

use super::Fault;

static REFUSALS: LazyLock<Value> =
    LazyLock::new(|| read(include_str!("../../../../locales/en/refusals.json")));
static OFFICE: LazyLock<Value> = LazyLock::new(|| read(include_str!("../../../../locales/en/office.json")));

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// Why something is not done, a line each.
#[must_use]
pub fn fault(fault: &Fault, company: &Company) -> String {
    match fault {
        Fault::NoCompany => "there is no company yet; `fieldbook company init`".to_owned(),
        Fault::Store(fault) => fault.to_string(),
        Fault::NotMade(NotMade::Refused(refusals)) => {
            let lines: Vec<String> = refusals.iter().map(|it| refusal(it, company)).collect();
            lines.join("\n")
        }
        Fault::NotMade(NotMade::Wrong(all)) => {
            let lines: Vec<String> = all.iter().map(|it| wrong(it, company)).collect();
            lines.join("\n")
        }
    }
}

fn refusal(refusal: &Refusal, company: &Company) -> String {
    let token = format!("C{}", refusal.clause.id().replace('.', "_"));
    let text = REFUSALS.get(token).and_then(|lines| lines.get(&*refusal.wrong.key)).and_then(Value::as_str);
    let told = filled(text, &refusal.wrong, company);
    let who = refusal.who.and_then(|who| company.people.get(who));
    let who = who.map(|who| format!(" {} can put this right.", who.name)).unwrap_or_default();
    format!("{told} (§{}){who}", refusal.clause)
}

/// What is wrong, with its line.
#[must_use]
pub fn wrong(wrong: &Wrong, company: &Company) -> String {
    let told = said(&wrong.what, company);
    wrong.line.map_or(told.clone(), |line| format!("line {line}: {told}"))
}

/// A line of the office's texts.
#[must_use]
pub fn said(line: &Line, company: &Company) -> String {
    filled(OFFICE.get(&*line.key).and_then(Value::as_str), line, company)
}

fn filled(text: Option<&str>, line: &Line, company: &Company) -> String {
    let Some(text) = text else { return line.key.clone().into_owned() };
    line.facts.iter().fold(text.to_owned(), |text, (name, fact)| {
        text.replace(&format!("{{{name}}}"), &told(fact, company))
    })
}

fn told(fact: &Fact, company: &Company) -> String {
    match fact {
        Fact::Count(n) | Fact::Rate(n) => n.to_string(),
        Fact::Days(1) => "1 day".to_owned(),
        Fact::Days(n) => format!("{n} days"),
        Fact::Money(money) => money.to_string(),
        Fact::Day(day) => day.to_string(),
        Fact::Instant(at_ms) => company.calendar.day_of(*at_ms).to_string(),
        Fact::Person(id) => {
            company.people.get(*id).map_or_else(|| id.to_string(), |person| person.name.clone())
        }
        Fact::Department(department) => department.code().to_owned(),
        Fact::Field(name) => name.clone().into_owned(),
        Fact::Text(text) => text.clone(),
    }
}
