//! Starting, and starting again after storage failed: everything but documents is taken into memory.

use super::{Doing, Effect, Event, Loaded, Mode, Replica, Turn};

impl Replica {
    /// Rows to be drawn while the rest is still being read. Only at the first start: later ones have more.
    pub(super) fn glimpse(&mut self, turn: &mut Turn<'_>, loaded: Loaded) {
        if self.booted || !self.rows.is_empty() {
            return;
        }
        self.show_loaded(loaded);
        turn.effects.push(Effect::Company);
    }

    pub(super) fn boot(&mut self, turn: &mut Turn<'_>, loaded: Loaded) {
        let inbox = std::mem::take(&mut self.inbox);
        let answered_ms = self.status.answered_ms;
        let (last_ms, unstored) = (self.last_ms, self.unstored);
        *self = Self::default();
        // An answer to a request of the time before is answered by asking again.
        self.inbox = inbox
            .into_iter()
            .filter(|event| !matches!(event, Event::Answered(_) | Event::SendFailed(_)))
            .collect();
        self.doing = Doing::Nothing;
        // A full phone reads well and takes nothing in: that is not over because it could be read.
        self.status.mode = if unstored > 1 { Mode::StoreFailed } else { Mode::Idle };
        self.status.answered_ms = answered_ms;
        (self.last_ms, self.unstored) = (last_ms, unstored);
        self.show_loaded(loaded);
        // No undo is longer; what is held beyond was held by a clock that was wrong then.
        let longest = turn.now_ms.saturating_add(super::LONGEST_UNDO_MS);
        self.outbox.hold_at_most(longest);
        self.status.complete = self.link.state.complete;
        if self.link.state.returning {
            self.begin_return();
        }
        self.sum_digests();
        self.rows_may_be_old();
        self.rows_may_be_missing();
        self.booted = true;
        turn.effects.push(Effect::Rows(self.rows.keys().copied().collect()));
        turn.effects.push(Effect::Company);
        self.ask_after_start(turn);
    }

    fn show_loaded(&mut self, loaded: Loaded) {
        self.identity = loaded.identity;
        self.company = loaded.company;
        if let Some(state) = loaded.sync {
            self.link.offset_ms = state.offset_ms;
            self.company.version = state.company;
            self.link.state = state;
        }
        if loaded.lacks_a_part {
            (self.company.version, self.link.state.company) = (0, 0);
        }
        self.rows_by = loaded.rows_by;
        (self.rows, self.held, self.cards) = (loaded.rows, loaded.held, loaded.cards);
        (self.aside, self.kept, self.taken_over) = (loaded.aside, loaded.kept, loaded.taken_over);
        loaded.outbox.into_iter().for_each(|pending| self.outbox.insert(pending));
        self.unread_order = loaded.unread_order;
    }
}
