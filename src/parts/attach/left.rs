//! A voice note that a dying phone cut short comes back into the form it was spoken for. In any other it is only offered:
//! to be heard, put there, or let go.

use fieldbook_process::attachment::Medium;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::holding::Holding;
use super::{Kit, hold};
use crate::browser::clock::now_ms;
use crate::browser::files;
use crate::browser::spoken::{self, Left};
use crate::state::attachments::use_attachments;
use crate::state::book::use_book;
use crate::state::notice::use_notices;
use crate::t;
use crate::texts::format;

/// Takes those of this form in, and offers the others.
pub(super) fn take_in(kit: Kit, holding: Holding) {
    spawn_local(async move {
        let Some(shelf) = kit.0.shelf() else { return };
        for left in spoken::left(&shelf).await {
            if left.form == holding.name() {
                put_here(kit, holding, left).await;
            } else {
                let _ = holding.left.try_update(|all| all.push(left));
            }
        }
    });
}

/// It is a note like any other; its slices leave once its bytes are kept.
async fn put_here(kit: Kit, holding: Holding, left: Left) {
    let (Some(landing), Some(shelf)) = (holding.begin(), kit.0.shelf()) else { return };
    let what = (left.mime, Medium::Voice, String::new());
    if hold(kit, landing, &left.bytes, what, None).await {
        spoken::forget(&shelf, &left.id).await;
        let _ = holding.left.try_update(|all| all.retain(|it| it.id != left.id));
    }
}

/// Those of other forms.
#[component]
pub(super) fn Offered(holding: Holding) -> impl IntoView {
    let kit = (use_attachments(), use_notices());
    let line = move |left: Left| {
        let url = files::url_of(&left.mime, &left.bytes);
        let given_back = url.clone();
        on_cleanup(move || given_back.iter().for_each(|url| files::give_back(url)));
        let when = use_book()
            .read(|replica| left.since_ms().map(|at| format::time(at, replica.corrected_ms(now_ms()))))
            .map(|time| t!("attach.left_at", time = time));
        let (id, here) = (left.id.clone(), left);
        let put = move |_| spawn_local(put_here(kit, holding, here.clone()));
        let let_go = move |_| {
            let id = id.clone();
            spawn_local(async move {
                if let Some(shelf) = kit.0.shelf() {
                    spoken::forget(&shelf, &id).await;
                }
                let _ = holding.left.try_update(|all| all.retain(|it| it.id != id));
            });
        };
        view! {
            <li class="held left">
                <audio controls preload="metadata" src=url></audio>
                <span class="what">{t!("attach.left")}<small class="why">{when}</small></span>
                <button type="button" on:click=put>{t!("attach.put_here")}</button>
                <button type="button" class="quiet" on:click=let_go>{t!("attach.let_go")}</button>
            </li>
        }
    };
    move || {
        let all = holding.left.get();
        (!all.is_empty()).then(|| {
            view! { <ul class="held-list" aria-label=t!("attach.left")>{all.into_iter().map(line).collect_view()}</ul> }
        })
    }
}
