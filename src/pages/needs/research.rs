//! Asking a customer what it needs (2.4.a): by questionnaire, or in words under four headings.

pub mod begun;
pub mod control;
pub mod fill;
pub mod filling;
pub mod new;
pub mod of_customer;
pub mod read;
pub mod told;
