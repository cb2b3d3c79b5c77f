//! The handlers, a file a noun. Each extracts, checks, calls and replies.

pub mod lead;
pub mod v1;

use std::sync::Arc;

use axum::Router;

use crate::shell::Shell;

/// Everything but the app's own files.
pub fn routes(shell: Arc<Shell>) -> Router {
    v1::routes(Arc::clone(&shell)).merge(lead::routes(shell))
}
