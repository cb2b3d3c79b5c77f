//! Work that is kept outside documents: of senders without authority for the present owner, past its grace for
//! the superior.

use fieldbook_process::EntryId;
use fieldbook_process::audience::Feed;
use fieldbook_process::prospecting::is_mark;

use super::judge::Ready;
use super::ledger::Ledger;
use super::tables::{self, KeptWork};
use crate::hash::{Bytes, Short};
use crate::store::StoreFault;
use crate::wire::{Fault, Item, Kept, KeptState, Verdict};

/// Keeps a unit, and tells both sides. One part without authority keeps the whole unit from the book; but only
/// such parts are told to somebody else, since nobody is to learn by a group what they may not read.
///
/// # Errors
/// [`StoreFault`].
pub(crate) fn keep(ledger: &mut Ledger<'_>, changes: Vec<Ready>) -> Result<Verdict, StoreFault> {
    let Some((to, past_grace)) = changes.iter().find_map(|ready| ready.keep_for) else {
        return Ok(Verdict::Malformed(Fault::Unit));
    };
    let verdict = if past_grace { Verdict::ForSuperior(to) } else { Verdict::KeptFor(to) };
    for ready in changes {
        let hash = ready.checked.hash.into();
        tables::put_verdict(ledger.tx, hash, ready.person, &verdict)?;
        let Some((to, past_grace)) = ready.keep_for else { continue };
        let kept = Kept {
            // The same change is kept once, whoever brings it how often.
            id: EntryId(Short::of(&hash.0).0),
            doc: ready.doc,
            kind: ready.kind,
            name: ready.name,
            act: ready.message.act,
            from: ready.person,
            to,
            past_grace,
            entered_ms: ready.message.entered_ms,
            received_ms: ledger.now_ms,
            hash,
            edits: ready.edits,
            state: KeptState::Open,
        };
        let work = KeptWork { kept, device: ready.device, bytes: Bytes(ready.checked.bytes) };
        // A mark stays for what its sender writes on top of it; it is nobody's to take over beside its contact.
        if is_mark(work.kept.act, work.kept.edits.iter().map(|edit| &edit.path)) {
            tables::put_kept(ledger.tx, &work)?;
        } else {
            put(ledger, work)?;
        }
    }
    Ok(verdict)
}

fn put(ledger: &mut Ledger<'_>, work: KeptWork) -> Result<(), StoreFault> {
    tables::put_kept(ledger.tx, &work)?;
    for person in [work.kept.from, work.kept.to] {
        ledger.append(&Feed::Person(person), &Item::Kept(Box::new(work.kept.clone())))?;
    }
    Ok(())
}

/// Marks kept work as taken over; answers a verdict where it cannot be.
///
/// # Errors
/// [`StoreFault`].
pub(crate) fn take_over(
    ledger: &mut Ledger<'_>,
    id: EntryId,
    changes: &[Ready],
) -> Result<Option<Verdict>, StoreFault> {
    let by = changes.first().map(|first| first.person).unwrap_or_default();
    let no = |text: &str| Ok(Some(Verdict::Malformed(Fault::Message(text.to_owned()))));
    let Some(mut work) = tables::kept(ledger.tx, id)? else { return no("no such kept work") };
    if work.kept.state != KeptState::Open {
        return no("taken over already");
    }
    if !changes.iter().any(|ready| ready.doc == work.kept.doc) {
        return no("kept for another document");
    }
    if work.kept.to != by && !ledger.company.people.is_superior(by, work.kept.to) {
        return no("kept for somebody else");
    }
    work.kept.state = KeptState::TakenBy(by);
    put(ledger, work)?;
    Ok(None)
}
