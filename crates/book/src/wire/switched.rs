//! What a server may do or not do, as whoever runs it has switched it on. A phone keeps the last word it heard.

use serde::{Deserialize, Serialize};

/// Where it is asked, as JSON.
pub const SWITCHED: &str = "/v1/switched";

/// What is switched on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Switched {
    /// The public lead form (2.3.a).
    #[serde(default)]
    pub lead_form: bool,
}
