//! Customers from a sheet of any program, or from cards: its columns are said to mean fields, cells are read as those fields, and what
//! looks like a customer that is there is left out. Pure: the book comes as what is compared of it.

mod cards;
mod cells;
mod columns;
mod fresh;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use fieldbook_book::export::{NAMELESS, PEOPLE, field_of};
use fieldbook_book::wire::office::Wrong;
use fieldbook_book::wire::office::customers::{Alike, Column, CustomerSheet};
use fieldbook_process::law::{Fact, Line};
use fieldbook_process::prospecting::{Sign, name_key};
use fieldbook_process::schema::{Field, Kind};
use fieldbook_process::{Company, EntryId, Facts, Path, PersonId, Value, line};

use self::columns::says;
use super::{id_of, quoted, shortened};

pub use fieldbook_book::export::codes;
pub use fresh::Fresh;

/// So many cells of a column are shown.
const SAMPLES: usize = 3;

/// A sheet's text as a table.
#[derive(Debug)]
pub struct Table {
    names: Vec<String>,
    /// What each column means, as guessed by its name.
    meant: Vec<Option<String>>,
    rows: Vec<(u64, Vec<String>)>,
    wrong: Vec<Wrong>,
    /// What of rows that are taken is not.
    dropped: Vec<Wrong>,
}

/// What is compared of the customers that are there: names and signs, each with the customer's name.
#[derive(Debug, Default)]
pub struct Known {
    names: BTreeMap<String, String>,
    signs: BTreeMap<Sign, String>,
}

/// What comes of a sheet.
#[derive(Debug, Default)]
pub struct Plan {
    /// New customers, in the order of the sheet.
    pub fresh: Vec<Fresh>,
    /// Rows that look like one that is there.
    pub known: Vec<Alike>,
    /// Rows that cannot be taken.
    pub wrong: Vec<Wrong>,
    /// What of rows that are taken is not.
    pub dropped: Vec<Wrong>,
}

/// Who there is, and who is meant where a row names nobody.
#[derive(Debug)]
pub struct Owners<'a> {
    /// The company.
    pub company: &'a Company,
    /// Everybody's account.
    pub accounts: BTreeMap<String, PersonId>,
    /// Where a row names nobody.
    pub usual: Option<PersonId>,
}

impl Table {
    /// Rows with something in them.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len() + self.wrong.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its columns, as the sheet says or as guessed by their names.
    #[must_use]
    pub fn columns(&self, sheet: &CustomerSheet) -> Vec<Column> {
        let mut columns: Vec<Column> = Vec::new();
        for (at, name) in self.names.iter().enumerate() {
            let said = sheet.fields.as_ref().unwrap_or(&self.meant);
            let field = said.get(at).cloned().flatten();
            // Two columns of one meaning: the first has it.
            let field = field.filter(|code| field_of(code).is_some());
            let field = field.filter(|code| columns.iter().all(|it| it.field.as_ref() != Some(code)));
            let cells =
                self.rows.iter().filter_map(|(_, cells)| cells.get(at)).filter(|cell| !cell.is_empty());
            columns.push(Column {
                name: name.clone(),
                field,
                samples: cells.take(SAMPLES).map(|cell| shortened(cell)).collect(),
            });
        }
        columns
    }

    /// What comes of it.
    ///
    /// # Errors
    /// Where no column means the name.
    pub fn plan(&self, columns: &[Column], owners: &Owners<'_>, known: &Known) -> Result<Plan, Line> {
        if !columns.iter().any(|column| column.field.as_deref() == Some("name")) {
            return Err(line!("no_column_of_names"));
        }
        let mut plan = Plan { wrong: self.wrong.clone(), dropped: self.dropped.clone(), ..Plan::default() };
        // Several people at one customer stand in several rows.
        let mut at: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (line, cells) in &self.rows {
            let wrong = |what| Wrong { line: Some(*line), what };
            let (own, contact) = match read_row(*line, cells, columns, owners) {
                Ok(read) => read,
                Err(what) => {
                    plan.wrong.push(wrong(what));
                    continue;
                }
            };
            let name = text_of(&own, "name");
            let key = key_of(&name);
            let same = at.get(&key).map(Vec::as_slice).unwrap_or_default();
            let meant = fresh::meant(&plan.fresh, same, &own);
            if let Some(there) = meant.and_then(|at| plan.fresh.get_mut(at)) {
                let said = |field: &str| said(columns, cells, field);
                match there.add(*line, own, contact, &said) {
                    Ok(dropped) => plan.dropped.extend(dropped.into_iter().map(wrong)),
                    Err(what) => plan.wrong.push(wrong(what)),
                }
                continue;
            }
            let sign = contact.iter().filter_map(sign_of).find_map(|it| known.signs.get(&it));
            if let Some(there) = known.names.get(&key).or(sign) {
                plan.known.push(Alike { line: *line, name, known: there.clone() });
                continue;
            }
            at.entry(key).or_default().push(plan.fresh.len());
            plan.fresh.push(Fresh::new(*line, own.into_iter().chain(contact).collect()));
        }
        // Once every row has told who looks after them.
        for fresh in std::mem::take(&mut plan.fresh) {
            match fresh.looked_after(owners) {
                Ok(fresh) => plan.fresh.push(fresh),
                Err(wrong) => plan.wrong.extend(wrong),
            }
        }
        plan.wrong.sort_by_key(|wrong| wrong.line);
        Ok(plan)
    }
}

impl Known {
    /// Adds a customer that is there.
    pub fn add(&mut self, facts: &Facts) {
        let name = text_of(facts, "name");
        for of in [&name, &text_of(facts, "other_name")] {
            if !of.is_empty() {
                self.names.insert(key_of(of), name.clone());
            }
        }
        self.signs.extend(facts.iter().filter_map(sign_of).map(|sign| (sign, name.clone())));
    }
}

/// A customer in one line: name, town, people.
#[must_use]
pub fn in_words(facts: &Facts) -> String {
    let own = ["name", "town"].map(|field| text_of(facts, field));
    let people =
        facts.iter().filter(|(path, _)| path.entry.is_some() && ["name", "phone"].contains(&&*path.field));
    let people =
        people.filter_map(|(_, value)| if let Value::Text(text) = value { Some(text.clone()) } else { None });
    let all: Vec<String> = own.into_iter().chain(people).filter(|text| !text.is_empty()).collect();
    all.join(" · ")
}

/// The values of a row: the customer's, and those of the person it names.
fn read_row(
    line: u64,
    cells: &[String],
    columns: &[Column],
    owners: &Owners<'_>,
) -> Result<(Facts, Facts), Line> {
    let (mut facts, mut contact) = (Facts::new(), Facts::new());
    let name = columns.iter().position(|column| column.field.as_deref() == Some("name"));
    let name = name.and_then(|at| cells.get(at)).cloned().unwrap_or_default();
    // People stand in the order of the sheet.
    let mut id = id_of(&["contact of a sheet", &name, &line.to_string()]);
    id.iter_mut().zip(line.to_be_bytes()).for_each(|(to, from)| *to = from);
    let id = EntryId(id);
    for (column, cell) in columns.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        let Some((list, field)) = column.field.as_deref().and_then(field_of) else { continue };
        let misfits = || line!("cell_does_not_fit", column = quoted(&column.name), text = quoted(cell));
        let path = match list {
            None => Path::field(field.name),
            Some(list) => Path::entry(list, id, field.name),
        };
        let Some(value) = value_of(field, cell, owners).map_err(|()| misfits())? else { continue };
        field.kind.check(&path, &value).map_err(|_| misfits())?;
        let facts = if list.is_some() { &mut contact } else { &mut facts };
        facts.insert(path, value);
    }
    if name.is_empty() {
        return Err(line!("row_without_name"));
    }
    // Somebody without a name is reached by what is known of them; a record asks for one.
    let has_name = contact.keys().any(|path| path.field == "name");
    if !contact.is_empty() && !has_name {
        contact.insert(Path::entry(PEOPLE, id, "name"), Value::Text(NAMELESS.to_owned()));
    }
    Ok((facts, contact))
}

/// The column of a field, and what a row says there.
fn said(columns: &[Column], cells: &[String], field: &str) -> (Fact, Fact) {
    let mut both = columns.iter().zip(cells);
    let found = both.find(|(column, _)| column.field.as_deref() == Some(field));
    found.map_or_else(|| (quoted(field), quoted("")), |(column, cell)| (quoted(&column.name), quoted(cell)))
}

/// A cell as the value of a field; nothing where it says no.
fn value_of(field: &Field, cell: &str, owners: &Owners<'_>) -> Result<Option<Value>, ()> {
    let said = folded(cell);
    Ok(Some(match field.kind {
        Kind::Line(_) => Value::Text(cell.split_whitespace().collect::<Vec<_>>().join(" ")),
        Kind::Lines(_) => Value::Text(cell.replace("\r\n", "\n")),
        Kind::Number(..) | Kind::Year => {
            let digits: String = cell.chars().filter(|c| !matches!(c, ',' | ' ' | '\u{a0}')).collect();
            Value::Int(digits.parse().map_err(|_| ())?)
        }
        Kind::Flag if columns::NO.contains(&said.as_str()) => return Ok(None),
        Kind::Flag if columns::YES.contains(&said.as_str()) => Value::Flag(true),
        Kind::Choice(codes) => {
            let code = codes.iter().find(|code| says(field.name, code, &said)).ok_or(())?;
            Value::Text((*code).to_owned())
        }
        Kind::Person => Value::Id(owners.named(cell).ok_or(())?.0),
        _ => return Err(()),
    }))
}

impl Owners<'_> {
    /// Somebody by account or name, as long as only one is called so.
    fn named(&self, text: &str) -> Option<PersonId> {
        if let Some(person) = self.accounts.get(&text.to_lowercase()) {
            return Some(*person);
        }
        let mut called = self.company.people.iter().filter(|person| !person.left && person.name == text);
        called.next().filter(|_| called.next().is_none()).map(|person| person.id)
    }
}

fn text_of(facts: &Facts, field: &str) -> String {
    match facts.get(&Path::field(field)) {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    }
}

/// What tells a company's name from another's; of a name that is nothing but a form of company the name itself.
fn key_of(name: &str) -> String {
    let key = name_key(name);
    if key.is_empty() { name.to_owned() } else { key }
}

/// What only one company has, in a field of a person there.
fn sign_of((path, value): (&Path, &Value)) -> Option<Sign> {
    let Value::Text(text) = value else { return None };
    path.entry.as_ref().and_then(|_| Sign::of_field(&path.field, text))
}

/// Words as they are compared.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
