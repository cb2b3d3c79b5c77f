//! Narrowing a list: the sheet with its filters and orders, and the chips above the list that take them away again.

use fieldbook_process::RecordKind;
use leptos::prelude::*;

use super::entries::Entry;
use super::filter::{Control, control, name, order_of, told, word};
use super::known::values;
use super::views::Views;
use crate::parts::choice::Chips;
use crate::parts::icon::{CLOSE, Icon};
use crate::parts::sheet::Sheet;
use crate::state::book::use_book;
use crate::state::lists::{Filter, ListState, ON, Sort, View};
use crate::t;
use crate::texts::{find, format, say};

/// More values than this are chosen from a list instead of chips.
const CHIPS: usize = 8;
/// Days without contact that are offered.
const SILENT: [i32; 5] = [7, 14, 30, 60, 90];

/// The name of an order.
fn order(sort: Sort) -> &'static str {
    find(&format!("lists.sort_{}", sort.code())).map_or("", |text| say(text))
}

/// The views kept and the filters that are on, each a tap.
#[component]
pub fn Narrowed(state: ListState) -> impl IntoView {
    let book = use_book();
    let views = move || {
        let view = |named: crate::state::lists::Named| {
            let shown = StoredValue::new(named.view);
            let is_on = move || shown.with_value(|shown| state.view.with(|now| now == shown));
            let tap = move |_| state.show(if is_on() { View::default() } else { shown.get_value() });
            view! {
                <button type="button" class="sift" class:on=is_on aria-pressed=move || is_on().to_string() on:click=tap>
                    {named.name}
                </button>
            }
        };
        state.named.get().into_iter().map(view).collect_view()
    };
    let filters = move || {
        let chip = |(filter, value): (Filter, String)| {
            let told = told(book, filter, &value);
            let label = t!("lists.remove", filter = told);
            view! {
                <button type="button" class="sift taken" aria-label=label on:click=move |_| state.narrow(filter, None)>
                    {told} <Icon stroke=CLOSE/>
                </button>
            }
        };
        state.view.get().filters.into_iter().map(chip).collect_view()
    };
    let any = move || !(state.named.with(Vec::is_empty) && state.view.with(|view| view.filters.is_empty()));
    view! { {move || any().then(|| view! { <div class="sifts">{views} {filters}</div> })} }
}

/// The sheet: filters, orders, views; every tap shows at once in the list behind it.
#[component]
pub fn NarrowSheet(
    kind: RecordKind,
    state: ListState,
    open: RwSignal<bool>,
    all: Memo<Vec<Entry>>,
    #[prop(into)] count: Signal<usize>,
    /// Where the page has orders of its own: these, and the one that holds.
    #[prop(optional)]
    own_order: Option<(&'static [Sort], RwSignal<Sort>)>,
    /// Where what is shown can be exported.
    on_export: Option<Callback<()>>,
) -> impl IntoView {
    let body = move || {
        let flags: Vec<Filter> = Filter::of(kind).iter().copied().filter(is_flag).collect();
        let flag = move |filter: Filter| {
            let is_on = move || state.view.with(|view| view.filters.contains_key(&filter));
            let tap = move |_| state.narrow(filter, (!is_on()).then(|| ON.to_owned()));
            view! {
                <label class="chip">
                    <input type="checkbox" prop:checked=is_on on:change=tap/> <span>{name(filter)}</span>
                </label>
            }
        };
        let others = Filter::of(kind).iter().copied().filter(|filter| !is_flag(filter));
        view! {
            <div class="fields">
                <Views state=state/>
                <div class="chips" role="group" aria-label=t!("lists.filters")>
                    {flags.into_iter().map(flag).collect_view()}
                </div>
                {others.map(|filter| view! { <One filter=filter state=state all=all/> }).collect_view()}
                {match own_order {
                    Some((offered, chosen)) => view! { <Orders offered=offered is=Signal::derive(move || Some(chosen.get())) choose=Callback::new(move |sort| chosen.set(sort))/> }.into_any(),
                    None => view! { <Order kind=kind state=state/> }.into_any(),
                }}
                {on_export.map(|on_export| view! {
                    <button type="button" class="wide to-export" on:click=move |_| on_export.run(())>{t!("export.open")}</button>
                })}
            </div>
            <div class="foot">
                <button type="button" on:click=move |_| state.show(View::default())>{t!("lists.clear")}</button>
                <button type="button" class="primary wide" on:click=move |_| open.set(false)>
                    {move || t!("lists.show", n = format::count(i64::try_from(count.get()).unwrap_or(0)))}
                </button>
            </div>
        }
    };
    view! { <Sheet open=open title=t!("lists.filters").to_owned()>{body()}</Sheet> }
}

fn is_flag(filter: &Filter) -> bool {
    matches!(control(*filter), Control::Flag)
}

/// One filter with its control.
#[component]
fn One(filter: Filter, state: ListState, all: Memo<Vec<Entry>>) -> impl IntoView {
    let book = use_book();
    let id = format!("filter-{}", filter.code());
    let value = move || state.view.with(|view| view.filters.get(&filter).cloned()).unwrap_or_default();
    let set = move |value: String| state.narrow(filter, Some(value));
    let typed = move |kind: &'static str, mode: &'static str| {
        view! {
            <input
                id=id.clone() type=kind inputmode=mode autocomplete="off" prop:value=value
                on:input=move |event| set(event_target_value(&event))
            />
        }
        .into_any()
    };
    let options = |values: Vec<String>| {
        values.into_iter().map(|value| (word(book, filter, &value), value)).map(|(word, value)| (value, word))
    };
    let control = match control(filter) {
        Control::Flag => ().into_any(),
        Control::Amount => typed("text", "numeric"),
        Control::Day => typed("date", "numeric"),
        Control::Days => {
            chips(filter, options(SILENT.map(|days| days.to_string()).to_vec()).collect(), state)
        }
        Control::Values => {
            let mut there: Vec<String> = all.with_untracked(|all| values(all, filter)).into_iter().collect();
            there.sort_by_key(|value| order_of(filter).iter().position(|code| code == value));
            match there.len() {
                0 => return ().into_any(),
                1..=CHIPS => chips(filter, options(there).collect(), state),
                _ => select(format!("filter-{}", filter.code()), options(there).collect(), value, set),
            }
        }
    };
    view! {
        <div class="field"><label for=format!("filter-{}", filter.code())>{name(filter)}</label>{control}</div>
    }
    .into_any()
}

/// Chips over one filter of the view.
fn chips(filter: Filter, options: Vec<(String, String)>, state: ListState) -> AnyView {
    let value = move |view: &View| view.filters.get(&filter).cloned().unwrap_or_default();
    let chosen = RwSignal::new(state.view.with_untracked(value));
    Effect::new(move |_| {
        let now = state.view.with(value);
        if chosen.get_untracked() != now {
            chosen.set(now);
        }
    });
    Effect::new(move |_| {
        let now = chosen.get();
        if state.view.with_untracked(value) != now {
            state.narrow(filter, Some(now));
        }
    });
    view! { <Chips name=format!("filter-{}", filter.code()) label=name(filter) options=options chosen=chosen/> }
        .into_any()
}

fn select(
    id: String,
    options: Vec<(String, String)>,
    value: impl Fn() -> String + Copy + Send + Sync + 'static,
    set: impl Fn(String) + Copy + 'static,
) -> AnyView {
    let option = |(code, word): (String, String)| {
        let own = code.clone();
        view! { <option value=code selected=move || value() == own>{word}</option> }
    };
    view! {
        <select id=id on:change=move |event| set(event_target_value(&event))>
            <option value="">{t!("lists.any")}</option>
            {options.into_iter().map(option).collect_view()}
        </select>
    }
    .into_any()
}

/// The orders of a list of one kind.
#[component]
fn Order(kind: RecordKind, state: ListState) -> impl IntoView {
    let usual = Sort::usual(kind);
    let is = Signal::derive(move || state.view.with(|view| view.sort).or(usual));
    let choose = Callback::new(move |sort: Sort| {
        state.show(View { sort: Some(sort).filter(|it| Some(*it) != usual), ..state.view.get_untracked() });
    });
    view! { <Orders offered=Sort::of(kind) is=is choose=choose/> }
}

/// The orders, one of which always holds.
#[component]
fn Orders(
    offered: &'static [Sort],
    #[prop(into)] is: Signal<Option<Sort>>,
    choose: Callback<Sort>,
) -> impl IntoView {
    let chip = move |sort: Sort| {
        view! {
            <label class="chip">
                <input
                    type="radio" name="list-order" value=sort.code() prop:checked=move || is.get() == Some(sort)
                    on:change=move |_| choose.run(sort)
                />
                <span>{order(sort)}</span>
            </label>
        }
    };
    view! {
        <div class="field">
            <label>{t!("lists.order")}</label>
            <div class="chips" role="radiogroup" aria-label=t!("lists.order")>
                {offered.iter().copied().map(chip).collect_view()}
            </div>
        </div>
    }
}
