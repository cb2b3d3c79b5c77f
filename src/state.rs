//! What all screens share: one context a file, each a newtype with `provide_` and `use_`.

pub mod acting;
pub mod at_event;
pub mod attachments;
pub mod book;
pub mod clock;
pub mod drafts;
pub mod first_rows;
pub mod language;
pub mod lists;
pub mod navigation;
pub mod needs;
pub mod notice;
pub mod office;
pub mod per_row;
pub mod preference;
pub mod record;
pub mod route;
pub mod session;
pub mod switched;
pub mod theme;
pub mod visits;
