//! `/v1/admin`: what the office does, asked for by the signed-in person. Whether they may is the law's to say
//! (`office`); what they change reaches every phone.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use fieldbook_book::store::{StoreFault, Tx};
use fieldbook_book::wire::office::customers::{SheetAsk, SheetTold, TakeBack};
use fieldbook_book::wire::office::exports::ExportAsk;
use fieldbook_book::wire::office::xlsform::XlsFormAsk;
use fieldbook_book::wire::office::{Ask, Made};
use fieldbook_process::general::Does;
use fieldbook_process::{Company, PersonId};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::extract::Session;
use crate::account;
use crate::chance::now_ms;
use crate::fault::Fault;
use crate::import::{calendar as days, catalogue as products};
use crate::office::customers as sheet_of_customers;
use crate::office::exports as leaving;
use crate::office::{self, Desk, away, leave, overview, people, policy, sheets};
use crate::session::Signed;
use crate::shell::Shell;

/// A password to be told once, with its hash.
struct Password {
    text: String,
    hash: String,
}

/// Makes a change of the company.
pub(super) async fn change(
    State(shell): State<Arc<Shell>>,
    session: Session,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Fault> {
    let signed = unrevoked(session)?;
    let ask: Ask = asked(body)?;
    let password = if matches!(ask, Ask::Join { .. } | Ask::NewPassword { .. }) {
        Some(new_password(&shell).await?)
    } else {
        None
    };
    let made = shell.blocking(move |shell| {
        let hash = password.as_ref().map_or("", |password| password.hash.as_str());
        let version = shell.store.transaction(|tx| made(tx, shell, signed.person, ask, hash))?;
        Ok(Made { version, password: password.map(|password| password.text) })
    });
    let made = made.await?;
    tracing::info!(person = %signed.person, version = made.version, "the company changed");
    shell.pokes.everyone();
    Ok(Json(made).into_response())
}

/// Does what is asked; answers the company's version.
fn made(tx: &mut dyn Tx, shell: &Shell, by: PersonId, ask: Ask, hash: &str) -> Result<u64, office::Fault> {
    let now_ms = now_ms();
    let mut desk = Desk::open(tx, Some(by), now_ms, &shell.seal)?;
    match ask {
        Ask::NewPassword { who } => {
            people::set_password(&mut desk, who, hash)?;
            return Ok(desk.company.version);
        }
        Ask::Revoke { device, stolen } => {
            overview::revoke(&mut desk, device, stolen)?;
            return Ok(desk.company.version);
        }
        _ => {}
    }
    let (version, _) = office::change(tx, Some(by), now_ms, &shell.seal, |desk| match ask {
        Ask::Join { account, person } => people::join(desk, &account, person, hash),
        Ask::Write { who, person } => people::write(desk, who, person),
        Ask::Away(absence) => away::set(desk, absence),
        Ask::Back { who, from } => away::end(desk, who, from),
        Ask::Notice { who, given } => people::notice(desk, who, given),
        Ask::Leave { who, to, later } => leave::leave(desk, who, to, later),
        Ask::Calendar { csv } => sheets::take_calendar(desk, csv.as_bytes()),
        Ask::Catalogue { csv } => sheets::take_catalogue(desk, csv.as_bytes()),
        Ask::Propose { value, number, from, why } => {
            policy::propose(desk, value, number, from, why).map(|(_, done)| done)
        }
        Ask::Agree { proposal } => policy::agree(desk, proposal, by),
        Ask::Return { proposal, why } => policy::send_back(desk, proposal, by, why),
        Ask::NewPassword { .. } | Ask::Revoke { .. } => {
            Err(office::Fault::Store(StoreFault("done without a version".to_owned())))
        }
    })?;
    Ok(version)
}

async fn new_password(shell: &Arc<Shell>) -> Result<Password, Fault> {
    let _slot = shell.password_slots.acquire().await.map_err(|_| Fault::Broken)?;
    shell
        .blocking(|_| {
            let text = account::new_password()?;
            let hash = account::hash(&text).map_err(|fault| StoreFault(fault.to_string()))?;
            Ok(Password { text, hash })
        })
        .await
}

fn unrevoked(session: Session) -> Result<Signed, Fault> {
    if session.signed.revoked.is_some() { Err(Fault::Revoked) } else { Ok(session.signed) }
}

/// What the office sees, told as JSON: from a snapshot, so that it waits for nobody who writes, and nobody for it.
async fn told<T: Serialize + Send + 'static>(
    shell: Arc<Shell>,
    session: Session,
    look: impl FnOnce(&mut Desk<'_>, &Signed) -> Result<T, office::Fault> + Send + 'static,
) -> Result<Json<T>, Fault> {
    let signed = unrevoked(session)?;
    let told =
        shell.blocking(move |shell| Ok(shell.store.snapshot(|tx| at_desk(tx, shell, &signed, look))?));
    Ok(Json(told.await?))
}

/// What came of something that the office writes beside the company, told as JSON.
async fn done<T: Serialize + Send + 'static>(
    shell: Arc<Shell>,
    session: Session,
    deed: impl FnOnce(&mut Desk<'_>) -> Result<T, office::Fault> + Send + 'static,
) -> Result<Json<T>, Fault> {
    let signed = unrevoked(session)?;
    let deed = |desk: &mut Desk<'_>, _: &Signed| deed(desk);
    let done =
        shell.blocking(move |shell| Ok(shell.store.transaction(|tx| at_desk(tx, shell, &signed, deed))?));
    Ok(Json(done.await?))
}

fn at_desk<T>(
    tx: &mut dyn Tx,
    shell: &Shell,
    signed: &Signed,
    body: impl FnOnce(&mut Desk<'_>, &Signed) -> Result<T, office::Fault>,
) -> Result<T, office::Fault> {
    body(&mut Desk::open(tx, Some(signed.person), now_ms(), &shell.seal)?, signed)
}

/// Every account.
pub(super) async fn accounts(
    State(shell): State<Arc<Shell>>,
    session: Session,
) -> Result<impl IntoResponse, Fault> {
    told(shell, session, |desk, _| overview::accounts(desk)).await
}

/// Every device.
pub(super) async fn devices(
    State(shell): State<Arc<Shell>>,
    session: Session,
) -> Result<impl IntoResponse, Fault> {
    told(shell, session, |desk, signed| overview::devices(desk, Some(signed.device))).await
}

/// What was refused.
pub(super) async fn refused(
    State(shell): State<Arc<Shell>>,
    session: Session,
) -> Result<impl IntoResponse, Fault> {
    told(shell, session, |desk, _| overview::refused(desk)).await
}

/// Tries a sheet of customers, or takes it in.
pub(super) async fn customers(
    State(shell): State<Arc<Shell>>,
    session: Session,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<SheetTold>, Fault> {
    let sheet = match asked(body)? {
        SheetAsk::Try(sheet) => {
            return told(shell, session, move |desk, _| sheet_of_customers::try_sheet(desk, &sheet)).await;
        }
        SheetAsk::Take(sheet) => sheet,
    };
    let take = move |desk: &mut Desk<'_>| sheet_of_customers::take_sheet(desk, &sheet);
    let taken = done(Arc::clone(&shell), session, take).await?;
    tracing::info!(customers = taken.fresh, "customers were taken in");
    shell.pokes.everyone();
    Ok(taken)
}

/// Reads an XLSForm for who makes questionnaires; nothing is written.
pub(super) async fn xlsform(
    State(shell): State<Arc<Shell>>,
    session: Session,
    body: Result<Bytes, BytesRejection>,
) -> Result<impl IntoResponse, Fault> {
    let ask: XlsFormAsk = asked(body)?;
    told(shell, session, move |desk, _| office::xlsform::read(desk, &ask)).await
}

/// Every import.
pub(super) async fn imports(
    State(shell): State<Arc<Shell>>,
    session: Session,
) -> Result<impl IntoResponse, Fault> {
    told(shell, session, |desk, _| sheet_of_customers::imports(desk)).await
}

/// Takes an import back.
pub(super) async fn take_back(
    State(shell): State<Arc<Shell>>,
    session: Session,
    body: Result<Bytes, BytesRejection>,
) -> Result<impl IntoResponse, Fault> {
    let TakeBack { import } = asked(body)?;
    let back = move |desk: &mut Desk<'_>| sheet_of_customers::take_back(desk, import);
    let back = done(Arc::clone(&shell), session, back).await?;
    tracing::info!(customers = back.customers, stayed = back.stayed, "an import was taken back");
    shell.pokes.everyone();
    Ok(back)
}

/// Notes an export that somebody is about to make.
pub(super) async fn export(
    State(shell): State<Arc<Shell>>,
    session: Session,
    body: Result<Bytes, BytesRejection>,
) -> Result<impl IntoResponse, Fault> {
    let ask: ExportAsk = asked(body)?;
    let person = session.signed.person;
    let noted = done(shell, session, move |desk| leaving::note(desk, ask)).await?;
    tracing::info!(%person, customers = noted.customers, "customers were exported");
    Ok(noted)
}

/// Every export.
pub(super) async fn exports(
    State(shell): State<Arc<Shell>>,
    session: Session,
) -> Result<impl IntoResponse, Fault> {
    told(shell, session, |desk, _| leaving::exports(desk)).await
}

fn asked<T: DeserializeOwned>(body: Result<Bytes, BytesRejection>) -> Result<T, Fault> {
    let body = body.map_err(|refused| super::sync::unread(&refused))?;
    serde_json::from_slice(&body).map_err(|fault| Fault::Unreadable(fault.to_string()))
}

/// The calendar as CSV.
pub(super) async fn calendar(
    State(shell): State<Arc<Shell>>,
    session: Session,
) -> Result<impl IntoResponse, Fault> {
    sheet(shell, session, |company, to| days::write(&company.calendar, to)).await
}

/// The catalogue as CSV.
pub(super) async fn catalogue(
    State(shell): State<Arc<Shell>>,
    session: Session,
) -> Result<impl IntoResponse, Fault> {
    sheet(shell, session, |company, to| products::write(&company.catalogue, to)).await
}

async fn sheet(
    shell: Arc<Shell>,
    session: Session,
    write: fn(&Company, &mut Vec<u8>) -> csv::Result<()>,
) -> Result<impl IntoResponse, Fault> {
    let Json(text) = told(shell, session, move |desk, _| {
        desk.may(Does::Administers)?;
        let mut text = Vec::new();
        write(&desk.company, &mut text).map_err(|fault| StoreFault(fault.to_string()))?;
        Ok(text)
    })
    .await?;
    Ok(([(CONTENT_TYPE, "text/csv; charset=utf-8")], text))
}
