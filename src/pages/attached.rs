//! Photos, voice notes and files of a record: seen, heard, saved, taken off with a reason; and more put to it.

use fieldbook_book::replica::{Draft, Opened, Outcome, Part};
use fieldbook_process::attachment::{Attachment, LIST, Medium, attachments};
use fieldbook_process::prospecting::takes_off;
use fieldbook_process::{ActName, EntryId, RecordKind};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::clock::now_ms;
use crate::browser::files;
use crate::pages::deal::log::new_id;
use crate::parts::attach::holding::Holding;
use crate::parts::attach::{AttachButtons, Held, HeldList, Shown, described};
use crate::parts::form::Values;
use crate::parts::icon::{CLOSE, Icon};
use crate::parts::outcome::OutcomeSheet;
use crate::state::acting::{Deed, use_acting};
use crate::state::attachments::use_attachments;
use crate::state::book::{Book, use_book};
use crate::state::notice::use_notices;
use crate::t;
use crate::texts::format;

/// Those of a record that were not taken off.
pub fn present(opened: &Opened) -> Vec<Attachment> {
    let mut found = attachments(&opened.view.facts);
    found.retain(|it| it.removed.is_none());
    found.sort_by_key(|it| std::cmp::Reverse(it.at));
    found
}

/// The entries that name these in a record; their bytes go after it.
pub fn named(held: &[Held], book: Book) -> Values {
    held.iter().flat_map(|one| one.entry(EntryId(new_id()), book.me())).collect()
}

/// The section on a record's page.
#[component]
pub fn Attached(opened: Opened, kind: RecordKind) -> impl IntoView {
    let book = use_book();
    let doc = opened.doc;
    let outcome = RwSignal::new(None::<Outcome>);
    // What is chosen here is saved at once, also when the page was left meanwhile: there is no form around it.
    let holding = Holding::handing_on(format!("{doc}.attached"), move |landing, all| {
        let values = named(&all, book);
        let part = Part { doc, kind, act: ActName::Attach, opened: None, values };
        spawn_local(async move {
            let done =
                book.save(Draft { parts: vec![part], takes_over: None, undo_ms: 0, seen: false }).await;
            if !matches!(done, Outcome::Saved(_)) {
                landing.keep(all);
            }
            let _ = outcome.try_set(Some(done));
        });
    });
    let all = present(&opened);
    let items = all
        .into_iter()
        .map(|it| view! { <One opened=opened.clone() kind=kind attachment=it/> })
        .collect_view();
    view! {
        <section class="card attached">
            <h2>{t!("attach.title")}</h2>
            <ul class="held-list">{items}</ul>
            <HeldList holding=holding/>
            <div class="tiles"><AttachButtons holding=holding/></div>
        </section>
        <OutcomeSheet outcome=outcome kind=kind/>
    }
}

#[component]
fn One(opened: Opened, kind: RecordKind, attachment: Attachment) -> impl IntoView {
    let (book, attachments, acting, notices) = (use_book(), use_attachments(), use_acting(), use_notices());
    let doc = opened.doc;
    let medium = attachment.medium.unwrap_or(Medium::File);
    let size = attachment.size.and_then(|size| u64::try_from(size).ok()).unwrap_or(0);
    let what = described(medium, &attachment.name, attachment.lasts_ms, size);
    let foot = book.read(|replica| {
        let by = attachment.by.map(|by| format::person(by, replica.company())).unwrap_or_default();
        let at =
            attachment.at.map(|at| format::time(at.0, replica.corrected_ms(now_ms()))).unwrap_or_default();
        Some(format!("{by} · {at}"))
    });
    let hash = attachment.hash.clone();
    let way = move || {
        let unsent = attachments.unsent().into_iter().find(|(it, ..)| it.to_string() == hash);
        unsent.map(|(_, size, has)| {
            let done = has.saturating_mul(100).checked_div(size).unwrap_or(0);
            view! { <span class="why" role="status">{t!("attach.on_its_way", percent = done)}</span> }
        })
    };
    let (save_hash, mime, name) = (attachment.hash.clone(), attachment.mime.clone(), attachment.name.clone());
    let save = move |_| {
        let (hash, mime, name) = (save_hash.parse(), mime.clone(), name.clone());
        spawn_local(async move {
            let Ok(hash) = hash else { return };
            match attachments.bytes(doc, hash, &mime).await {
                Some(bytes) => {
                    let name = if name.is_empty() { "fieldbook".to_owned() } else { name };
                    let _saved = files::download(&name, "application/octet-stream", &bytes);
                }
                None => notices.say(t!("attach.not_here")),
            }
        });
    };
    let id = attachment.id;
    let take_off = move |_| {
        let stamps = vec![("removed", fieldbook_book::replica::NOW)];
        acting.on(Deed::OfEntry(doc, kind, LIST, id, ActName::RemoveAttachment, stamps));
    };
    // A note is open to all who are with the company, what a colleague put there is not.
    let takes_off = kind != RecordKind::MarketNote
        || book.read(|replica| {
            Some(takes_off(&attachment, book.me(), replica.corrected_ms(now_ms()), replica.company()))
        }) == Some(true);
    let label = t!("attach.take_off", what = what);
    view! {
        <li class="held">
            <Shown doc=doc hash=attachment.hash.clone() mime=attachment.mime.clone() medium=medium/>
            <span class="what">{what}<small class="why">{foot}</small> {way}</span>
            {(medium == Medium::File).then(|| view! { <button type="button" on:click=save>{t!("attach.save")}</button> })}
            {takes_off.then(|| view! {
                <button type="button" class="act" aria-label=label on:click=take_off><Icon stroke=CLOSE/></button>
            })}
        </li>
    }
}
