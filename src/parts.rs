//! The kit: parts that know no record and no place. Each has its style under the same name in `style/parts/`.

pub mod attach;
pub mod choice;
pub mod clause;
pub mod dictate;
pub mod field;
pub mod form;
pub mod grade;
pub mod head;
pub mod here;
pub mod icon;
pub mod link;
pub mod notice;
pub mod outcome;
pub mod pill;
pub mod qr;
pub mod refusal;
pub mod scan;
pub mod search;
pub mod sheet;
pub mod tabs;
pub mod update;
pub mod window;
