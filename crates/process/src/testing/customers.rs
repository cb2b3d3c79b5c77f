//! Verbs of a customer that is registered, reached, claimed, handed over and joined. Each writes what its person does
//! at that local time.

use super::records::{CustomerBuilder, nth_entry};
use super::{day, ms};
use crate::general::Handover;
use crate::prospecting::{Claim, Joining, Touch};
use crate::value::Instant;
use crate::{DocId, PersonId};

fn at(local: &str) -> Option<Instant> {
    Some(Instant(ms(local)))
}

impl CustomerBuilder {
    /// Written down then.
    #[must_use]
    pub fn registered(mut self, local: &str) -> Self {
        self.0.registered = at(local);
        self
    }

    /// Somebody reached it.
    #[must_use]
    pub fn touched(mut self, local: &str, by: PersonId) -> Self {
        let id = nth_entry(self.0.touches.len());
        let touch = Touch { id, happened: at(local), by: Some(by), at: at(local), ..Touch::default() };
        self.0.touches.push(touch);
        self
    }

    /// The latest contact was written down later than it took place.
    #[must_use]
    pub fn noted_at(mut self, local: &str) -> Self {
        if let Some(touch) = self.0.touches.last_mut() {
            touch.at = at(local);
        }
        self
    }

    /// Somebody took it from the pool, in which it lay since the day after that one.
    #[must_use]
    pub fn claimed(mut self, local: &str, by: PersonId, lapsed_on: &str) -> Self {
        let id = nth_entry(self.0.claims.len());
        let lapsed_on = Some(day(lapsed_on));
        self.0.claims.push(Claim { id, lapsed_on, by: Some(by), at: at(local) });
        self.0.owner = Some(by);
        self
    }

    /// Somebody gave it to a colleague.
    #[must_use]
    pub fn handed(mut self, local: &str, to: PersonId, by: PersonId) -> Self {
        let id = nth_entry(self.0.handovers.len());
        let (from, to, by) = (self.0.owner, Some(to), Some(by));
        self.0.handovers.push(Handover { id, from, to, by, at: at(local), ..Handover::default() });
        self.0.owner = to;
        self
    }

    /// Somebody accepted the latest handover.
    #[must_use]
    pub fn accepted(mut self, local: &str, by: PersonId) -> Self {
        if let Some(line) = self.0.handovers.last_mut() {
            (line.accepted, line.accepted_by) = (at(local), Some(by));
        }
        self
    }

    /// Somebody told the customer of it.
    #[must_use]
    pub fn introduced(mut self, local: &str, by: PersonId) -> Self {
        if let Some(line) = self.0.handovers.last_mut() {
            (line.told, line.told_by) = (at(local), Some(by));
        }
        self
    }

    /// Somebody found that it is another one.
    #[must_use]
    pub fn joined(mut self, local: &str, into: DocId, by: PersonId) -> Self {
        let id = nth_entry(self.0.joinings.len());
        let (into, by) = (Some(into), Some(by));
        self.0.joinings.push(Joining { id, into, by, at: at(local), ..Joining::default() });
        self
    }

    /// Somebody took that back.
    #[must_use]
    pub fn separated(mut self, local: &str, by: PersonId) -> Self {
        if let Some(joining) = self.0.joinings.last_mut() {
            (joining.undone, joining.undone_by) = (at(local), Some(by));
        }
        self
    }
}
