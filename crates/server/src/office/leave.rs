//! Somebody leaves, and what they looked after goes to a colleague in the same step.

use fieldbook_book::hub::{self, Ledger, Stored};
use fieldbook_book::store::{StoreFault, Table};
use fieldbook_process::general::Does;
use fieldbook_process::people::Person;
use fieldbook_process::{DocId, PersonId, RecordKind};

use super::{Desk, Done, Fault};
use crate::chance::random;
use crate::record;

/// Somebody leaves. `to` gets their customers, open deals and questions; closed deals stay in their name. With `later`
/// their superior hands everything over in the app, one by one.
///
/// # Errors
/// [`Fault`].
pub fn leave(desk: &mut Desk<'_>, who: PersonId, to: Option<PersonId>, later: bool) -> Result<Done, Fault> {
    let person = desk.known(who)?;
    let theirs = looked_after(desk, who)?;
    desk.may(Does::Leaves { who, to, theirs: theirs.len(), later })?;
    let mut what = format!("{} leaves", person.name);
    if let Some(to) = to {
        let receiver = desk.known(to)?;
        let [customers, deals, questions] = hand_over(desk, &theirs, to)?;
        what = format!(
            "{what}; {customers} customers, {deals} deals and {questions} questions go to {}",
            receiver.name
        );
    }
    desk.company.people.put(Person { left: true, head: false, ..person });
    Ok(Done::that(what))
}

/// Customers first, so that their deals follow people who are there.
fn looked_after(desk: &mut Desk<'_>, person: PersonId) -> Result<Vec<DocId>, StoreFault> {
    let mut theirs: Vec<(RecordKind, DocId)> = Vec::new();
    for (key, stored) in record::all::<Stored>(desk.tx, Table::Documents)? {
        // What was taken back with its import is nobody's to give; a research goes along with its customer.
        if stored.concerned.owner == Some(person)
            && !stored.concerned.hidden
            && stored.kind != RecordKind::Research
            && let Ok(id) = key.as_slice().try_into()
        {
            theirs.push((stored.kind, DocId(id)));
        }
    }
    theirs.sort_by_key(|(kind, doc)| (*kind != RecordKind::Customer, *doc));
    Ok(theirs.into_iter().map(|(_, doc)| doc).collect())
}

/// Hands everything over, or nothing; answers how many customers, deals and questions.
fn hand_over(desk: &mut Desk<'_>, docs: &[DocId], to: PersonId) -> Result<[usize; 3], Fault> {
    let system = desk.system()?;
    let mut ledger = Ledger::open(desk.tx, desk.now_ms, desk.seal)?;
    let [mut customers, mut deals, mut questions] = [0; 3];
    for doc in docs {
        match hub::hand_over(&mut ledger, *doc, to, system, random()?)? {
            Some(RecordKind::Customer) => customers += 1,
            Some(RecordKind::Deal) => deals += 1,
            Some(RecordKind::Question) => questions += 1,
            // Events, campaigns and the like go along; nobody is told a number of them.
            Some(_) | None => {}
        }
    }
    ledger.flush()?;
    Ok([customers, deals, questions])
}
