//! The server: a thin shell around the book. It serves the built app and, under `/v1`, the company's book; it
//! owns what the book leaves to it: the disk, accounts and sessions, the clock, and the command line.

pub mod account;
pub mod assets;
pub mod attachments;
pub mod backup;
pub mod book;
pub mod chance;
pub mod check;
pub mod demo;
pub mod device;
pub mod fault;
pub mod import;
pub mod lead;
pub mod limits;
pub mod metrics;
pub mod office;
pub mod origin;
pub mod pokes;
pub mod record;
pub mod report;
pub mod router;
pub mod routes;
pub mod seal;
pub mod serve;
pub mod session;
pub mod shell;
pub mod store;
pub mod tls;
pub mod tries;
