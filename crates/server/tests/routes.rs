//! The routes over real HTTP, a file a noun as in `src/routes/v1`.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test stops where it is wrong"
)]

#[path = "support/attached.rs"]
mod attached;
#[path = "support/http.rs"]
mod http;
#[path = "support/phone.rs"]
mod phone;
#[path = "routes/server.rs"]
mod server;

#[path = "routes/admin.rs"]
mod admin;
#[path = "routes/attachments.rs"]
mod attachments;
#[path = "routes/health.rs"]
mod health;
#[path = "routes/lead.rs"]
mod lead;
#[path = "routes/metrics.rs"]
mod metrics;
#[path = "routes/poke.rs"]
mod poke;
#[path = "routes/session.rs"]
mod session;
#[path = "routes/sync.rs"]
mod sync;
