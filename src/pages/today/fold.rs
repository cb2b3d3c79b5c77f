//! What lies behind the fold: drawn when it is opened, and a hundred at a time, since it may hold thousands.

use leptos::prelude::*;

use super::owed::Due;
use super::owed_row::OwedRow;
use crate::browser::page::is_unfolded;
use crate::t;

/// So many rows are drawn at once.
const PAGE: usize = 100;

/// The rest of what is owed and the next days, opened by a tap; open from the start where `open` says so.
#[component]
pub fn Fold(due: Memo<Vec<Due>>, open: Memo<bool>) -> impl IntoView {
    let (opened, drawn) = (RwSignal::new(false), RwSignal::new(PAGE));
    Effect::new(move |_| opened.set(open.get()));
    let count = move || due.with(Vec::len);
    let seen = move || due.with(|due| due.iter().take(drawn.get()).copied().collect::<Vec<_>>());
    let toggle = move |event| opened.set(is_unfolded(&event));
    let has_more = move || count() > drawn.get();
    let rows = move || {
        view! {
            <div class="ledger">
                <For each=seen key=|due| (due.doc, due.at, due.due_ms) let:due>
                    <OwedRow due=due/>
                </For>
            </div>
            <Show when=has_more>
                <button type="button" class="wide" on:click=move |_| drawn.update(|drawn| *drawn += PAGE)>
                    {move || t!("today.more", n = count().saturating_sub(drawn.get()))}
                </button>
            </Show>
        }
    };
    view! {
        <Show when=move || count() != 0>
            <details class="fold" open=move || opened.get() on:toggle=toggle>
                <summary>{move || t!("today.more", n = count())}</summary>
                <Show when=move || opened.get()>{rows()}</Show>
            </details>
        </Show>
    }
}
