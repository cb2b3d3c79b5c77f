//! A microphone beside a text: what is said is written behind what stands there. Only where the browser can listen.

use leptos::prelude::*;

use super::icon::{Icon, SPEAK};
use crate::browser::speech::{Deaf, Hearing, can_hear, listen};
use crate::state::language::Language;
use crate::t;
use crate::texts::language;

/// The button, with what went wrong below.
#[component]
pub fn Dictate(text: RwSignal<String>) -> impl IntoView {
    if !can_hear() {
        return ().into_any();
    }
    let hearing = StoredValue::new_local(None::<Hearing>);
    let (is_on, fault) = (RwSignal::new(false), RwSignal::new(None::<Deaf>));
    let start = move || {
        fault.set(None);
        let heard = move |said: String| {
            let _ = text.try_update(|text| join(text, &said));
        };
        let ended = move |deaf: Option<Deaf>| {
            let _ = is_on.try_set(false);
            let _ = fault.try_set(deaf);
        };
        let begun = listen(spoken(language()), heard, ended);
        is_on.set(begun.is_some());
        fault.set(begun.is_none().then_some(Deaf::Other));
        hearing.set_value(begun);
    };
    let stop = move || {
        let _ = hearing.try_with_value(|hearing| hearing.as_ref().map(Hearing::stop));
    };
    on_cleanup(stop);
    let tap = move |_| if is_on.get_untracked() { stop() } else { start() };
    let word = move || if is_on.get() { t!("common.listening") } else { t!("common.dictate") };
    let wrong = move || fault.get().map(|deaf| view! { <p class="fault" role="alert">{words(deaf)}</p> });
    view! {
        <button type="button" class="dictate" class:on=is_on aria-pressed=move || is_on.get().to_string() on:click=tap>
            <Icon stroke=SPEAK/> <span>{word}</span>
        </button>
        {wrong}
    }
    .into_any()
}

fn words(deaf: Deaf) -> &'static str {
    match deaf {
        Deaf::NotAllowed => t!("common.deaf_not_allowed"),
        Deaf::Offline => t!("common.deaf_offline"),
        Deaf::Silence => t!("common.deaf_silence"),
        Deaf::Other => t!("common.deaf_other"),
    }
}

/// The language that is listened for, as browsers name it.
fn spoken(language: Language) -> &'static str {
    match language {
        Language::Hant => "zh-TW",
        Language::Hans => "zh-CN",
        Language::En => "en-GB",
    }
}

/// Writes a sentence behind others; words in letters are set apart.
fn join(text: &mut String, said: &str) {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii() && !c.is_whitespace());
    if is_letter(text.chars().last()) && is_letter(said.trim_start().chars().next()) {
        text.push(' ');
    }
    text.push_str(said.trim());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_in_letters_are_set_apart_and_characters_are_not() {
        let mut text = String::new();
        for said in ["wants a quote", " by Friday ", "價格偏高", "下週再談"] {
            join(&mut text, said);
        }
        assert_eq!(text, "wants a quote by Friday價格偏高下週再談");
    }
}
