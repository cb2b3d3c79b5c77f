//! Customers and the people there on their way out: as a sheet that spreadsheets open and that the import takes back, or
//! as cards for a phone's address book. Every line and card says who took it along.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use fieldbook_process::prospecting::Customer;
pub use fieldbook_process::prospecting::NAMELESS;
use fieldbook_process::record::Record as _;
use fieldbook_process::schema::{Field, Kind};
use fieldbook_process::{EntryId, Facts, Path, Value};

use crate::card::{Card, Phone, PhoneKind};

/// The list of people at a customer.
pub const PEOPLE: &str = "contact";
/// What makes a spreadsheet take a cell for a formula, also as East Asian keyboards write it.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
/// What stands before such a cell, so that it is text.
const TEXT: char = '\'';

/// With what words it is written.
pub struct Wording<'a> {
    /// What a column is called, by the code of its field.
    pub heading: &'a dyn Fn(&str) -> String,
    /// The word for a value that is none itself: a choice, yes, somebody.
    pub word: &'a dyn Fn(&Field, &Value) -> String,
    /// What the column is called that says who took it along.
    pub mark_heading: &'a str,
    /// Who took it along, and when.
    pub mark: &'a str,
}

/// A field that sheets hold: of the customer itself, or of one of its people.
#[must_use]
pub fn field_of(code: &str) -> Option<(Option<&'static str>, &'static Field)> {
    columns().find(|(it, ..)| it == code).map(|(_, list, field)| (list, field))
}

/// The code of every field that sheets hold: `name`, `contact/phone`.
#[must_use]
pub fn codes() -> Vec<String> {
    columns().map(|(code, ..)| code).collect()
}

fn columns() -> impl Iterator<Item = (String, Option<&'static str>, &'static Field)> {
    let schema = Customer::schema();
    let is_written = |field: &&Field| field.is_by_hand() || ["owner", "source_number"].contains(&field.name);
    let own = schema.fields.iter().filter(is_written).map(|field| (field.name.to_owned(), None, field));
    let people = schema.entries.iter().find(|entry| entry.name == PEOPLE).map_or(&[][..], |it| it.fields);
    let people = people.iter().filter(|field| field.is_by_hand() && !field.name.starts_with("removed"));
    own.chain(people.map(|field| (format!("{PEOPLE}/{}", field.name), Some(PEOPLE), field)))
}

/// Those who are still there, each by field.
fn people(facts: &Facts) -> Vec<BTreeMap<&str, &Value>> {
    let mut all: BTreeMap<EntryId, BTreeMap<&str, &Value>> = BTreeMap::new();
    for (path, value) in facts {
        if let Some((_, id)) = path.entry.as_ref().filter(|(list, _)| list == PEOPLE) {
            all.entry(*id).or_default().insert(&path.field, value);
        }
    }
    all.into_values().filter(|person| !person.contains_key("removed")).collect()
}

/// How many people stand in a customer.
#[must_use]
pub fn count_people(facts: &Facts) -> usize {
    people(facts).len()
}

/// A sheet: a line for each person, and one for a customer without any; as spreadsheets open it, whatever their language.
#[must_use]
pub fn sheet(customers: &[Facts], wording: &Wording<'_>) -> String {
    let mut text = "\u{feff}".to_owned();
    let headings = columns().map(|(code, ..)| (wording.heading)(&code));
    line(&mut text, headings.chain([wording.mark_heading.to_owned()]));
    for facts in customers {
        let people = people(facts);
        let nobody = BTreeMap::new();
        let people = if people.is_empty() { vec![&nobody] } else { people.iter().collect() };
        for person in people {
            let cells = columns().map(|(_, list, field)| {
                let own = || facts.get(&Path::field(field.name));
                let value = list.map_or_else(own, |_| person.get(field.name).copied());
                value.map(|value| cell(field, value, wording)).unwrap_or_default()
            });
            line(&mut text, cells.chain([wording.mark.to_owned()]));
        }
    }
    text
}

fn cell(field: &Field, value: &Value, wording: &Wording<'_>) -> String {
    match (field.kind, value) {
        (Kind::Line(_) | Kind::Lines(_), Value::Text(text)) => text.clone(),
        (_, Value::Int(number)) => number.to_string(),
        _ => (wording.word)(field, value),
    }
}

fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            text.push(',');
        }
        let cell = harmless(&cell);
        if cell.contains([',', ';', '"', '\n', '\r', '\t']) || cell.trim() != cell {
            text.extend(["\"", &cell.replace('"', "\"\""), "\""]);
        } else {
            text.push_str(&cell);
        }
    }
    text.push_str("\r\n");
}

/// A cell that no spreadsheet takes for a formula. One that looks made so already is made so once more, so that
/// [`as_written`] tells each.
fn harmless(cell: &str) -> String {
    let bare = cell.trim_start_matches(TEXT);
    if bare.starts_with(FORMULA) { format!("{TEXT}{cell}") } else { cell.to_owned() }
}

/// The cell as it was before it was made harmless.
#[must_use]
pub fn as_written(cell: &str) -> &str {
    let made = cell.strip_prefix(TEXT).filter(|rest| rest.trim_start_matches(TEXT).starts_with(FORMULA));
    made.unwrap_or(cell)
}

/// A card for each person, and one for a customer without any.
#[must_use]
pub fn cards(customers: &[Facts], mark: &str) -> String {
    customers.iter().flat_map(|facts| cards_of(facts, mark)).map(|card| card.write()).collect()
}

fn cards_of(facts: &Facts, mark: &str) -> Vec<Card> {
    let own = |field: &str| text(facts.get(&Path::field(field)));
    let company = Card {
        organisation: own("name"),
        other_organisation: own("other_name"),
        address: own("address"),
        town: own("town"),
        note: mark.to_owned(),
        ..Card::default()
    };
    let people = people(facts);
    if people.is_empty() {
        return vec![company];
    }
    let card = |person: &BTreeMap<&str, &Value>| {
        let of = |field: &str| text(person.get(field).copied());
        let phones = [of("phone"), of("other_phone")].into_iter().filter(|number| !number.is_empty());
        Card {
            name: Some(of("name")).filter(|name| name != NAMELESS).unwrap_or_default(),
            position: of("position"),
            phones: phones.map(|number| Phone { kind: PhoneKind::by(&number), number }).collect(),
            emails: Some(of("email")).filter(|email| !email.is_empty()).into_iter().collect(),
            wechat: of("wechat"),
            ..company.clone()
        }
    };
    people.iter().map(card).collect()
}

fn text(value: Option<&Value>) -> String {
    if let Some(Value::Text(text)) = value { text.clone() } else { String::new() }
}
