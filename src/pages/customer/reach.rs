//! Reaching a customer with one tap: calling, writing a mail, copying a WeChat name, being led there.

use fieldbook_process::prospecting::{Contact, Customer};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::page::copy;
use crate::pages::row;
use crate::parts::icon::{CALL, CHAT, Icon, MAIL, PLACE, Stroke};
use crate::parts::sheet::Sheet;
use crate::state::navigation::{Goal, Navigator};
use crate::state::notice::{Notices, use_notices};
use crate::t;
use crate::texts::{find, say};

/// What can be done at once at the head of the page: each with the first person who can be reached so.
#[component]
pub fn Reach(customer: Customer) -> impl IntoView {
    let notices = use_notices();
    let first =
        |of: fn(&Contact) -> &String| customer.present_contacts().find(|it| !of(it).is_empty()).cloned();
    let link = |stroke: Stroke, word: &'static str, to: String, name: String| {
        view! { <a class="reach-act" href=to><Icon stroke=stroke/><span>{word}</span><span class="unseen">{name}</span></a> }
    };
    let call = first(|it| &it.phone)
        .map(|it| link(CALL, t!("customer.do_call"), format!("tel:{}", it.phone), it.name));
    let mail = first(|it| &it.email)
        .map(|it| link(MAIL, t!("customer.do_mail"), format!("mailto:{}", it.email), it.name));
    let chat = first(|it| &it.wechat).map(|it| {
        let name = it.name.clone();
        let tap = move |_| copy_wechat(notices, it.wechat.clone());
        view! {
            <button type="button" class="reach-act" on:click=tap>
                <Icon stroke=CHAT/><span>{t!("customer.do_wechat")}</span><span class="unseen">{name}</span>
            </button>
        }
    });
    let lead = goal(&customer).map(|goal| {
        view! { <Lead goal=goal class="reach-act"><Icon stroke=PLACE/><span>{t!("customer.do_navigate")}</span></Lead> }
    });
    view! { <div class="reach">{call} {chat} {mail} {lead}</div> }
}

/// Copies a WeChat name, since WeChat opens nobody by a link.
pub fn copy_wechat(notices: Notices, wechat: String) {
    spawn_local(async move {
        if copy(&wechat).await {
            notices.say(t!("customer.copied", wechat = wechat));
        } else {
            notices.say(t!("customer.not_copied", wechat = wechat));
        }
    });
}

/// Where to be led to; `None` where neither position nor address is known.
pub fn goal(customer: &Customer) -> Option<Goal> {
    let (place, address) = (row::place_of(customer), address(customer));
    let is_known = place.is_some() || address.is_some();
    is_known.then(|| Goal { name: customer.name.clone(), address: address.unwrap_or_default(), place })
}

fn address(customer: &Customer) -> Option<String> {
    let Customer { town, address, name, .. } = customer;
    match (town.is_empty(), address.is_empty()) {
        (true, true) => None,
        (_, true) => Some(format!("{town} {name}")),
        _ if address.starts_with(town.as_str()) => Some(address.clone()),
        _ => Some(format!("{town} {address}")),
    }
}

/// Leads there; the first time it asks by which app.
#[component]
pub fn Lead(goal: Goal, class: &'static str, children: ChildrenFn) -> impl IntoView {
    let choosing = RwSignal::new(false);
    let liked = RwSignal::new(Navigator::liked());
    let goal = StoredValue::new(goal);
    let inside = StoredValue::new(children);
    let inside = move || inside.with_value(|inside| inside());
    let act = move || {
        match liked.get() {
        Some(app) => view! {
            <a class=class target="_blank" rel="noopener" href=goal.with_value(|goal| app.link(goal))>{inside()}</a>
        }
        .into_any(),
        None => view! {
            <button type="button" class=class on:click=move |_| choosing.set(true)>{inside()}</button>
        }
        .into_any(),
    }
    };
    let app = move |app: Navigator| {
        let to = goal.with_value(|goal| app.link(goal));
        let choose = move |_| {
            app.like();
            liked.set(Some(app));
            choosing.set(false);
        };
        view! {
            <a class="row line" target="_blank" rel="noopener" href=to on:click=choose>
                <span class="what">{navigator(app)}</span>
            </a>
        }
    };
    let apps = move || Navigator::ALL.iter().copied().map(app).collect_view();
    view! {
        {act}
        <Sheet open=choosing title=t!("customer.navigate_by").to_owned()>
            <div class="ledger">{apps()}</div>
            <p class="quiet-words">{t!("customer.navigate_why")}</p>
        </Sheet>
    }
}

/// An app's name.
pub fn navigator(app: Navigator) -> &'static str {
    find(&format!("customer.by_{}", app.code())).map_or("", |text| say(text))
}
