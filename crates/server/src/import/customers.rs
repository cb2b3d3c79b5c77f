//! Customers from a sheet of any program, or from cards: its columns are said to mean fields, cells are read as those fields, and what
//! looks like a customer that is there is left out. Pure: the book comes as what is compared of it.

mod cards;
mod columns;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use csv::ReaderBuilder;
use fieldbook_book::card::is_cards;
use fieldbook_book::export::{NAMELESS, PEOPLE, as_written, field_of};
use fieldbook_book::wire::office::Wrong;
use fieldbook_book::wire::office::customers::{Alike, Column, CustomerSheet};
use fieldbook_process::law::Line;
use fieldbook_process::prospecting::{Customer, Sign, name_key};
use fieldbook_process::record::Record as _;
use fieldbook_process::schema::{Field, Kind};
use fieldbook_process::{Company, EntryId, Facts, Path, PersonId, Value, line};

use self::columns::{meant, says};
use super::{RowFault, id_of, quoted};

pub use fieldbook_book::export::codes;

/// So many cells of a column are shown.
const SAMPLES: usize = 3;
/// Columns beyond are not read.
const WIDEST: usize = 100;

/// A sheet's text as a table.
#[derive(Debug)]
pub struct Table {
    names: Vec<String>,
    /// What each column means, as guessed by its name.
    meant: Vec<Option<String>>,
    rows: Vec<(u64, Vec<String>)>,
    wrong: Vec<Wrong>,
}

/// What is compared of the customers that are there: names and signs, each with the customer's name.
#[derive(Debug, Default)]
pub struct Known {
    names: BTreeMap<String, String>,
    signs: BTreeMap<Sign, String>,
}

/// A customer that is new.
#[derive(Debug, Clone, PartialEq)]
pub struct Fresh {
    /// The line it begins on.
    pub line: u64,
    /// Its values.
    pub facts: Facts,
    /// Who stands there, once several rows are about it.
    people: BTreeSet<Words>,
}

/// What is said of somebody, by field.
type Words = BTreeMap<String, String>;

/// What comes of a sheet.
#[derive(Debug, Default)]
pub struct Plan {
    /// New customers, in the order of the sheet.
    pub fresh: Vec<Fresh>,
    /// Rows that look like one that is there.
    pub known: Vec<Alike>,
    /// Rows that cannot be taken.
    pub wrong: Vec<Wrong>,
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
    /// Reads cards, or a text with commas, semicolons or tabs between the cells.
    ///
    /// # Errors
    /// What is wrong with all of it.
    pub fn read(text: &str) -> Result<Self, Line> {
        if is_cards(text) {
            return Self::of_cards(text);
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let first = text.lines().next().unwrap_or_default();
        let count = |sign: char| first.chars().filter(|c| *c == sign).count();
        let sign =
            [',', ';', '\t'].into_iter().max_by_key(|sign| (count(*sign), *sign == ',')).unwrap_or(',');
        let mut reader = ReaderBuilder::new()
            .flexible(true)
            .delimiter(u8::try_from(sign).unwrap_or(b','))
            .from_reader(text.as_bytes());
        let not_csv = |fault: csv::Error| line!("not_csv", why = quoted(&fault.to_string()));
        let names: Vec<String> = reader
            .headers()
            .map_err(not_csv)?
            .iter()
            .take(WIDEST)
            .map(|name| name.trim().to_owned())
            .collect();
        let (mut rows, mut wrong) = (Vec::new(), Vec::new());
        for record in reader.records() {
            let record = record.map_err(not_csv)?;
            let at = record.position().map_or(0, csv::Position::line);
            let cells: Vec<String> = record.iter().map(|cell| as_written(cell.trim()).to_owned()).collect();
            if cells.iter().all(String::is_empty) {
                continue;
            }
            if cells.len() > names.len() {
                let what = RowFault::Cells(cells.len(), names.len()).line();
                wrong.push(Wrong { line: Some(at), what });
                continue;
            }
            rows.push((at, cells));
        }
        if rows.is_empty() && wrong.is_empty() {
            return Err(line!("sheet_without_rows"));
        }
        let meant = names.iter().map(|name| meant(name)).collect();
        Ok(Self { names, meant, rows, wrong })
    }

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
                samples: cells.take(SAMPLES).cloned().collect(),
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
        let mut plan = Plan { wrong: self.wrong.clone(), ..Plan::default() };
        // Several people at one customer stand in several rows.
        let mut at: BTreeMap<String, usize> = BTreeMap::new();
        for (line, cells) in &self.rows {
            let read = read_row(*line, cells, columns, owners);
            let (facts, contact) = match read {
                Ok(read) => read,
                Err(what) => {
                    plan.wrong.push(Wrong { line: Some(*line), what });
                    continue;
                }
            };
            let name = text_of(&facts, "name");
            let key = key_of(&name);
            if let Some(there) = at.get(&key).and_then(|at| plan.fresh.get_mut(*at)) {
                if let Err(what) = there.add(facts, contact) {
                    plan.wrong.push(Wrong { line: Some(*line), what });
                }
                continue;
            }
            let sign = contact.iter().filter_map(sign_of).find_map(|it| known.signs.get(&it));
            if let Some(there) = known.names.get(&key).or(sign) {
                plan.known.push(Alike { line: *line, name, known: there.clone() });
                continue;
            }
            at.insert(key, plan.fresh.len());
            let facts = facts.into_iter().chain(contact).collect();
            plan.fresh.push(Fresh { line: *line, facts, people: BTreeSet::new() });
        }
        plan.wrong.sort_by_key(|wrong| wrong.line);
        Ok(plan)
    }
}

impl Fresh {
    /// Adds another row of the same customer: what was not known yet, and the person, unless they stand there in the
    /// same words already.
    fn add(&mut self, own: Facts, contact: Facts) -> Result<(), Line> {
        if self.people.is_empty() {
            self.people = people(&self.facts);
        }
        let come = people(&contact);
        if self.people.is_disjoint(&come) {
            self.people.extend(come);
            self.facts.extend(contact);
        }
        for (path, value) in own {
            let lines = Customer::schema().field(&path).filter(|field| matches!(field.kind, Kind::Lines(_)));
            match (lines, self.facts.get(&path), &value) {
                (Some(field), Some(Value::Text(before)), Value::Text(more))
                    if !before.contains(more.as_str()) =>
                {
                    let both = Value::Text(format!("{before}\n{more}"));
                    let column = || quoted(field.name);
                    let misfits = |_| line!("cell_does_not_fit", column = column(), text = quoted(more));
                    field.kind.check(&path, &both).map_err(misfits)?;
                    self.facts.insert(path, both);
                }
                (_, None, _) => drop(self.facts.insert(path, value)),
                _ => {}
            }
        }
        Ok(())
    }
}

/// Who stands in facts: of each person the fields and what they say.
fn people(facts: &Facts) -> BTreeSet<Words> {
    let mut all: BTreeMap<EntryId, Words> = BTreeMap::new();
    for (path, value) in facts {
        if let Some((_, id)) = &path.entry {
            // By their spelling, since values have no order of their own.
            all.entry(*id).or_default().insert(path.field.clone(), format!("{value:?}"));
        }
    }
    all.into_values().collect()
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
    let owner = match facts.get(&Path::field("owner")) {
        Some(Value::Id(owner)) => PersonId(*owner),
        _ => owners.usual.ok_or_else(|| line!("row_without_owner"))?,
    };
    facts.insert(Path::field("owner"), Value::Id(owner.0));
    let territory = owners.company.people.get(owner).and_then(|person| person.territories.first());
    if let Some(territory) = territory {
        let usual = || Value::Text(territory.clone());
        facts.entry(Path::field("territory")).or_insert_with(usual);
    }
    // Somebody without a name is reached by what is known of them; a record asks for one.
    let has_name = contact.keys().any(|path| path.field == "name");
    if !contact.is_empty() && !has_name {
        contact.insert(Path::entry(PEOPLE, id, "name"), Value::Text(NAMELESS.to_owned()));
    }
    Ok((facts, contact))
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
    let key = name_key(&name.to_lowercase());
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
