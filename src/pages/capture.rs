//! Quick capture (2.3.b): somebody met at a stand or on the way, caught in seconds with one thumb: a code, a photo, a voice
//! note, a word. Whatever is caught is safe at once, also half-done; who is known already gets one entry more.

mod again;
mod caught;
mod known;
mod person;
mod place;
mod save;

use fieldbook_book::card::{text_of, without_pictures};
use fieldbook_process::prospecting::{Intention, NextStep};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use self::caught::{Caught, More};
use self::known::KnownAlready;
use self::place::Place;
use super::deal::log::offer_undo;
use super::row;
use crate::browser::files::decoded;
use crate::browser::shared::waiting;
use crate::parts::attach::{AttachButtons, HeldList, hold_shared, tells_left_out};
use crate::parts::choice::Chips;
use crate::parts::dictate::Dictate;
use crate::parts::head::Head;
use crate::parts::icon::{CODE, Icon};
use crate::parts::outcome::OutcomeSheet;
use crate::parts::scan::Scan;
use crate::state::at_event::use_at_event;
use crate::state::attachments::use_attachments;
use crate::state::book::use_book;
use crate::state::notice::use_notices;
use crate::state::route::{Route, use_place};
use crate::t;
use crate::texts::law;
use fieldbook_book::replica::Outcome;
use fieldbook_process::RecordKind;

/// So many cards of one file are people met; more are an address book, kept as the file it is.
const CARDS_AT_ONCE: usize = 20;

/// The page.
#[component]
pub fn Capture() -> impl IntoView {
    let (book, place, notices, here) = (use_book(), use_place(), use_notices(), use_at_event());
    let caught = Caught::begin();
    let scanning = RwSignal::new(false);
    let outcome = RwSignal::new(None::<Outcome>);
    let busy = RwSignal::new(false);
    let known = KnownAlready::of(book, caught);
    let sub = Signal::derive(move || {
        let event = here.get();
        event
            .and_then(|event| book.rows(|replica| replica.rows().get(&event).map(row::name)))
            .unwrap_or_default()
    });
    let save = move |next: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            if !caught.holding.settled().await {
                let _ = busy.try_set(false);
                return;
            }
            let kept = caught.kept();
            let (doc, part) = save::part(book, caught, known.goes(), here.now());
            let done = book.save(save::draft(part)).await;
            let _ = busy.try_set(false);
            if let Outcome::Saved(order) = &done {
                caught.forget();
                known.forget();
                let back = Callback::new(move |()| spawn_local(caught.put_back(kept.clone())));
                offer_undo(book, notices, *order, back);
                if next {
                    crate::browser::page::scroll_up(".one");
                } else {
                    place.go(Route::Customer(doc));
                }
            }
            let _ = outcome.try_set(Some(done));
        });
    };
    // Shared from another app: a card fills the fields, words become the note, files are held.
    let kit = (use_attachments(), notices);
    spawn_local(async move {
        for waits in waiting().await {
            let Some(shared) = waits.read().await else { continue };
            let text =
                || text_of(&shared.bytes, &|charset, bytes| decoded(bytes, charset)).unwrap_or_default();
            let is_card = shared.mime.contains("vcard") || shared.name.ends_with(".vcf");
            let cards = if is_card { cards_in(&text()) } else { Vec::new() };
            let taken = match (shared.name.is_empty(), cards.len()) {
                _ if tells_left_out(notices, &shared) => true,
                (true, _) => {
                    caught.adds_words(&text());
                    true
                }
                (false, 1..=CARDS_AT_ONCE) => {
                    // Each is somebody.
                    for card in cards {
                        caught.makes_room().await;
                        caught.take_code(&card);
                    }
                    true
                }
                (false, count) => {
                    if count > 0 {
                        notices.say(t!("capture.many_cards", n = count));
                    }
                    hold_shared(kit, caught.holding, &shared).await
                }
            };
            if taken {
                waits.is_taken().await;
            }
        }
    });
    let on_code = Callback::new(move |code: String| caught.take_code(&code));
    let close_scan = Callback::new(move |()| scanning.set(false));
    view! {
        <Head title=t!("capture.title").to_owned() sub=sub back=Route::Today/>
        <div class="page capture">
            {move || (caught.aside.get() > 0).then(|| view! { <p class="quiet-words" role="status">{t!("capture.aside")}</p> })}
            {move || known.view()}
            <HeldList holding=caught.holding/>
            <CodeLine caught=caught/>
            <Words caught=caught/>
            <Field label=t!("capture.interest")>
                <Chips name="interest" label=t!("capture.interest") options=words_of("interest", Intention::CODES) chosen=caught.interest/>
            </Field>
            <Field label=t!("capture.next_step")>
                <Chips name="next_step" label=t!("capture.next_step") options=words_of("next_step", NextStep::CODES) chosen=caught.next_step/>
            </Field>
            <Place caught=caught/>
        </div>
        <div class="main-act capture-acts">
            <div class="tiles">
                <button type="button" class="tile" on:click=move |_| scanning.set(true)>
                    <Icon stroke=CODE/><span>{t!("capture.scan")}</span>
                </button>
                <AttachButtons holding=caught.holding/>
            </div>
            <div class="pair">
                <button type="button" disabled=busy on:click=move |_| save(false)>{t!("common.save")}</button>
                <button type="button" class="primary" disabled=busy on:click=move |_| save(true)>{caught.holding.word(t!("capture.save_next"))}</button>
            </div>
        </div>
        {move || scanning.get().then(|| view! { <Scan on_code=on_code on_close=close_scan/> })}
        <OutcomeSheet outcome=outcome kind=RecordKind::Customer/>
    }
}

/// The cards of a shared file, each without its picture: that would be longer than all the rest, and be taken for no card.
fn cards_in(text: &str) -> Vec<String> {
    let mut cards: Vec<String> = Vec::new();
    for line in without_pictures(text).lines().filter(|line| !line.is_empty()) {
        match cards.last_mut() {
            Some(card) if !line.trim().eq_ignore_ascii_case("BEGIN:VCARD") => {
                card.push('\n');
                card.push_str(line);
            }
            _ => cards.push(line.to_owned()),
        }
    }
    cards
}

fn words_of(field: &str, codes: &[&str]) -> Vec<(String, String)> {
    codes.iter().map(|code| ((*code).to_owned(), law::choice(field, code))).collect()
}

#[component]
fn Field(label: &'static str, children: Children) -> impl IntoView {
    view! { <div class="field"><p class="label" aria-hidden="true">{label}</p>{children()}</div> }
}

/// What the code said, and what else the card gave that stands in no field.
#[component]
fn CodeLine(caught: Caught) -> impl IntoView {
    move || {
        let told = caught.code_told()?;
        let more = Some(caught.more.with(More::told)).filter(|more| !more.is_empty());
        Some(view! {
            <p class="code-line"><Icon stroke=CODE/>
                <span>{told}{more.map(|more| view! { <small class="why">{more}</small> })}</span>
                <button type="button" class="quiet" on:click=move |_| caught.drop_code()>{t!("capture.drop_code")}</button>
            </p>
        })
    }
}

/// Name, phone, company and a word: filled by a card's code, or typed.
#[component]
fn Words(caught: Caught) -> impl IntoView {
    let line = move |name: &'static str,
                     label: String,
                     kind: &'static str,
                     most: u16,
                     text: RwSignal<String>| {
        let id = format!("capture-{name}");
        view! {
            <div class="field">
                <label for=id.clone()>{label}</label>
                <input id=id type=kind autocomplete="off" maxlength=most prop:value=text on:input=move |event| text.set(event_target_value(&event))/>
            </div>
        }
    };
    let words = caught.words;
    view! {
        <div class="fields short">
            {line("name", law::field(Some("contact"), "name"), "text", 80, caught.name)}
            {line("phone", law::field(Some("contact"), "phone"), "tel", 40, caught.phone)}
            {line("company", t!("capture.company").to_owned(), "text", 120, caught.company)}
        </div>
        <div class="field">
            <label for="capture-words">{t!("capture.words")}</label>
            <div class="dictated">
                <textarea id="capture-words" rows="2" prop:value=words on:input=move |event| words.set(event_target_value(&event))></textarea>
                <Dictate text=words/>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::cards_in;

    #[test]
    fn each_card_of_a_file_is_one() {
        let two = "BEGIN:VCARD\r\nFN:A\r\nEND:VCARD\r\n\r\nbegin:vcard\r\nFN:B\r\nPHOTO;ENCODING=b:AAAA\r\nEND:VCARD\r\n";
        assert_eq!(cards_in(two), ["BEGIN:VCARD\nFN:A\nEND:VCARD", "begin:vcard\nFN:B\nEND:VCARD"]);
        assert_eq!(cards_in("FN:A"), ["FN:A"]);
        assert_eq!(cards_in(""), [""; 0]);
    }
}
