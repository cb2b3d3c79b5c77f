//! Records of kinds that need no pages of their own: events, campaigns, partners, segments. Their forms, facts and lists
//! come from the law; what one kind shows beyond that hangs into its page by `extra`.

pub mod edit;
mod extra;
pub mod new;
pub mod read;
