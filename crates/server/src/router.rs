//! All addresses of the server on one screen, and the headers that every answer carries.

use axum::Router;
use axum::extract::Request;
use axum::http::header::{HeaderName, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::middleware::{self, Next};
use axum::response::Response;
use std::sync::Arc;

use crate::assets::{self, Assets};

/// The whole server: what is under `/v1` speaks for the book (`routes::v1`); everything else is the built app.
pub fn router(app: Assets, v1: Router) -> Router {
    Router::new()
        .fallback(assets::serve)
        .with_state(Arc::new(app))
        .merge(v1)
        .layer(middleware::from_fn(with_safe_headers))
}

/// Headers that narrow what a page of ours may do; the content policy comes with the page (`assets`).
async fn with_safe_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    );
    headers.insert(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(self), microphone=(self), geolocation=(self)"),
    );
    response
}
