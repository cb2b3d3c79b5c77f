//! What the people of somebody have let lie, one line a person; a tap shows which deals.

use fieldbook_process::{PersonId, RecordKind};
use leptos::prelude::*;

use crate::parts::icon::{Icon, ONWARD};
use crate::state::book::use_book;
use crate::state::lists::{Filter, ON, View, use_list};
use crate::state::route::{Route, use_place};
use crate::t;
use crate::texts::format;

/// The lines; nothing where nobody has.
#[component]
pub fn People(people: Memo<Vec<(PersonId, usize)>>) -> impl IntoView {
    let (book, place) = (use_book(), use_place());
    let deals = use_list(RecordKind::Deal);
    let line = move |(person, overdue): (PersonId, usize)| {
        let name = book.read(|replica| format::person(person, replica.company()));
        let look = move |_| {
            let filters = [(Filter::Seller, person.to_string()), (Filter::Late, ON.to_owned())];
            deals.show(View { filters: filters.into(), ..View::default() });
            place.go(Route::Deals);
        };
        view! {
            <button type="button" class="row line" on:click=look>
                <span class="what">{name}</span>
                <span class="when late">{t!("today.person_overdue", n = overdue)}</span>
                <Icon stroke=ONWARD/>
            </button>
        }
    };
    let section = move || {
        let people = people.get();
        (!people.is_empty()).then(|| {
            view! {
                <section>
                    <h2 class="label"><span>{t!("today.people")}</span></h2>
                    <div class="ledger people-late">{people.into_iter().map(line).collect_view()}</div>
                </section>
            }
        })
    };
    view! { {section} }
}
