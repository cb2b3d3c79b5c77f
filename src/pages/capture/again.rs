//! What is caught, as a draft of its own: put back by Undo even while the next person is being caught already, who is kept
//! aside meanwhile and comes after.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::parts::attach::{Held, holding};
use crate::state::drafts::{self, Kept};

/// The form's name among the drafts.
pub const DRAFT: &str = "capture";
/// Those kept aside, last in, first out.
const ASIDE: &str = "capture.aside";

/// Somebody half caught.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Again {
    /// Fields as typed.
    pub typed: BTreeMap<String, String>,
    /// Photos, voice notes, files.
    pub held: Vec<Held>,
}

impl Again {
    /// As it stands in the draft.
    pub fn standing() -> Self {
        let typed = drafts::kept(DRAFT).unwrap_or_default().typed;
        Self { typed, held: holding::kept(DRAFT) }
    }

    /// Keeps it as the draft.
    pub fn stands(self) {
        holding::keep(DRAFT, &self.held);
        self.keep_typed();
    }

    /// Keeps its fields; what is held keeps itself.
    pub fn keep_typed(self) {
        drafts::keep(DRAFT, &Kept { opened: None, typed: self.typed });
    }

    /// It is the draft; who stands there now is kept aside.
    pub fn put_back(self) {
        let standing = Self::standing();
        if standing != Self::default() {
            let mut aside = aside();
            aside.push(standing);
            keep_aside(&aside);
        }
        self.stands();
    }
}

/// How many are kept aside.
pub fn waiting() -> usize {
    aside().len()
}

/// Whoever was kept aside last comes, where nobody stands in the draft.
pub fn next() {
    let mut aside = aside();
    if Again::standing() != Again::default() {
        return;
    }
    if let Some(last) = aside.pop() {
        last.stands();
        keep_aside(&aside);
    }
}

fn aside() -> Vec<Again> {
    drafts::list(ASIDE, ASIDE)
}

fn keep_aside(aside: &[Again]) {
    drafts::keep_list(ASIDE, ASIDE, aside);
}
