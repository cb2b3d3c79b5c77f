use fieldbook_process::DocId;
use leptos::prelude::*;
#[component]
pub fn Read(doc: DocId) -> impl IntoView {
    let _ = doc;
}
