//! The phone, event by event.
