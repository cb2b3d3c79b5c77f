//! `/v1/session`: signing in, asking who is signed in, signing out.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use fieldbook_book::hub;
use fieldbook_book::store::{StoreFault, Tx};
use fieldbook_process::people::Role;
use fieldbook_process::{DeviceId, PersonId};
use serde::{Deserialize, Serialize};

use super::cookie;
use super::extract::{Cookie, Peer, Session};
use crate::account::{self, Account, AccountName};
use crate::chance::now_ms;
use crate::device::{self, Introduction};
use crate::fault::Fault;
use crate::session::{self, Token};
use crate::shell::Shell;

#[derive(Deserialize)]
struct Ask {
    account: String,
    password: String,
    #[serde(default)]
    device_name: String,
    /// A JWK, as text or as it is.
    #[serde(default)]
    device_key: Option<serde_json::Value>,
    #[serde(default)]
    device: Option<DeviceId>,
}

/// Who is signed in.
#[derive(Debug, Serialize)]
struct Told {
    person: PersonId,
    device: DeviceId,
    name: String,
    role: Role,
}

/// Signs in.
pub(super) async fn begin(
    State(shell): State<Arc<Shell>>,
    peer: Peer,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Fault> {
    let body = body.map_err(|refused| super::sync::unread(&refused))?;
    let ask: Ask = serde_json::from_slice(&body).map_err(|fault| Fault::Unreadable(fault.to_string()))?;
    let name: AccountName = ask.account.parse().map_err(|_| Fault::WrongSignIn)?;
    let counted = shell.with_tries(|tries| tries.begin(&name, peer.address, now_ms()));
    counted.map_err(|seconds| refused(&shell, Fault::SlowDown(seconds)))?;

    let account = check(&shell, name.clone(), ask.password).await?;
    let account = account.ok_or_else(|| refused(&shell, Fault::WrongSignIn))?;
    let key = ask.device_key.map(|key| key.as_str().map_or_else(|| key.to_string(), str::to_owned));
    let introduction = Introduction { name: ask.device_name, key, earlier: ask.device };
    let begun = shell.transaction(move |tx| sign_in(tx, account.person, introduction, now_ms())).await?;
    let (told, token) = begun.ok_or_else(|| refused(&shell, Fault::WrongSignIn))?;

    shell.with_tries(|tries| tries.right(&name, peer.address));
    shell.metrics.sign_ins.add(1);
    tracing::info!(person = %told.person, device = %told.device, "signed in");
    let cookie = cookie::set(&token, &shell.origin).ok_or(Fault::Broken)?;
    Ok(([(SET_COOKIE, cookie)], Json(told)).into_response())
}

/// Who is signed in.
pub(super) async fn show(State(shell): State<Arc<Shell>>, session: Session) -> Result<Response, Fault> {
    let signed = session.signed;
    if signed.revoked.is_some() {
        return Err(Fault::Revoked);
    }
    let told = shell.snapshot(move |tx| told(tx, signed.person, signed.device)).await?;
    Ok(Json(told.ok_or(Fault::SignedOut)?).into_response())
}

/// Signs out. Without a session that is done already.
pub(super) async fn end(State(shell): State<Arc<Shell>>, Cookie(token): Cookie) -> Result<Response, Fault> {
    if let Some(token) = token {
        shell.transaction(move |tx| session::end(tx, &token)).await?;
    }
    let cookie = cookie::clear(&shell.origin).ok_or(Fault::Broken)?;
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, cookie)]).into_response())
}

fn refused(shell: &Shell, fault: Fault) -> Fault {
    shell.metrics.sign_ins_refused.add(1);
    fault
}

/// The account, if the password is right. The password is tried outside of any transaction: it takes its time.
async fn check(shell: &Arc<Shell>, name: AccountName, password: String) -> Result<Option<Account>, Fault> {
    let account = shell.snapshot(move |tx| account::find(tx, &name)).await?;
    let _slot = shell.password_slots.acquire().await.map_err(|_| Fault::Broken)?;
    shell
        .blocking(move |_| Ok(account::is_right(account.as_ref(), &password).then_some(account).flatten()))
        .await
}

/// Registers the device and begins a session; `None` for who is no longer of the company.
fn sign_in(
    tx: &mut dyn Tx,
    person: PersonId,
    introduction: Introduction,
    now_ms: i64,
) -> Result<Option<(Told, Token)>, StoreFault> {
    let device = device::register(tx, person, introduction, now_ms)?;
    let Some(told) = told(tx, person, device)? else { return Ok(None) };
    Ok(Some((told, session::begin(tx, person, device, now_ms)?)))
}

fn told(tx: &mut dyn Tx, person: PersonId, device: DeviceId) -> Result<Option<Told>, StoreFault> {
    let company = hub::company(tx)?.unwrap_or_default();
    let known = company.people.get(person).filter(|known| !known.left);
    Ok(known.map(|known| Told { person, device, name: known.name.clone(), role: known.role }))
}
