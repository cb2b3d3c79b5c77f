//! Changing a deal's facts.

use fieldbook_process::{ActName, DocId, RecordKind};
use leptos::prelude::*;

use crate::pages::act_form::{ActForm, fields_of};
use crate::parts::form::About;
use crate::parts::head::Head;
use crate::state::record::{Loaded, use_record};
use crate::state::route::{Route, use_place};
use crate::t;

/// The form over a deal's facts. It stays as it was opened, whatever comes in meanwhile.
#[component]
pub fn Edit(doc: DocId) -> impl IntoView {
    let place = use_place();
    let record = use_record(doc);
    let first = Memo::new(move |was: Option<&Loaded>| match was {
        Some(here @ Loaded::Here(_)) => here.clone(),
        _ => record.get(),
    });
    let form = move || match first.get() {
        Loaded::Loading => ().into_any(),
        Loaded::Missing => view! { <p class="empty">{t!("common.not_here")}</p> }.into_any(),
        Loaded::Here(opened) => {
            let (kind, act) = (RecordKind::Deal, ActName::EditDeal);
            let about = About { name: format!("{doc}.edit"), doc, kind, act, entry: None };
            let done = Callback::new(move |()| place.go(Route::Deal(doc)));
            view! {
                <ActForm about=about fields=fields_of(kind, act) opened=Some(*opened) label=t!("common.save") on_saved=done/>
            }
            .into_any()
        }
    };
    view! {
        <Head title=t!("deal.edit").to_owned() back=Route::Deal(doc)/>
        <div class="page">{form}</div>
    }
}
