//! A newer build waits: one tap takes it, on every page and before anybody has signed in.

use leptos::prelude::*;

use crate::app::UpdateWaits;
use crate::browser::worker;
use crate::t;

/// The band at the head of the page, while a newer build waits.
#[component]
pub fn UpdateBand() -> impl IntoView {
    let update: UpdateWaits = expect_context();
    move || {
        update.0.get().then(|| {
            view! {
                <div class="band"><span>{t!("common.update_waits")}</span>
                    <button type="button" id="take-update" on:click=|_| worker::take_update()>{t!("common.update")}</button>
                </div>
            }
        })
    }
}
