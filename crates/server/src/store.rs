//! Where the company's book lies. The hub sees a transaction of bytes by key; below it is SQLite, one file.

mod lock;
mod sqlite;

pub use lock::{InUse, Lock};
pub use sqlite::{OpenFault, Sqlite};
