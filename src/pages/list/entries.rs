//! The rows of a list, folded for searching, in the order of their list.

use fieldbook_book::replica::Replica;
use fieldbook_book::row::Row;
use fieldbook_process::value::{FieldType, Instant};
use fieldbook_process::{DocId, Path, RecordKind};

use crate::browser::intl;
use crate::pages::question::state_of;
use crate::pages::row;
use crate::state::route::Route;
use crate::t;
use crate::texts::search::{Hay, Query};
use crate::texts::{format, language};

/// One row of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Where it leads.
    pub to: Route,
    /// The name.
    pub name: String,
    /// What stands below the name.
    pub sub: String,
    /// What stands at the end of the row.
    pub end: String,
    /// Something is overdue.
    pub is_late: bool,
    /// What is searched.
    hay: Hay,
}

/// Every record of a kind: customers by name, cards among them; deals with the latest contact first, closed
/// ones last.
pub fn entries(replica: &Replica, kind: RecordKind, now_ms: i64) -> Vec<Entry> {
    let now_ms = replica.corrected_ms(now_ms);
    let rows = replica.rows().values().filter(|row| row.kind == kind);
    match kind {
        RecordKind::Customer => {
            let known = |doc: DocId| replica.rows().contains_key(&doc);
            // One that is another shows there, as long as that one is here.
            let own = rows.filter(|row| !row::joined_into(row).is_some_and(|it| it != row.doc && known(it)));
            let own = own.map(|row| customer(replica, row));
            let mut all: Vec<(String, Entry)> =
                own.chain(cards(replica)).map(|it| (it.name.clone(), it)).collect();
            intl::sort_by_name(language().locale(), &mut all);
            all.into_iter().map(|(_, entry)| entry).collect()
        }
        RecordKind::Deal => {
            let mut all: Vec<&Row> = rows.collect();
            all.sort_by_key(|row| (!row::is_open_deal(row), std::cmp::Reverse(row.latest_ms)));
            all.into_iter().map(|row| deal(replica, row, now_ms)).collect()
        }
        RecordKind::Question => {
            let mut all: Vec<&Row> = rows.collect();
            let asked = |row: &Row| row.get::<Option<Instant>>("asked");
            all.sort_by_key(|row| (row.duties.is_empty(), std::cmp::Reverse(asked(row))));
            all.into_iter().map(|row| question(row, now_ms)).collect()
        }
    }
}

/// Indices of the entries that hold every word of the query, in their order.
pub fn matching(all: &[Entry], query: &str) -> Vec<usize> {
    let query = Query::of(query);
    all.iter().enumerate().filter(|(_, entry)| query.finds(&entry.hay)).map(|(at, _)| at).collect()
}

fn customer(replica: &Replica, row: &Row) -> Entry {
    let name = row::name(row);
    let town: String = row.get("town");
    let owner = row::owner(row).map(|owner| format::person(owner, replica.company())).unwrap_or_default();
    let end = if row.get::<bool>("key_customer") { t!("customers.key").to_owned() } else { String::new() };
    let hay = hay(row, &[]);
    Entry { to: Route::Customer(row.doc), sub: joined(&[&town, &owner]), name, end, is_late: false, hay }
}

fn cards(replica: &Replica) -> impl Iterator<Item = Entry> {
    let unheld = replica.cards().values().filter(|card| !replica.rows().contains_key(&card.doc));
    unheld.map(|card| {
        let owner = card.owner.map(|owner| format::person(owner, replica.company())).unwrap_or_default();
        Entry {
            to: Route::Customer(card.doc),
            name: card.name.clone(),
            sub: joined(&[&card.town, &owner]),
            end: t!("customers.card").to_owned(),
            is_late: false,
            hay: hay_of(&[&card.name, &card.town]),
        }
    })
}

fn deal(replica: &Replica, row: &Row, now_ms: i64) -> Entry {
    let customer = row::customer_name(replica, row).unwrap_or_default();
    let closed: String = row.get("closed");
    let state = match row.latest_ms {
        _ if !closed.is_empty() => crate::texts::law::choice("closed", &closed),
        Some(latest_ms) => {
            t!("deals.contacted", time = format::since(latest_ms, now_ms, replica.company()))
        }
        None => t!("deals.no_contact").to_owned(),
    };
    Entry {
        to: Route::Deal(row.doc),
        name: row::name(row),
        sub: joined(&[&state, &customer]),
        end: row::amount(row).map(format::short_money).unwrap_or_default(),
        is_late: row.duties.iter().any(|duty| duty.owing.due_ms < now_ms),
        hay: hay(row, &[&customer]),
    }
}

fn question(row: &Row, now_ms: i64) -> Entry {
    let about: String = row.get("about");
    Entry {
        to: Route::Question(row.doc),
        name: row::name(row),
        sub: joined(&[&about]),
        end: state_of(row).to_owned(),
        is_late: row.duties.iter().any(|duty| duty.owing.due_ms < now_ms),
        hay: hay(row, &[]),
    }
}

fn joined(parts: &[&str]) -> String {
    let there: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    there.join(" · ")
}

/// The texts of what the schema says is searched.
fn hay(row: &Row, more: &[&str]) -> Hay {
    let schema = row.kind.schema();
    let mut hay = hay_of(more);
    let searched = |path: &Path| schema.field(path).is_some_and(|field| field.searched);
    for (path, value) in row.facts.iter().filter(|(path, _)| searched(path)) {
        let Some(text) = String::from_value(value) else { continue };
        match path.field.as_str() {
            "phone" => hay.add_phone(&text),
            _ => hay.add(&text),
        }
    }
    hay
}

fn hay_of(texts: &[&str]) -> Hay {
    let mut hay = Hay::default();
    texts.iter().for_each(|text| hay.add(text));
    hay
}

#[cfg(test)]
mod tests;
