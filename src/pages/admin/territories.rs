//! Territories with who works there: they follow from people.

use std::collections::BTreeMap;

use fieldbook_process::PersonId;
use leptos::prelude::*;

use super::AdminHead;
use crate::parts::link::Link;
use crate::state::book::use_book;
use crate::state::route::{Office, Route};
use crate::t;
use crate::texts::law;

type Worker = (PersonId, String, String);

/// All of them.
#[component]
pub fn Territories() -> impl IntoView {
    let book = use_book();
    let all = Memo::new(move |_| {
        book.company(|replica| {
            let mut all: BTreeMap<String, Vec<Worker>> = BTreeMap::new();
            for person in replica.company().people.iter().filter(|person| !person.left) {
                let worker = (person.id, person.name.clone(), law::choice("role", person.role.code()));
                for territory in &person.territories {
                    all.entry(territory.clone()).or_default().push(worker.clone());
                }
            }
            all
        })
    });
    let person = |(who, name, role): Worker| {
        view! {
            <Link to=Route::Admin(Office::Person(who)) class="row line">
                <span class="what">{name}</span><span class="when">{role}</span>
            </Link>
        }
    };
    let one = move |(name, people): (String, Vec<Worker>)| {
        view! {
            <section>
                <h2 class="label"><span>{name}</span><b>{people.len()}</b></h2>
                <div class="ledger">{people.into_iter().map(person).collect_view()}</div>
            </section>
        }
    };
    view! {
        <AdminHead title=t!("admin.territories").to_owned() back=Route::Admin(Office::Home)/>
        <div class="page">
            <p class="quiet-words">{t!("admin.territories_why")}</p>
            {move || all.get().into_iter().map(one).collect_view()}
        </div>
    }
}
