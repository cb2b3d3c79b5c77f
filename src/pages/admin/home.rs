//! What there is to administer.

use leptos::prelude::*;

use super::AdminHead;
use crate::parts::icon::{CUSTOMERS, DEALS, HAND_OVER, Icon, ONWARD, POLICY, SCORE, Stroke, TALK, TODAY};
use crate::parts::link::Link;
use crate::state::route::{Office, Route};
use crate::t;

/// One line a page.
#[component]
pub fn Home() -> impl IntoView {
    let line = |part: Office| {
        let (stroke, name) = named(part);
        view! {
            <Link to=Route::Admin(part) class="row line">
                <Icon stroke=stroke/> <span class="what">{name}</span> <Icon stroke=ONWARD/>
            </Link>
        }
    };
    view! {
        <AdminHead title=t!("admin.title").to_owned() back=Route::More/>
        <div class="page">
            <p class="quiet-words">{t!("admin.title_why")}</p>
            <div class="ledger">
                {Office::PARTS.map(line)}
                <Link to=Route::Policy(None) class="row line">
                    <Icon stroke=POLICY/> <span class="what">{t!("more.policy")}</span> <Icon stroke=ONWARD/>
                </Link>
            </div>
        </div>
    }
}

/// The sign and name of a page.
fn named(part: Office) -> (Stroke, &'static str) {
    match part {
        Office::Departments => (CUSTOMERS, t!("admin.departments")),
        Office::Territories => (DEALS, t!("admin.territories")),
        Office::Calendar => (TODAY, t!("admin.calendar")),
        Office::Catalogue => (SCORE, t!("admin.catalogue")),
        Office::Customers => (CUSTOMERS, t!("admin.customers")),
        Office::Devices => (HAND_OVER, t!("admin.devices")),
        Office::Refused => (POLICY, t!("admin.refused")),
        _ => (TALK, t!("admin.people")),
    }
}
