//! Facts in and out.
