//! Filling in, one item a screen: how far it is, the item, back and on within reach of a thumb; at the end what is still
//! missing. All items at once lie in a sheet.

use fieldbook_process::RecordKind;
use fieldbook_process::prospecting::{Asked, ItemKind};
use leptos::prelude::*;

use super::control::control;
use super::filling::{Filling, answers};
use crate::browser::page;
use crate::parts::icon::{DOT, Icon, TICK};
use crate::parts::outcome::OutcomeSheet;
use crate::parts::sheet::Sheet;
use crate::t;

/// The items one by one; at the end `end` is drawn below what is missing.
#[component]
pub fn Fill(filling: Filling, #[prop(into)] beside: ViewFn, #[prop(into)] end: ViewFn) -> impl IntoView {
    let all = RwSignal::new(false);
    let progress = Memo::new(move |_| {
        filling.given.with(|given| filling.form.with_value(|form| form.progress(&answers(given))))
    });
    let item = move || {
        let at = filling.at.get();
        match filling.item(at) {
            Some(item) => one(filling, at, &item),
            None => over(filling, end.run()),
        }
    };
    let is_over = move || filling.at.get() >= filling.len();
    let before = Memo::new(move |_| filling.before());
    // What is asked next is told to whoever does not see it; nobody is moved when the page opens.
    Effect::new(move |was: Option<usize>| {
        let at = filling.at.get();
        if was.is_some_and(|was| was != at) {
            page::focus_soon("asked");
        }
        at
    });
    let back = move |_| {
        if let Some(at) = before.get_untracked() {
            filling.go(at);
        }
    };
    view! {
        <div class="page filling">
            <div class="progress">
                <progress max=move || progress.get().0.to_string() value=move || progress.get().1.to_string() aria-label=t!("needs.progress")></progress>
                <p class="why" role="status">{move || { let (asked, done) = progress.get(); t!("needs.answered_of", n = done, all = asked) }}</p>
            </div>
            <section class="asked">{item}</section>
            <div class="more-acts">
                <button type="button" on:click=move |_| all.set(true)>{t!("needs.all_items")}</button>
                {beside.run()}
            </div>
        </div>
        <Show when=move || !is_over()>
            <div class="main-act pair">
                <button type="button" class="wide" disabled=move || before.get().is_none() on:click=back>{t!("needs.before")}</button>
                <button type="button" class="primary wide next" on:click=move |_| filling.next()>{t!("needs.next")}</button>
            </div>
        </Show>
        <Sheet open=all title=t!("needs.all_items").to_owned()>
            <div class="ledger">{items(filling, all)}</div>
        </Sheet>
        <OutcomeSheet outcome=filling.outcome kind=RecordKind::Research/>
    }
}

fn one(filling: Filling, at: usize, item: &Asked) -> AnyView {
    let section = (0..at).rev().filter_map(|at| filling.item(at)).find(|it| it.kind == ItemKind::Section);
    let wrong = {
        let item = item.clone();
        move || filling.is_wrong.get().then(|| told_wrong(&item))
    };
    view! {
        <p class="section-name">{section.map(|it| it.words)}</p>
        <h2 id="asked" class="question" tabindex="-1">{item.words.clone()} {item.required.then(|| view! { <i>{t!("common.required")}</i> })}</h2>
        <p id="asked-hint" class="quiet-words">{item.hint.clone()}</p>
        {control(filling, item)}
        <p class="fault" role="alert">{wrong}</p>
    }
    .into_any()
}

/// What would fit.
fn told_wrong(item: &Asked) -> String {
    let (least, most) = (item.least.clone(), item.most.clone());
    match (item.kind, least.is_empty(), most.is_empty()) {
        (ItemKind::Number | ItemKind::Whole | ItemKind::Date, false, false) => {
            t!("needs.fits_between", least = least, most = most)
        }
        (ItemKind::Number | ItemKind::Whole | ItemKind::Date, false, true) => {
            t!("needs.fits_from", least = least)
        }
        (ItemKind::Number | ItemKind::Whole | ItemKind::Date, true, false) => {
            t!("needs.fits_to", most = most)
        }
        (ItemKind::Number, ..) => t!("needs.fits_number").to_owned(),
        (ItemKind::Whole, ..) => t!("needs.fits_whole").to_owned(),
        _ => t!("form.wrong_kind").to_owned(),
    }
}

/// The end: what required is missing, each a tap away.
fn over(filling: Filling, end: AnyView) -> AnyView {
    let gaps = filling.given.with_untracked(|given| {
        filling.form.with_value(|form| {
            let gaps = form.gaps(&answers(given));
            let place = |gap: &Asked| form.items().iter().position(|it| it.name == gap.name);
            gaps.into_iter().filter_map(|gap| Some((place(gap)?, gap.words.clone()))).collect::<Vec<_>>()
        })
    });
    let is_whole = gaps.is_empty();
    let gap = move |(at, words): (usize, String)| {
        view! {
            <button type="button" class="row line" on:click=move |_| filling.go(at)>
                <Icon stroke=DOT/> <span class="what">{words}</span>
            </button>
        }
    };
    view! {
        <h2 id="asked" tabindex="-1">{if is_whole { t!("needs.end") } else { t!("needs.end_gaps") }}</h2>
        <div class="ledger">{gaps.into_iter().map(gap).collect_view()}</div>
        {end}
    }
    .into_any()
}

/// Every item that is shown, with whether it is answered.
fn items(filling: Filling, open: RwSignal<bool>) -> impl IntoView {
    let shown = filling.shown.get();
    let given = filling.given.get();
    let all = filling.form.with_value(|form| form.items().to_vec());
    let here = filling.at.get();
    let line = move |(at, item): (usize, Asked)| {
        if item.kind == ItemKind::Section {
            return view! { <h3 class="section-name">{item.words}</h3> }.into_any();
        }
        let is_done = given.contains_key(&item.name);
        let tap = move |_| {
            open.set(false);
            filling.go(at);
        };
        view! {
            <button type="button" class="row line" aria-current=(at == here).then_some("step") on:click=tap>
                {is_done.then(|| view! { <Icon stroke=TICK/> <span class="unseen">{t!("needs.is_answered")}</span> })}
                <span class="what">{item.words}</span>
            </button>
        }
        .into_any()
    };
    all.into_iter().enumerate().filter(move |(at, _)| shown.get(*at) == Some(&true)).map(line).collect_view()
}
