//! Opening a deal: interest and possibility in words (§3.1), of a customer.

use fieldbook_book::replica::NOW;
use fieldbook_process::{ActName, DocId, Path, RecordKind, Value};
use leptos::prelude::*;

use super::log::new_id;
use crate::pages::act_form::{ActForm, fields_of};
use crate::pages::customer::picker::CustomerPicker;
use crate::parts::form::About;
use crate::parts::head::Head;
use crate::state::book::use_book;
use crate::state::drafts::{self, Kept};
use crate::state::route::{Route, use_place};
use crate::t;

/// The customer chosen is kept as the words of the form are.
const DRAFT: &str = "deal.new.customer";

/// The form of a new deal; `customer` is chosen already where one came from its page.
#[component]
pub fn New(customer: Option<DocId>) -> impl IntoView {
    let (book, place) = (use_book(), use_place());
    let chosen = RwSignal::new(customer.or_else(|| drafts::kept(DRAFT)?.typed.get("customer")?.parse().ok()));
    Effect::new(move |_| {
        let typed = chosen.get().map(|customer| ("customer".to_owned(), customer.to_string()));
        drafts::keep(DRAFT, &Kept { opened: None, typed: typed.into_iter().collect() });
    });
    let (doc, kind, act) = (DocId(new_id()), RecordKind::Deal, ActName::OpenDeal);
    let about = About { name: "deal.new".to_owned(), doc, kind, act, entry: None };
    let added = Callback::new(move |()| {
        let customer = chosen.get_untracked().map(|customer| Value::Id(customer.0));
        vec![
            (Path::field("customer"), customer),
            (Path::field("seller"), Some(Value::Id(book.me().0))),
            (Path::field("opened"), Some(NOW)),
        ]
    });
    let done = Callback::new(move |()| {
        drafts::forget(DRAFT);
        place.go(Route::Deal(doc));
    });
    let back = customer.map_or(Route::Deals, Route::Customer);
    view! {
        <Head title=t!("deals.new").to_owned() back=back/>
        <div class="page">
            <CustomerPicker chosen=chosen/>
            <ActForm
                about=about fields=fields_of(kind, ActName::EditDeal) opened=None added=added
                label=t!("deals.open") on_saved=done
            />
        </div>
    }
}
