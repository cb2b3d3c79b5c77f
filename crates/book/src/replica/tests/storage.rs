//! To come.

use super::*;
