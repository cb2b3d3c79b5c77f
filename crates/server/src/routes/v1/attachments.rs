//! `/v1/attachments/{record}/{hash}`: bytes in, piece by piece from where the server stands; bytes out, for whoever reads
//! the record. They are shown by the app only: as what they are where that is harmless, else as a file to be saved.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use fieldbook_book::courier::SIZE;
use fieldbook_book::hash::Hash;
use fieldbook_book::hub::{self, Ledger, NotYours};
use fieldbook_book::store::StoreFault;
use fieldbook_process::attachment::Attachment;
use fieldbook_process::{DocId, PersonId};
use serde::Deserialize;
use serde_json::{Value, json};

use super::extract::Session;
use super::sync::unread;
use crate::attachments::{Read, Taken, Upload, noted};
use crate::chance::now_ms;
use crate::fault::Fault;
use crate::limits::ATTACHMENT_READ;
use crate::shell::Shell;

/// What a browser may show by itself; anything else is saved as a file, whatever it says it is.
const SHOWN: [&str; 9] = [
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/gif",
    "audio/mp4",
    "audio/webm",
    "audio/ogg",
    "audio/mpeg",
    "audio/wav",
];

/// Which piece.
#[derive(Deserialize)]
pub(super) struct Piece {
    #[serde(default)]
    offset: u64,
}

/// Which bytes of which record.
type Which = Path<(String, String)>;

fn which(Path((doc, hash)): Which) -> Result<(DocId, Hash), Fault> {
    let fault = |what: &str| Fault::Unreadable(what.to_owned());
    Ok((doc.parse().map_err(|_| fault("no record's id"))?, hash.parse().map_err(|_| fault("no hash"))?))
}

/// Takes a piece in, and says how many bytes there are; an empty piece only asks.
pub(super) async fn take(
    State(shell): State<Arc<Shell>>,
    session: Session,
    path: Which,
    Query(piece): Query<Piece>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Fault> {
    let (doc, hash) = which(path)?;
    let body = body.map_err(|refused| unread(&refused))?;
    let person = here(&session)?;
    let total = granted(&shell, (person, doc, hash), body.is_empty()).await?;
    shell.metrics.attachment_bytes_in.add(body.len());
    let brings = !body.is_empty();
    let _slot = shell.attachment_slots.acquire().await.map_err(|_| Fault::Broken)?;
    let taken = shell.blocking(move |shell| {
        let taken = shell.attachments.take(hash, piece.offset, total, &body);
        taken.map_err(|fault| Fault::Store(StoreFault(format!("attachments: {fault}"))))
    });
    match taken.await? {
        Taken::Has(has) => {
            if has == total {
                note(&shell, hash).await?;
            }
            shell.metrics.attachments_whole.add(usize::from(brings && has == total));
            Ok(Json(json!({ "has": has })))
        }
        Taken::Other => Err(Fault::OtherBytes),
    }
}

/// Hands bytes out, from an offset on: at most one answer's worth.
pub(super) async fn read(
    State(shell): State<Arc<Shell>>,
    session: Session,
    path: Which,
    Query(piece): Query<Piece>,
) -> Result<Response, Fault> {
    let (doc, hash) = which(path)?;
    let person = here(&session)?;
    let attachment = named(&shell, person, doc, hash, false).await?;
    let _slot = shell.attachment_slots.acquire().await.map_err(|_| Fault::Broken)?;
    let read = shell.blocking(move |shell| {
        let read = shell.attachments.read(hash, piece.offset, ATTACHMENT_READ);
        read.map_err(|fault| Fault::Store(StoreFault(format!("attachments: {fault}"))))
    });
    let Read { size, bytes } = read.await?.ok_or(Fault::NotThere)?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(SIZE, HeaderValue::from(size));
    let shown = SHOWN.iter().find(|mime| **mime == attachment.mime);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(shown.unwrap_or(&"application/octet-stream")));
    if shown.is_none() {
        headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    }
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    Ok(response)
}

/// Who is signed in, on a device that was not revoked.
fn here(session: &Session) -> Result<PersonId, Fault> {
    if session.signed.revoked.is_some() { Err(Fault::Revoked) } else { Ok(session.signed.person) }
}

/// How many bytes there are in all, where they are this person's to bring. The first question of an upload, which brings
/// nothing yet, looks the record up; its pieces go by what was found then.
async fn granted(shell: &Arc<Shell>, upload: Upload, asks: bool) -> Result<u64, Fault> {
    let known = shell.attachments.grants.total(&upload, now_ms()).filter(|_| !asks);
    if let Some(total) = known {
        return Ok(total);
    }
    let (person, doc, hash) = upload;
    let attachment = named(shell, person, doc, hash, true).await?;
    let total = attachment.size.and_then(|size| u64::try_from(size).ok()).unwrap_or(0);
    shell.attachments.grants.put(upload, total, now_ms());
    Ok(total)
}

/// Writes down that it is whole before a phone is told so.
async fn note(shell: &Arc<Shell>, hash: Hash) -> Result<(), Fault> {
    if !shell.snapshot(move |tx| noted::is_noted(tx, hash)).await? {
        shell.transaction(move |tx| noted::note(tx, hash, now_ms())).await?;
    }
    Ok(())
}

/// What the record says of the bytes. Whether there is no such record or it is not theirs is told alike.
async fn named(
    shell: &Arc<Shell>,
    person: PersonId,
    doc: DocId,
    hash: Hash,
    bringing: bool,
) -> Result<Attachment, Fault> {
    let found = shell.blocking(move |shell| {
        let found = shell.store.snapshot(|tx| {
            let mut ledger = Ledger::open(tx, now_ms(), &shell.seal)?;
            if bringing {
                hub::bringable(&mut ledger, person, doc, hash)
            } else {
                hub::readable(&mut ledger, person, doc, hash)
            }
        });
        Ok(found?)
    });
    found.await?.map_err(|_: NotYours| Fault::NotThere)
}
