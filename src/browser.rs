//! The only rooms that name the browser's own interfaces: one file for each of them.

pub mod boot;
pub mod camera;
pub mod carrier;
pub mod clock;
pub mod device;
pub mod driver;
pub mod files;
pub mod intl;
pub mod location;
mod mark;
pub mod net;
pub mod page;
pub mod photo;
pub mod prefs;
pub mod scanner;
mod script;
pub mod shared;
pub mod shelf;
pub mod speech;
pub mod spoken;
pub mod store;
pub mod tabs;
pub mod typed;
pub mod voice;
pub mod worker;
