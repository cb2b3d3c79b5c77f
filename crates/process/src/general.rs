//! # 1 General 總則

pub mod handover;
pub mod settled;
pub(crate) mod signature;

pub use settled::{Answer, HandOn, Waiver};
