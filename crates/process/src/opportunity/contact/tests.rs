//! By clause.
