//! The law of the sales process as pure functions: no I/O, no clock, no chance, so that phone and server
//! give the same answer to the same act.
//!
//! A record is a set of [`facts`]; its [`schema`] describes each field once. A change is judged by
//! [`law::judge`]: the *form* (does each value fit its field?), the *act* (what does the difference
//! amount to?) and the *bars* (does a clause forbid that act here?). What follows from a record as it is –
//! duties, findings – is derived by [`law::duties`] and never stored. Every rule stands in the list of its
//! chapter beside its [`clause`]; numbers come from the dated [`policy`], people and calendar from the
//! [`company`].
//!
//! Chapters in the policy's order: [`general`] (1), [`prospecting`] (2), [`opportunity`] (3).
pub mod attachment;
pub mod audience;
pub mod calendar;
pub mod catalogue;
pub mod clause;
pub mod company;
pub mod facts;
pub mod folding;
pub mod general;
pub mod id;
pub mod law;
pub mod opportunity;
pub mod people;
pub mod policy;
pub mod prospecting;
pub mod record;
pub mod schema;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod value;

pub use clause::Clause;
pub use company::Company;
pub use facts::{Facts, Path};
pub use id::{DeviceId, DocId, EntryId, PersonId};
pub use law::{Act, ActName, Duty, Refusal};
pub use record::{Record, RecordKind};
pub use value::{Day, Money, Value};
