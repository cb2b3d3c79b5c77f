//! Registering a customer. The name shows what is there already, so that nobody writes one down twice.

use fieldbook_book::replica::NOW;
use fieldbook_process::{ActName, DocId, Path, RecordKind, Value};
use leptos::prelude::*;

use super::alike::name_hint_of;
use crate::pages::act_form::{ActForm, fields_of};
use crate::pages::deal::log::new_id;
use crate::parts::form::About;
use crate::parts::head::Head;
use crate::state::book::use_book;
use crate::state::lists::use_list;
use crate::state::route::{Route, use_place};
use crate::t;

/// The form of a new customer; what was searched for in vain is its name.
#[component]
pub fn New() -> impl IntoView {
    let (book, place) = (use_book(), use_place());
    let (doc, kind, act) = (DocId(new_id()), RecordKind::Customer, ActName::RegisterCustomer);
    let about = About { name: "customer.new".to_owned(), doc, kind, act, entry: None };
    let owner = Callback::new(move |()| {
        let owner = (Path::field("owner"), Some(Value::Id(book.me().0)));
        vec![owner, (Path::field("registered"), Some(NOW))]
    });
    let query = use_list(kind).query;
    if !query.get_untracked().trim().is_empty() {
        crate::state::drafts::suggest(&about.name, "name", query.get_untracked().trim());
    }
    let done = Callback::new(move |()| {
        query.set(String::new());
        place.go(Route::Customer(doc));
    });
    view! {
        <Head title=t!("customers.new").to_owned() back=Route::Customers/>
        <div class="page">
            <ActForm
                about=about fields=fields_of(kind, ActName::EditCustomer) opened=None added=owner
                label=t!("common.save") on_saved=done hint=Some(name_hint_of(book, kind))
            />
        </div>
    }
}
