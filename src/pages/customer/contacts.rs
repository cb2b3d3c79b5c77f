//! People at a customer: how to reach them, and a form for another one.

use std::sync::Arc;

use fieldbook_book::replica::Opened;
use fieldbook_book::row::phone_hint;
use fieldbook_process::prospecting::{Contact, Customer};
use fieldbook_process::schema::Field;
use fieldbook_process::{ActName, EntryId, Record, RecordKind};
use leptos::prelude::*;

use super::alike::{self, Known};
use crate::pages::act_form::ActForm;
use crate::pages::deal::log::new_id;
use crate::parts::form::{About, Form};
use crate::parts::icon::{CALL, Icon};
use crate::parts::sheet::Sheet;
use crate::state::book::use_book;
use crate::t;

/// Written when somebody is taken off the list, which is another act.
const REMOVAL: [&str; 2] = ["removed", "removed_why"];

/// The people, and a way to add one.
#[component]
pub fn Contacts(opened: Opened) -> impl IntoView {
    let customer = Customer::from_facts(&opened.view.facts);
    let people = customer.present_contacts().map(person).collect_view();
    let (book, doc, adding) = (use_book(), opened.doc, RwSignal::new(false));
    let opened = StoredValue::new(opened);
    let known = StoredValue::new(None::<Arc<Known>>);
    let hint = Callback::new(move |form: Form| {
        let phone = form.input("phone").map(|input| input.typed.get()).unwrap_or_default();
        if phone_hint(&phone).is_none() {
            return ().into_any();
        }
        // Read once, when the first number is there to compare.
        let known = known.get_value().unwrap_or_else(|| {
            let read = Arc::new(book.read(Known::of));
            known.set_value(Some(Arc::clone(&read)));
            read
        });
        alike::hint(book, &known, &alike::traits([], [phone.as_str()]), Some(doc))
    });
    let form = move || {
        let opened = opened.get_value();
        let about = About {
            name: format!("{}.contact", opened.doc),
            doc: opened.doc,
            kind: RecordKind::Customer,
            act: ActName::EditContact,
            entry: Some(("contact", EntryId(new_id()))),
        };
        let by_hand = |field: &&'static Field| field.is_by_hand() && !REMOVAL.contains(&field.name);
        let fields = Contact::FIELDS.iter().filter(by_hand).collect();
        let done = Callback::new(move |()| {
            let _ = adding.try_set(false);
        });
        view! { <ActForm about=about fields=fields opened=Some(opened) label=t!("common.save") on_saved=done hint=("phone", hint)/> }
    };
    view! {
        <div class="people">{people}</div>
        <button type="button" class="wide" on:click=move |_| adding.set(true)>{t!("customer.add_contact")}</button>
        <Sheet open=adding title=t!("customer.add_contact").to_owned()>{form()}</Sheet>
    }
}

fn person(contact: &Contact) -> impl IntoView + use<> {
    let more = [&contact.position, &contact.wechat].into_iter().filter(|text| !text.is_empty()).cloned();
    let more = more.collect::<Vec<_>>().join(" · ");
    let mail = (!contact.email.is_empty()).then(|| {
        view! { <a class="mail" href=format!("mailto:{}", contact.email)>{contact.email.clone()}</a> }
    });
    let call = (!contact.phone.is_empty()).then(|| {
        let label = t!("customer.call", name = contact.name);
        view! { <a class="act" href=format!("tel:{}", contact.phone) aria-label=label><Icon stroke=CALL/></a> }
    });
    view! {
        <div class="row line">
            <div class="row-main">
                <span class="what">{contact.name.clone()}</span>
                <span class="why">{more}</span>
                {mail}
                <span class="why number">{contact.phone.clone()}</span>
            </div>
            {call}
        </div>
    }
}
