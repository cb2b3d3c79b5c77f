//! The hub, act by act.
