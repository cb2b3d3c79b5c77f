//! Asking a department about a deal. What the department must know of it is carried over in words, since it reads
//! questions and not deals.

use fieldbook_book::replica::NOW;
use fieldbook_process::{ActName, DocId, Path, RecordKind, Value};
use leptos::prelude::*;

use crate::pages::act_form::{ActForm, fields_of};
use crate::pages::deal::log::new_id;
use crate::pages::row;
use crate::parts::form::About;
use crate::parts::head::Head;
use crate::state::book::use_book;
use crate::state::route::{Route, use_place};
use crate::t;
use crate::texts::law;

/// The form of a new question.
#[component]
pub fn New(deal: DocId) -> impl IntoView {
    let (book, place) = (use_book(), use_place());
    let (doc, kind, act) = (DocId(new_id()), RecordKind::Question, ActName::AskQuestion);
    let about = About { name: format!("{deal}.question"), doc, kind, act, entry: None };
    let known = book.read(|replica| {
        let row = replica.rows().get(&deal)?;
        let names = [row::customer_name(replica, row), Some(row::name(row))];
        let words = names.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        Some((words.chars().take(200).collect::<String>(), row.get::<Option<DocId>>("customer")))
    });
    let (words, customer) = known.unwrap_or_default();
    let fields = fields_of(kind, act).into_iter().filter(|field| field.name != "about").collect();
    let said = words.clone();
    let added = Callback::new(move |()| {
        vec![
            (Path::field("about"), Some(Value::Text(said.clone())).filter(|_| !said.is_empty())),
            (Path::field("deal"), Some(Value::Id(deal.0))),
            (Path::field("customer"), customer.map(|customer| Value::Id(customer.0))),
            (Path::field("asker"), Some(Value::Id(book.me().0))),
            (Path::field("asked"), Some(NOW)),
        ]
    });
    let done = Callback::new(move |()| place.go(Route::Deal(deal)));
    view! {
        <Head title=law::act(act).to_owned() sub=words back=Route::Deal(deal)/>
        <div class="page">
            <ActForm about=about fields=fields opened=None added=added label=t!("question.ask") on_saved=done/>
        </div>
    }
}
