//! Facts in and out, and files.

mod file;
mod past;
