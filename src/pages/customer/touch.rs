//! Contacts at a customer: one written down with a deal marks its customer, too, where that protects it longer (2.2.b);
//! the customer's own says where it was with one tap, as a cold visit wants it (2.3.b).

use fieldbook_book::replica::{NOW, Opened, Part};
use fieldbook_process::prospecting::is_renewed_by;
use fieldbook_process::schema::Field;
use fieldbook_process::{DocId, Path, RecordKind, Value};
use leptos::prelude::*;

use super::position::metres;

use crate::browser::clock::now_ms;
use crate::browser::location::Position;
use crate::pages::act_form::ActForm;
use crate::pages::entry::signed_entry;
use crate::pages::row;
use crate::parts::form::{About, Form, Values};
use crate::parts::here::Here;
use crate::state::book::Book;
use crate::state::visits::use_visits;
use crate::t;
use crate::texts::format;

/// The mark that a contact of a deal leaves at its customer; `values` are those of the contact.
pub fn touch(book: Book, deal: DocId, values: &Values) -> Option<Part> {
    let customer = book.read(|replica| {
        let customer = replica.rows().get(&deal)?.get::<Option<DocId>>("customer")?;
        let customer = replica.rows().get(&customer)?;
        let keep = row::protection(customer)?;
        let now_ms = replica.corrected_ms(now_ms());
        is_renewed_by((keep.since_ms, keep.due_ms), now_ms, replica.company()).then_some(customer.doc)
    })?;
    let channel = values.iter().find(|(path, _)| path.field == "channel");
    let values = [
        ("happened", Some(NOW)),
        ("channel", channel.and_then(|(_, value)| value.clone())),
        ("deal", Some(Value::Id(deal.0))),
    ];
    signed_entry((customer, RecordKind::Customer, "touch"), book.me(), values)
}

/// The form of a customer's own contact; `stamps` are written beside what is typed.
pub fn own(
    about: About,
    fields: Vec<&'static Field>,
    opened: Opened,
    stamps: Values,
    open: RwSignal<bool>,
) -> AnyView {
    let (here, visits) = (RwSignal::new(None::<Position>), use_visits());
    let entry = about.entry;
    let added = Callback::new(move |()| {
        let place = entry.zip(here.get_untracked()).map(|((list, id), here)| {
            let stamp = |name: &str, n| (Path::entry(list, id, name), Some(Value::Int(n)));
            [
                stamp("latitude", here.lat_e6),
                stamp("longitude", here.lon_e6),
                stamp("accuracy_m", here.accuracy_m),
            ]
        });
        stamps.iter().cloned().chain(place.into_iter().flatten()).collect()
    });
    let found = Callback::new(move |position: Position| {
        visits.is_at(position);
        here.set(Some(position));
    });
    let hint = move |_: Form| {
        let label = Signal::derive(move || match here.get() {
            None => t!("visits.i_am_here").to_owned(),
            Some(here) => t!("visits.noted", far = format::distance(metres(here.accuracy_m))),
        });
        view! { <Here label=label class="here" found=found/> }.into_any()
    };
    let done = Callback::new(move |()| {
        let _ = open.try_set(false);
    });
    view! {
        <ActForm
            about=about fields=fields opened=Some(opened) added=added label=t!("common.save") on_saved=done
            hint=Some(("place", Callback::new(hint)))
        />
    }
    .into_any()
}
