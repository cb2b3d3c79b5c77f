//! What a customer said, for reading: under the four headings, and answer by answer.

use fieldbook_process::prospecting::{Asked, ItemKind, Research};
use fieldbook_process::{Day, RecordKind};
use leptos::prelude::*;

use crate::t;
use crate::texts::{format, law};

/// The four headings, as far as something is written there.
pub fn headings(research: &Research) -> AnyView {
    let said = research.headings().into_iter().filter(|(_, words)| !words.trim().is_empty());
    let lines: Vec<_> = said
        .map(|(name, words)| {
            let name = law::field(Some(RecordKind::Research.name()), name);
            view! { <article class="said"><h3>{name}</h3><p class="words">{words.to_owned()}</p></article> }
        })
        .collect();
    if lines.is_empty() {
        return ().into_any();
    }
    view! { <section class="card"><h2>{t!("needs.headings")}</h2>{lines}</section> }.into_any()
}

/// The answers, in the order in which they were asked.
pub fn answers(research: &Research) -> AnyView {
    let (form, answers) = (research.asked_form(), research.answers());
    if form.items().is_empty() {
        return ().into_any();
    }
    let shown = form.shown(&answers);
    let line = |(item, _): (&Asked, bool)| match item.kind {
        ItemKind::Section => view! { <h3 class="section-name">{item.words.clone()}</h3> }.into_any(),
        ItemKind::Note => ().into_any(),
        _ => {
            let answer = answers
                .get(item.name.as_str())
                .map_or_else(|| t!("common.none_yet").to_owned(), |it| answer(item, it));
            view! { <div class="told"><p class="why">{item.words.clone()}</p><p class="words">{answer}</p></div> }
                .into_any()
        }
    };
    let lines = form.items().iter().zip(shown).filter(|(_, shown)| *shown).map(line).collect_view();
    view! { <section class="card"><h2>{t!("needs.answers")}</h2><div class="answers">{lines}</div></section> }
        .into_any()
}

/// An answer in words.
fn answer(item: &Asked, answer: &str) -> String {
    let label = |code: &str| {
        let known = item.choices().find(|(it, _)| *it == code);
        known.map_or_else(|| code.to_owned(), |(_, label)| label.to_owned())
    };
    match item.kind {
        ItemKind::Single => label(answer),
        ItemKind::Multiple => format::listed(answer.split(' ').map(label)),
        ItemKind::Scale => match label(answer) {
            word if word == answer => answer.to_owned(),
            word => format!("{answer} · {word}"),
        },
        // The photo itself stands among the attachments.
        ItemKind::Photo => law::choice("medium", "photo"),
        ItemKind::Date => Day::parse(answer).map_or_else(|| answer.to_owned(), format::full_day),
        _ => answer.to_owned(),
    }
}
