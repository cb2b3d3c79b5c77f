//! Changing the facts of such a record.

use fieldbook_process::{DocId, RecordKind};
use leptos::prelude::*;

use crate::pages::edit_form::EditForm;
use crate::state::route::Route;
use crate::texts::law;

/// The form over its facts.
#[component]
pub fn Edit(kind: RecordKind, doc: DocId) -> impl IntoView {
    let act = kind.edited_by();
    view! { <EditForm doc=doc kind=kind act=act title=law::act(act) back=Route::of_record(kind, doc)/> }
}
