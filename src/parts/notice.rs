//! The notice at the foot: what was done, and for 5 s how to take it back.

use leptos::prelude::*;

use crate::state::notice::{Notice, Notices, use_notices};

/// Where notices appear.
#[component]
pub fn NoticePlace() -> impl IntoView {
    let notices = use_notices();
    view! {
        <div class="notice-place" role="status" aria-live="polite">
            {move || notices.get().map(|notice| shown(notices, notice))}
        </div>
    }
}

fn shown(notices: Notices, notice: Notice) -> impl IntoView {
    let button = notice.act.map(|(label, act)| {
        let take = move |_| {
            notices.close();
            act.run(());
        };
        view! { <button type="button" class="quiet" on:click=take>{label}</button> }
    });
    view! {
        <div class="notice">
            <span>{notice.text}</span>
            {button}
        </div>
    }
}
