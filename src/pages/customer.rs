//! Customers: read, reach, register, edit, hand over; whose they are and for how long; duplicates; and the picker that
//! other pages choose one with.

pub mod alike;
pub mod contacts;
pub mod deals;
pub mod edit;
pub mod export;
pub mod hand_over;
pub mod holding;
pub mod join;
pub mod joined;
pub mod marks;
pub mod new;
pub mod past;
pub mod picker;
pub mod pool;
pub mod position;
pub mod reach;
pub mod read;
pub mod several;
pub mod sharers;
pub mod source;
pub mod target;
pub mod touch;
