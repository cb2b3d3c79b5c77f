//! The sync page: what needs a look, what waits, how things stand. Nothing here blocks; nothing is lost.

pub mod aside;
pub mod conflict;
pub mod export;
pub mod facts;
pub mod kept;
pub mod lost;
pub mod mend;
pub mod taken;
pub mod waiting;

use fieldbook_book::replica::{Mode, Status};
use leptos::prelude::*;

use crate::pages::sign_in::SignInForm;
use crate::parts::head::Head;
use crate::state::attachments::use_attachments;
use crate::state::book::use_book;
use crate::state::needs::Needs;
use crate::state::route::Route;
use crate::t;
use crate::texts::format;

/// Sending and keeping.
#[component]
pub fn Sync() -> impl IntoView {
    let book = use_book();
    let status = Memo::new(move |_| book.status());
    let sub = Signal::derive(move || {
        let documents = i64::try_from(status.get().documents).unwrap_or(0);
        t!("sync.held", n = format::count(documents))
    });
    view! {
        <Head title=t!("sync.title").to_owned() sub=sub back=Route::More/>
        <div class="page">
            {move || standing(status.get(), book.was_evicted())}
            <NeedsALook/>
            <taken::Taken/>
            <waiting::Waiting/>
            <Files/>
            <facts::Facts/>
        </div>
        <div class="main-act pair">
            <button type="button" on:click=move |_| export::save(book)>{t!("sync.export")}</button>
            <button type="button" class="primary" on:click=move |_| book.poke()>{t!("sync.try_now")}</button>
        </div>
    }
}

/// What stops the sync, and the way on.
fn standing(status: Status, was_evicted: bool) -> AnyView {
    let words = match status.mode {
        Mode::SignedOut => {
            // Where nothing is here, or was lost, it must not say that all is kept.
            let is_whole = status.complete && !was_evicted;
            let words = if is_whole { t!("sync.all_kept") } else { t!("sync.all_fetched") };
            return view! { <section class="card"><h2>{t!("sync.sign_in_again")}</h2><p>{words}</p></section> <SignInForm/> }
                .into_any();
        }
        Mode::AppTooOld => t!("sync.too_old"),
        Mode::Revoked => t!("sync.revoked"),
        Mode::StoreFailed => t!("sync.store_failed"),
        Mode::Offline => t!("sync.offline_is_fine"),
        Mode::Starting | Mode::Idle | Mode::Sending => return ().into_any(),
    };
    view! { <section class="card"><p>{words}</p></section> }.into_any()
}

/// Photos, voice notes and files that the server does not hold yet: how many, and how much of them.
#[component]
fn Files() -> impl IntoView {
    let attachments = use_attachments();
    move || {
        let unsent = attachments.unsent();
        (!unsent.is_empty()).then(|| {
            let (size, has) = unsent.iter().fold((0, 0), |(size, has), (_, of, is)| (size + of, has + is));
            let left = format::kilobytes(size - has);
            view! {
                <section class="card">
                    <p>{t!("sync.files", n = unsent.len(), left = left)}</p>
                    <progress max=size.to_string() value=has.to_string() aria-label=t!("sync.files_sent")></progress>
                </section>
            }
        })
    }
}

/// Both values, set aside, kept, lost: in that order.
#[component]
fn NeedsALook() -> impl IntoView {
    let (book, attachments) = (use_book(), use_attachments());
    let needs = Memo::new(move |_| Needs::of(book, attachments));
    let count = move || needs.with(Needs::count);
    let list = move || {
        (count() > 0).then(|| {
            view! {
                <section>
                    <h2 class="label late"><span>{t!("sync.needs_a_look")}</span><b>{count}</b></h2>
                    <For each=move || needs.get().conflicts key=|doc| *doc let:doc><conflict::Conflicts doc=doc named=true/></For>
                    <For each=move || needs.get().aside key=|id| *id let:id><aside::AsideCard id=id/></For>
                    <For each=move || needs.get().kept key=|id| *id let:id><kept::KeptCard id=id/></For>
                    <For each=move || needs.get().lost key=|(hash, _)| *hash let:((hash, doc))><lost::LostCard hash=hash doc=doc/></For>
                </section>
            }
        })
    };
    // Only where nothing waits either may it say so.
    let all_well = move || {
        let (status, files) = (book.status(), attachments.unsent().len());
        let runs = matches!(status.mode, Mode::Idle | Mode::Sending);
        (count() == 0 && status.unsent == 0 && files == 0 && runs)
            .then(|| view! { <p class="empty">{t!("sync.all_well")}</p> })
    };
    view! { {list} {all_well} }
}
