//! People at a customer: how to reach each of them, and forms for another one and for putting one right. Those of records
//! that turned out to be it are among them.

use fieldbook_book::replica::Opened;
use fieldbook_process::prospecting::{Contact, Customer};
use fieldbook_process::{DocId, Record as _, RecordKind};
use leptos::prelude::*;

use super::joined::OfJoined;
use super::reach::copy_wechat;
use crate::parts::icon::{CALL, CHAT, Icon, MAIL};
use crate::state::acting::{Deed, use_acting};
use crate::state::notice::use_notices;
use crate::t;

/// The people, and a way to add one.
pub fn contacts(doc: DocId, customer: &Customer) -> AnyView {
    let acting = use_acting();
    let people = customer.present_contacts().map(|it| person(doc, it)).collect_view();
    let theirs = Callback::new(|opened: Opened| {
        let customer = Customer::from_facts(&opened.view.facts);
        customer.present_contacts().map(|it| person(opened.doc, it)).collect_view().into_any()
    });
    let add = move |_| acting.on(Deed::Entry(doc, RecordKind::Customer, "contact", Vec::new()));
    view! {
        <section class="card">
            <h2>{t!("customer.people")}</h2>
            <div class="people">{people} <OfJoined customer=doc draw=theirs/></div>
            <button type="button" class="wide" on:click=add>{t!("customer.add_contact")}</button>
        </section>
    }
    .into_any()
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
            <button type="button" class="quiet row-main" on:click=mend>
                <span class="unseen">{t!("common.edit")}</span>
                <span class="what">{name.clone()}</span>
                <span class="why">{position}</span>
                <span class="why number">{ways}</span>
            </button>
            <span class="person-acts">{call} {chat} {mail}</span>
        </div>
    }
}
