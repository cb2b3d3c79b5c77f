//! Needs reports (2.4.b): a set of researches is chosen and counted, put into words, handed to R&D and answered there.

pub mod figures;
pub mod new;
pub mod read;
pub mod set;
