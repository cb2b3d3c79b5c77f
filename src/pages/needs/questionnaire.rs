//! Questionnaires (2.4.a): drafted by marketing item by item, tried, published; then read, followed by a next version.

pub mod acts;
pub mod condition;
pub mod draft;
pub mod item;
pub mod new;
pub mod options;
pub mod read;
mod worded;
pub mod xlsform;
