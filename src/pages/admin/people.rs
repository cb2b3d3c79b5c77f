//! Everybody: who is here by name, then who has left; found by name, pinyin, role, department, territory.

use fieldbook_book::replica::Replica;
use fieldbook_process::PersonId;
use fieldbook_process::people::{Person, Role};
use leptos::prelude::*;

use super::AdminHead;
use super::form::day;
use crate::browser::clock::now_ms;
use crate::browser::intl;
use crate::parts::icon::{Icon, SEARCH};
use crate::parts::link::Link;
use crate::state::book::use_book;
use crate::state::route::{Office, Route, use_place};
use crate::t;
use crate::texts::search::{Hay, Query};
use crate::texts::{format, language, law};

#[derive(Debug, Clone, PartialEq)]
struct Entry {
    who: PersonId,
    name: String,
    what: String,
    end: String,
    hay: Hay,
}

/// The list.
#[component]
pub fn People() -> impl IntoView {
    let (book, query) = (use_book(), RwSignal::new(String::new()));
    let all = Memo::new(move |_| book.company(entries));
    let found = Memo::new(move |_| {
        let query = Query::of(&query.get());
        all.with(|all| all.iter().filter(|it| query.finds(&it.hay)).cloned().collect::<Vec<_>>())
    });
    let sub = Signal::derive(move || t!("admin.people_count", n = found.with(Vec::len)));
    let take = move |event: web_sys::Event| query.set(event_target_value(&event));
    let nothing = move || {
        found.with(Vec::is_empty).then(|| {
            view! { <p class="empty">{t!("common.nothing_found", query = query.get().trim())}</p> }
        })
    };
    view! {
        <AdminHead title=t!("admin.people").to_owned() sub=sub back=Route::Admin(Office::Home)/>
        <div class="search-row">
            <label class="search">
                <Icon stroke=SEARCH/>
                <input type="search" aria-label=t!("common.search") placeholder=t!("common.search") autocomplete="off"
                    enterkeyhint="search" prop:value=query on:input=take/>
            </label>
        </div>
        <div class="window">
            <For each=move || found.get() key=|entry| (entry.who, entry.what.clone(), entry.end.clone()) let:entry>
                <Row entry=entry/>
            </For>
            {nothing}
        </div>
        <div class="main-act">
            <Link to=Route::Admin(Office::PersonNew) class="button primary wide">{t!("admin.person_new")}</Link>
        </div>
    }
}

#[component]
fn Row(entry: Entry) -> impl IntoView {
    let place = use_place();
    let to = Route::Admin(Office::Person(entry.who));
    let current = Signal::derive(move || place.get() == to);
    view! {
        <Link to=to class="list-row" current=current>
            <span class="list-words"><span class="what">{entry.name}</span><span class="why">{entry.what}</span></span>
            <span class="list-end"><span>{entry.end}</span></span>
        </Link>
    }
}

fn entries(replica: &Replica) -> Vec<Entry> {
    let company = replica.company();
    let today = company.calendar.day_of(replica.corrected_ms(now_ms()));
    let entry = |person: &Person| {
        let what = what(person);
        let mut hay = Hay::default();
        [&person.name, &what].into_iter().for_each(|text| hay.add(text));
        let away =
            company.absences.iter().find(|it| it.person == person.id && (it.from..=it.to).contains(&today));
        let end = match away {
            _ if person.left => t!("admin.left").to_owned(),
            Some(away) => t!("admin.away_until", day = format::day(away.to, today)),
            None => {
                let since = person.notice_ms.map(|at_ms| format::day(company.calendar.day_of(at_ms), today));
                since.map(|day| t!("admin.notice_since", day = day)).unwrap_or_default()
            }
        };
        (person.left, Entry { who: person.id, name: person.name.clone(), what, end, hay })
    };
    let people = company.people.iter().filter(|person| person.role != Role::System);
    let mut named: Vec<_> = people.map(entry).map(|(left, it)| (it.name.clone(), (left, it))).collect();
    intl::sort_by_name(language().locale(), &mut named);
    named.sort_by_key(|(_, (left, _))| *left);
    named.into_iter().map(|(_, (_, entry))| entry).collect()
}

/// Role, department, territories.
pub fn what(person: &Person) -> String {
    let role = match person.department.map(|it| law::choice("department", it.code())) {
        Some(department) if person.head => t!("admin.head_of", department = department),
        Some(department) => department,
        None => law::choice("role", person.role.code()),
    };
    let territories = person.territories.iter().cloned();
    std::iter::once(role).chain(territories).collect::<Vec<_>>().join(" · ")
}

/// A day as a list tells it.
pub fn span(from: fieldbook_process::Day, to: fieldbook_process::Day) -> String {
    if from == to { day(from) } else { t!("admin.from_to", from = day(from), to = day(to)) }
}
