//! A sheet from the foot of the screen, on a native dialog: focus stays inside, Escape and the system's back
//! gesture close it.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::icon::{CLOSE, Icon};
use crate::t;

/// A sheet that is there while `open` is true.
#[component]
pub fn Sheet(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| show(dialog, open.get()));
    let children = StoredValue::new(children);
    let body = move || open.get().then(|| children.with_value(|children| children()));
    view! {
        <dialog class="sheet" node_ref=dialog on:close=move |_| open.set(false) aria-label=move || title.get()>
            <div class="sheet-head">
                <h2>{move || title.get()}</h2>
                <button type="button" class="round" aria-label=t!("common.close") on:click=move |_| open.set(false)>
                    <Icon stroke=CLOSE/>
                </button>
            </div>
            {body}
        </dialog>
    }
}

fn show(dialog: NodeRef<Dialog>, open: bool) {
    let Some(dialog) = dialog.get() else { return };
    if open && !dialog.open() {
        // It fails only where the dialog is not on the page any more.
        let _shown = dialog.show_modal();
    } else if !open && dialog.open() {
        dialog.close();
    }
}
