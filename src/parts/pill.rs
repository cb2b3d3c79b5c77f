//! The sync pill: one quiet mark on every page. Offline is a normal state; the number says what waits.

use fieldbook_book::replica::{Mode, Status};
use leptos::prelude::*;

use super::link::Link;
use crate::state::attachments::use_attachments;
use crate::state::book::use_book;
use crate::state::needs::Needs;
use crate::state::route::Route;
use crate::t;
use crate::texts::format;

/// The pill; leads to the sync page.
#[component]
pub fn SyncPill() -> impl IntoView {
    let (book, attachments) = (use_book(), use_attachments());
    let status = Memo::new(move |_| book.status());
    let needs = Memo::new(move |_| Needs::of(book, attachments).count());
    let files = Memo::new(move |_| attachments.unsent().len());
    let words = move || {
        let silent = book.is_store_down();
        if silent {
            t!("sync.pill_not_saved").to_owned()
        } else {
            words(&status.get(), needs.get(), files.get())
        }
    };
    let tone =
        move || if book.is_store_down() { "bad" } else { tone(&status.get(), needs.get(), files.get()) };
    view! {
        <span class="pill-place" data-tone=tone>
            <Link to=Route::Sync class="pill">
                <i aria-hidden="true"></i>
                <span>{words}</span>
            </Link>
        </span>
    }
}

fn words(status: &Status, needs: usize, files: usize) -> String {
    match status.mode {
        Mode::StoreFailed => t!("sync.pill_not_saved").to_owned(),
        Mode::SignedOut => t!("sync.pill_signed_out").to_owned(),
        Mode::AppTooOld => t!("sync.pill_too_old").to_owned(),
        Mode::Revoked => t!("sync.pill_revoked").to_owned(),
        _ if needs > 0 => t!("sync.pill_needs", n = needs),
        _ if status.unsent > 0 => t!("sync.pill_unsent", n = status.unsent),
        _ if files > 0 => t!("sync.pill_files", n = files),
        Mode::Offline => t!("sync.pill_offline").to_owned(),
        _ if !status.complete => t!("sync.pill_first").to_owned(),
        _ => match status.answered_ms {
            Some(at_ms) => t!("sync.pill_sent_at", time = format::clock(at_ms)),
            None => t!("sync.pill_sent").to_owned(),
        },
    }
}

fn tone(status: &Status, needs: usize, files: usize) -> &'static str {
    match status.mode {
        Mode::StoreFailed | Mode::Revoked | Mode::AppTooOld => "bad",
        Mode::SignedOut | Mode::Offline | Mode::Starting => "waiting",
        _ if needs > 0 => "bad",
        _ if status.unsent > 0 || files > 0 || !status.complete => "waiting",
        _ => "good",
    }
}
