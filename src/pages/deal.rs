//! Deals: read, open, edit, write contacts down.

pub mod acts;
pub mod edit;
pub mod log;
pub mod new;
pub mod read;
pub mod timeline;
