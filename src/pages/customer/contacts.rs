//! People at a customer: how to reach each of them, and forms for another one and for putting one right.

use std::sync::Arc;

use fieldbook_book::replica::Opened;
use fieldbook_book::row::phone_hint;
use fieldbook_process::prospecting::{Contact, Customer};
use fieldbook_process::schema::Field;
use fieldbook_process::{ActName, DocId, EntryId, Record, RecordKind};
use leptos::prelude::*;

use super::alike::{self, Known};
use super::reach::copy_wechat;
use crate::pages::act_form::ActForm;
use crate::pages::deal::log::new_id;
use crate::parts::form::{About, Form};
use crate::parts::icon::{CALL, CHAT, Icon, MAIL};
use crate::parts::sheet::Sheet;
use crate::state::acting::{Deed, use_acting};
use crate::state::book::use_book;
use crate::state::notice::use_notices;
use crate::t;

/// Written when somebody is taken off the list, which is another act.
const REMOVAL: [&str; 2] = ["removed", "removed_why"];

/// The people, and a way to add one.
#[component]
pub fn Contacts(opened: Opened) -> impl IntoView {
    let customer = Customer::from_facts(&opened.view.facts);
    let people = customer.present_contacts().map(|it| person(opened.doc, it)).collect_view();
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
        <section class="card">
            <h2>{t!("customer.people")}</h2>
            <div class="people">{people}</div>
            <button type="button" class="wide" on:click=move |_| adding.set(true)>{t!("customer.add_contact")}</button>
            <Sheet open=adding title=t!("customer.add_contact").to_owned()>{form()}</Sheet>
        </section>
    }
}

fn person(doc: DocId, contact: &Contact) -> impl IntoView + use<> {
    let (acting, notices, id) = (use_acting(), use_notices(), contact.id);
    let Contact { name, position, phone, email, wechat, .. } = contact.clone();
    let mend = move |_| acting.on(Deed::Mend(doc, RecordKind::Customer, "contact", id));
    let ways = [&phone, &wechat, &email].into_iter().filter(|text| !text.is_empty()).cloned();
    let ways = ways.collect::<Vec<_>>().join(" · ");
    let link = |stroke, to: String, label: String, there: bool| {
        there.then(|| view! { <a class="act" href=to aria-label=label><Icon stroke=stroke/></a> })
    };
    let call = link(CALL, format!("tel:{phone}"), t!("customer.call", name = name), !phone.is_empty());
    let mail = link(MAIL, format!("mailto:{email}"), t!("customer.mail", name = name), !email.is_empty());
    let chat = (!wechat.is_empty()).then(|| {
        let label = t!("customer.wechat", name = name);
        let tap = move |_| copy_wechat(notices, wechat.clone());
        view! { <button type="button" class="act" aria-label=label on:click=tap><Icon stroke=CHAT/></button> }
    });
    view! {
        <div class="row line person">
            <button type="button" class="quiet row-main" aria-label=t!("customer.edit_contact", name = name) on:click=mend>
                <span class="what">{name.clone()}</span>
                <span class="why">{position}</span>
                <span class="why number">{ways}</span>
            </button>
            <span class="person-acts">{call} {chat} {mail}</span>
        </div>
    }
}
