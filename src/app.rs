//! The contexts of the whole app, and who comes first: nobody signed in sees the sign-in, somebody their book.

use leptos::prelude::*;

use crate::browser::worker;
use crate::pages::customer::alike::provide_known;
use crate::pages::shell::Shell;
use crate::pages::sign_in::SignInPage;
use crate::state::at_event::provide_at_event;
use crate::state::book::provide_book;
use crate::state::clock::provide_clock;
use crate::state::language::{LanguageChoice, provide_language};
use crate::state::lists::provide_lists;
use crate::state::notice::provide_notices;
use crate::state::route::provide_place;
use crate::state::session::{Signed, provide_session};
use crate::state::switched::provide_switched;
use crate::state::theme::provide_theme;
use crate::state::visits::provide_visits;

/// Whether a newer build of the app waits.
#[derive(Debug, Clone, Copy)]
pub struct UpdateWaits(pub RwSignal<bool>);

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let language = provide_language();
    provide_theme();
    provide_clock();
    provide_place();
    provide_notices();
    let session = provide_session();
    let update_waits = RwSignal::new(false);
    provide_context(UpdateWaits(update_waits));
    // Forms keep their words with each key: nothing is left to save before a reload.
    worker::watch(move || update_waits.set(true), || async {});
    let signed = Memo::new(move |_| session.get());
    move || match signed.get() {
        None => view! { {move || spoken(language, || view! { <SignInPage/> }.into_any())} }.into_any(),
        Some(signed) => view! { <Signed signed=signed/> }.into_any(),
    }
}

/// The book is opened once; a change of language draws the screens anew over it.
#[component]
fn Signed(signed: Signed) -> impl IntoView {
    let language: LanguageChoice = expect_context();
    provide_lists();
    provide_at_event();
    provide_visits();
    provide_known();
    provide_switched();
    provide_book(signed);
    move || spoken(language, || view! { <Shell/> }.into_any())
}

/// Draws something anew when the language changes.
fn spoken(language: LanguageChoice, draw: impl Fn() -> AnyView) -> AnyView {
    let _redraws = language.get();
    draw()
}
