//! The time in which a deal owes something: from its opening, or from its import, to its end.

use super::{Deal, contact};
use crate::Company;
use crate::law::DutyState;

/// From when to when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Life {
    /// Ms UTC.
    pub(super) start_ms: i64,
    /// Ms UTC; `None` while it is open.
    pub(super) end_ms: Option<i64>,
}

impl Life {
    /// `None` where it never owed anything: unopened, or ended before its duties began.
    pub(super) fn of(deal: &Deal, company: &Company) -> Option<Self> {
        let start_ms = deal.duties_from.or(deal.opened)?.0;
        let end_ms = deal.closed.map(|_| contact::ended_ms(deal, company));
        end_ms.is_none_or(|end_ms| end_ms > start_ms).then_some(Self { start_ms, end_ms })
    }

    /// Whether a moment (ms UTC) lies after its start and before its end.
    pub(super) fn holds(self, at_ms: i64) -> bool {
        at_ms > self.start_ms && self.end_ms.is_none_or(|end_ms| at_ms < end_ms)
    }

    /// How what is still owed stands at its end.
    pub(super) fn state(self) -> DutyState {
        self.end_ms.map_or(DutyState::Open, DutyState::Lapsed)
    }
}
