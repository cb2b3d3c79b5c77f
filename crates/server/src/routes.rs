//! The handlers, a file a noun. Each extracts, checks, calls and replies.

pub mod v1;
