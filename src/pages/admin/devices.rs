//! Devices: who signed in where, when each was in contact last, what it has not sent and why it is stuck.

use fieldbook_book::wire::office::{Ask, Contact, DEVICES, DeviceTold};
use leptos::prelude::*;

use super::form::{FaultView, told, word};
use super::{AdminHead, Told, use_asking, use_told};
use crate::browser::clock::now_ms;
use crate::parts::sheet::Sheet;
use crate::state::book::use_book;
use crate::state::route::{Office, Route};
use crate::t;
use crate::texts::format;

/// The list.
#[component]
pub fn Devices() -> impl IntoView {
    let again = RwSignal::new(0_u32);
    let all = use_told::<Vec<DeviceTold>>(DEVICES, again);
    let chosen = RwSignal::new(None::<DeviceTold>);
    let open = RwSignal::new(false);
    let choose = Callback::new(move |device: DeviceTold| {
        chosen.set(Some(device));
        open.set(true);
    });
    let body = move || match all.get() {
        Told::Asked => view! { <p class="empty">{t!("common.loading")}</p> }.into_any(),
        Told::Fault(fault) => told(fault),
        Told::Here(all) => {
            let row = |device: DeviceTold| view! { <Device device=device choose=choose/> };
            view! { <div class="ledger two-lines">{all.into_iter().map(row).collect_view()}</div> }.into_any()
        }
    };
    view! {
        <AdminHead title=t!("admin.devices").to_owned() back=Route::Admin(Office::Home)/>
        <div class="page">{body}</div>
        <div class="main-act">
            <button type="button" class="wide" on:click=move |_| again.update(|n| *n += 1)>{t!("admin.refresh")}</button>
        </div>
        <Revoking chosen=chosen open=open again=again/>
    }
}

#[component]
fn Device(device: DeviceTold, choose: Callback<DeviceTold>) -> impl IntoView {
    let book = use_book();
    let now_ms = now_ms();
    let name = book.read(|replica| format::person(device.person, replica.company()));
    let last = match &device.contact {
        Some(contact) => t!("admin.contact_last", time = format::time(contact.at_ms, now_ms)),
        None => t!("admin.contact_never").to_owned(),
    };
    let gone = device.revoked_ms.map(|at_ms| {
        let time = format::time(at_ms, now_ms);
        if device.stolen { t!("admin.stolen", time = time) } else { t!("admin.revoked", time = time) }
    });
    let this = device.is_this.then(|| t!("admin.this_device").to_owned());
    let out = (!device.signed_in && gone.is_none()).then(|| t!("admin.signed_out_there").to_owned());
    let kept = (device.quarantined > 0).then(|| t!("admin.quarantined", n = device.quarantined));
    let app = device.contact.as_ref().map(|contact| contact.app.clone());
    let line = [Some(device.name.clone()), app, this, out, Some(last), gone.clone(), kept];
    let line = line.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let unsent = device.contact.as_ref().map(|contact| unsent(contact, now_ms));
    let stuck = device.contact.as_ref().and_then(|contact| contact.stuck);
    let stuck = stuck.map(|it| {
        view! { <span class="why late"><b>{t!("admin.stuck")}</b>" "{word(&format!("admin.stuck_{}", it.code()))}</span> }
    });
    let act = (gone.is_none() && !device.is_this).then(|| {
        view! { <button type="button" on:click=move |_| choose.run(device.clone())>{t!("admin.revoke")}</button> }
    });
    view! {
        <div class="row line">
            <span class="what">{name}<span class="why">{line}</span><span class="why">{unsent}</span>{stuck}</span>
            {act}
        </div>
    }
}

fn unsent(contact: &Contact, now_ms: i64) -> String {
    let count = match contact.unsent {
        0 => return t!("admin.all_sent").to_owned(),
        n => t!("admin.unsent", n = n),
    };
    let oldest = contact.oldest_ms.map(|at_ms| t!("admin.oldest", time = format::time(at_ms, now_ms)));
    [Some(count), oldest].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Says what revoking does, and does it.
#[component]
fn Revoking(
    chosen: RwSignal<Option<DeviceTold>>,
    open: RwSignal<bool>,
    again: RwSignal<u32>,
) -> impl IntoView {
    let (book, asking) = (use_book(), use_asking());
    let title = Signal::derive(move || {
        let person = chosen.with(|device| device.as_ref().map(|device| device.person));
        person.map(|who| book.read(|replica| format::person(who, replica.company()))).unwrap_or_default()
    });
    let revoke = move |stolen: bool| {
        let Some(device) = chosen.get_untracked().map(|device| device.id) else { return };
        asking.ask(Ask::Revoke { device, stolen }, move |_| {
            let _ = open.try_set(false);
            let _ = again.try_update(|n| *n += 1);
        });
    };
    view! {
        <Sheet open=open title=title>
            <p>{move || chosen.with(|device| device.as_ref().map(|device| device.name.clone()))}</p>
            <p>{t!("admin.revoke_why")}</p>
            <FaultView asking=asking/>
            <button type="button" class="wide" disabled=asking.is_busy on:click=move |_| revoke(true)>{t!("admin.revoke_stolen")}</button>
            <button type="button" class="primary wide" disabled=asking.is_busy on:click=move |_| revoke(false)>{t!("admin.revoke_do")}</button>
        </Sheet>
    }
}
