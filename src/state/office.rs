//! Asking the office: changes of the company, and what only the server knows. It needs the network; what was changed
//! comes back to every phone with the next pull.

use fieldbook_book::wire::office::{Ask, CHANGES, Made, NotMade};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::browser::net::{Answer, Body, NoAnswer, request};

/// Why something is not done, or not told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfficeFault {
    /// The server cannot be reached.
    Offline,
    /// The session is over.
    SignedOut,
    /// The office does not do it.
    NotMade(NotMade),
    /// The server answered something else: its status.
    Other(u16),
}

#[derive(Deserialize)]
struct Refusing {
    why: NotMade,
}

/// Asks for a change.
///
/// # Errors
/// [`OfficeFault`]; nothing is changed then.
pub async fn ask(ask: &Ask) -> Result<Made, OfficeFault> {
    post(CHANGES, ask).await
}

/// Asks at an address.
///
/// # Errors
/// [`OfficeFault`]; nothing is changed then.
pub async fn post<A: Serialize, T: DeserializeOwned>(path: &str, ask: &A) -> Result<T, OfficeFault> {
    let body = serde_json::to_string(ask).unwrap_or_default();
    let answer = answered(request("POST", path, Body::Json(&body)).await)?;
    serde_json::from_slice(&answer.body).map_err(|_| OfficeFault::Other(answer.status))
}

/// What the server tells at an address.
///
/// # Errors
/// [`OfficeFault`].
pub async fn look<T: DeserializeOwned>(path: &str) -> Result<T, OfficeFault> {
    let body = sheet(path).await?;
    serde_json::from_slice(&body).map_err(|_| OfficeFault::Other(200))
}

/// The bytes at an address.
///
/// # Errors
/// [`OfficeFault`].
pub async fn sheet(path: &str) -> Result<Vec<u8>, OfficeFault> {
    Ok(answered(request("GET", path, Body::None).await)?.body)
}

fn answered(answer: Result<Answer, NoAnswer>) -> Result<Answer, OfficeFault> {
    let answer = answer.map_err(|NoAnswer| OfficeFault::Offline)?;
    match answer.status {
        200 => Ok(answer),
        401 => Err(OfficeFault::SignedOut),
        422 => {
            let why = serde_json::from_slice::<Refusing>(&answer.body);
            Err(why.map_or(OfficeFault::Other(422), |it| OfficeFault::NotMade(it.why)))
        }
        502..=504 => Err(OfficeFault::Offline),
        status => Err(OfficeFault::Other(status)),
    }
}
