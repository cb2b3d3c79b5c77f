//! Departments with their people; one of them leads each.

use fieldbook_book::wire::office::{Ask, Form};
use fieldbook_process::people::{Department, Person};
use leptos::prelude::*;

use super::form::FaultView;
use super::{AdminHead, use_asking};
use crate::parts::link::Link;
use crate::state::book::use_book;
use crate::state::route::{Office, Route};
use crate::t;
use crate::texts::law;

/// All of them, those with people first.
#[component]
pub fn Departments() -> impl IntoView {
    let (book, asking) = (use_book(), use_asking());
    let people = Memo::new(move |_| {
        book.company(|replica| {
            let there = replica.company().people.iter().filter(|it| it.department.is_some() && !it.left);
            there.cloned().collect::<Vec<Person>>()
        })
    });
    let person = move |person: Person| {
        let (who, is_head) = (person.id, person.head);
        let head = Form { head: true, ..Form::of(&person) };
        let make = move |_| asking.ask(Ask::Write { who, person: head.clone() }, |_| {});
        view! {
            <div class="row line">
                <Link to=Route::Admin(Office::Person(who)) class="row-main"><span class="what">{person.name}</span></Link>
                {if is_head {
                    view! { <b class="when">{t!("admin.is_head")}</b> }.into_any()
                } else {
                    view! { <button type="button" disabled=asking.is_busy on:click=make>{t!("admin.make_head")}</button> }.into_any()
                }}
            </div>
        }
    };
    let one = move |department: Department| {
        let people: Vec<Person> =
            people.get().into_iter().filter(|it| it.department == Some(department)).collect();
        let note = match (people.is_empty(), people.iter().any(|it| it.head)) {
            (true, _) => t!("admin.nobody"),
            (false, false) => t!("admin.no_head"),
            (false, true) => "",
        };
        view! {
            <section>
                <h2 class="label"><span>{law::choice("department", department.code())}</span><span>{note}</span></h2>
                <div class="ledger">{people.into_iter().map(person).collect_view()}</div>
            </section>
        }
    };
    let all = move || {
        let has_people =
            |it: &Department| people.with(|all| all.iter().any(|one| one.department == Some(*it)));
        let (with, without): (Vec<_>, Vec<_>) = Department::ALL.iter().copied().partition(has_people);
        with.into_iter().chain(without).map(one).collect_view()
    };
    view! {
        <AdminHead title=t!("admin.departments").to_owned() back=Route::Admin(Office::Home)/>
        <div class="page">
            <p class="quiet-words">{t!("admin.department_why")}</p>
            <FaultView asking=asking/>
            {all}
        </div>
    }
}
