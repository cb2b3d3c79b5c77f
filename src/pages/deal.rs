//! Deals: read, open, edit, write contacts down.

pub mod also;
pub mod board;
pub mod duties;
pub mod edit;
pub mod judgement;
pub mod log;
pub mod matrix;
pub mod new;
pub mod path;
pub mod plan;
pub mod questions;
pub mod read;
pub mod timeline;
