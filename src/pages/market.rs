//! The market (2.1): what is heard in the field, competitors with their prices and our arguments, the quarterly report.

pub mod at_hand;
pub mod competitor;
pub mod note;
mod picker;
pub mod report;
pub mod size;
