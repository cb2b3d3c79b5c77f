//! Views of a list that a person keeps under a name; one of them may be what the list begins with.

use leptos::prelude::*;

use crate::parts::icon::{CLOSE, Icon};
use crate::state::lists::{ListState, Named};
use crate::t;

/// A name is no longer than this.
const LONGEST: usize = 30;

/// The views kept, and a way to keep what is shown now.
#[component]
pub fn Views(state: ListState) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let is_nameless = move || name.with(|name| name.trim().is_empty());
    let keep = move || {
        if !is_nameless() {
            let kept: String = name.get_untracked().trim().chars().take(LONGEST).collect();
            state.keep(&kept);
            name.set(String::new());
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        keep();
    };
    let can_be_kept = move || state.view.with(|view| *view != crate::state::lists::View::default());
    view! {
        <div class="ledger">
            {move || state.named.get().into_iter().map(|named| view! { <One named=named state=state/> }).collect_view()}
        </div>
        <Show when=can_be_kept>
            <form class="keep" on:submit=submit>
                <input
                    aria-label=t!("lists.view_name") placeholder=t!("lists.view_name") autocomplete="off"
                    prop:value=name on:input=move |event| name.set(event_target_value(&event))
                />
                <button disabled=is_nameless>{t!("lists.keep")}</button>
            </form>
        </Show>
    }
}

#[component]
fn One(named: Named, state: ListState) -> impl IntoView {
    let Named { name, view, first } = named;
    let (shown, of, to_forget) = (name.clone(), name.clone(), name.clone());
    let begin = move |_| state.begin_with((!first).then_some(of.as_str()));
    view! {
        <div class="row line kept-view">
            <button type="button" class="quiet what" on:click=move |_| state.show(view.clone())>{shown}</button>
            <label class="chip">
                <input type="checkbox" prop:checked=first on:change=begin/> <span>{t!("lists.first")}</span>
            </label>
            <button
                type="button" class="round" aria-label=t!("lists.forget", name = name)
                on:click=move |_| state.forget(&to_forget)
            >
                <Icon stroke=CLOSE/>
            </button>
        </div>
    }
}
