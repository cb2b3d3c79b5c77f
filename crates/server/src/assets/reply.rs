//! One file as an answer: compressed as the browser can read it, with its kind, age and digest as tag.

use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderMap,
    HeaderValue, IF_NONE_MATCH, VARY,
};
use axum::response::{IntoResponse, Response};

use super::Asset;

/// The file, or 304 if the browser holds these very bytes.
pub(super) fn with(asset: &Asset, policy: &HeaderValue, asked: &HeaderMap) -> Response {
    let (encoding, body) = encoded(asset, asked);
    // A tag names one representation, so the encoding is part of it.
    let tag = format!("\"{}{}\"", asset.digest, encoding.unwrap_or_default());
    let known = asked.get(IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
    let mut response = if known.is_some_and(|tags| tags.contains(&tag)) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = body.into_response();
        if let Some(encoding) = encoding {
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(CONTENT_SECURITY_POLICY, policy.clone());
    let age = if asset.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(age));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    response
}

/// The smallest form that the browser says it reads.
fn encoded(asset: &Asset, asked: &HeaderMap) -> (Option<&'static str>, Bytes) {
    let accepted = asked.get(ACCEPT_ENCODING).and_then(|list| list.to_str().ok()).unwrap_or_default();
    let reads = |wanted: &str| {
        accepted.split(',').any(|part| {
            let (name, weight) = part.split_once(';').unwrap_or((part, ""));
            name.trim().eq_ignore_ascii_case(wanted)
                && !matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
        })
    };
    match (&asset.brotli, &asset.gzip) {
        (Some(body), _) if reads("br") => (Some("br"), body.clone()),
        (_, Some(body)) if reads("gzip") => (Some("gzip"), body.clone()),
        _ => (None, asset.plain.clone()),
    }
}
