//! `fieldbook company leave`: somebody leaves, and what they looked after goes to a colleague in the same step.

use anyhow::{Result, bail, ensure};
use clap::Args;
use fieldbook_book::hub::{self, Ledger, Stored};
use fieldbook_book::store::Table;
use fieldbook_process::people::{Person, Role};
use fieldbook_process::{DocId, PersonId, RecordKind};
use fieldbook_server::chance::random;
use fieldbook_server::record;

use super::people::{found, put};
use super::{Desk, Done, change};
use crate::cli::Data;
use crate::cli::out::say;

#[derive(Args)]
pub(in crate::cli) struct Leave {
    #[command(flatten)]
    data: Data,
    /// Account or id.
    who: String,
    /// Account or id of the colleague who gets their customers and open deals; closed deals stay in their name.
    #[arg(long)]
    to: Option<String>,
    /// They leave now, and their superior hands everything over in the app, one by one.
    #[arg(long, conflicts_with = "to")]
    hand_over_later: bool,
}

impl Leave {
    pub(super) fn run(self) -> Result<()> {
        change(&self.data, |desk| {
            let person = found(desk, &self.who)?;
            ensure!(!person.left, "{} has left already", person.name);
            let reports: Vec<&str> =
                desk.company.people.reports(person.id).filter(|r| !r.left).map(|r| r.name.as_str()).collect();
            ensure!(reports.is_empty(), "they still lead {}; use set-superior first", reports.join(", "));
            let theirs = looked_after(desk, person.id)?;
            let mut what = format!("{} leaves", person.name);
            match &self.to {
                Some(to) => {
                    let receiver = found(desk, to)?;
                    let [customers, deals, questions] = hand_over(desk, &theirs, &person, &receiver)?;
                    what = format!(
                        "{what}; {customers} customers, {deals} deals and {questions} questions go to {}",
                        receiver.name
                    );
                }
                None => ensure!(
                    theirs.is_empty() || self.hand_over_later,
                    "{} still looks after {} customers, deals and questions: name who gets them with --to, or let their \
                     superior hand them over in the app with --hand-over-later",
                    person.name,
                    theirs.len()
                ),
            }
            put(desk, Person { left: true, ..person })?;
            Done::that(what)
        })?;
        say!(
            "They cannot sign in any more. What their phones have not sent yet is kept for the present owners."
        )?;
        Ok(())
    }
}

/// Customers first, so that their deals follow people who are there.
fn looked_after(desk: &mut Desk<'_>, person: PersonId) -> Result<Vec<DocId>> {
    let mut theirs: Vec<(RecordKind, DocId)> = Vec::new();
    for (key, stored) in record::all::<Stored>(desk.tx, Table::Documents)? {
        if stored.concerned.owner == Some(person)
            && let Ok(id) = key.as_slice().try_into()
        {
            theirs.push((stored.kind, DocId(id)));
        }
    }
    theirs.sort_by_key(|(kind, doc)| (*kind != RecordKind::Customer, *doc));
    Ok(theirs.into_iter().map(|(_, doc)| doc).collect())
}

/// Hands everything over, or nothing; answers how many customers, deals and questions.
fn hand_over(desk: &mut Desk<'_>, docs: &[DocId], from: &Person, to: &Person) -> Result<[usize; 3]> {
    ensure!(to.id != from.id, "{} cannot hand over to themselves", from.name);
    let sells = matches!(to.role, Role::Rep | Role::Manager | Role::Director);
    ensure!(sells && !to.left, "{} looks after no customers", to.name);
    let system = desk.company.people.iter().find(|person| person.role == Role::System);
    let Some(system) = system.map(|person| person.id) else { bail!("the company has no system person") };
    let mut ledger = Ledger::open(desk.tx, desk.now_ms, desk.seal)?;
    let [mut customers, mut deals, mut questions] = [0; 3];
    for doc in docs {
        let kind = hub::hand_over(&mut ledger, *doc, to.id, system, random()?)?;
        match kind {
            Some(RecordKind::Customer) => customers += 1,
            Some(RecordKind::Deal) => deals += 1,
            Some(RecordKind::Question) => questions += 1,
            None => {}
        }
    }
    ledger.flush()?;
    Ok([customers, deals, questions])
}
