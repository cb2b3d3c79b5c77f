//! Changing a deal's facts.

use fieldbook_process::{ActName, DocId, RecordKind};
use leptos::prelude::*;

use crate::pages::edit_form::EditForm;
use crate::state::route::Route;
use crate::t;

/// The form over a deal's facts.
#[component]
pub fn Edit(doc: DocId) -> impl IntoView {
    let (kind, act) = (RecordKind::Deal, ActName::EditDeal);
    view! { <EditForm doc=doc kind=kind act=act title=t!("deal.edit") back=Route::Deal(doc)/> }
}
