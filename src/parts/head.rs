//! The head of a page: name, a line under it, the way back, the sync pill.

use leptos::prelude::*;

use super::icon::{BACK, Icon};
use super::link::Link;
use super::pill::SyncPill;
use crate::state::route::Route;
use crate::t;

/// The head. `back` is where the arrow leads; on a page of the tabs there is none.
#[component]
pub fn Head(
    #[prop(into)] title: Signal<String>,
    #[prop(into, optional)] sub: MaybeProp<String>,
    #[prop(optional)] back: Option<Route>,
) -> impl IntoView {
    let back = back.map(|to| {
        view! {
            <Link to=to class="round back" label=t!("common.back")>
                <Icon stroke=BACK/>
            </Link>
        }
    });
    view! {
        <header class="head">
            {back}
            <div class="head-words">
                <h1>{move || title.get()}</h1>
                <p>{move || sub.get()}</p>
            </div>
            <SyncPill/>
        </header>
    }
}
