//! The only rooms that name the browser's own interfaces: one file for each of them.

pub mod boot;
pub mod worker;
