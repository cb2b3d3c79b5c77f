//! When an item is shown, picked from the items before it; whoever writes conditions by hand finds the text below.

use fieldbook_process::prospecting::{Asked, Compared, Condition, ItemKind};
use leptos::prelude::*;

use super::worded::worded;
use crate::t;

/// How numbers and days are compared, in the order in which it is offered.
pub(super) const SIGNS: [(&str, Compared); 6] = [
    ("=", Compared::Is),
    ("≠", Compared::IsNot),
    (">", Compared::Above),
    ("≥", Compared::AtLeast),
    ("<", Compared::Below),
    ("≤", Compared::AtMost),
];

/// What is picked: the item, how it is compared, with what.
#[derive(Debug, Clone, Default, PartialEq)]
struct Picked {
    name: String,
    sign: String,
    with: String,
}

/// The picker over the text of a condition.
#[component]
pub fn ShownIf(typed: RwSignal<String>, earlier: Vec<Asked>) -> impl IntoView {
    let earlier: StoredValue<Vec<Asked>> =
        StoredValue::new(earlier.into_iter().filter(|item| item.kind.is_asked()).collect());
    let item = move |name: &str| earlier.with_value(|all| all.iter().find(|it| it.name == name).cloned());
    // Options are offered by what they are; that it is anything else but one of them is written as text.
    let shows =
        move |now: &Picked| now.sign == "=" || item(&now.name).is_none_or(|it| !it.kind.has_options());
    let picked =
        Memo::new(move |_| typed.with(|typed| read(typed)).filter(|now| now.name.is_empty() || shows(now)));
    let is_simple = move || picked.with(Option::is_some);
    let write =
        move |next: Picked| typed.set(item(&next.name).map(|item| written(&item, &next)).unwrap_or_default());
    let choose = move |event| {
        let name = event_target_value(&event);
        let first = item(&name).and_then(|it| it.choices().next().map(|(code, _)| code.to_owned()));
        write(Picked { name, sign: "=".to_owned(), with: first.unwrap_or_default() });
    };
    let options = move || {
        let name = picked.get().unwrap_or_default().name;
        let option = |it: &Asked| {
            view! { <option value=it.name.clone() selected=it.name == name>{it.words.clone()}</option> }
        };
        earlier.with_value(|all| all.iter().map(option).collect_view())
    };
    let rest = move || {
        let now = picked.get()?;
        let item = item(&now.name)?;
        Some(compared(&item, now, Callback::new(write)))
    };
    let in_words = move || {
        let text = typed.get();
        let words = worded(&text, &|name| item(name));
        (words != text).then(|| view! { <p>{t!("needs.if", condition = words)}</p> })
    };
    view! {
        <div class="field">
            <label for="shown-if">{t!("needs.shown_if")}</label>
            <Show when=is_simple>
                <select id="shown-if" on:change=choose>
                    <option value="">{t!("needs.always")}</option>
                    {options}
                </select>
                {rest}
            </Show>
            <details class="fold" open=move || !is_simple()>
                <summary>{t!("needs.condition_text")}</summary>
                <input
                    class="condition-text" autocomplete="off" autocapitalize="off" spellcheck="false" aria-label=t!("needs.condition_text")
                    prop:value=typed on:input=move |event| typed.set(event_target_value(&event))
                />
                {in_words}
                <p class="quiet-words">{t!("needs.condition_why")}</p>
            </details>
        </div>
    }
}

/// With what the item is compared.
fn compared(item: &Asked, now: Picked, write: Callback<Picked>) -> AnyView {
    if item.kind.has_options() {
        let option = |(code, label): (&str, &str)| {
            view! { <option value=code.to_owned() selected=code == now.with>{label.to_owned()}</option> }
        };
        let options = item.choices().map(option).collect_view();
        let (name, sign) = (now.name.clone(), now.sign.clone());
        let choose = move |event| {
            write.run(Picked { name: name.clone(), sign: sign.clone(), with: event_target_value(&event) })
        };
        return view! { <select aria-label=t!("needs.is_option") on:change=choose>{options}</select> }
            .into_any();
    }
    if !item.kind.is_counted() && item.kind != ItemKind::Date {
        return view! { <p class="quiet-words">{t!("needs.if_answered")}</p> }.into_any();
    }
    let sign = |(sign, _): &(&'static str, Compared)| {
        view! { <option value=*sign selected=now.sign == *sign>{*sign}</option> }
    };
    let signs = SIGNS.iter().map(sign).collect_view();
    let (by_sign, by_value, with) = (now.clone(), now.clone(), now.with.clone());
    let choose = move |event| write.run(Picked { sign: event_target_value(&event), ..by_sign.clone() });
    let types = move |event| write.run(Picked { with: event_target_value(&event), ..by_value.clone() });
    let kind = if item.kind == ItemKind::Date { "date" } else { "text" };
    view! {
        <div class="compared">
            <select aria-label=t!("needs.sign") on:change=choose>{signs}</select>
            <input type=kind inputmode="decimal" aria-label=t!("needs.compared_with") value=with on:change=types/>
        </div>
    }
    .into_any()
}

/// What a text says, where it is one comparison; nothing is picked from an empty one.
fn read(text: &str) -> Option<Picked> {
    if text.trim().is_empty() {
        return Some(Picked::default());
    }
    let picked = |name, sign: &str, with| Some(Picked { name, sign: sign.to_owned(), with });
    match Condition::parse(text).ok()? {
        Condition::Compare(name, how, with) => {
            let sign = SIGNS.iter().find(|(_, it)| *it == how).map_or("=", |(sign, _)| *sign);
            picked(name, sign, with)
        }
        Condition::Selected(name, code) => picked(name, "=", code),
        Condition::Answered(name) => picked(name, "=", String::new()),
        _ => None,
    }
}

fn written(item: &Asked, picked: &Picked) -> String {
    let (name, with) = (picked.name.clone(), picked.with.clone());
    let how = SIGNS.iter().find(|(sign, _)| *sign == picked.sign).map_or(Compared::Is, |(_, how)| *how);
    let condition = match item.kind {
        ItemKind::Multiple => Condition::Selected(name, with),
        _ if with.is_empty() => Condition::Answered(name),
        _ => Condition::Compare(name, how, with),
    };
    condition.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(kind: ItemKind) -> Asked {
        Asked { name: "q1".to_owned(), kind, ..Asked::default() }
    }

    #[test]
    fn what_is_picked_is_written_and_read_again() {
        for (kind, sign, with, text) in [
            (ItemKind::Single, "=", "o1", "q1 = o1"),
            (ItemKind::Multiple, "=", "o1", "selected(q1, o1)"),
            (ItemKind::Number, "≥", "50", "q1 >= 50"),
            (ItemKind::Text, "=", "", "answered(q1)"),
        ] {
            let picked = Picked { name: "q1".to_owned(), sign: sign.to_owned(), with: with.to_owned() };
            assert_eq!(written(&item(kind), &picked), text);
            assert_eq!(read(text), Some(picked), "{text}");
        }
        assert_eq!(read(" "), Some(Picked::default()));
        assert_eq!(read("q1 = 1 and q2 = 2"), None, "more than can be picked");
        assert_eq!(read("q1 ="), None);
    }
}
