//! What Today shows, from rows alone: overdue first by money × days late, then by due time.

use fieldbook_book::replica::Replica;
use fieldbook_book::row::Row;
use fieldbook_process::law::Duty;
use fieldbook_process::{Clause, Company, Day, DocId, Money, PersonId};

use crate::pages::row;
use crate::texts::law::{Telling, task};

/// After so many days a person's overdue duties show to their superior.
const SUPERIOR_AFTER_DAYS: i32 = 2;
const DAYS_AHEAD: i32 = 7;

/// One thing owed.
#[derive(Debug, Clone, PartialEq)]
pub struct Owed {
    /// Of which record.
    pub doc: DocId,
    /// Name of the record.
    pub name: String,
    /// What is to be done.
    pub task: String,
    /// Why.
    pub why: String,
    /// By which clause.
    pub clause: Clause,
    /// By when, ms UTC.
    pub due_ms: i64,
    /// The money at stake.
    pub amount: Option<Money>,
    /// For whom one stands in.
    pub stands_in_for: Option<PersonId>,
}

/// What is owed, in the order of the screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Agenda {
    /// Past its time.
    pub overdue: Vec<Owed>,
    /// Until the end of today.
    pub today: Vec<Owed>,
    /// In the next days.
    pub soon: Vec<Owed>,
    /// Of those who report to this person: who, how many overdue.
    pub people: Vec<(PersonId, usize)>,
}

/// What somebody owes now, and what their people have let lie.
pub fn agenda(replica: &Replica, me: PersonId, now_ms: i64) -> Agenda {
    let company = replica.company();
    let now_ms = replica.corrected_ms(now_ms);
    let today = company.calendar.day_of(now_ms);
    let mut agenda = Agenda::default();
    for row in replica.rows().values() {
        for duty in &row.duties {
            let who = duty.owing.who;
            if who == me || stands_in(company, me, who, today) {
                let owed = owed(row, duty, company, now_ms, (who != me).then_some(who));
                put(&mut agenda, owed, company, today, now_ms);
            } else if is_long_overdue(company, duty, today) && company.people.is_superior(me, who) {
                count(&mut agenda.people, who);
            }
        }
    }
    agenda.overdue.sort_by_key(|owed| std::cmp::Reverse(weight(owed, company, today)));
    agenda.today.sort_by_key(|owed| owed.due_ms);
    agenda.soon.sort_by_key(|owed| owed.due_ms);
    agenda.people.sort_by_key(|(_, overdue)| std::cmp::Reverse(*overdue));
    agenda
}

/// What is owed from one record by anybody, soonest first.
pub fn of_record(row: &Row, company: &Company, now_ms: i64) -> Vec<Owed> {
    let mut all: Vec<Owed> = row.duties.iter().map(|duty| owed(row, duty, company, now_ms, None)).collect();
    all.sort_by_key(|owed| owed.due_ms);
    all
}

fn owed(row: &Row, duty: &Duty, company: &Company, now_ms: i64, stands_in_for: Option<PersonId>) -> Owed {
    let name = row::name(row);
    Owed {
        doc: row.doc,
        task: task(duty.clause, &name),
        name,
        why: Telling { company, now_ms }.duty(duty),
        clause: duty.clause,
        due_ms: duty.owing.due_ms,
        amount: row::amount(row),
        stands_in_for,
    }
}

fn put(agenda: &mut Agenda, owed: Owed, company: &Company, today: Day, now_ms: i64) {
    let due = company.calendar.day_of(owed.due_ms);
    if owed.due_ms < now_ms {
        agenda.overdue.push(owed);
    } else if due <= today {
        agenda.today.push(owed);
    } else if due <= today.plus(DAYS_AHEAD) {
        agenda.soon.push(owed);
    }
}

/// Money × days late; what has no amount counts as one unit, so that its days still order it.
fn weight(owed: &Owed, company: &Company, today: Day) -> i128 {
    let days_late = today.0 - company.calendar.day_of(owed.due_ms).0;
    let minor = owed.amount.map_or(1, |money| money.minor.max(1));
    i128::from(minor) * i128::from(days_late.max(0) + 1)
}

/// Whether somebody's duties fall to me today: as deputy, or as superior where none is named.
fn stands_in(company: &Company, me: PersonId, who: PersonId, today: Day) -> bool {
    let absence = company.absences.iter().find(|it| it.person == who && (it.from..=it.to).contains(&today));
    absence.is_some_and(|absence| {
        let superior = || company.people.get(who).and_then(|person| person.superior);
        absence.deputy.or_else(superior) == Some(me)
    })
}

fn is_long_overdue(company: &Company, duty: &Duty, today: Day) -> bool {
    today.0 - company.calendar.day_of(duty.owing.due_ms).0 >= SUPERIOR_AFTER_DAYS
}

fn count(people: &mut Vec<(PersonId, usize)>, who: PersonId) {
    match people.iter_mut().find(|(person, _)| *person == who) {
        Some((_, overdue)) => *overdue += 1,
        None => people.push((who, 1)),
    }
}
