//! Tests of the wall; the hostile examples are built byte by byte.

use super::*;

mod builder;
mod scratch;
