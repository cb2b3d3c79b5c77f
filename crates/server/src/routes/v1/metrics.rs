//! `GET /v1/metrics`: the counters, for this machine only.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::Peer;
use crate::shell::Shell;

/// The counters as text.
pub(super) async fn metrics(State(shell): State<Arc<Shell>>, peer: Peer) -> Response {
    if peer.is_local {
        shell.metrics.text(shell.pokes.open()).into_response()
    } else {
        StatusCode::NOT_FOUND.into_response()
    }
}
