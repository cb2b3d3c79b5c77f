//! Changing a record's facts: what the edit pages of all kinds share.

use fieldbook_process::{ActName, DocId, RecordKind};
use leptos::prelude::*;

use crate::pages::act_form::{ActForm, fields_of};
use crate::parts::form::About;
use crate::parts::head::Head;
use crate::state::record::{Loaded, use_record};
use crate::state::route::{Route, use_place};
use crate::t;

/// The form over a record's facts; saved, it goes `back`. It stays as it was opened, whatever comes in meanwhile.
#[component]
pub fn EditForm(
    doc: DocId,
    kind: RecordKind,
    act: ActName,
    title: &'static str,
    back: Route,
) -> impl IntoView {
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
            let about = About { name: format!("{doc}.edit"), doc, kind, act, entry: None };
            let done = Callback::new(move |()| place.go(back));
            view! {
                <ActForm about=about fields=fields_of(kind, act) opened=Some(*opened) label=t!("common.save") on_saved=done/>
            }
            .into_any()
        }
    };
    view! {
        <Head title=title.to_owned() back=back/>
        <div class="page">{form}</div>
    }
}
