//! Judging one unit: size → known → authorship → dependencies → actor → clocks → form → law → authority. Nothing is
//! changed here; what passes is handed on ready to be appended.

use std::collections::BTreeMap;

use fieldbook_process::audience::{Concerned, concerned, customer_of};
use fieldbook_process::facts::{Edit, difference};
use fieldbook_process::law::{self, Submitted};
use fieldbook_process::policy::PolicyValue;
use fieldbook_process::prospecting::{joined_into, joined_to, joins_into};
use fieldbook_process::schema::FormFault;
use fieldbook_process::{ActName, DocId, PersonId, RecordKind};

use super::ledger::Ledger;
use super::tables::{self, Binding};
use super::{BOUNDS, Caller, company};
use crate::chunk::{self, Checked, Malformed, Misfit};
use crate::document::{Document, deps_of};
use crate::hash::Hash;
use crate::message::Message;
use crate::store::{StoreFault, Table};
use crate::wire::{Fault, Sent, Unit, Verdict};

const DAY_MS: i64 = 86_400_000;

/// What is to be done with a unit.
pub(crate) enum Judged {
    /// Append it.
    Accept(Vec<Ready>),
    /// Keep it for somebody.
    Keep(Vec<Ready>),
    /// Nothing but this answer.
    Answer(Verdict),
    /// These bytes were answered before: the same again.
    Again(Verdict),
}

/// A change that passed, with everything needed to append or keep it.
pub(crate) struct Ready {
    pub(crate) doc: DocId,
    pub(crate) kind: RecordKind,
    pub(crate) checked: Checked,
    pub(crate) message: Message,
    pub(crate) person: PersonId,
    pub(crate) device: fieldbook_process::DeviceId,
    /// The document as it is with the change.
    pub(crate) document: Document,
    /// What the change alone does.
    pub(crate) edits: Vec<Edit>,
    /// What the record is called where the change was written: that its sender knows, whoever renamed it since.
    pub(crate) name: String,
    /// Where it would be kept, if it is.
    pub(crate) keep_for: Option<(PersonId, bool)>,
}

/// A record of a unit that was judged already: it is not in the book yet.
struct Made {
    kind: RecordKind,
    concerned: Concerned,
    joined_into: Option<DocId>,
}

/// A change that passed the wall, on a copy of its document at its own past.
pub(super) struct Laid {
    pub(super) checked: Checked,
    pub(super) message: Message,
    /// The document as it is.
    present: Document,
    pub(super) before: Document,
    pub(super) after: Document,
}

/// Why a change does not pass: an answer, or storage failed.
pub(super) enum Stop {
    Answer(Verdict),
    Again(Verdict),
    Store(StoreFault),
}

impl From<StoreFault> for Stop {
    fn from(fault: StoreFault) -> Self {
        Self::Store(fault)
    }
}

fn malformed(fault: Fault) -> Stop {
    Stop::Answer(Verdict::Malformed(fault))
}

fn says(text: &str) -> Stop {
    malformed(Fault::Message(text.to_owned()))
}

/// Judges a unit.
///
/// # Errors
/// [`StoreFault`].
pub(crate) fn unit(ledger: &mut Ledger<'_>, caller: &Caller, unit: &Unit) -> Result<Judged, StoreFault> {
    match try_unit(ledger, caller, unit) {
        Ok(ready) if ready.iter().any(|ready| ready.keep_for.is_some()) => Ok(Judged::Keep(ready)),
        Ok(ready) => Ok(Judged::Accept(ready)),
        Err(Stop::Store(fault)) => Err(fault),
        Err(Stop::Again(verdict)) => Ok(Judged::Again(verdict)),
        Err(Stop::Answer(verdict)) => {
            remember(ledger, caller, unit, &verdict)?;
            Ok(Judged::Answer(verdict))
        }
    }
}

/// A refusal is final: the same bytes get the same answer.
fn remember(
    ledger: &mut Ledger<'_>,
    caller: &Caller,
    unit: &Unit,
    verdict: &Verdict,
) -> Result<(), StoreFault> {
    if !matches!(verdict, Verdict::Refused(_)) {
        return Ok(());
    }
    for sent in &unit.changes {
        if let Ok(checked) = chunk::check(&sent.bytes.0, &chunk::LIMITS) {
            tables::put_verdict(ledger.tx, checked.hash.into(), caller.person, verdict)?;
        }
    }
    Ok(())
}

fn try_unit(ledger: &mut Ledger<'_>, caller: &Caller, unit: &Unit) -> Result<Vec<Ready>, Stop> {
    if unit.changes.is_empty() {
        return Err(malformed(Fault::Unit));
    }
    if unit.changes.len() > BOUNDS.group {
        return Err(Stop::Answer(Verdict::TooLarge(BOUNDS.group as u64)));
    }
    let mut checked = BTreeMap::new();
    let mut here = 0;
    for sent in &unit.changes {
        let change = chunk::check(&sent.bytes.0, &chunk::LIMITS).map_err(refuse_bytes)?;
        match known(ledger, caller, change.hash.into())? {
            None => {}
            // After a restore a part of a group can be back, brought by somebody who read that part only.
            Some(Verdict::Accepted) => {
                here += 1;
                continue;
            }
            Some(verdict) => return Err(Stop::Again(verdict)),
        }
        if checked.insert(sent.doc, change).is_some() {
            return Err(malformed(Fault::Unit));
        }
    }
    if here == unit.changes.len() {
        return Err(Stop::Again(Verdict::Accepted));
    }
    let mut messages = Vec::new();
    for change in checked.values() {
        messages.push(message(caller, change, unit)?);
    }
    if messages.windows(2).any(|pair| matches!(pair, [a, b] if a.group != b.group)) {
        return Err(malformed(Fault::Unit));
    }
    let mut made: BTreeMap<DocId, Made> = BTreeMap::new();
    let mut ready = Vec::new();
    // Customers before what goes with them, so that a unit can make both.
    let mut changes: Vec<_> = checked.into_iter().zip(messages).collect();
    changes.sort_by_key(|((doc, _), message)| (message.act.code() != "register_customer", *doc));
    for ((doc, change), message) in changes {
        let mut one = build(ledger, caller, doc, change, message, &made)?;
        let facts = one.document.view().facts;
        let customer = customer_of(one.kind, &facts);
        let with = match customer.and_then(|customer| made.get(&customer)) {
            Some(with) => Some(with.concerned.clone()),
            None => ledger.concerned_with(doc, customer)?,
        };
        let after = concerned(one.kind, &facts, with.as_ref(), &ledger.company);
        let before = ledger.stored(doc)?.map(|stored| stored.concerned);
        let decides = before.as_ref().unwrap_or(&after);
        let for_owner = if claims(&one.message) { None } else { keep_for_owner(ledger, caller, decides)? };
        one.keep_for = for_owner.or(one.keep_for);
        let joined_into = joined_into(one.kind, &facts);
        made.insert(doc, Made { kind: one.kind, concerned: after, joined_into });
        ready.push(one);
    }
    Ok(ready)
}

fn refuse_bytes(fault: Malformed) -> Stop {
    Stop::Answer(match fault {
        Malformed::TooLarge { .. } => Verdict::TooLarge(chunk::LIMITS.bytes as u64),
        Malformed::Newer { .. } => Verdict::Later,
        fault => Verdict::Malformed(Fault::Chunk(fault.to_string())),
    })
}

/// What these bytes were answered before: the same again, but only to the same person.
fn known(ledger: &mut Ledger<'_>, caller: &Caller, hash: Hash) -> Result<Option<Verdict>, StoreFault> {
    let mut given = tables::verdict(ledger.tx, hash)?;
    if given.is_none() {
        given = tables::change(ledger.tx, hash)?.map(|record| (record.receipt.person, Verdict::Accepted));
    }
    let to_this_person = |(person, verdict)| {
        if person == caller.person { verdict } else { Verdict::Malformed(Fault::NotYours) }
    };
    Ok(given.map(to_this_person))
}

fn message(caller: &Caller, change: &Checked, unit: &Unit) -> Result<Message, Stop> {
    let text = change.message.as_deref().ok_or_else(|| says("missing"))?;
    let message = Message::read(text).map_err(|fault| says(&fault.to_string()))?;
    if message.person != caller.person {
        return Err(says("another person than the session's"));
    }
    if message.group.is_some() != (unit.changes.len() > 1) {
        return Err(malformed(Fault::Unit));
    }
    Ok(message)
}

/// Without authority the work goes to the present owner, or to who stands above an owner who left; where there
/// is none, to who stands above the sender. Nobody is `later`: it must not pass for want of a keeper.
fn keep_for_owner(
    ledger: &Ledger<'_>,
    caller: &Caller,
    concerned: &Concerned,
) -> Result<Option<(PersonId, bool)>, Stop> {
    let people = &ledger.company.people;
    if people
        .get(caller.person)
        .is_some_and(|person| concerned.may_write(person, &ledger.company, ledger.now_ms))
    {
        return Ok(None);
    }
    let here = |id: &PersonId| people.get(*id).is_some_and(|person| !person.left);
    let owner = concerned.owner.filter(|owner| *owner != caller.person);
    let to = owner.and_then(|owner| if here(&owner) { Some(owner) } else { ledger.superior_of(owner) });
    let to = to.or_else(|| ledger.superior_of(caller.person)).ok_or(Stop::Answer(Verdict::Later))?;
    Ok(Some((to, false)))
}

fn build(
    ledger: &mut Ledger<'_>,
    caller: &Caller,
    doc: DocId,
    checked: Checked,
    message: Message,
    made: &BTreeMap<DocId, Made>,
) -> Result<Ready, Stop> {
    let laid = lay(ledger, caller, doc, checked, message)?;
    let past_grace = clocks(ledger, caller, &laid)?;
    let (kind, edits, name) = judge(ledger, caller, doc, &laid, made)?;
    let Laid { checked, message, present, after, .. } = laid;
    let document = if present.heads() == deps_of(&checked.change) {
        after
    } else {
        let mut document = present;
        chunk::apply(document.automerge_mut(), &checked).map_err(|misfit| misfits(&misfit))?;
        document
    };
    let (person, device) = (caller.person, caller.device);
    Ok(Ready { doc, kind, checked, message, person, device, document, edits, name, keep_for: past_grace })
}

/// What a change says and does, where it is this sender's and passes the wall; nothing is judged.
///
/// # Errors
/// [`Stop`]: the answer to bytes that do not pass.
pub(super) fn read(ledger: &mut Ledger<'_>, caller: &Caller, unit: &Unit, sent: &Sent) -> Result<Laid, Stop> {
    let checked = chunk::check(&sent.bytes.0, &chunk::LIMITS).map_err(refuse_bytes)?;
    let message = message(caller, &checked, unit)?;
    lay(ledger, caller, sent.doc, checked, message)
}

fn lay(
    ledger: &mut Ledger<'_>,
    caller: &Caller,
    doc: DocId,
    checked: Checked,
    message: Message,
) -> Result<Laid, Stop> {
    let present = base(ledger, caller, doc, claims(&message))?;
    dependencies(ledger, &present, &checked, &message)?;
    actor(ledger, caller, doc, &checked, &message)?;
    chunk::fits(present.automerge(), &checked, &chunk::RecordShape).map_err(|misfit| misfits(&misfit))?;
    let deps = deps_of(&checked.change);
    let before = present.at(&deps).map_err(|_| Stop::Answer(Verdict::MissingDependency(deps)))?;
    let mut after = before.clone();
    chunk::apply(after.automerge_mut(), &checked).map_err(|misfit| misfits(&misfit))?;
    Ok(Laid { checked, message, present, before, after })
}

fn misfits(misfit: &Misfit) -> Stop {
    Stop::Answer(match misfit {
        Misfit::MissingDependency(hashes) => {
            Verdict::MissingDependency(hashes.iter().copied().map(Hash::from).collect())
        }
        Misfit::SeqTaken { .. } => Verdict::ActorClash,
        misfit => Verdict::Malformed(Fault::Chunk(misfit.to_string())),
    })
}

/// A claim is by somebody who does not work on the customer yet: that it lay in the pool is judged, and it is accepted.
fn claims(message: &Message) -> bool {
    message.act == ActName::ClaimCustomer
}

/// The document that a change is to go on: as accepted, plus what is kept from this sender for it, so that a
/// chain of kept changes stays readable, also one that begins with a new document. What `is_accepted` whoever writes it
/// goes on the accepted document alone: nothing kept is to come into the book with it.
fn base(ledger: &mut Ledger<'_>, caller: &Caller, doc: DocId, is_accepted: bool) -> Result<Document, Stop> {
    let present = ledger.document(doc)?.map(|loaded| loaded.document.clone());
    let mut document = present.unwrap_or_default();
    let may = is_accepted
        || ledger.stored(doc)?.is_some_and(|stored| {
            let person = ledger.company.people.get(caller.person);
            person.is_some_and(|person| stored.concerned.may_write(person, &ledger.company, ledger.now_ms))
        });
    if !may {
        for work in tables::kept_of(ledger.tx, caller.person)? {
            if work.kept.doc == doc
                && work.kept.from == caller.person
                && let Ok(checked) = chunk::check(&work.bytes.0, &chunk::LIMITS)
            {
                let _ = chunk::apply(document.automerge_mut(), &checked);
            }
        }
    }
    Ok(document)
}

fn dependencies(
    ledger: &mut Ledger<'_>,
    present: &Document,
    checked: &Checked,
    message: &Message,
) -> Result<(), Stop> {
    let mut missing: Vec<Hash> =
        deps_of(&checked.change).into_iter().filter(|dep| !present.has(*dep)).collect();
    for (doc, hash) in &message.relies_on {
        if !ledger.document(*doc)?.is_some_and(|loaded| loaded.document.has(*hash)) {
            missing.push(*hash);
        }
    }
    if missing.is_empty() { Ok(()) } else { Err(Stop::Answer(Verdict::MissingDependency(missing))) }
}

/// An actor belongs to the person, device and document of its first accepted change; the company versions it
/// names never go back.
fn actor(
    ledger: &mut Ledger<'_>,
    caller: &Caller,
    doc: DocId,
    checked: &Checked,
    message: &Message,
) -> Result<(), Stop> {
    let key = checked.actor.to_bytes();
    let Some(bound) = tables::read::<Binding>(ledger.tx, Table::Actors, key)? else { return Ok(()) };
    if (bound.person, bound.device, bound.doc) != (caller.person, caller.device, doc) {
        return Err(Stop::Answer(Verdict::ActorClash));
    }
    if message.company < bound.company {
        return Err(says("an earlier company version than this actor named before"));
    }
    Ok(())
}

/// The entered time lies between its dependencies' and ten minutes from now; the company version is known, and
/// within grace. Answers whom it waits for where grace is over.
fn clocks(ledger: &mut Ledger<'_>, caller: &Caller, laid: &Laid) -> Result<Option<(PersonId, bool)>, Stop> {
    let Laid { checked, message, before, .. } = laid;
    let deps = deps_of(&checked.change);
    let dep_entered = deps.iter().filter_map(|dep| {
        let text = before.change(*dep)?.message()?.to_owned();
        Message::read(&text).ok().map(|message| message.entered_ms)
    });
    let earliest = dep_entered.max().unwrap_or(0);
    if message.entered_ms > ledger.now_ms.saturating_add(BOUNDS.clock_ahead_ms)
        || message.entered_ms < earliest
    {
        return Err(Stop::Answer(Verdict::ClockWrong(ledger.now_ms)));
    }
    let Some(replaced_ms) = company::replaced_ms(ledger.tx, message.company)? else { return Ok(None) };
    let grace_days = ledger.company.policy.at(PolicyValue::GraceDays, replaced_ms);
    if ledger.now_ms <= replaced_ms.saturating_add(grace_days.saturating_mul(DAY_MS)) {
        return Ok(None);
    }
    // Who stands at the top has nobody to wait for: they run the act again under the company of today.
    let superior = ledger.superior_of(caller.person).ok_or(Stop::Answer(Verdict::ActorClash))?;
    Ok(Some((superior, true)))
}

fn judge(
    ledger: &mut Ledger<'_>,
    caller: &Caller,
    doc: DocId,
    Laid { before, after, message, .. }: &Laid,
    made: &BTreeMap<DocId, Made>,
) -> Result<(RecordKind, Vec<Edit>, String), Stop> {
    let (was, is) = (before.view(), after.view());
    let kind = is.record_kind().ok_or(Stop::Answer(Verdict::Later))?;
    let stood = (!was.kind.is_empty()).then_some(&was.facts);
    if stood.is_some() && was.kind != is.kind {
        return Err(malformed(Fault::Chunk("the kind of a record never changes".into())));
    }
    let into = joins_into(message.act, stood, &is.facts);
    let joined_to = joined_to(doc, kind, into, |other| match made.get(&other) {
        Some(it) => Ok(Some((it.kind, it.joined_into))),
        None => ledger.joined_into(other),
    })?;
    // A version lost with a restore: the act is run again under the present one.
    let company = ledger.company_at(message.company)?.ok_or(Stop::Answer(Verdict::ActorClash))?;
    let settled = was.settled_by(&is);
    let submitted = Submitted {
        kind,
        name: message.act,
        before: stood,
        after: &is.facts,
        conflicts: &was.conflicts,
        settled: &settled,
        person: caller.person,
        company,
        entered_ms: message.entered_ms,
        claimed_ms: &[],
        joined_to,
    };
    law::judge(&submitted).map_err(|verdict| {
        Stop::Answer(match verdict {
            law::Verdict::Barred(refusals) => Verdict::Refused(refusals),
            law::Verdict::Form(faults) if faults.iter().all(|f| matches!(f, FormFault::Unknown(_))) => {
                Verdict::Later
            }
            verdict => Verdict::Malformed(Fault::Law(verdict)),
        })
    })?;
    Ok((kind, difference(&was.facts, &is.facts), kind.called(&is.facts).to_owned()))
}
