//! More: language, look, the policy, signing out.

use fieldbook_process::RecordKind;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::clock::now_ms;
use crate::pages::customer::reach::navigator;
use crate::pages::sync::export;
use crate::pages::to_decide::waits::decides;
use crate::parts::choice::Chips;
use crate::parts::head::Head;
use crate::parts::icon::{self, DEALS, Icon, ONWARD, POLICY, Stroke};
use crate::parts::link::Link;
use crate::parts::sheet::Sheet;
use crate::state::attachments::use_attachments;
use crate::state::book::use_book;
use crate::state::language::{Language, use_language};
use crate::state::navigation::Navigator;
use crate::state::route::{Office, Route};
use crate::state::session::use_session;
use crate::state::theme::{Theme, use_theme};
use crate::t;
use crate::texts::law;

/// Kinds of record whose lists are reached from here, in the order of the policy.
const KINDS: [(RecordKind, Stroke); 11] = [
    (RecordKind::MarketNote, icon::TALK),
    (RecordKind::Competitor, icon::CUSTOMERS),
    (RecordKind::MarketReport, POLICY),
    (RecordKind::MarketSize, icon::SCORE),
    (RecordKind::Segment, icon::WEIGH),
    (RecordKind::Campaign, icon::MAIL),
    (RecordKind::Event, icon::PLACE),
    (RecordKind::Partner, icon::HAND_OVER),
    (RecordKind::Questionnaire, POLICY),
    (RecordKind::Research, icon::TALK),
    (RecordKind::NeedsReport, icon::SCORE),
];

/// The page behind the last tab.
#[component]
pub fn More() -> impl IntoView {
    let book = use_book();
    let leaving = RwSignal::new(false);
    let decides = book.read(|replica| decides(replica, book.me(), now_ms()));
    let name = Signal::derive(move || book.my_name());
    view! {
        <Head title=t!("common.more").to_owned() sub=name/>
        <div class="page">
            <section class="card"><h2>{t!("more.language")}</h2><LanguageChips/></section>
            <section class="card"><h2>{t!("more.look")}</h2><ThemeChips/><p class="quiet-words">{t!("more.outdoor_why")}</p></section>
            <section class="card"><h2>{t!("more.navigation")}</h2><NavigatorChips/></section>
            <div class="ledger">
                <Link to=Route::Policy(None) class="row line">
                    <Icon stroke=POLICY/> <span class="what">{t!("more.policy")}</span> <Icon stroke=ONWARD/>
                </Link>
                <Link to=Route::Report class="row line">
                    <Icon stroke=icon::SCORE/> <span class="what">{t!("report.title")}</span> <Icon stroke=ONWARD/>
                </Link>
                // On a phone their tab for decisions stands where others have the deals.
                {decides.then(|| view! {
                    <Link to=Route::Deals class="row line narrow-only">
                        <Icon stroke=DEALS/> <span class="what">{t!("deals.title")}</span> <Icon stroke=ONWARD/>
                    </Link>
                })}
                <Link to=Route::Questions class="row line">
                    <Icon stroke=icon::TALK/> <span class="what">{t!("questions.title")}</span> <Icon stroke=ONWARD/>
                </Link>
                {KINDS.map(|(kind, stroke)| view! {
                    <Link to=Route::list_of(kind) class="row line">
                        <Icon stroke=stroke/> <span class="what">{law::kinds(kind)}</span> <Icon stroke=ONWARD/>
                    </Link>
                })}
                <Link to=Route::Visits class="row line">
                    <Icon stroke=icon::ROUTE/> <span class="what">{t!("visits.title")}</span> <Icon stroke=ONWARD/>
                </Link>
                <Link to=Route::Away class="row line">
                    <Icon stroke=icon::TODAY/> <span class="what">{t!("more.my_absence")}</span> <Icon stroke=ONWARD/>
                </Link>
                <AdminLine/>
                <Link to=Route::Sync class="row line">
                    <Icon stroke=icon::HAND_OVER/> <span class="what">{t!("sync.title")}</span> <Icon stroke=ONWARD/>
                </Link>
            </div>
            <button type="button" class="wide" on:click=move |_| leaving.set(true)>{t!("more.sign_out")}</button>
        </div>
        <SignOut open=leaving/>
    }
}

/// The way to administration, for administrators.
#[component]
fn AdminLine() -> impl IntoView {
    let book = use_book();
    let line = move || {
        crate::pages::admin::is_admin(book).then(|| {
            view! {
                <Link to=Route::Admin(Office::Home) class="row line">
                    <Icon stroke=icon::CUSTOMERS/> <span class="what">{t!("more.admin")}</span> <Icon stroke=ONWARD/>
                </Link>
            }
        })
    };
    view! { {line} }
}

/// Signing out says what is unsent and offers to take it along; then the book stays. Else it leaves the phone.
#[component]
fn SignOut(open: RwSignal<bool>) -> impl IntoView {
    let (book, session, attachments) = (use_book(), use_session(), use_attachments());
    let files = RwSignal::new(0);
    Effect::new(move |_| {
        if open.get() {
            spawn_local(async move {
                let _ = files.try_set(attachments.only_here().await);
            });
        }
    });
    let unsent = move || {
        let acts = book.standing(|replica| replica.outbox().count() + replica.aside().len());
        acts + files.get().max(attachments.unsent().len())
    };
    let go = move |_| {
        spawn_local(async move {
            session.end().await;
            book.leave(attachments).await;
        });
    };
    view! {
        <Sheet open=open title=t!("more.sign_out").to_owned()>
            {move || match unsent() {
                0 => view! { <p>{t!("more.all_sent")}</p> }.into_any(),
                n => view! {
                    <p><b>{t!("more.unsent_stays", n = n)}</b></p>
                    <button type="button" class="wide" on:click=move |_| export::save(book)>{t!("sync.export")}</button>
                }.into_any(),
            }}
            <div class="pair">
                <button type="button" on:click=move |_| open.set(false)>{t!("common.cancel")}</button>
                <button type="button" class="primary" on:click=go>{t!("more.sign_out")}</button>
            </div>
        </Sheet>
    }
}

/// The three languages, each in its own words.
#[component]
pub fn LanguageChips() -> impl IntoView {
    let choice = use_language();
    let names = [(Language::Hant, "繁體中文"), (Language::Hans, "简体中文"), (Language::En, "English")];
    let chip = move |(language, name): (Language, &'static str)| {
        let is_on = move || choice.get() == language;
        view! {
            <label class="chip" lang=language.tag()>
                <input type="radio" name="language" prop:checked=is_on on:change=move |_| choice.choose(language)/>
                <span>{name}</span>
            </label>
        }
    };
    view! { <div class="chips" role="radiogroup" aria-label=t!("more.language")>{names.map(chip)}</div> }
}

/// The apps that lead the way to a customer.
#[component]
fn NavigatorChips() -> impl IntoView {
    let chosen = RwSignal::new(Navigator::liked().map(|app| app.code().to_owned()).unwrap_or_default());
    Effect::new(move |_| {
        if let Some(app) = Navigator::of_code(&chosen.get()) {
            app.like();
        }
    });
    let options =
        Navigator::ALL.iter().map(|app| (app.code().to_owned(), navigator(*app).to_owned())).collect();
    view! { <Chips name="navigation" label=t!("more.navigation") options=options chosen=chosen required=true/> }
}

/// The looks.
#[component]
pub fn ThemeChips() -> impl IntoView {
    let choice = use_theme();
    let chosen = RwSignal::new(choice.now().code().to_owned());
    Effect::new(move |_| {
        if let Some(theme) = Theme::of_code(&chosen.get()) {
            choice.choose(theme);
        }
    });
    let word = |theme: &Theme| match theme {
        Theme::System => t!("more.look_system"),
        Theme::Light => t!("more.look_light"),
        Theme::Dark => t!("more.look_dark"),
        Theme::Outdoor => t!("more.look_outdoor"),
    };
    let options = Theme::ALL.iter().map(|theme| (theme.code().to_owned(), word(theme).to_owned())).collect();
    view! { <Chips name="look" label=t!("more.look") options=options chosen=chosen required=true/> }
}
