//! `POST /v1/sync`: one request pushes and pulls. Whatever can be understood is answered with 200 and a verdict
//! for each unit; anything else only means "later" to the phone, which keeps everything.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::header::{CONTENT_TYPE, HeaderMap, HeaderValue, SET_COOKIE};
use axum::response::{IntoResponse, Response};
use fieldbook_book::hub::{self, Caller, Reply};
use fieldbook_book::store::StoreFault;
use fieldbook_book::wire::office::{Contact, Stuck};
use fieldbook_book::wire::{Packed, Request, Response as Answer, Standing, Verdict, pack, unpack};

use super::cookie;
use super::extract::Session;
use crate::chance::now_ms;
use crate::device;
use crate::fault::Fault;
use crate::limits::{DEVICE_NAME, SYNC_INFLATED};
use crate::session::Signed;
use crate::shell::Shell;

/// Set by the app; a form of another site cannot set it.
const OWN_HEADER: &str = "x-fieldbook";

/// Takes a push, hands out what is new.
pub(super) async fn sync(
    State(shell): State<Arc<Shell>>,
    session: Session,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Fault> {
    if !headers.contains_key(OWN_HEADER) {
        return Err(Fault::OtherSite);
    }
    let body = body.map_err(|refused| unread(&refused))?;
    let _slot = shell.sync_slots.acquire().await.map_err(|_| Fault::Broken)?;
    let begun = Instant::now();
    let signed = session.signed.clone();
    shell.metrics.sync_bytes_in.add(body.len());
    let (answer, news) = shell.blocking(move |shell| answer(shell, &signed, &body)).await?;

    shell.metrics.pokes.add(usize::from(!news.is_empty()));
    shell.pokes.news(news, session.signed.device);
    shell.metrics.syncs.add(1);
    shell.metrics.sync_bytes_out.add(answer.len());
    shell.metrics.sync_busy_micros.add(usize::try_from(begun.elapsed().as_micros()).unwrap_or(0));
    let octets = HeaderValue::from_static("application/octet-stream");
    let mut response = ([(CONTENT_TYPE, octets)], answer).into_response();
    if session.signed.prolonged
        && let Some(cookie) = cookie::set(&session.token, &shell.origin)
    {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Why a body did not come whole.
pub(super) fn unread(refused: &BytesRejection) -> Fault {
    if refused.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        Fault::TooLarge
    } else {
        Fault::Unreadable(refused.body_text())
    }
}

type News = std::collections::BTreeSet<fieldbook_process::audience::Feed>;

/// Opens the body, lets the hub judge it in one transaction, and packs the answer after the commit.
fn answer(shell: &Shell, signed: &Signed, body: &[u8]) -> Result<(Vec<u8>, News), Fault> {
    let mut request: Request = unpack(body, SYNC_INFLATED).map_err(|fault| match fault {
        Packed::TooLarge(_) => Fault::TooLarge,
        Packed::Unreadable(fault) => Fault::Unreadable(fault.0),
    })?;
    let Signed { person, device: id, revoked, .. } = *signed;
    if request.person.is_some_and(|asks| asks != person) {
        return Err(Fault::OtherPerson);
    }
    // From a thief nothing is taken, not even into quarantine.
    if revoked.is_some_and(|revoked| revoked.stolen) {
        request.units.clear();
    }
    let caller = Caller { person, device: id, revoked: revoked.is_some() };
    if request.pull {
        shell.pokes.pulling(id);
    }
    // The clock is read inside: who waits for the book must not be dated before those who had it.
    let judged = shell.store.transaction(|tx| {
        let now_ms = now_ms();
        let reply = hub::sync(tx, &caller, &request, now_ms, &shell.seal)?;
        device::in_contact(tx, id, contact(&request, &reply.response, now_ms))?;
        Ok::<_, StoreFault>(reply)
    });
    let Reply { response, news } = judged?;
    response.verdicts.iter().for_each(|verdict| shell.metrics.verdict(verdict));
    let units = response.verdicts.len();
    let items = response.records.len() + response.wholes.len();
    tracing::debug!(%person, device = %id, units, items, standing = ?response.standing, "synced");
    let answer = pack(&response).map_err(|fault| Fault::Store(StoreFault(fault.0)))?;
    Ok((answer, news))
}

/// What a phone told of itself, after this answer: what it keeps unsent, and what stops it.
fn contact(request: &Request, response: &Answer, at_ms: i64) -> Contact {
    let stays = |verdict: &Verdict| match verdict {
        Verdict::Later => Some(Stuck::ServerTooOld),
        Verdict::ClockWrong(_) => Some(Stuck::Clock),
        Verdict::MissingDependency(_) => Some(Stuck::Missing),
        _ => None,
    };
    let stopped: Vec<Stuck> = response.verdicts.iter().filter_map(stays).collect();
    let answered = u32::try_from(response.verdicts.len() - stopped.len()).unwrap_or(u32::MAX);
    let unsent = request.waiting.unsent.saturating_sub(answered);
    let too_old = (response.standing == Standing::AppTooOld).then_some(Stuck::AppTooOld);
    let aside = (request.waiting.aside > 0).then_some(Stuck::Aside);
    Contact {
        at_ms,
        app: request.app.chars().filter(|c| !c.is_control()).take(DEVICE_NAME).collect(),
        unsent: unsent.saturating_add(request.waiting.aside),
        oldest_ms: request.waiting.oldest_ms.filter(|_| unsent > 0),
        stuck: too_old.or(stopped.first().copied()).or(aside),
    }
}
