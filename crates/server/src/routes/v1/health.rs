//! `GET /v1/health`: whether the server answers and can read and write its book.

use std::sync::Arc;

use axum::extract::State;
use fieldbook_book::hub;

use crate::fault::Fault;
use crate::shell::Shell;

/// "ok", or 503 where storage fails.
pub(super) async fn health(State(shell): State<Arc<Shell>>) -> Result<&'static str, Fault> {
    shell.transaction(|tx| hub::epoch(tx)).await?;
    Ok("ok")
}
