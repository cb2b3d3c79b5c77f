use leptos::prelude::*;
#[component]
pub fn New() -> impl IntoView {}
