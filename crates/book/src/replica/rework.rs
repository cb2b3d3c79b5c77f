//! Running acts again whose base is gone: a refusal cascades to what stands on it, in the document and through
//! what it relies on. The bytes cannot be put on another base, so the *act* goes through the law again, under
//! a new actor; what no longer fits is set aside with all its values.

use std::collections::{BTreeMap, BTreeSet};

use fieldbook_process::law::Refusal;
use fieldbook_process::{DocId, EntryId, Facts};

use super::act::{Basis, Unfit};
use super::{Aside, Pending, Replica, Turn, Why, outbox};
use crate::hash::Short;
use crate::store::{Batch, Table, to_cbor};

/// What is to become of acts that the server did not take.
#[derive(Debug, Default)]
pub(super) struct Fallen {
    /// Set aside, each with its reason.
    pub(super) aside: BTreeMap<u64, Why>,
    /// Run again as they are: under another actor, or at another time.
    pub(super) again: BTreeSet<u64>,
}

impl Fallen {
    pub(super) fn is_empty(&self) -> bool {
        self.aside.is_empty() && self.again.is_empty()
    }
}

impl Replica {
    /// Takes fallen acts and everything that stands on them out of the outbox, sets aside what is refused, and
    /// runs the rest again. Answers the documents concerned, all of which must be on the desk.
    pub(super) fn rework(
        &mut self,
        turn: &mut Turn<'_>,
        mut fallen: Fallen,
        batch: &mut Batch,
    ) -> BTreeSet<DocId> {
        let named = fallen.aside.keys().chain(&fallen.again).copied();
        let orders = self.outbox.with_standing_on(named);
        let docs = self.outbox.docs_of(&orders);
        let taken: BTreeMap<u64, Pending> =
            orders.into_iter().filter_map(|order| Some((order, self.outbox.remove(order)?))).collect();
        for pending in taken.values() {
            for part in &pending.parts {
                self.actors.remove(&part.doc);
            }
        }
        for (order, pending) in taken {
            batch.delete(Table::Outbox, order.to_be_bytes());
            if let Some(why) = fallen.aside.remove(&order) {
                self.set_aside(pending, why, batch);
                continue;
            }
            self.run_again(turn, pending, batch);
        }
        docs
    }

    fn run_again(&mut self, turn: &mut Turn<'_>, pending: Pending, batch: &mut Batch) {
        // The law does not look into other records: a deal would stand in the book for a customer that fell.
        if outbox::relied_on(&pending)
            .into_iter()
            .any(|doc| !self.held.contains_key(&doc) && self.shown(doc).heads().is_empty())
        {
            return self.set_aside(pending, Why::Gone, batch);
        }
        let basis = Basis {
            order: pending.order,
            made_ms: pending.made_ms,
            hold_until_ms: pending.hold_until_ms,
            takes_over: pending.takes_over,
            as_it_is: true,
            seen: true,
        };
        match self.prepare(turn, &pending.parts, &basis) {
            Ok(again) => {
                batch.put(Table::Outbox, again.order.to_be_bytes(), to_cbor(&again).unwrap_or_default());
                self.outbox.insert(again);
            }
            // Somebody else did the same meanwhile: the book holds what was wanted.
            Err(Unfit::Nothing) => {}
            Err(Unfit::Refused(refusals)) => self.set_aside(pending, Why::Refused(refusals), batch),
            Err(Unfit::Form(verdict)) => self.set_aside(pending, Why::Form(verdict), batch),
            Err(Unfit::Damaged(words)) => self.set_aside(pending, Why::Malformed(words), batch),
            Err(Unfit::Gone) => self.set_aside(pending, Why::Gone, batch),
            Err(Unfit::ChangedMeanwhile(_)) => {
                self.set_aside(pending, Why::Refused(Vec::<Refusal>::new()), batch);
            }
        }
    }

    /// Puts an act aside with its values and why. Its id follows from its first change, as on the server.
    pub(super) fn set_aside(&mut self, pending: Pending, why: Why, batch: &mut Batch) {
        let id = pending.hashes.first().map_or_else(EntryId::default, |hash| EntryId(Short::of(&hash.0).0));
        let old: Facts = pending.old.into_iter().flatten().collect();
        let Pending { parts, entered_ms, names, .. } = pending;
        let aside = Aside { id, parts, old, why, entered_ms, names };
        batch.put(Table::Aside, super::loaded::aside_key(id), to_cbor(&aside).unwrap_or_default());
        self.aside.insert(id, aside);
    }
}
