//! Saving, undoing, settling, leaving: what a person does on this phone.

use std::collections::BTreeMap;
use std::convert::Infallible;

use automerge::ActorId;
use fieldbook_process::facts::Edit;
use fieldbook_process::id::GroupId;
use fieldbook_process::law::{self, Refusal, Submitted};
use fieldbook_process::prospecting::{Claim, JoinedTo, joined_into, joined_to, joins_into};
use fieldbook_process::{ActName, DocId, EntryId, Facts, PersonId, RecordKind, Value};

use super::show::message_of;
use super::{After, Effect, NOW, Outcome, Part, Pending, Replica, Ticket, Turn};
use crate::document::{Document, DocumentFault, View};
use crate::hash::{Bytes, Hash};
use crate::message::Message;
use crate::store::{Batch, Durability, Key, StoreFault, Table, to_cbor};
use crate::wire::Sent;

/// What an act is prepared with, besides its parts.
pub(super) struct Basis {
    pub(super) order: u64,
    pub(super) made_ms: i64,
    pub(super) hold_until_ms: i64,
    pub(super) takes_over: Option<EntryId>,
    /// Run on the documents as they are now, whatever version the form was opened at.
    pub(super) as_it_is: bool,
    /// The person saw what changed meanwhile.
    pub(super) seen: bool,
}

/// Why an act cannot be prepared.
pub(super) enum Unfit {
    Nothing,
    Refused(Vec<Refusal>),
    Form(law::Verdict),
    ChangedMeanwhile(Vec<Edit>),
    /// The document is not on this phone any more, or what was to be made is there already.
    Gone,
    Damaged(String),
}

impl From<DocumentFault> for Unfit {
    fn from(fault: DocumentFault) -> Self {
        match fault {
            DocumentFault::Nothing => Self::Nothing,
            fault => Self::Damaged(fault.to_string()),
        }
    }
}

/// One part ready to be judged: the document at its base, and what is to be written there.
struct Laid {
    base: Document,
    before: View,
    edits: Vec<Edit>,
}

impl Replica {
    pub(super) fn save(&mut self, turn: &mut Turn<'_>, ticket: Ticket, draft: &super::Draft) {
        if self.identity.is_none() {
            return turn.tell(ticket, Outcome::NotSaved(StoreFault("nobody has signed in".into())));
        }
        let basis = self.basis_of(turn, draft);
        let pending = match self.prepare(turn, &draft.parts, &basis) {
            Ok(pending) => pending,
            Err(unfit) => return turn.tell(ticket, outcome_of(unfit)),
        };
        let order = pending.order;
        let docs: Vec<DocId> = pending.parts.iter().map(|part| part.doc).collect();
        let mut batch = Batch::new(Durability::Strict);
        batch.put(Table::Outbox, order.to_be_bytes(), to_cbor(&pending).unwrap_or_default());
        self.outbox.insert(pending);
        for doc in &docs {
            self.put_row(*doc, &mut batch);
        }
        let done = vec![Effect::Told(ticket, Outcome::Saved(order)), Effect::Rows(docs)];
        self.write(turn, batch, After { done, asker: Some(ticket), save: Some(order), ..After::default() });
    }

    /// Says what saving would come to.
    pub(super) fn weigh(&mut self, turn: &mut Turn<'_>, ticket: Ticket, draft: &super::Draft) {
        let basis = self.basis_of(turn, draft);
        // Changes that were only tried are nobody's last.
        let actors = self.actors.clone();
        let tried = self.prepare(turn, &draft.parts, &basis);
        self.actors = actors;
        turn.tell(ticket, tried.map_or_else(outcome_of, |_| Outcome::Done));
    }

    fn basis_of(&self, turn: &mut Turn<'_>, draft: &super::Draft) -> Basis {
        Basis {
            order: self.next_order(turn),
            made_ms: turn.now_ms,
            hold_until_ms: turn.now_ms.saturating_add(draft.undo_ms.clamp(0, super::LONGEST_UNDO_MS)),
            takes_over: draft.takes_over,
            as_it_is: false,
            seen: draft.seen,
        }
    }

    /// Runs an act through the law on this phone and makes its changes. Nothing is stored yet.
    pub(super) fn prepare(
        &mut self,
        turn: &mut Turn<'_>,
        parts: &[Part],
        basis: &Basis,
    ) -> Result<Pending, Unfit> {
        let person = self.identity.as_ref().map(|identity| identity.person).unwrap_or_default();
        let mut laid = Vec::new();
        let mut meanwhile = Vec::new();
        for part in parts {
            laid.push(self.lay(part, basis, &mut meanwhile)?);
        }
        if !meanwhile.is_empty() {
            return Err(Unfit::ChangedMeanwhile(meanwhile));
        }
        // Never before what it stands on, or ordering by this time would turn cause and effect around.
        let entered_ms = laid
            .iter()
            .flat_map(|laid| laid.base.heads().into_iter().filter_map(|head| message_of(&laid.base, head)))
            .map(|message| message.entered_ms)
            // A clock that was days ahead when it was made, and was mended since, must not put it into the future.
            .fold(self.corrected_ms(basis.made_ms.min(turn.now_ms)), i64::max);
        let group = (parts.len() > 1).then(|| GroupId(turn.random()));
        let mut pending = Pending {
            order: basis.order,
            parts: Vec::new(),
            old: Vec::new(),
            changes: Vec::new(),
            hashes: Vec::new(),
            entered_ms,
            made_ms: basis.made_ms,
            hold_until_ms: basis.hold_until_ms,
            takes_over: basis.takes_over,
            names: BTreeMap::new(),
        };
        for (part, laid) in parts.iter().zip(laid) {
            let message = Message {
                act: part.act,
                person,
                company: self.company.version,
                entered_ms,
                group,
                relies_on: self.relies_on(part),
                takes_over: basis.takes_over,
                agreed_by: None,
            };
            self.write_part(turn, part, laid, &message, &mut pending)?;
        }
        if pending.changes.is_empty() { Err(Unfit::Nothing) } else { Ok(pending) }
    }

    /// Finds the base of a part and what it changes there.
    fn lay(&self, part: &Part, basis: &Basis, meanwhile: &mut Vec<Edit>) -> Result<Laid, Unfit> {
        let shown = self.shown(part.doc);
        // A record that left, or that somebody (this person, on another phone) has made meanwhile.
        if shown.heads().is_empty() != (part.act == part.kind.schema().made_by) {
            return Err(Unfit::Gone);
        }
        let now = shown.view();
        let opened = part.opened.as_ref().filter(|opened| !basis.as_it_is && **opened != shown.heads());
        // A version that is gone with a refused act leaves the document as it is now.
        let opened = opened.and_then(|opened| shown.at(opened).ok()).map(|base| (base.view(), base));
        let (before, base) = match opened {
            None => (now, shown),
            Some((then, base)) => {
                let differs = |path| then.facts.get(path) != now.facts.get(path);
                let changed = part.values.iter().map(|(path, _)| path).filter(|path| differs(path));
                let changed: Vec<Edit> = changed
                    .map(|path| Edit {
                        path: path.clone(),
                        old: then.facts.get(path).cloned(),
                        new: now.facts.get(path).cloned(),
                    })
                    .collect();
                match (changed.is_empty(), basis.seen) {
                    (true, _) => (then, base),
                    (false, true) => (now, shown),
                    (false, false) => {
                        meanwhile.extend(changed);
                        (now, shown)
                    }
                }
            }
        };
        let touched = part.values.iter().filter(|(path, new)| {
            // Choosing the winner of a conflict writes what stands there already.
            before.facts.get(path) != new.as_ref() || before.conflicts.contains_key(path)
        });
        let edits = touched
            .map(|(path, new)| Edit {
                path: path.clone(),
                old: before.facts.get(path).cloned(),
                new: new.clone(),
            })
            .collect();
        Ok(Laid { base, before, edits })
    }

    fn write_part(
        &mut self,
        turn: &mut Turn<'_>,
        part: &Part,
        laid: Laid,
        message: &Message,
        pending: &mut Pending,
    ) -> Result<(), Unfit> {
        let Laid { base, before, mut edits } = laid;
        if edits.is_empty() && !base.heads().is_empty() {
            return Ok(());
        }
        for edit in &mut edits {
            if edit.new.as_ref() == Some(&NOW) {
                edit.new = Some(Value::Instant(message.entered_ms));
            }
        }
        let actor = self.actor_for(turn, part.doc, &base.heads());
        let change = base.change_with(part.kind, &edits, &actor, message.write())?;
        let mut after = base.clone();
        after.apply([change.clone()])?;
        let after = after.view();
        self.judge(part, &base, &before, &after, message)?;
        let hash = Hash::from(change.hash());
        self.actors.insert(part.doc, (actor, hash));
        let name = part.kind.called(&after.facts);
        if !name.is_empty() {
            pending.names.insert(part.doc, name.to_owned());
        }
        pending.parts.push(part.clone());
        pending
            .old
            .push(edits.into_iter().filter_map(|edit| Some((edit.path, edit.old?))).collect::<Facts>());
        pending.changes.push(Sent { doc: part.doc, bytes: Bytes(change.raw_bytes().to_vec()) });
        pending.hashes.push(hash);
        Ok(())
    }

    fn judge(
        &self,
        part: &Part,
        base: &Document,
        before: &View,
        after: &View,
        message: &Message,
    ) -> Result<(), Unfit> {
        let is_new = base.heads().is_empty();
        let settled = before.settled_by(after);
        let submitted = Submitted {
            kind: part.kind,
            name: part.act,
            before: (!is_new).then_some(&before.facts),
            after: &after.facts,
            conflicts: &before.conflicts,
            settled: &settled,
            person: message.person,
            company: &self.company,
            entered_ms: message.entered_ms,
            claimed_ms: &self.claimed_ms(part.act, message.person),
            joined_to: self.joined_to(part, before, after),
        };
        law::judge(&submitted).map_err(|verdict| match verdict {
            law::Verdict::Barred(refusals) => Unfit::Refused(refusals),
            verdict => Unfit::Form(verdict),
        })
    }

    /// When a person took customers from the pool, as far as this phone holds them; asked for a claim only.
    fn claimed_ms(&self, act: ActName, person: PersonId) -> Vec<i64> {
        if act != ActName::ClaimCustomer {
            return Vec::new();
        }
        let customers = self.rows.values().filter(|row| row.kind == RecordKind::Customer);
        let claims = customers.flat_map(|row| row.entries::<Claim>("claim"));
        claims.filter(|claim| claim.by == Some(person)).filter_map(|claim| Some(claim.at?.0)).collect()
    }

    /// What an act joins its record to. One that this phone knows nothing of may be there all the same.
    fn joined_to(&self, part: &Part, before: &View, after: &View) -> JoinedTo {
        let into = joins_into(part.act, Some(&before.facts), &after.facts);
        let Ok(joined_to) = joined_to(part.doc, part.kind, into, |other| {
            let Some(row) = self.rows.get(&other) else {
                return Ok::<_, Infallible>(Some((part.kind, None)));
            };
            let joins = row.has_entry("joining");
            Ok(Some((row.kind, if joins { joined_into(row.kind, &row.facts()) } else { None })))
        });
        joined_to
    }

    /// One actor serves one linear run in a document: where the base lacks its last change, a new one.
    fn actor_for(&mut self, turn: &mut Turn<'_>, doc: DocId, heads: &[Hash]) -> ActorId {
        match self.actors.get(&doc) {
            Some((actor, last)) if heads == [*last] => actor.clone(),
            _ => ActorId::from(&turn.random::<16>()[..]),
        }
    }

    /// Pending changes of other documents that this part refers to.
    fn relies_on(&self, part: &Part) -> Vec<(DocId, Hash)> {
        let named = part.values.iter().filter_map(|(_, value)| match value {
            Some(Value::Id(id)) => Some(DocId(*id)),
            _ => None,
        });
        let last_of = |doc: DocId| {
            let last = self.outbox.of(doc).next_back()?;
            let changes = last.changes.iter().zip(&last.hashes);
            changes.rev().find(|(sent, _)| sent.doc == doc).map(|(_, hash)| (doc, *hash))
        };
        named.filter_map(last_of).collect()
    }

    /// The next place in the order of saves. Time and chance are in it, so that two tabs never take the same.
    fn next_order(&self, turn: &mut Turn<'_>) -> u64 {
        let [a, b, c] = turn.random();
        let now = u64::try_from(turn.now_ms).unwrap_or(0) << 20;
        let order = now | u64::from(u32::from_be_bytes([0, a, b, c]) >> 4);
        let last = self.outbox.last().unwrap_or_default().max(self.unread_order);
        last.checked_add(1).map_or(order, |next| order.max(next))
    }

    pub(super) fn undo(&mut self, turn: &mut Turn<'_>, ticket: Ticket, order: u64) {
        let sent = self.link.sending().contains(&order);
        let held = self.outbox.get(order).is_some_and(|pending| pending.hold_until_ms > turn.now_ms);
        if !held || sent {
            return turn.tell(ticket, Outcome::TooLate);
        }
        let mut batch = Batch::new(Durability::Strict);
        let mut again = self.outbox.with_standing_on([order]);
        let docs = self.outbox.docs_of(&again);
        again.remove(&order);
        self.outbox.remove(order);
        batch.delete(Table::Outbox, order.to_be_bytes());
        self.rework(turn, super::rework::Fallen { again, ..Default::default() }, &mut batch);
        for doc in &docs {
            self.actors.remove(doc);
            let empty = self.shown(*doc).heads().is_empty();
            if empty { self.forget(*doc, &mut batch) } else { self.put_row(*doc, &mut batch) }
        }
        let done = vec![Effect::Told(ticket, Outcome::Done), Effect::Rows(docs.into_iter().collect())];
        self.write(turn, batch, After { done, asker: Some(ticket), ..After::default() });
    }

    /// The person signs out. What is unsent, set aside, or still to be brought back to the server stays here, and
    /// with it the whole book; else nothing of it is left on a phone that somebody else may take up.
    pub(super) fn leave(&mut self, turn: &mut Turn<'_>, ticket: Ticket) {
        if !self.outbox.is_empty() || !self.aside.is_empty() || self.link.state.returning {
            return turn.tell(ticket, Outcome::Done);
        }
        self.booted = false;
        turn.effects.push(Effect::Wipe);
    }

    pub(super) fn settle(&mut self, turn: &mut Turn<'_>, ticket: Ticket, id: EntryId) {
        let was_there = self.aside.remove(&id).is_some();
        self.off_the_list(turn, ticket, was_there.then(|| super::loaded::aside_key(id)));
    }

    pub(super) fn put_away(&mut self, turn: &mut Turn<'_>, ticket: Ticket, id: EntryId) {
        let was_there = self.taken_over.remove(&id).is_some();
        self.off_the_list(turn, ticket, was_there.then(|| super::loaded::taken_over_key(id)));
    }

    fn off_the_list(&mut self, turn: &mut Turn<'_>, ticket: Ticket, key: Option<Key>) {
        let Some(key) = key else { return turn.tell(ticket, Outcome::TooLate) };
        let mut batch = Batch::new(Durability::Strict);
        batch.delete(Table::Aside, key);
        let done = vec![Effect::Told(ticket, Outcome::Done), Effect::Status];
        self.write(turn, batch, After { done, asker: Some(ticket), ..After::default() });
    }
}

fn outcome_of(unfit: Unfit) -> Outcome {
    match unfit {
        Unfit::Nothing => Outcome::Nothing,
        Unfit::Refused(refusals) => Outcome::Refused(refusals),
        Unfit::Form(verdict) => Outcome::Form(verdict),
        Unfit::ChangedMeanwhile(edits) => Outcome::ChangedMeanwhile(edits),
        Unfit::Gone => Outcome::TooLate,
        Unfit::Damaged(words) => Outcome::NotSaved(StoreFault(words)),
    }
}
