//! What waits for a person's decision, from rows alone: decisions on deals of low grade, resources for those of high,
//! questions to their department, findings. Overdue ones first, by money × days late; then by due time.

use fieldbook_book::replica::Replica;
use fieldbook_book::row::Row;
use fieldbook_process::general::settled::{WaivedOften, waived_often};
use fieldbook_process::law::{Asks, Duty, Finding};
use fieldbook_process::prospecting::claimed_beyond;
use fieldbook_process::{Clause, DocId, Money, PersonId, RecordKind};

use crate::pages::row;
use crate::pages::today::owed::{Due, weight};
use crate::texts::law::Telling;

/// What answers it.
#[derive(Debug, Clone, PartialEq)]
pub enum Way {
    /// Whether to go on with a deal; whether its seller has proposed something.
    Decision { proposed: bool },
    /// Another duty's own deed.
    Deed(Asks),
    /// Agreeing or objecting.
    Finding(Finding),
}

/// Something that waits.
#[derive(Debug, Clone, PartialEq)]
pub struct Wait {
    /// Of which record.
    pub doc: DocId,
    /// Its kind.
    pub kind: RecordKind,
    /// What it is called.
    pub name: String,
    /// Its customer.
    pub customer: String,
    /// Whose it is.
    pub whose: Option<PersonId>,
    /// The money at stake.
    pub amount: Option<Money>,
    /// Why, and since when.
    pub words: String,
    /// By which clause.
    pub clause: Clause,
    /// Since when, ms UTC.
    pub since_ms: i64,
    /// By when, ms UTC; a finding has no time.
    pub due_ms: Option<i64>,
    /// What answers it.
    pub way: Way,
}

impl Wait {
    fn of(replica: &Replica, row: &Row, way: Way, words: String, (clause, since_ms): (Clause, i64)) -> Self {
        Self {
            doc: row.doc,
            kind: row.kind,
            name: row::name(row),
            customer: row::customer_name(replica, row).unwrap_or_default(),
            whose: row::owner(row),
            amount: row::amount(row),
            words,
            clause,
            since_ms,
            due_ms: None,
            way,
        }
    }
}

/// Whether somebody decides on anything today.
pub fn decides(replica: &Replica, me: PersonId, now_ms: i64) -> bool {
    let company = replica.company();
    company.decides(me, company.calendar.day_of(replica.corrected_ms(now_ms)))
}

/// Everything that waits for somebody.
pub fn waits(replica: &Replica, me: PersonId, now_ms: i64) -> Vec<Wait> {
    let (company, now_ms) = (replica.company(), replica.corrected_ms(now_ms));
    let today = company.calendar.day_of(now_ms);
    let mine = |who: PersonId| who == me || company.stand_in(who, today) == Some(me);
    let telling = Telling { company, now_ms };
    let mut all = Vec::new();
    for row in replica.rows().values() {
        // A decision to go on runs out some day; until then the next one is not owed.
        let is_owed = |due: &row::Due| mine(due.who) && due.since_ms <= now_ms;
        let owed = row.dues.iter().enumerate().filter(|(_, due)| is_owed(due) && is_decided(due.asks));
        let owed: Vec<usize> = owed.map(|(at, _)| at).collect();
        let duties = if owed.is_empty() { Vec::new() } else { row.duties() };
        for at in owed {
            let Some(duty) = duties.get(at) else { continue };
            let (clause, since_ms) = (duty.clause, duty.owing.since_ms);
            let wait = Wait::of(replica, row, way(duty), telling.duty(duty), (clause, since_ms));
            let late =
                (duty.owing.due_ms < now_ms).then(|| weight(&Due::of(row, at, duty.into()), company, today));
            all.push((late, Wait { due_ms: Some(duty.owing.due_ms), ..wait }));
        }
        for finding in row.findings().iter().filter(|finding| mine(finding.who)) {
            let (words, way) = (telling.finding(finding), Way::Finding(finding.clone()));
            all.push((None, Wait::of(replica, row, way, words, (finding.clause, finding.at_ms))));
        }
    }
    all.sort_by_key(|(late, wait)| (std::cmp::Reverse(*late), wait.due_ms.unwrap_or(wait.since_ms)));
    all.into_iter().map(|(_, wait)| wait).collect()
}

/// Whether such a duty is a decision or belongs to who leads a department.
const fn is_decided(asks: Asks) -> bool {
    match asks {
        Asks::MarketAuthor | Asks::Consequence => true,
        Asks::MarketReport => false,
        Asks::Decision | Asks::Resources | Asks::Answer | Asks::HandOver | Asks::Assignment => true,
        Asks::NeedsAnswer => true,
        Asks::Contact | Asks::Evaluation | Asks::Proposal | Asks::Closing | Asks::Telling => false,
        Asks::FirstContact | Asks::Naming | Asks::Touch | Asks::Acceptance | Asks::Introduction => false,
    }
}

/// What answers such a duty.
fn way(duty: &Duty) -> Way {
    match duty.asks {
        Asks::Decision => Way::Decision { proposed: duty.owing.what.key != "decide_on_low" },
        asks => Way::Deed(asks),
    }
}

/// Of those for whom somebody answers, who took more from the pool this week than the policy allows, and how many.
pub fn beyond(replica: &Replica, me: PersonId, now_ms: i64) -> Vec<(PersonId, i64)> {
    let (company, now_ms) = (replica.company(), replica.corrected_ms(now_ms));
    let mut beyond = claimed_beyond(row::claims(replica).iter(), now_ms, company);
    beyond.retain(|(who, _)| company.acts_for(me, *who, now_ms));
    beyond
}

/// Of those for whom somebody answers, who let go of a clause more often this month than is usual.
pub fn often(replica: &Replica, me: PersonId, now_ms: i64) -> Vec<WaivedOften> {
    let (company, now_ms) = (replica.company(), replica.corrected_ms(now_ms));
    let waivers: Vec<_> = replica.rows().values().flat_map(row::waivers).collect();
    let mut often = waived_often(waivers.iter(), now_ms, company);
    often.retain(|it| company.acts_for(me, it.who, now_ms));
    often
}
