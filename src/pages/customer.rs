//! Customers: read, reach, register, edit, hand over; and the picker that other pages choose one with.

pub mod contacts;
pub mod deals;
pub mod edit;
pub mod hand_over;
pub mod new;
pub mod past;
pub mod picker;
pub mod reach;
pub mod read;
pub mod sharers;
