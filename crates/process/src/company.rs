//! The company as the law knows it at one numbered version: policy, people, absences, calendar, catalogue.
//! A change names its version and is judged under that one, whatever came later.

use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::catalogue::Catalogue;
use crate::people::{Absence, People};
use crate::policy::Policy;

/// All parts of one version.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Company {
    /// Counted from 1; 0 = no company yet.
    pub version: u64,
    /// Numbers of the policy.
    pub policy: Policy,
    /// Who there is.
    pub people: People,
    /// Who is away when.
    pub absences: Vec<Absence>,
    /// Working days and hours.
    pub calendar: Calendar,
    /// What is sold.
    pub catalogue: Catalogue,
}
