//! A field to search in. No search while an input method composes: half a word in pinyin finds nothing.

use leptos::prelude::*;

use super::icon::{Icon, SEARCH};
use crate::browser::page::is_composing;
use crate::t;

/// The field; `query` is what was typed in whole.
#[component]
pub fn SearchField(
    query: RwSignal<String>,
    #[prop(optional)] id: Option<&'static str>,
    /// Runs after each change.
    #[prop(optional)]
    on_typed: Option<Callback<()>>,
) -> impl IntoView {
    let take = move |typed: String| {
        query.set(typed);
        if let Some(on_typed) = on_typed {
            on_typed.run(());
        }
    };
    let on_input = move |event| {
        if !is_composing(&event) {
            take(event_target_value(&event));
        }
    };
    view! {
        <label class="search">
            <Icon stroke=SEARCH/>
            <input
                id=id type="search" aria-label=t!("common.search") placeholder=t!("common.search") autocomplete="off"
                enterkeyhint="search" prop:value=query on:input=on_input
                on:compositionend=move |event| take(event_target_value(&event))
            />
        </label>
    }
}
