//! What stands in the place of a record on its way to a page.

use fieldbook_book::replica::Opened;
use leptos::prelude::*;

use crate::state::record::Loaded;
use crate::t;

/// The record as `here` draws it, or why it is not to be seen yet.
pub fn when_here(loaded: Loaded, here: impl FnOnce(Opened) -> AnyView) -> AnyView {
    match loaded {
        Loaded::Loading => view! { <p class="empty">{t!("common.loading")}</p> }.into_any(),
        Loaded::Missing => view! { <p class="empty">{t!("common.not_here")}</p> }.into_any(),
        Loaded::Here(opened) => here(*opened),
    }
}
