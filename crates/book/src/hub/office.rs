//! Acts of the office itself, such as handing over what a leaver leaves: in the name of the system person, on records
//! that are there, judged by the law like a phone's, with a receipt that phones can bring back after a restore.

use automerge::ActorId;
use fieldbook_process::facts::Edit;
use fieldbook_process::law::{self, Submitted};
use fieldbook_process::prospecting::{WITHDRAWN, as_it_stands};
use fieldbook_process::{ActName, DeviceId, DocId, EntryId, Path, PersonId, RecordKind, Value};

use super::ledger::Ledger;
use super::{Imported, accept, tables};
use crate::document::Document;
use crate::hash::{Bytes, Hash};
use crate::message::Message;
use crate::wire::Record;

/// Gives a record to somebody: a customer by its owner, an open deal by its seller, a question by who asked it, a market
/// report by who is to write it. Answers what was given; `None` where there was nothing to give: a closed deal stays whose
/// it was, a question that is told, a report that is submitted. `by` is the system person, `actor` 16 random bytes.
///
/// # Errors
/// [`Imported`]; the record is as it was then.
pub fn hand_over(
    ledger: &mut Ledger<'_>,
    doc: DocId,
    to: PersonId,
    by: PersonId,
    actor: [u8; 16],
) -> Result<Option<RecordKind>, Imported> {
    let Some(loaded) = ledger.document(doc)? else { return Ok(None) };
    let (kind, document) = (loaded.stored.kind, loaded.document.clone());
    let was = document.view();
    let (field, act) = match kind {
        RecordKind::Customer => ("owner", ActName::HandOverCustomer),
        RecordKind::Deal => ("seller", ActName::HandOverDeal),
        RecordKind::Question => ("asker", ActName::HandOverQuestion),
        RecordKind::MarketReport => ("author", ActName::ReplaceMarketAuthor),
        // Marketing's own; a research goes along with its customer, and bears the name of who asked.
        RecordKind::Questionnaire | RecordKind::Research | RecordKind::NeedsReport => return Ok(None),
        kind => (kind.owned_by(), kind.edited_by()),
    };
    let is_closed =
        ["closed", "told", "submitted"].iter().any(|end| was.facts.contains_key(&Path::field(end)));
    let (old, new) = (was.facts.get(&Path::field(field)).cloned(), Some(Value::Id(to.0)));
    if is_closed || old == new {
        return Ok(None);
    }
    let mut edits = vec![Edit { path: Path::field(field), old: old.clone(), new: new.clone() }];
    if kind == RecordKind::Customer {
        // The line of the handover (1.2): who got it accepts it and tells the customer.
        let line =
            |field: &str, new| Edit { path: Path::entry("handover", EntryId(actor), field), old: None, new };
        let (by, at) = (Some(Value::Id(by.0)), Some(Value::Instant(ledger.now_ms)));
        edits.extend([line("from", old), line("to", new), line("by", by), line("at", at)]);
        edits.retain(|edit| edit.old != edit.new);
    }
    write(ledger, doc, kind, document, (act, &edits), by, actor)?;
    Ok(Some(kind))
}

/// Withdraws a customer of an import that is taken back; `false` where somebody wrote in it since or a deal goes with
/// it: then it stays. `by` is the system person, `actor` 16 random bytes.
///
/// # Errors
/// [`Imported`]; the record is as it was then.
pub fn withdraw(
    ledger: &mut Ledger<'_>,
    doc: DocId,
    by: PersonId,
    actor: [u8; 16],
) -> Result<bool, Imported> {
    let is_free = tables::goes_alone(ledger.tx, doc)?;
    let Some(loaded) = ledger.document(doc)?.filter(|_| is_free) else { return Ok(false) };
    let (kind, document) = (loaded.stored.kind, loaded.document.clone());
    if kind != RecordKind::Customer || document.automerge().get_changes(&[]).len() != 1 {
        return Ok(false);
    }
    let stands = as_it_stands(&document.view().facts);
    let edit = Edit { path: Path::field(WITHDRAWN), old: None, new: Some(Value::Text(stands)) };
    write(ledger, doc, kind, document, (ActName::WithdrawCustomer, &[edit]), by, actor)?;
    Ok(true)
}

/// Writes an act of the office: judged like any other, with a receipt.
fn write(
    ledger: &mut Ledger<'_>,
    doc: DocId,
    kind: RecordKind,
    mut document: Document,
    (act, edits): (ActName, &[Edit]),
    by: PersonId,
    actor: [u8; 16],
) -> Result<(), Imported> {
    let message = Message {
        act,
        person: by,
        company: ledger.company.version,
        entered_ms: ledger.now_ms,
        group: None,
        relies_on: Vec::new(),
        takes_over: None,
        agreed_by: None,
    };
    let damaged = |fault: crate::document::DocumentFault| Imported::Document(fault.to_string());
    let was = document.view();
    let change = document.change_with(kind, edits, &ActorId::from(&actor[..]), message.write());
    let change = change.map_err(damaged)?;
    document.apply([change.clone()]).map_err(damaged)?;
    let is = document.view();
    let submitted = Submitted {
        kind,
        name: act,
        before: Some(&was.facts),
        after: &is.facts,
        conflicts: &was.conflicts,
        settled: &was.settled_by(&is),
        person: by,
        company: &ledger.company,
        entered_ms: ledger.now_ms,
        claimed_ms: &[],
        joined_to: Default::default(),
    };
    law::judge(&submitted).map_err(Imported::Form)?;
    let (hash, company) = (Hash::from(change.hash()), ledger.company.version);
    let receipt = accept::receive(ledger, doc, hash, (by, DeviceId::default()), company)?;
    let record = Record { doc, bytes: Bytes(change.raw_bytes().to_vec()), receipt };
    accept::append(ledger, kind, record, document)?;
    Ok(())
}
