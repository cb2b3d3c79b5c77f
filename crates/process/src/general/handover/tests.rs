//! 1.2 by clause.
