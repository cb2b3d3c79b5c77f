//! The screens, by noun as in the addresses.

pub mod act_form;
pub mod acting;
pub mod admin;
pub mod campaign;
pub mod customer;
pub mod days;
pub mod deal;
pub mod edit_form;
pub mod entry;
pub mod event;
pub mod facts;
pub mod findings;
pub mod history;
pub mod list;
pub mod more;
pub mod policy;
pub mod question;
pub mod record;
pub mod report;
pub mod row;
pub mod save_as_file;
pub mod shell;
pub mod sign_in;
pub mod sync;
pub mod to_decide;
pub mod today;
