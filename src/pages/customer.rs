//! Customers: read, register, edit, hand over; and the picker that other pages choose one with.

pub mod contacts;
pub mod edit;
pub mod hand_over;
pub mod new;
pub mod picker;
pub mod read;
