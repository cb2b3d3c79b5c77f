//! A customer of a sheet as its rows come together: what a further one says is added, or told.

use std::collections::{BTreeMap, BTreeSet};

use fieldbook_book::wire::office::Wrong;
use fieldbook_process::folding;
use fieldbook_process::law::{Fact, Line};
use fieldbook_process::prospecting::Customer;
use fieldbook_process::record::Record as _;
use fieldbook_process::schema::Kind;
use fieldbook_process::{EntryId, Facts, Path, PersonId, Value, line};

use super::{Owners, folded};
use crate::import::counted;

/// What two customers of one name differ in: rows that say otherwise there are not about the same.
const TELLING: [&str; 3] = ["owner", "source_number", "tax_number"];

/// A customer that is new.
#[derive(Debug, Clone, PartialEq)]
pub struct Fresh {
    /// The line it begins on.
    pub line: u64,
    /// Its values.
    pub facts: Facts,
    /// The lines of its further rows.
    further: Vec<u64>,
    /// Who stands there, once several rows are about it.
    people: BTreeSet<Words>,
}

/// What is said of somebody, by field.
type Words = BTreeMap<String, String>;

/// Which of some customers of one name a row is about: the one with which it shares most of what tells them apart, of
/// several the one nearest above.
pub(super) fn meant(fresh: &[Fresh], same: &[usize], own: &Facts) -> Option<usize> {
    let shared = |at: &usize| Some((*at, fresh.get(*at)?.shared(own)?));
    same.iter().filter_map(shared).max_by_key(|(_, shared)| *shared).map(|(at, _)| at)
}

impl Fresh {
    pub(super) fn new(line: u64, facts: Facts) -> Self {
        Self { line, facts, further: Vec::new(), people: BTreeSet::new() }
    }

    /// In how much of what is telling a row says the same; `None` where it says otherwise.
    fn shared(&self, own: &Facts) -> Option<usize> {
        let mut shared = 0;
        for field in TELLING {
            let path = Path::field(field);
            if let (Some(there), Some(said)) = (self.facts.get(&path), own.get(&path)) {
                if !is_same(there, said) {
                    return None;
                }
                shared += 1;
            }
        }
        Some(shared)
    }

    /// Adds another row: what was not known yet, and the person, unless they stand there in the same words already.
    /// Tells what it says otherwise, in which the first counts; `said` is the column of a field and the row's cell.
    ///
    /// # Errors
    /// What does not fit; nothing of the row is taken then.
    pub(super) fn add(
        &mut self,
        line: u64,
        own: Facts,
        contact: Facts,
        said: &dyn Fn(&str) -> (Fact, Fact),
    ) -> Result<Vec<Line>, Line> {
        let (mut more, mut dropped) = (Facts::new(), Vec::new());
        for (path, value) in own {
            let Some(there) = self.facts.get(&path) else {
                more.insert(path, value);
                continue;
            };
            // Names that are one differ in the form of company, or the script.
            if path.field == "name" || is_same(there, &value) {
                continue;
            }
            let (column, text) = said(&path.field);
            let field = Customer::schema().field(&path);
            match (field.map(|field| field.kind), there, &value) {
                (Some(kind @ Kind::Lines(_)), Value::Text(before), Value::Text(added)) => {
                    if !before.contains(added.as_str()) {
                        let both = Value::Text(format!("{before}\n{added}"));
                        let misfits = |_| line!("cell_does_not_fit", column = column, text = text);
                        kind.check(&path, &both).map_err(misfits)?;
                        more.insert(path, both);
                    }
                }
                _ => {
                    let at = counted(self.line);
                    dropped.push(line!("says_otherwise", column = column, text = text, at = at));
                }
            }
        }
        if self.people.is_empty() {
            self.people = people(&self.facts);
        }
        let come = people(&contact);
        if self.people.is_disjoint(&come) {
            self.people.extend(come);
            self.facts.extend(contact);
        }
        self.facts.extend(more);
        self.further.push(line);
        Ok(dropped)
    }

    /// Itself with who looks after it, and their territory, where no row says so.
    ///
    /// # Errors
    /// Its rows, where nobody does.
    pub(super) fn looked_after(mut self, owners: &Owners<'_>) -> Result<Self, Vec<Wrong>> {
        let owner = match self.facts.get(&Path::field("owner")) {
            Some(Value::Id(owner)) => Some(PersonId(*owner)),
            _ => owners.usual,
        };
        let Some(owner) = owner else {
            let lines = [self.line].into_iter().chain(self.further);
            return Err(lines.map(|at| Wrong { line: Some(at), what: line!("row_without_owner") }).collect());
        };
        self.facts.insert(Path::field("owner"), Value::Id(owner.0));
        let territory = owners.company.people.get(owner).and_then(|person| person.territories.first());
        if let Some(territory) = territory {
            let usual = || Value::Text(territory.clone());
            self.facts.entry(Path::field("territory")).or_insert_with(usual);
        }
        Ok(self)
    }
}

/// Whether two values say the same: of words the letters and digits, in either script; signs alone say nothing.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Text(one), Value::Text(other)) => {
            let [one, other] = [one, other].map(|text| folded(&folding::folded(text)));
            one == other || one.is_empty() || other.is_empty()
        }
        _ => one == other,
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
