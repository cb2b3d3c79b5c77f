//! Signing in: once with a network; afterwards the book opens without one. Inside WeChat there is only the way
//! out to a browser, since that storage is easily lost.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::more::{LanguageChips, ThemeChips};
use crate::browser::page;
use crate::pages::sync::export;
use crate::parts::update::UpdateBand;
use crate::state::book::Book;
use crate::state::session::{SignInFault, remembered, use_session, was_revoked};
use crate::t;

/// The first page of the app on a new phone.
#[component]
pub fn SignInPage() -> impl IntoView {
    let in_wechat = page::user_agent().contains("MicroMessenger");
    let session = use_session();
    if !in_wechat {
        spawn_local(async move { session.resume().await });
    }
    let body = if in_wechat { view! { <InWeChat/> }.into_any() } else { view! { <SignInForm/> }.into_any() };
    view! {
        <UpdateBand/>
        <main class="sign-in">
            <div class="sign-in-name">
                <img src="/icon.svg" alt="" width="64" height="64"/>
                <h1>{t!("common.app")}</h1>
                <p>{t!("signin.what")}</p>
            </div>
            {was_revoked().then(|| view! { <section class="card" role="alert"><p>{t!("signin.revoked")}</p></section> })}
            {body}
            <LanguageChips/>
            <ThemeChips/>
        </main>
    }
}

#[component]
fn InWeChat() -> impl IntoView {
    view! {
        <section class="card">
            <h2>{t!("signin.wechat_title")}</h2>
            <p>{t!("signin.wechat_why")}</p>
            <p>{t!("signin.wechat_how")}</p>
        </section>
    }
}

/// Account and password. Also on the sync page, when a session ended.
#[component]
pub fn SignInForm() -> impl IntoView {
    let session = use_session();
    let book = use_context::<Book>();
    let account = RwSignal::new(remembered().map(|signed| signed.account).unwrap_or_default());
    let password = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<SignInFault>);
    let is_busy = RwSignal::new(false);
    let warned = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        if is_another(account.get_untracked().trim()) && left_behind(book) > 0 && !warned.get_untracked() {
            return warned.set(true);
        }
        is_busy.set(true);
        fault.set(None);
        spawn_local(async move {
            let done = session.sign_in(account.get_untracked().trim(), &password.get_untracked()).await;
            let _ = is_busy.try_set(false);
            let _ = fault.try_set(done.err());
            if let (Ok(()), Some(book)) = (done, book) {
                book.poke();
            }
        });
    };
    view! {
        <form class="card" on:submit=submit>
            <div class="field">
                <label for="account">{t!("signin.account")}</label>
                <input id="account" name="username" autocomplete="username" autocapitalize="none" spellcheck="false"
                    required prop:value=account
                    on:input=move |event| { warned.set(false); account.set(event_target_value(&event)); }/>
            </div>
            <div class="field">
                <label for="password">{t!("signin.password")}</label>
                <input id="password" name="password" type="password" autocomplete="current-password"
                    required prop:value=password on:input=move |event| password.set(event_target_value(&event))/>
            </div>
            <p class="fault" role="alert">{move || fault.get().map(words)}</p>
            {move || book.filter(|_| warned.get()).map(left_here)}
            <button class="primary wide" disabled=is_busy>
                {move || match (is_busy.get(), warned.get()) {
                    (true, _) => t!("signin.busy"),
                    (false, true) => t!("signin.other_person_go"),
                    (false, false) => t!("signin.go"),
                }}
            </button>
            <p class="quiet-words">{t!("signin.once")}</p>
        </form>
    }
}

/// Whether this account is somebody else's than the book that is open.
fn is_another(account: &str) -> bool {
    remembered().is_some_and(|signed| !signed.account.is_empty() && signed.account != account)
}

/// What the person of the open book has not sent.
fn left_behind(book: Option<Book>) -> usize {
    book.map_or(0, |book| book.read(|replica| replica.outbox().count() + replica.aside().len()))
}

/// Says before somebody else signs in what stays behind, and offers to take it along.
fn left_here(book: Book) -> impl IntoView {
    view! {
        <p role="alert"><b>{t!("signin.other_person", n = left_behind(Some(book)), name = book.my_name())}</b></p>
        <button type="button" class="wide" on:click=move |_| export::save(book)>{t!("sync.export")}</button>
    }
}

fn words(fault: SignInFault) -> String {
    match fault {
        SignInFault::Wrong => t!("signin.wrong").to_owned(),
        SignInFault::SlowDown => t!("signin.slow_down").to_owned(),
        SignInFault::Offline => t!("signin.offline").to_owned(),
        SignInFault::Refused(status) => t!("signin.refused", status = status),
        SignInFault::NoStorage => t!("signin.no_storage").to_owned(),
    }
}
