//! One of a few words, as chips: native radio buttons, so that keys and readers work.

use leptos::prelude::*;

/// Chips for a choice; `chosen` holds the code. Where nothing must be chosen, tapping again takes it back.
#[component]
pub fn Chips(
    /// Sets this group apart from others on the page.
    #[prop(into)]
    name: String,
    /// What is chosen, for readers.
    #[prop(into)]
    label: String,
    /// Code and word.
    options: Vec<(String, String)>,
    chosen: RwSignal<String>,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let chip = move |(code, word): (String, String)| {
        let (is_on, again) = (code.clone(), code.clone());
        let name = name.clone();
        let untap = move |_| {
            if !required && chosen.get_untracked() == again {
                chosen.set(String::new());
            } else {
                chosen.set(again.clone());
            }
        };
        view! {
            <label class="chip">
                <input type="radio" name=name value=code prop:checked=move || chosen.get() == is_on on:click=untap/>
                <span>{word}</span>
            </label>
        }
    };
    view! {
        <div class="chips" role="radiogroup" aria-label=label>
            {options.into_iter().map(chip).collect_view()}
        </div>
    }
}
