//! The server: a thin shell around the book. It serves the built app, and (under `/v1`) the company's book.

pub mod assets;
pub mod router;
