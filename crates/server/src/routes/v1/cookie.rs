//! The session's cookie. By TLS it is bound to this very host (`__Host-`); plain on localhost, where some
//! browsers take no secure cookie.

use axum::http::HeaderMap;
use axum::http::header::{COOKIE, HeaderValue};

use crate::limits::SESSION_MS;
use crate::origin::Origin;
use crate::session::Token;

const SECURE: &str = "__Host-fieldbook";
const PLAIN: &str = "fieldbook";

fn name(origin: &Origin) -> &'static str {
    if origin.is_secure() { SECURE } else { PLAIN }
}

/// The token in a request's cookies.
#[must_use]
pub fn token(headers: &HeaderMap, origin: &Origin) -> Option<Token> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name(origin)).map(|(_, value)| Token::of_cookie(value))
}

/// `Set-Cookie` with a token.
#[must_use]
pub fn set(token: &Token, origin: &Origin) -> Option<HeaderValue> {
    value(token.as_str(), SESSION_MS / 1_000, origin)
}

/// `Set-Cookie` that takes the token away.
#[must_use]
pub fn clear(origin: &Origin) -> Option<HeaderValue> {
    value("", 0, origin)
}

fn value(token: &str, max_age_s: i64, origin: &Origin) -> Option<HeaderValue> {
    let secure = if origin.is_secure() { "; Secure" } else { "" };
    let name = name(origin);
    let text = format!("{name}={token}; Path=/; Max-Age={max_age_s}; HttpOnly; SameSite=Strict{secure}");
    HeaderValue::from_str(&text).ok()
}
