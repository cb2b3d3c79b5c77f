//! Acts of one tap: saved at once, with 5 s to take them back; what the law says against them gets its sheet.

use fieldbook_book::replica::{Draft, Outcome, Part};
use fieldbook_process::RecordKind;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::deal::log::offer_undo;
use crate::parts::outcome::OutcomeSheet;
use crate::state::book::{Book, use_book};
use crate::state::notice::{Notices, use_notices};

const UNDO_MS: i64 = 5_000;

/// What a page of such acts shares.
#[derive(Debug, Clone, Copy)]
pub struct AtOnce {
    book: Book,
    notices: Notices,
    outcome: RwSignal<Option<Outcome>>,
}

/// For a page of such acts, which puts [`AtOnce::sheet`] somewhere.
pub fn at_once() -> AtOnce {
    AtOnce { book: use_book(), notices: use_notices(), outcome: RwSignal::new(None) }
}

impl AtOnce {
    /// Saves one.
    pub fn save(self, part: Part) {
        let draft = Draft { parts: vec![part], takes_over: None, undo_ms: UNDO_MS, seen: true };
        spawn_local(async move {
            let done = self.book.save(draft).await;
            if let Outcome::Saved(order) = done {
                offer_undo(self.book, self.notices, order, Callback::new(|()| {}));
            }
            let _ = self.outcome.try_set(Some(done));
        });
    }

    /// What becomes of one that is not simply saved.
    pub fn sheet(self, kind: RecordKind) -> AnyView {
        view! { <OutcomeSheet outcome=self.outcome kind=kind/> }.into_any()
    }
}
