//! What Today shows, from rows alone: overdue first by money × days late, then by due time.

use fieldbook_book::replica::Replica;
use fieldbook_book::row::Row;
use fieldbook_process::law::Asks;
use fieldbook_process::policy::PolicyValue;
use fieldbook_process::{Clause, Company, Day, DocId, Money, PersonId, RecordKind};

use crate::pages::row;
use crate::texts::law::{Telling, task};

/// After so many days a person's overdue duties show to their superior.
const SUPERIOR_AFTER_DAYS: i32 = 2;
const DAYS_AHEAD: i32 = 7;
const DAY_MS: i64 = 86_400_000;
/// Rows before the fold.
const BEFORE_FOLD: usize = 7;

/// One thing owed, without its words: thousands are sorted, a few are read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Due {
    /// Of which record.
    pub doc: DocId,
    /// Which of the duties of its row.
    pub at: usize,
    /// By when, ms UTC.
    pub due_ms: i64,
    /// The money at stake.
    pub amount: Option<Money>,
    /// Who owes it.
    pub who: PersonId,
}

impl Due {
    /// The duty at that place of a row.
    pub fn of(row: &Row, at: usize, due: row::Due) -> Self {
        Self { doc: row.doc, at, due_ms: due.due_ms, amount: row.amount, who: due.who }
    }
}

/// One thing owed, in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Owed {
    /// The kind of record it follows from.
    pub kind: RecordKind,
    /// Of which record.
    pub doc: DocId,
    /// What is to be done.
    pub task: String,
    /// Why.
    pub why: String,
    /// What answers it; `None` where this version knows no such duty.
    pub asks: Asks,
    /// By which clause.
    pub clause: Clause,
    /// By when, ms UTC.
    pub due_ms: i64,
    /// The money at stake.
    pub amount: Option<Money>,
    /// Who owes it.
    pub who: PersonId,
    /// Whether they are away today, and who stands in.
    pub stand_in: Option<PersonId>,
    /// Their assistant, where it is something that they may do.
    pub assistant: Option<PersonId>,
}

/// What is owed, in the order of the screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Agenda {
    /// Past its time.
    pub overdue: Vec<Due>,
    /// Until the end of today.
    pub today: Vec<Due>,
    /// In the next days.
    pub soon: Vec<Due>,
    /// Of those who report to this person: who, how many overdue.
    pub people: Vec<(PersonId, usize)>,
}

/// What stands before the fold, and what behind it.
type Cut<'a> = (&'a [Due], &'a [Due]);

impl Agenda {
    /// Overdue and due today, each cut at the fold.
    pub fn cut(&self) -> (Cut<'_>, Cut<'_>) {
        let overdue = self.overdue.split_at(self.overdue.len().min(BEFORE_FOLD));
        let room = BEFORE_FOLD - overdue.0.len();
        (overdue, self.today.split_at(self.today.len().min(room)))
    }

    /// The records before the fold.
    pub fn on_top(&self) -> Vec<DocId> {
        let ((overdue, _), (today, _)) = self.cut();
        overdue.iter().chain(today).map(|due| due.doc).collect()
    }

    /// What lies behind the fold.
    pub fn folded(&self) -> Vec<Due> {
        let ((_, overdue), (_, today)) = self.cut();
        [overdue, today, &self.soon].concat()
    }

    /// Nothing is due before tomorrow.
    pub fn has_nothing_due(&self) -> bool {
        self.overdue.is_empty() && self.today.is_empty()
    }
}

/// What somebody owes now, and what their people have let lie.
pub fn agenda(replica: &Replica, me: PersonId, now_ms: i64) -> Agenda {
    let company = replica.company();
    let now_ms = replica.corrected_ms(now_ms);
    let today = company.calendar.day_of(now_ms);
    let mut agenda = Agenda::default();
    for row in replica.rows().values() {
        for (at, due) in loud(row, company, now_ms) {
            let who = due.who;
            if who == me || company.stand_in(who, today) == Some(me) || assists(company, me, due) {
                put(&mut agenda, Due::of(row, at, due), company, today, now_ms);
            } else if is_long_overdue(company, due.due_ms, today) && company.people.is_superior(me, who) {
                count(&mut agenda.people, who);
            }
        }
    }
    agenda.overdue.sort_by_cached_key(|due| std::cmp::Reverse(weight(due, company, today)));
    soonest_first(&mut agenda.today);
    soonest_first(&mut agenda.soon);
    agenda.people.sort_by_key(|(_, overdue)| std::cmp::Reverse(*overdue));
    agenda
}

/// Whether somebody may do it as the assistant of who owes it.
fn assists(company: &Company, me: PersonId, due: row::Due) -> bool {
    due.asks.is_assisted() && company.people.assistant_of(due.who) == Some(me)
}

/// What is owed from one record by anybody at a moment (ms UTC), soonest first.
pub fn of_record(row: &Row, company: &Company, now_ms: i64) -> Vec<Due> {
    let mut all: Vec<Due> = loud(row, company, now_ms).map(|(at, due)| Due::of(row, at, due)).collect();
    soonest_first(&mut all);
    all
}

/// One thing owed in words; `None` once it is done.
pub fn in_words(replica: &Replica, due: &Due, now_ms: i64) -> Option<Owed> {
    let (company, now_ms) = (replica.company(), replica.corrected_ms(now_ms));
    let row = replica.rows().get(&due.doc)?;
    let duties = row.duties();
    let duty = duties.get(due.at)?;
    Some(Owed {
        doc: row.doc,
        kind: row.kind,
        task: task(duty.asks, &row::name(row)),
        why: Telling { company, now_ms }.duty(duty),
        asks: duty.asks,
        clause: duty.clause,
        due_ms: duty.owing.due_ms,
        amount: row::amount(row),
        who: due.who,
        stand_in: company.stand_in(due.who, company.calendar.day_of(now_ms)),
        assistant: company.people.assistant_of(due.who).filter(|_| duty.asks.is_assisted()),
    })
}

fn put(agenda: &mut Agenda, due: Due, company: &Company, today: Day, now_ms: i64) {
    let day = company.calendar.day_of(due.due_ms);
    if due.due_ms < now_ms {
        agenda.overdue.push(due);
    } else if day <= today {
        agenda.today.push(due);
    } else if day <= today.plus(DAYS_AHEAD) {
        agenda.soon.push(due);
    }
}

/// Money × days late; what has no amount counts as one unit, so that its days still order it.
pub fn weight(due: &Due, company: &Company, today: Day) -> i128 {
    let days_late = today.0 - company.calendar.day_of(due.due_ms).0;
    let minor = due.amount.map_or(1, |money| money.minor.max(1));
    i128::from(minor) * i128::from(days_late.max(0) + 1)
}

/// A customer's protection: nobody is bothered with it before the warning, and after its end there is nothing left to
/// be late with.
fn is_quiet(due: row::Due, company: &Company, now_ms: i64) -> bool {
    if !due.asks.lapses_when_due() {
        return false;
    }
    let warning_ms = company.policy.at(PolicyValue::PoolWarningDays, due.since_ms) * DAY_MS;
    !(due.due_ms.saturating_sub(warning_ms)..=due.due_ms).contains(&now_ms)
}

/// What of a row is to be told at a moment, each with its place.
fn loud(row: &Row, company: &Company, now_ms: i64) -> impl Iterator<Item = (usize, row::Due)> {
    row.dues.iter().copied().enumerate().filter(move |(_, due)| !is_quiet(*due, company, now_ms))
}

/// One sort for all: each place that sorts is 4 kB of the app.
fn soonest_first(dues: &mut [Due]) {
    dues.sort_by_key(|due| due.due_ms);
}

fn is_long_overdue(company: &Company, due_ms: i64, today: Day) -> bool {
    today.0 - company.calendar.day_of(due_ms).0 >= SUPERIOR_AFTER_DAYS
}

fn count(people: &mut Vec<(PersonId, usize)>, who: PersonId) {
    match people.iter_mut().find(|(person, _)| *person == who) {
        Some((_, overdue)) => *overdue += 1,
        None => people.push((who, 1)),
    }
}
