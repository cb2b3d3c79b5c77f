//! # 1 General 總則

pub mod conformity;
pub mod handover;
pub mod settled;
pub(crate) mod signature;
pub mod taking_over;

pub use settled::{Answer, HandOn, Waiver};
pub use taking_over::Handover;
