//! # 1 General 總則

pub mod handover;
