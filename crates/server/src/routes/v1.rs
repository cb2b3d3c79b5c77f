//! What is under `/v1`: version 1 of what phone and server say to each other.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::Method;
use axum::http::header::{CACHE_CONTROL, HeaderValue};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use fieldbook_book::wire::{SWITCHED, office};

use crate::fault::Fault;
use crate::limits::{ATTACHMENT_PIECE, CUSTOMERS_BODY, OFFICE_BODY, SIGN_IN_BODY, SYNC_BODY};
use crate::shell::Shell;

mod admin;
mod attachments;
pub mod cookie;
mod extract;
mod health;
mod metrics;
mod poke;
mod session;
mod switched;
mod sync;

pub use extract::Peer;

/// The addresses.
pub fn routes(shell: Arc<Shell>) -> Router {
    let session = post(session::begin).get(session::show).delete(session::end);
    Router::new()
        .route("/v1/session", session.layer(DefaultBodyLimit::max(SIGN_IN_BODY)))
        .route("/v1/sync", post(sync::sync).layer(DefaultBodyLimit::max(SYNC_BODY)))
        .route("/v1/poke", get(poke::poke))
        .route(
            "/v1/attachments/{doc}/{hash}",
            get(attachments::read).put(attachments::take).layer(DefaultBodyLimit::max(ATTACHMENT_PIECE)),
        )
        .route(office::CHANGES, post(admin::change).layer(DefaultBodyLimit::max(OFFICE_BODY)))
        .route(office::ACCOUNTS, get(admin::accounts))
        .route(office::DEVICES, get(admin::devices))
        .route(office::REFUSED, get(admin::refused))
        .route(office::CALENDAR, get(admin::calendar))
        .route(office::CATALOGUE, get(admin::catalogue))
        .route(
            office::customers::CUSTOMERS,
            post(admin::customers).layer(DefaultBodyLimit::max(CUSTOMERS_BODY)),
        )
        .route(office::xlsform::XLSFORM, post(admin::xlsform).layer(DefaultBodyLimit::max(OFFICE_BODY)))
        .route(office::customers::IMPORTS, get(admin::imports).post(admin::take_back))
        .route(
            office::exports::EXPORTS,
            post(admin::export).get(admin::exports).layer(DefaultBodyLimit::max(OFFICE_BODY)),
        )
        .route("/v1/health", get(health::health))
        .route(SWITCHED, get(switched::switched))
        .route("/v1/metrics", get(metrics::metrics))
        .layer(middleware::from_fn_with_state(Arc::clone(&shell), only_own_pages))
        .layer(middleware::from_fn_with_state(Arc::clone(&shell), count))
        .with_state(shell)
}

/// What changes something is taken from the app's own pages only.
async fn only_own_pages(State(shell): State<Arc<Shell>>, request: Request, next: Next) -> Response {
    let reads = request.method() == Method::GET || request.method() == Method::HEAD;
    if !reads && !shell.origin.is_own(request.headers()) {
        return Fault::OtherSite.into_response();
    }
    next.run(request).await
}

/// Counts and logs every answer: address, status, time; nothing of the content. No answer is cached.
pub(super) async fn count(State(shell): State<Arc<Shell>>, request: Request, next: Next) -> Response {
    let begun = std::time::Instant::now();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let mut response = next.run(request).await;
    // What is somebody's own must not lie in a cache between, nor in the browser's.
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let status = response.status();
    shell.metrics.requests.add(1);
    if status.is_server_error() {
        shell.metrics.server_errors.add(1);
    }
    let took_ms = begun.elapsed().as_millis();
    tracing::info!(%method, path, status = status.as_u16(), took_ms, "answered");
    response
}
