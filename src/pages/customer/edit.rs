//! Changing a customer's facts.

use fieldbook_process::{ActName, DocId, RecordKind};
use leptos::prelude::*;

use crate::pages::edit_form::EditForm;
use crate::state::route::Route;
use crate::t;

/// The form over a customer's facts.
#[component]
pub fn Edit(doc: DocId) -> impl IntoView {
    let (kind, act) = (RecordKind::Customer, ActName::EditCustomer);
    view! { <EditForm doc=doc kind=kind act=act title=t!("customer.edit") back=Route::Customer(doc)/> }
}
