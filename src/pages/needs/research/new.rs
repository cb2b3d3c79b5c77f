use fieldbook_process::DocId;
use leptos::prelude::*;
#[component]
pub fn New(customer: DocId) -> impl IntoView {
    let _ = customer;
}
