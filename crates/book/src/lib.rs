//! The book: documents and records, the wire, the phone's machine and the server's. Sans-IO: events in,
//! effects out; time and chance are arguments, so that browser, server, tests and simulator run the same code.
//!
//! A record is an Automerge [`document`]. What a person does becomes one change per document with a
//! [`message`]; the [`replica`] on the phone judges it by the law, stores it and pushes it; the [`hub`] on the
//! server looks at its bytes without trusting them ([`chunk`]), judges it again in its own past, appends it to
//! the feeds of those who may read it, and answers with a verdict ([`wire`]). Both keep their state in tables
//! of a [`store`].

pub mod card;
pub mod chunk;
pub mod courier;
pub mod document;
pub mod export;
#[cfg(test)]
mod frozen;
pub mod hash;
pub mod hub;
pub mod jpeg;
pub mod message;
pub mod replica;
pub mod row;
pub mod store;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod unsent;
pub mod wire;
