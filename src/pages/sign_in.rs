//! Signing in: once with a network; afterwards the book opens without one. Inside WeChat there is only the way
//! out to a browser, since that storage is easily lost.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::more::{LanguageChips, ThemeChips};
use crate::browser::page;
use crate::state::book::Book;
use crate::state::session::{SignInFault, remembered, use_session};
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
        <main class="sign-in">
            <div class="sign-in-name">
                <img src="/icon.svg" alt="" width="64" height="64"/>
                <h1>{t!("common.app")}</h1>
                <p>{t!("signin.what")}</p>
            </div>
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
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
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
                    required prop:value=account on:input=move |event| account.set(event_target_value(&event))/>
            </div>
            <div class="field">
                <label for="password">{t!("signin.password")}</label>
                <input id="password" name="password" type="password" autocomplete="current-password"
                    required prop:value=password on:input=move |event| password.set(event_target_value(&event))/>
            </div>
            <p class="fault" role="alert">{move || fault.get().map(words)}</p>
            <button class="primary wide" disabled=is_busy>
                {move || if is_busy.get() { t!("signin.busy") } else { t!("signin.go") }}
            </button>
            <p class="quiet-words">{t!("signin.once")}</p>
        </form>
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
