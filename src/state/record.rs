//! One record held open by a page: read anew whenever it changes.

use fieldbook_book::replica::Opened;
use fieldbook_process::DocId;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::book::use_book;

/// A record on its way to a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Loaded {
    /// Being read.
    Loading,
    /// Not on this phone.
    Missing,
    /// As it is now, pending acts included.
    Here(Box<Opened>),
}

/// Holds a record open as long as the page lives.
pub fn use_record(doc: DocId) -> RwSignal<Loaded> {
    let book = use_book();
    let version = book.version_of(doc);
    let loaded = RwSignal::new(Loaded::Loading);
    Effect::new(move |_| {
        let wanted = version.get();
        if !book.is_booted() {
            return;
        }
        spawn_local(async move {
            let found = book.open(doc).await;
            // A later change was faster: its own reading shows it.
            if version.try_get_untracked() == Some(wanted) {
                let _ =
                    loaded.try_set(found.map_or(Loaded::Missing, |opened| Loaded::Here(Box::new(opened))));
            }
        });
    });
    loaded
}
