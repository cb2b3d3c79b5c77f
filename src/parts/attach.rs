//! Photos, voice notes and files that are being put to a record: taken, spoken, chosen, shown as they come, taken out
//! again. The bytes are safe on the phone before they show here; the record names them when it is saved.

pub mod holding;
mod left;
mod speak;

use fieldbook_book::hash::Hash;
use fieldbook_book::replica::NOW;
use fieldbook_process::attachment::{LARGEST, LIST, Medium};
use fieldbook_process::value::Single;
use fieldbook_process::{DocId, EntryId, Path, PersonId, Value};
use leptos::html::Input;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;

use self::holding::{Holding, Landing};
use self::left::Offered;
use self::speak::Speak;
use super::form::Values;
use super::icon::{CAMERA, CLOSE, Icon, PAPER};
use crate::browser::files::{self, Picture};
use crate::browser::photo;
use crate::browser::shared::Shared;
use crate::browser::store::is_full;
use crate::state::attachments::{Attachments, use_attachments};
use crate::state::notice::{Notices, use_notices};
use crate::t;
use crate::texts::format;

/// One that is on the phone and not named by a record yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// SHA-256 of its bytes, in hex.
    pub hash: String,
    /// How many bytes.
    pub size: u64,
    /// What kind of file.
    pub mime: String,
    /// What it is.
    pub medium: Medium,
    /// What the file is called; empty for what was made here.
    pub name: String,
    /// What a voice note lasts, ms.
    pub lasts_ms: Option<i64>,
}

impl Held {
    /// The entry that names it in a record.
    pub fn entry(&self, id: EntryId, by: PersonId) -> Values {
        let text = |text: &str| Some(Value::Text(text.to_owned())).filter(|_| !text.is_empty());
        let size = i64::try_from(self.size).ok().map(Value::Int);
        let values = [
            ("medium", Some(self.medium.write())),
            ("hash", text(&self.hash)),
            ("size", size),
            ("mime", text(&self.mime)),
            ("name", text(&self.name)),
            ("lasts_ms", self.lasts_ms.map(Value::Int)),
            ("by", Some(Value::Id(by.0))),
            ("at", Some(NOW)),
        ];
        let there = values.into_iter().filter(|(_, value)| value.is_some());
        there.map(|(name, value)| (Path::entry(LIST, id, name), value)).collect()
    }

    /// Its hash.
    pub fn hash(&self) -> Option<Hash> {
        self.hash.parse().ok()
    }
}

/// Where bytes are kept, and where is told what went wrong.
pub(crate) type Kit = (Attachments, Notices);

/// Keeps bytes on the phone and lands them in their form, or in its draft; what went wrong is told, and answered with `false`.
pub(super) async fn hold(
    (attachments, notices): Kit,
    landing: Landing,
    bytes: &[u8],
    (mime, medium, name): (String, Medium, String),
    lasts_ms: Option<i64>,
) -> bool {
    let size = bytes.len() as u64;
    let why = if i64::try_from(size).unwrap_or(i64::MAX) > LARGEST {
        t!("attach.too_large")
    } else {
        match attachments.keep(bytes, &mime).await {
            Ok(hash) => {
                landing.land(Held { hash: hash.to_string(), size, mime, medium, name, lasts_ms });
                return true;
            }
            Err(fault) => {
                crate::browser::page::warn("an attachment was not kept", &fault.0);
                if is_full(&fault) { t!("attach.not_kept") } else { t!("attach.not_written") }
            }
        }
    };
    landing.fails();
    notices.say(why);
    false
}

/// Holds a picture or file; whether it is done with: kept, or never to be.
async fn hold_file(kit: Kit, landing: Landing, (name, mime, picture): (String, String, Picture)) -> bool {
    match taken(picture, name, mime).await {
        Ok((bytes, what)) => hold(kit, landing, &bytes, what, None).await,
        Err(why) => {
            landing.fails();
            kit.1.say(why);
            true
        }
    }
}

/// Says what of a share was left out; whether it was.
pub fn tells_left_out(notices: Notices, shared: &Shared) -> bool {
    match shared.left_out.as_deref() {
        None => return false,
        Some("large") => notices.say(t!("attach.shared_too_large", name = shared.name)),
        Some(_) => notices.say(t!("attach.too_many")),
    }
    true
}

/// Holds what another app shared; whether it is done with: kept, or never to be.
pub async fn hold_shared(kit: Kit, holding: Holding, shared: &Shared) -> bool {
    match (Picture::of(&shared.mime, &shared.bytes), holding.begin()) {
        (Some(picture), Some(landing)) => {
            hold_file(kit, landing, (shared.name.clone(), shared.mime.clone(), picture)).await
        }
        _ => false,
    }
}

/// A photo small and without the place where it was taken, any other file as it is; or why it is not taken. A picture
/// that neither can be drawn anew nor cleaned says where somebody was: it is left out.
async fn taken(
    picture: Picture,
    name: String,
    mime: String,
) -> Result<(Vec<u8>, (String, Medium, String)), &'static str> {
    // Drawings made of lines were never taken anywhere.
    let is_drawing = mime == "image/svg+xml";
    if !is_drawing && (picture.is_picture() || photo::is_called_so(&name)) {
        let Some((mime, bytes)) = photo::small(&picture).await else { return Err(t!("attach.undrawable")) };
        return Ok((bytes, (mime.to_owned(), Medium::Photo, String::new())));
    }
    let mime = if mime.is_empty() { "application/octet-stream".to_owned() } else { mime };
    let medium = if mime.starts_with("audio/") { Medium::Voice } else { Medium::File };
    let short = |text: String, most: usize| text.chars().filter(|c| !c.is_control()).take(most).collect();
    let bytes = picture.bytes().await.ok_or(t!("attach.unreadable"))?;
    Ok((bytes, (short(mime, 80), medium, short(name, 120))))
}

/// The buttons: a photo, a voice note, a file.
#[component]
pub fn AttachButtons(
    holding: Holding,
    /// Nothing but a photo will do.
    #[prop(optional)]
    photo_only: bool,
) -> impl IntoView {
    let kit = (use_attachments(), use_notices());
    let choose = move |input: NodeRef<Input>| {
        move |_| {
            let chosen = input.get_untracked().and_then(|input| files::chosen_file(&input));
            let (Some(chosen), Some(landing)) = (chosen, holding.begin()) else { return };
            spawn_local(async move {
                let _held = hold_file(kit, landing, chosen).await;
            });
        }
    };
    let (camera, file) = (NodeRef::<Input>::new(), NodeRef::<Input>::new());
    view! {
        <label class="tile">
            <input type="file" class="unseen" accept="image/*" capture="environment" node_ref=camera on:change=choose(camera)/>
            <Icon stroke=CAMERA/><span>{t!("attach.photo")}</span>
        </label>
        {(!photo_only).then(|| view! {
            <Speak holding=holding/>
            <label class="tile">
                <input type="file" class="unseen" node_ref=file on:change=choose(file)/>
                <Icon stroke=PAPER/><span>{t!("attach.file")}</span>
            </label>
        })}
    }
}

/// What is held, each to be taken out again; and notes that were cut short elsewhere.
#[component]
pub fn HeldList(holding: Holding) -> impl IntoView {
    let attachments = use_attachments();
    let remove = move |one: Held| {
        move |_| {
            holding.take_out(&one.hash);
            if let Some(hash) = one.hash() {
                attachments.forget(hash);
            }
        }
    };
    let item = move |one: Held| {
        let what = described(one.medium, &one.name, one.lasts_ms, one.size);
        let label = t!("attach.take_out", what = what);
        view! {
            <li class="held">
                <Shown doc=DocId::default() hash=one.hash.clone() mime=one.mime.clone() medium=one.medium/>
                <span class="what">{what}</span>
                <button type="button" class="act" aria-label=label on:click=remove(one)><Icon stroke=CLOSE/></button>
            </li>
        }
    };
    let list = move || {
        let all = holding.all();
        (!all.is_empty())
            .then(|| view! { <ul class="held-list">{all.into_iter().map(item).collect_view()}</ul> })
    };
    view! { {list} <Offered holding=holding/> }
}

/// In words: 照片 · 120 KB.
pub fn described(medium: Medium, name: &str, lasts_ms: Option<i64>, size: u64) -> String {
    let size = format::kilobytes(size);
    match (medium, lasts_ms) {
        (Medium::File, _) if !name.is_empty() => format!("{name} · {size}"),
        (Medium::Voice, Some(ms)) => {
            format!("{} · {}", crate::texts::law::choice("medium", medium.code()), format::seconds(ms))
        }
        _ => format!("{} · {size}", crate::texts::law::choice("medium", medium.code())),
    }
}

/// A photo to be seen, a voice note to be heard: as soon as its bytes are here.
#[component]
pub fn Shown(doc: DocId, hash: String, mime: String, medium: Medium) -> impl IntoView {
    let attachments = use_attachments();
    let url = RwSignal::new(None::<Result<String, ()>>);
    let Ok(hash) = hash.parse::<Hash>() else { return ().into_any() };
    if medium == Medium::File {
        return ().into_any();
    }
    spawn_local(async move {
        let bytes = attachments.bytes(doc, hash, &mime).await;
        let found = bytes.and_then(|bytes| files::url_of(&mime, &bytes)).ok_or(());
        // Left meanwhile: nobody gives the address back any more.
        if let Some(Some(Ok(late))) = url.try_set(Some(found)) {
            files::give_back(&late);
        }
    });
    on_cleanup(move || {
        if let Some(Some(Ok(url))) = url.try_get_untracked() {
            files::give_back(&url);
        }
    });
    let shown = move || match (url.get(), medium) {
        (None, _) => view! { <span class="blank"></span> }.into_any(),
        (Some(Err(())), _) => {
            view! { <span class="blank"><small>{t!("attach.not_here")}</small></span> }.into_any()
        }
        (Some(Ok(url)), Medium::Voice) => {
            view! { <audio controls preload="metadata" src=url></audio> }.into_any()
        }
        (Some(Ok(url)), _) => {
            view! { <img src=url alt=crate::texts::law::choice("medium", "photo")/> }.into_any()
        }
    };
    view! { {shown} }.into_any()
}
