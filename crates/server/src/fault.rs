//! What the shell answers instead of what was asked: a status and a code; the app has the sentence for it in
//! every language. Details go to the log only.

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::{HeaderValue, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use fieldbook_book::store::StoreFault;
use fieldbook_book::wire::office::NotMade;
use serde_json::json;

use crate::office;

/// Why a request gets no answer of its own.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Account or password is wrong.
    #[error("wrong account or password")]
    WrongSignIn,
    /// There is no session.
    #[error("no session")]
    SignedOut,
    /// Somebody else has signed in on that device meanwhile; the book that asks keeps everything.
    #[error("the session is another person's")]
    OtherPerson,
    /// The device was revoked.
    #[error("the device was revoked")]
    Revoked,
    /// Too many tries; come again after so many seconds.
    #[error("too many tries")]
    SlowDown(u64),
    /// Another site's page has sent it.
    #[error("sent by another site")]
    OtherSite,
    /// The body is not what it should be.
    #[error("unreadable: {0}")]
    Unreadable(String),
    /// The body is over its limit.
    #[error("too large")]
    TooLarge,
    /// The office does not do it: barred by clauses, or something in it is wrong.
    #[error("not made")]
    NotMade(NotMade),
    /// There is no such thing, or it is not theirs to see.
    #[error("not there")]
    NotThere,
    /// The bytes are not those of the hash that they came under.
    #[error("other bytes than their hash says")]
    OtherBytes,
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// The code has failed; the panic was caught and nothing of the request was kept.
    #[error("a bug of the server")]
    Broken,
}

impl From<office::Fault> for Fault {
    fn from(fault: office::Fault) -> Self {
        match fault {
            office::Fault::NotMade(why) => Self::NotMade(why),
            // Who is signed in is of a company.
            office::Fault::NoCompany => Self::SignedOut,
            office::Fault::Store(fault) => Self::Store(fault),
        }
    }
}

impl Fault {
    fn told(&self) -> (StatusCode, &'static str) {
        match self {
            Self::WrongSignIn => (StatusCode::UNAUTHORIZED, "wrong_sign_in"),
            Self::SignedOut => (StatusCode::UNAUTHORIZED, "signed_out"),
            Self::OtherPerson => (StatusCode::CONFLICT, "other_person"),
            Self::Revoked => (StatusCode::FORBIDDEN, "revoked"),
            Self::SlowDown(_) => (StatusCode::TOO_MANY_REQUESTS, "slow_down"),
            Self::OtherSite => (StatusCode::FORBIDDEN, "other_site"),
            Self::Unreadable(_) => (StatusCode::BAD_REQUEST, "unreadable"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            Self::NotThere => (StatusCode::NOT_FOUND, "not_there"),
            Self::OtherBytes => (StatusCode::CONFLICT, "other_bytes"),
            Self::NotMade(_) => (StatusCode::UNPROCESSABLE_ENTITY, "not_made"),
            Self::Store(_) => (StatusCode::SERVICE_UNAVAILABLE, "storage"),
            Self::Broken => (StatusCode::INTERNAL_SERVER_ERROR, "broken"),
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let (status, code) = self.told();
        if status.is_server_error() {
            tracing::error!(code, fault = %self, "request failed");
        } else {
            tracing::debug!(code, fault = %self, "request refused");
        }
        let body = match &self {
            Self::NotMade(why) => json!({ "error": code, "why": why }),
            _ => json!({ "error": code }),
        };
        let mut response = (status, Json(body)).into_response();
        if let Self::SlowDown(seconds) = self {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
