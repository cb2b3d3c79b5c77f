//! Administration: what only administrators change, through the server. One page a noun, as in the addresses.

pub mod away;
mod calendar;
mod catalogue;
mod customers;
mod departments;
mod devices;
pub mod form;
mod home;
mod leaves;
mod people;
mod person;
mod refused;
mod sheet;
mod territories;

use fieldbook_book::replica::Mode;
use fieldbook_book::wire::office::{Ask, Made};
use fieldbook_process::people::Role;
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use wasm_bindgen_futures::spawn_local;

use crate::parts::head::Head;
use crate::state::book::{Book, use_book};
use crate::state::notice::use_notices;
use crate::state::office::{self, OfficeFault};
use crate::state::route::{Office, Route};
use crate::t;

/// Whether its person is an administrator.
pub fn is_admin(book: Book) -> bool {
    book.company(|replica| {
        replica.company().people.get(book.me()).is_some_and(|me| me.role == Role::Admin && !me.left)
    })
}

/// The page of a place; people stand beside each other where there is room.
pub fn page(place: Office) -> AnyView {
    let book = use_book();
    // The company may not be here yet at the first start.
    let may = Memo::new(move |_| is_admin(book));
    let body = move || if may.get() { body(place) } else { refused_to_others() };
    view! { {body} }.into_any()
}

fn refused_to_others() -> AnyView {
    view! {
        <main class="one">
            <Head title=t!("admin.title").to_owned() back=Route::More/>
            <p class="empty">{t!("admin.only")}</p>
        </main>
    }
    .into_any()
}

fn body(place: Office) -> AnyView {
    let one = |page: AnyView| view! { <main class="one">{page}</main> }.into_any();
    match place {
        Office::Home => one(view! { <home::Home/> }.into_any()),
        Office::People => beside(None),
        Office::PersonNew => beside(Some(view! { <person::New/> }.into_any())),
        Office::Person(who) => beside(Some(view! { <person::Person who=who/> }.into_any())),
        Office::PersonAway(who) => beside(Some(view! { <away::Absence who=who/> }.into_any())),
        Office::PersonLeaves(who) => beside(Some(view! { <leaves::Leaves who=who/> }.into_any())),
        Office::Departments => one(view! { <departments::Departments/> }.into_any()),
        Office::Territories => one(view! { <territories::Territories/> }.into_any()),
        Office::Calendar => one(view! { <calendar::Calendar/> }.into_any()),
        Office::Catalogue => one(view! { <catalogue::Catalogue/> }.into_any()),
        Office::Customers => one(view! { <customers::Customers/> }.into_any()),
        Office::Devices => one(view! { <devices::Devices/> }.into_any()),
        Office::Refused => one(view! { <refused::Refused/> }.into_any()),
    }
}

fn beside(detail: Option<AnyView>) -> AnyView {
    let has_detail = detail.is_some();
    view! {
        <main class="two" class:has-detail=has_detail>
            <section class="list"><people::People/></section>
            <section class="detail">
                {detail.unwrap_or_else(|| view! { <p class="empty wide-only">{t!("common.choose_one")}</p> }.into_any())}
            </section>
        </main>
    }
    .into_any()
}

/// The head of a page of administration; it says where the server cannot be reached.
#[component]
pub fn AdminHead(
    #[prop(into)] title: Signal<String>,
    #[prop(into, optional)] sub: MaybeProp<String>,
    back: Route,
) -> impl IntoView {
    let book = use_book();
    let offline = Memo::new(move |_| book.status().mode == Mode::Offline);
    view! {
        <Head title=title sub=sub back=back/>
        {move || offline.get().then(|| view! { <p class="needs-server" role="status">{t!("admin.needs_server")}</p> })}
    }
}

/// One change at the tap of a button: whether it is under way, and why it was not done.
#[derive(Debug, Clone, Copy)]
pub struct Asking {
    book: Book,
    notices: crate::state::notice::Notices,
    /// Under way.
    pub is_busy: RwSignal<bool>,
    /// Why the last one was not done.
    pub fault: RwSignal<Option<OfficeFault>>,
}

/// A change to be asked for.
pub fn use_asking() -> Asking {
    Asking {
        book: use_book(),
        notices: use_notices(),
        is_busy: RwSignal::new(false),
        fault: RwSignal::new(None),
    }
}

impl Asking {
    /// Asks; `then` runs once it is done.
    pub fn ask(self, ask: Ask, then: impl FnOnce(Made) + 'static) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        spawn_local(async move {
            let done = office::ask(&ask).await;
            let _ = self.is_busy.try_set(false);
            match done {
                Ok(made) => {
                    let _ = self.fault.try_set(None);
                    self.notices.say(t!("admin.done"));
                    // What was changed comes with the next pull.
                    self.book.poke();
                    then(made);
                }
                Err(fault) => {
                    let _ = self.fault.try_set(Some(fault));
                }
            }
        });
    }
}

/// What the server tells, on its way to a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Told<T> {
    /// Asked for.
    Asked,
    /// As it is.
    Here(T),
    /// Not told.
    Fault(OfficeFault),
}

/// Asks for what stands at an address, anew whenever `again` changes.
pub fn use_told<T>(path: &'static str, again: RwSignal<u32>) -> RwSignal<Told<T>>
where
    T: DeserializeOwned + Clone + PartialEq + Send + Sync + 'static,
{
    let told = RwSignal::new(Told::Asked);
    Effect::new(move |_| {
        again.get();
        spawn_local(async move {
            let answer = office::look::<T>(path).await.map_or_else(Told::Fault, Told::Here);
            let _ = told.try_set(answer);
        });
    });
    told
}
