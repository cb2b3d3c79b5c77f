//! The sheet that reads a code by itself, for the journeys: `fieldbook:scan` on the window opens it, and what it read
//! stands at the root as `data-scanned`.

use leptos::prelude::*;

use crate::browser::page;
use crate::parts::scan::Scan;

/// Nothing until it is asked for.
#[component]
pub fn ScanProbe() -> impl IntoView {
    let open = RwSignal::new(false);
    page::on_window("fieldbook:scan", move || open.set(true));
    let on_code = Callback::new(|text: String| page::set_root("data-scanned", Some(&text)));
    let on_close = Callback::new(move |()| open.set(false));
    move || open.get().then(|| view! { <Scan on_code=on_code on_close=on_close/> })
}
