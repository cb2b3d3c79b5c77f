//! `GET /v1/switched`: what this server does beyond the book. Whoever opens `/lead` sees the same, so it needs no session.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use fieldbook_book::wire::Switched;

use crate::shell::Shell;

/// What is switched on.
pub(super) async fn switched(State(shell): State<Arc<Shell>>) -> Json<Switched> {
    Json(Switched { lead_form: shell.lead_form.is_some() })
}
