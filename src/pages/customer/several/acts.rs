//! What is written: the same parts as on the page of one customer, put together to acts that the server takes.

use std::collections::{BTreeMap, BTreeSet};

use fieldbook_book::replica::{Draft, Outcome, Part, Replica};
use fieldbook_process::{ActName, DocId, Path, PersonId, RecordKind, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::MOST;
use crate::pages::customer::hand_over;
use crate::pages::row;
use crate::state::book::Book;
use crate::state::notice::Notices;
use crate::t;
use crate::texts::format;

const UNDO_MS: i64 = 5_000;

/// What is done to all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Given to one colleague.
    To(PersonId),
    /// Each given to whom it is proposed for.
    Each(BTreeMap<DocId, PersonId>),
    /// Put into a territory.
    Territory(String),
}

/// The parts of each customer, with its open deals where it changes hands. What stands so already has none.
pub fn parts_of(
    replica: &Replica,
    docs: &BTreeSet<DocId>,
    deed: &Deed,
    me: PersonId,
    why: &str,
) -> Vec<Vec<Part>> {
    let deals = match deed {
        Deed::Territory(_) => BTreeMap::new(),
        Deed::To(_) | Deed::Each(_) => open_deals(replica, docs),
    };
    let of = |doc: &DocId| {
        let row = replica.rows().get(doc)?;
        let to = match deed {
            Deed::Territory(name) => {
                let values = vec![(Path::field("territory"), Some(Value::Text(name.clone())))];
                let (kind, act) = (RecordKind::Customer, ActName::EditCustomer);
                let changes = row.get::<String>("territory") != *name;
                return changes.then(|| vec![Part { doc: *doc, kind, act, opened: None, values }]);
            }
            Deed::To(to) => Some(*to),
            Deed::Each(proposals) => proposals.get(doc).copied(),
        };
        let (to, from) = (to?, row::owner(row));
        let along = deals.get(doc).map_or(&[][..], Vec::as_slice);
        (from != Some(to)).then(|| hand_over::parts(*doc, along, (from, to, me), why))
    };
    docs.iter().filter_map(of).collect()
}

/// Open deals by customer, in one pass.
fn open_deals(replica: &Replica, docs: &BTreeSet<DocId>) -> BTreeMap<DocId, Vec<DocId>> {
    let mut all: BTreeMap<DocId, Vec<DocId>> = BTreeMap::new();
    for row in replica.rows().values().filter(|row| row::is_open_deal(row)) {
        let customer = row.get::<Option<DocId>>("customer").map(|it| row::stands_for(replica, it));
        if let Some(customer) = customer.filter(|it| docs.contains(it)) {
            all.entry(customer).or_default().push(row.doc);
        }
    }
    all
}

/// Saves them in acts of at most [`MOST`] documents, never cutting a customer from its deals; offers to take all of it
/// back.
pub async fn save_all(book: Book, notices: Notices, parts: Vec<Vec<Part>>) -> Outcome {
    let count = i64::try_from(parts.len()).unwrap_or(0);
    let mut orders = Vec::new();
    for parts in together(parts) {
        match book.save(Draft { parts, undo_ms: UNDO_MS, seen: true, takes_over: None }).await {
            Outcome::Saved(order) => orders.push(order),
            Outcome::Nothing => {}
            fault => {
                offer(book, notices, orders, count);
                return fault;
            }
        }
    }
    let Some(last) = orders.last().copied() else { return Outcome::Nothing };
    offer(book, notices, orders, count);
    Outcome::Saved(last)
}

/// What stands against each of them by itself: those that would be saved alone are not among it.
pub async fn weigh_each(book: Book, parts: Vec<Vec<Part>>) -> Vec<(DocId, Outcome)> {
    let mut against = Vec::new();
    for parts in parts {
        let Some(doc) = parts.first().map(|part| part.doc) else { continue };
        match book.weigh(Draft { parts, undo_ms: UNDO_MS, seen: true, takes_over: None }).await {
            Outcome::Done | Outcome::Nothing => {}
            fault => against.push((doc, fault)),
        }
    }
    against
}

fn together(parts: Vec<Vec<Part>>) -> Vec<Vec<Part>> {
    let mut acts: Vec<Vec<Part>> = Vec::new();
    for parts in parts {
        match acts.last_mut() {
            Some(act) if act.len() + parts.len() <= MOST => act.extend(parts),
            _ => acts.push(parts),
        }
    }
    acts
}

fn offer(book: Book, notices: Notices, orders: Vec<u64>, count: i64) {
    if orders.is_empty() {
        return;
    }
    let undo = Callback::new(move |()| {
        let orders = orders.clone();
        spawn_local(async move {
            let mut all = true;
            for order in orders.into_iter().rev() {
                all &= book.undo(order).await == Outcome::Done;
            }
            let late = || t!("common.too_late_to_undo").to_owned();
            notices.say(if all { t!("several.undone", n = format::count(count)) } else { late() });
        });
    });
    notices.offer(t!("several.done", n = format::count(count)), t!("common.undo"), undo);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(documents: usize) -> Vec<Part> {
        let (kind, act) = (RecordKind::Customer, ActName::EditCustomer);
        vec![Part { doc: DocId::default(), kind, act, opened: None, values: Vec::new() }; documents]
    }

    fn sizes(parts: Vec<Vec<Part>>) -> Vec<usize> {
        together(parts).iter().map(Vec::len).collect()
    }

    #[test]
    fn an_act_touches_no_more_documents_than_the_server_takes_and_cuts_no_customer_from_its_deals() {
        assert_eq!(sizes(vec![of(1); MOST]), [MOST]);
        assert_eq!(sizes(vec![of(1); MOST + 1]), [MOST, 1]);
        assert_eq!(sizes(vec![of(MOST - 1), of(3), of(2)]), [MOST - 1, 5]);
        assert_eq!(sizes(Vec::new()), [0; 0]);
    }
}
