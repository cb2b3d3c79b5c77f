//! Which customers are offered, what is said of each, and to whom they can go.

use std::collections::{BTreeMap, BTreeSet};

use fieldbook_book::replica::Replica;
use fieldbook_book::row::Row;
use fieldbook_process::general::handover::may_move;
use fieldbook_process::law::Asks;
use fieldbook_process::people::Role;
use fieldbook_process::prospecting::{Customer, Unassigned, proposed_for};
use fieldbook_process::value::Instant;
use fieldbook_process::{DocId, PersonId, RecordKind};

use crate::browser::clock;
use crate::pages::list::docs_shown;
use crate::pages::row;
use crate::state::lists::ListState;
use crate::t;
use crate::texts::{format, law};

/// A customer that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which.
    pub doc: DocId,
    /// Its name.
    pub name: String,
    /// Where it is, whose, or where it came from.
    pub sub: String,
    /// Whether this person may give it away.
    pub may: bool,
}

/// Whether somebody can give customers to others at all.
pub fn gives(replica: &Replica, me: PersonId) -> bool {
    let me = replica.company().people.get(me);
    me.is_some_and(|me| matches!(me.role, Role::Manager | Role::Director | Role::Gm))
}

/// Whether that one is theirs to give: by the law of handover (1.2), or as a lead that came in to them (2.3.a).
pub fn may_give(replica: &Replica, row: &Row, me: PersonId, now_ms: i64) -> bool {
    let company = replica.company();
    may_move(me, row::owner(row), &company.people)
        || (row.get::<Option<Instant>>("arrived").is_some()
            && row.record::<Customer>().is_given_out_by(me, company, now_ms))
}

/// What the list of customers shows, in its order; cards of others are not among them.
pub fn shown(replica: &Replica, list: ListState, me: PersonId, now_ms: i64) -> Vec<Line> {
    let docs = docs_shown(replica, list, me, now_ms);
    let rows = docs.iter().filter_map(|doc| replica.rows().get(doc));
    let line = |row: &Row| {
        let owner = row::owner(row).map(|who| format::person(who, replica.company())).unwrap_or_default();
        let sub = [row.get("territory"), row.get("town"), owner];
        told(row, sub, may_give(replica, row, me, now_ms))
    };
    rows.map(line).collect()
}

/// The leads that nobody was given yet and that are this person's to give, the one that waits longest first.
pub fn waiting(replica: &Replica, me: PersonId, now_ms: i64) -> Vec<&Row> {
    let asks = |row: &&Row| row.dues.iter().any(|due| due.asks == Asks::Assignment);
    let mut all: Vec<&Row> =
        replica.rows().values().filter(asks).filter(|row| may_give(replica, row, me, now_ms)).collect();
    all.sort_by_key(|row| {
        row.dues.iter().filter(|due| due.asks == Asks::Assignment).map(|due| due.due_ms).min()
    });
    all
}

/// [`waiting`] in words.
pub fn leads(replica: &Replica, me: PersonId, now_ms: i64) -> Vec<Line> {
    let line = |row: &Row| {
        let source: String = row.get("source");
        let source = if source.is_empty() { source } else { law::choice("source", &source) };
        let since = row.dues.iter().find(|due| due.asks == Asks::Assignment).map(|due| due.since_ms);
        let since =
            since.map(|at_ms| t!("lead.since", time = format::since(at_ms, now_ms, replica.company())));
        told(row, [row.get("territory"), source, since.unwrap_or_default()], true)
    };
    waiting(replica, me, now_ms).into_iter().map(line).collect()
}

fn told(row: &Row, sub: [String; 3], may: bool) -> Line {
    let sub: Vec<String> = sub.into_iter().filter(|part| !part.is_empty()).collect();
    Line { doc: row.doc, name: row::name(row), sub: sub.join(" · "), may }
}

/// To whom each is proposed; leads are counted open while nobody has rated them.
pub fn proposed(replica: &Replica, docs: &[DocId], me: PersonId) -> BTreeMap<DocId, PersonId> {
    let company = replica.company();
    let mut open: BTreeMap<PersonId, usize> = BTreeMap::new();
    for row in replica.rows().values().filter(|row| row.kind == RecordKind::Customer) {
        if row.get::<Option<Instant>>("arrived").is_some()
            && row.record::<Customer>().is_lead()
            && let Some(owner) = row::owner(row)
        {
            *open.entry(owner).or_default() += 1;
        }
    }
    let of = |doc: &DocId| {
        let row = replica.rows().get(doc)?;
        Some(Unassigned { doc: *doc, territory: row.get("territory"), owner: row::owner(row) })
    };
    let leads: Vec<Unassigned> = docs.iter().filter_map(of).collect();
    let today = company.calendar.day_of(replica.corrected_ms(clock::now_ms()));
    proposed_for(&leads, (me, company, today), &open)
}

/// Those who can look after customers, by name.
pub fn colleagues(replica: &Replica) -> Vec<(String, String)> {
    let sells = |role| matches!(role, Role::Rep | Role::Manager | Role::Director);
    let people = replica.company().people.iter().filter(|it| !it.left && sells(it.role));
    people.map(|it| (it.id.to_string(), it.name.clone())).collect()
}

/// The territories that people work in.
pub fn territories(replica: &Replica) -> Vec<(String, String)> {
    let people = replica.company().people.iter().filter(|it| !it.left);
    let all: BTreeSet<String> = people.flat_map(|it| it.territories.iter().cloned()).collect();
    all.into_iter().map(|name| (name.clone(), name)).collect()
}
