//! The event that its person is at: until it is switched off, it is the source of everything caught. Kept on this
//! device, since it is about where this phone is.

use fieldbook_process::DocId;
use leptos::prelude::*;

use super::preference;

const KEPT_AS: &str = "at_event";

/// Where its person is.
#[derive(Debug, Clone, Copy)]
pub struct AtEvent(RwSignal<Option<DocId>>);

/// Puts it into the context.
pub fn provide_at_event() {
    let kept: String = preference::get(KEPT_AS);
    provide_context(AtEvent(RwSignal::new(kept.parse().ok())));
}

/// Where its person is.
pub fn use_at_event() -> AtEvent {
    expect_context()
}

impl AtEvent {
    /// The event; whoever asks follows.
    pub fn get(self) -> Option<DocId> {
        self.0.get()
    }

    /// The event, without following it.
    pub fn now(self) -> Option<DocId> {
        self.0.get_untracked()
    }

    /// Goes to an event, or leaves.
    pub fn set(self, event: Option<DocId>) {
        preference::set(KEPT_AS, &event.map(|event| event.to_string()).unwrap_or_default());
        self.0.set(event);
    }
}
