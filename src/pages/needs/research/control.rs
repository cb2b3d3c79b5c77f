//! The control of an item, made for one thumb: options as rows, scales as chips, words with dictation.

use fieldbook_process::attachment::Medium;
use fieldbook_process::prospecting::{Asked, ItemKind};
use leptos::prelude::*;

use super::filling::Filling;
use crate::parts::attach::{AttachButtons, Shown};
use crate::parts::dictate::Dictate;
use crate::state::notice::use_notices;
use crate::t;

/// What an item is answered with.
pub fn control(filling: Filling, item: &Asked) -> AnyView {
    match item.kind {
        ItemKind::Text => text(filling),
        ItemKind::Number => line(filling, "text", "decimal"),
        ItemKind::Whole => line(filling, "text", "numeric"),
        ItemKind::Date => line(filling, "date", "numeric"),
        ItemKind::Single => single(filling, item),
        ItemKind::Multiple => multiple(filling, item),
        ItemKind::Scale => scale(filling, item),
        ItemKind::Photo => photo(filling, item),
        ItemKind::Note | ItemKind::Section => ().into_any(),
    }
}

fn text(filling: Filling) -> AnyView {
    // The control's own, since what is dictated comes in without a keystroke.
    let words = RwSignal::new(filling.typed.get_untracked());
    Effect::new(move |_| {
        let words = words.get();
        if filling.typed.with_untracked(|typed| *typed != words) {
            filling.types(words);
        }
    });
    let leaves = move |_| {
        filling.commit();
    };
    view! {
        <div class="dictated">
            <textarea
                id="answer" rows="5" aria-labelledby="asked" aria-describedby="asked-hint" prop:value=words
                aria-invalid=move || filling.is_wrong.get().then_some("true")
                on:input=move |event| words.set(event_target_value(&event))
                on:change=leaves
            ></textarea>
            <Dictate text=words/>
        </div>
    }
    .into_any()
}

fn line(filling: Filling, kind: &'static str, mode: &'static str) -> AnyView {
    let leaves = move |_| {
        filling.commit();
    };
    view! {
        <input
            id="answer" type=kind inputmode=mode autocomplete="off" aria-labelledby="asked" aria-describedby="asked-hint"
            prop:value=filling.typed aria-invalid=move || filling.is_wrong.get().then_some("true")
            on:input=move |event| filling.types(event_target_value(&event))
            on:change=leaves
        />
    }
    .into_any()
}

fn single(filling: Filling, item: &Asked) -> AnyView {
    let option = move |(code, label): (String, String)| {
        let (is_on, again) = (code.clone(), code.clone());
        // Tapped again it is taken back.
        let tap = move |_| {
            let was = filling.typed.get_untracked();
            filling.chooses(if was == again { String::new() } else { again.clone() });
        };
        view! {
            <label class="option">
                <input type="radio" name="answer" value=code prop:checked=move || filling.typed.get() == is_on on:click=tap/>
                <span>{label}</span>
            </label>
        }
    };
    view! { <div class="options" role="radiogroup" aria-labelledby="asked">{owned(item).into_iter().map(option).collect_view()}</div> }
        .into_any()
}

fn multiple(filling: Filling, item: &Asked) -> AnyView {
    let codes: StoredValue<Vec<String>> =
        StoredValue::new(item.choices().map(|(code, _)| code.to_owned()).collect());
    let has = move |code: &str| filling.typed.with(|typed| typed.split(' ').any(|it| it == code));
    let option = move |(code, label): (String, String)| {
        let (is_on, again) = (code.clone(), code.clone());
        let toggle = move |_| {
            let typed = filling.typed.get_untracked();
            let chosen = |it: &&String| typed.split(' ').any(|code| code == *it) != (**it == again);
            let all: Vec<String> = codes.with_value(|codes| codes.iter().filter(chosen).cloned().collect());
            filling.chooses(all.join(" "));
        };
        view! {
            <label class="option">
                <input type="checkbox" value=code prop:checked=move || has(&is_on) on:change=toggle/>
                <span>{label}</span>
            </label>
        }
    };
    view! { <div class="options" role="group" aria-labelledby="asked">{owned(item).into_iter().map(option).collect_view()}</div> }
        .into_any()
}

fn scale(filling: Filling, item: &Asked) -> AnyView {
    let (least, most) = item.steps();
    let named = |step: i64| {
        let code = step.to_string();
        item.choices().find(|(it, _)| *it == code).map(|(_, label)| label.to_owned()).unwrap_or_default()
    };
    let (low, high) = (named(least), named(most));
    let chip = move |step: i64| {
        let (is_on, again) = (step.to_string(), step.to_string());
        let tap = move |_| {
            let was = filling.typed.get_untracked();
            filling.chooses(if was == again { String::new() } else { again.clone() });
        };
        view! {
            <label class="chip">
                <input type="radio" name="answer" value=step prop:checked=move || filling.typed.get() == is_on on:click=tap/>
                <span>{step}</span>
            </label>
        }
    };
    view! {
        <div class="chips scale" role="radiogroup" aria-labelledby="asked">{(least..=most).map(chip).collect_view()}</div>
        <p class="ends why"><span>{low}</span><span>{high}</span></p>
    }
    .into_any()
}

/// A photo is put to the research first; the answer names it.
fn photo(filling: Filling, item: &Asked) -> AnyView {
    let Some(doc) = filling.doc else {
        return view! { <p class="quiet-words">{t!("needs.photo_tried")}</p> }.into_any();
    };
    let notices = use_notices();
    let holding = filling.photos_for(doc, item, move |one| {
        if one.medium != Medium::Photo {
            notices.say(t!("attach.unreadable"));
            return None;
        }
        Some(one)
    });
    let there = move || {
        let id = filling.typed.get();
        let (hash, mime) = filling.photo_of(&id)?;
        Some(view! { <div class="photo"><Shown doc=doc hash=hash mime=mime medium=Medium::Photo/></div> })
    };
    view! {
        {there}
        <div class="tiles"><AttachButtons holding=holding photo_only=true/></div>
    }
    .into_any()
}

fn owned(item: &Asked) -> Vec<(String, String)> {
    item.choices().map(|(code, label)| (code.to_owned(), label.to_owned())).collect()
}
