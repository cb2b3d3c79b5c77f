//! Somebody: what they are as a form, their absences, account and leaving; and somebody new.

use fieldbook_book::wire::office::{ACCOUNTS, AccountTold, Ask, Form, Made};
use fieldbook_process::PersonId;
use fieldbook_process::people::{Department, Person as Known, Role};
use fieldbook_process::schema::{Field, Kind};
use leptos::prelude::*;

use super::form::{self, About, FaultView, OfficeForm, Typed, field};
use super::{AdminHead, Told, away, people, use_asking, use_told};
use crate::parts::link::Link;
use crate::state::book::{Book, use_book};
use crate::state::route::{Office, Route, use_place};
use crate::t;

/// Roles that people have; the server's own is none of them.
const ROLES: &[&str] = &["rep", "assistant", "manager", "director", "gm", "staff", "admin"];
const HOLDER: &str = "office_person";

/// What is asked of somebody.
const FIELDS: &[Field] = &[
    field("name", Kind::Line(80)).required(),
    field("role", Kind::Choice(ROLES)).required(),
    field("superior", Kind::Person),
    field("assistant", Kind::Person),
    field("territories", Kind::Line(500)),
    field("department", Kind::Choice(Department::CODES)),
    field("head", Kind::Flag),
];

/// What is asked of somebody new.
const NEW: &[Field] = &[
    field("name", Kind::Line(80)).required(),
    field("account", Kind::Line(40)).required(),
    field("role", Kind::Choice(ROLES)).required(),
    field("superior", Kind::Person),
    field("assistant", Kind::Person),
    field("territories", Kind::Line(500)),
    field("department", Kind::Choice(Department::CODES)),
    field("head", Kind::Flag),
];

/// Only staff has a department.
const ONLY: &[(&str, &str, &str)] = &[("department", "role", "staff"), ("head", "role", "staff")];

/// What was typed, as the office takes it.
fn form(typed: &Typed) -> Option<Form> {
    let role = Role::of_code(&typed.text("role"))?;
    let territories = typed.text("territories");
    let territories = territories.split(['、', ',', '，', ';', '；']).map(str::trim);
    Some(Form {
        name: typed.text("name"),
        role,
        department: Department::of_code(&typed.text("department")).filter(|_| role == Role::Staff),
        head: typed.flag("head"),
        territories: territories.filter(|it| !it.is_empty()).map(str::to_owned).collect(),
        superior: typed.person("superior"),
        assistant: typed.person("assistant"),
    })
}

fn start(person: &Known) -> Vec<(&'static str, String)> {
    vec![
        ("name", person.name.clone()),
        ("role", person.role.code().to_owned()),
        ("superior", person.superior.map(|it| it.to_string()).unwrap_or_default()),
        ("assistant", person.assistant.map(|it| it.to_string()).unwrap_or_default()),
        ("territories", person.territories.join("、")),
        ("department", person.department.map(|it| it.code().to_owned()).unwrap_or_default()),
        ("head", if person.head { "yes" } else { "" }.to_owned()),
    ]
}

/// Somebody new, with an account; the password is shown once.
#[component]
pub fn New() -> impl IntoView {
    let place = use_place();
    let handed = RwSignal::new(None::<(String, String)>);
    let account = StoredValue::new(String::new());
    let ask = Callback::new(move |typed: Typed| {
        account.set_value(typed.text("account"));
        Some(Ask::Join { account: typed.text("account"), person: form(&typed)? })
    });
    let done = Callback::new(move |made: Made| {
        handed.set(made.password.map(|password| (account.get_value(), password)));
    });
    let understood = Callback::new(move |()| place.go(Route::Admin(Office::People)));
    let body = move || match handed.get() {
        Some((account, password)) => password_once(&account, password, understood),
        None => {
            let about = About {
                name: "admin.join".to_owned(),
                holder: HOLDER,
                fields: NEW,
                start: Vec::new(),
                only: ONLY,
            };
            view! { <OfficeForm about=about label=t!("admin.person_add") ask=ask done=done/> }.into_any()
        }
    };
    view! {
        <AdminHead title=t!("admin.person_new").to_owned() back=Route::Admin(Office::People)/>
        <div class="page">{body}</div>
    }
}

/// A password to hand over now.
fn password_once(account: &str, password: String, understood: Callback<()>) -> AnyView {
    view! {
        <section class="card password-once" role="status">
            <p>{t!("admin.account_is", account = account)}</p>
            <p>{t!("admin.password")}</p>
            <output>{password}</output>
            <p class="quiet-words">{t!("admin.password_once")}</p>
            <button type="button" class="primary wide" on:click=move |_| understood.run(())>{t!("admin.understood")}</button>
        </section>
    }
    .into_any()
}

/// One of them.
#[component]
pub fn Person(who: PersonId) -> impl IntoView {
    let book = use_book();
    let known = Memo::new(move |_| known(book, who));
    let title = Signal::derive(move || known.get().map(|it| it.name).unwrap_or_default());
    let sub = Signal::derive(move || {
        known.get().map(|it| if it.left { t!("admin.left").to_owned() } else { people::what(&it) })
    });
    let body = move || match known.get() {
        None => view! { <p class="empty">{t!("common.no_such_place")}</p> }.into_any(),
        Some(person) if person.left => ().into_any(),
        Some(person) => here(&person),
    };
    view! {
        <AdminHead title=title sub=sub back=Route::Admin(Office::People)/>
        <div class="page">{body}</div>
    }
}

/// What the company knows of somebody.
pub fn known(book: Book, who: PersonId) -> Option<Known> {
    book.company(|replica| replica.company().people.get(who).cloned())
}

fn here(person: &Known) -> AnyView {
    let who = person.id;
    let about = About {
        name: format!("admin.{who}"),
        holder: HOLDER,
        fields: FIELDS,
        start: start(person),
        only: ONLY,
    };
    let ask = Callback::new(move |typed: Typed| Some(Ask::Write { who, person: form(&typed)? }));
    let done = Callback::new(|_: Made| {});
    view! {
        <section class="card"><h2>{t!("admin.absences")}</h2><away::Absences who=who/>
            <Link to=Route::Admin(Office::PersonAway(who)) class="button">{t!("admin.absence_new")}</Link>
        </section>
        <section class="card"><h2>{t!("admin.account")}</h2><Account who=who/></section>
        <section class="card"><h2>{t!("admin.leaving")}</h2><Notice person=person.clone()/></section>
        <OfficeForm about=about label=t!("common.save") ask=ask done=done keeps=true/>
    }
    .into_any()
}

/// Their notice, and the day they go.
#[component]
fn Notice(person: Known) -> impl IntoView {
    let asking = use_asking();
    let who = person.id;
    let day_of = |at_ms| use_book().read(|replica| replica.company().calendar.day_of(at_ms));
    let since = person.notice_ms.map(|at_ms| t!("admin.notice_since", day = form::day(day_of(at_ms))));
    let given = person.notice_ms.is_none();
    let label = if given { t!("admin.notice_give") } else { t!("admin.notice_take_back") };
    let toggle = move |_| asking.ask(Ask::Notice { who, given }, |_| {});
    view! {
        {since.map(|since| view! { <p><b>{since}</b></p> })}
        <p class="quiet-words">{t!("admin.notice_why")}</p>
        <FaultView asking=asking/>
        <div class="pair">
            <button type="button" disabled=asking.is_busy on:click=toggle>{label}</button>
            <Link to=Route::Admin(Office::PersonLeaves(who)) class="button">{t!("admin.leave")}</Link>
        </div>
    }
}

/// The account's name, and a new password for it.
#[component]
fn Account(who: PersonId) -> impl IntoView {
    let asking = use_asking();
    let handed = RwSignal::new(None::<String>);
    let accounts = use_told::<Vec<AccountTold>>(ACCOUNTS, RwSignal::new(0));
    let name = move || match accounts.get() {
        Told::Here(all) => all.into_iter().find(|it| it.person == who).map(|it| it.account),
        _ => None,
    };
    let reset = move |_| asking.ask(Ask::NewPassword { who }, move |made| handed.set(made.password));
    let understood = Callback::new(move |()| handed.set(None));
    let body = move || match handed.get() {
        Some(password) => password_once(&name().unwrap_or_default(), password, understood),
        None => view! {
            <p>{move || name()}</p>
            <p class="quiet-words">{t!("admin.new_password_why")}</p>
            <button type="button" disabled=asking.is_busy on:click=reset>{t!("admin.new_password")}</button>
        }
        .into_any(),
    };
    view! { {body} <FaultView asking=asking/> }
}
