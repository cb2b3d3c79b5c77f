//! Customers leave the book as a file: the server notes it first.

use fieldbook_process::{DocId, EntryId, PersonId};
use serde::{Deserialize, Serialize};

/// Where an export is noted with [`ExportAsk`], and all of them are told: [`ExportTold`].
pub const EXPORTS: &str = "/v1/admin/exports";

/// As what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A sheet.
    Csv,
    /// Cards.
    Vcard,
}

impl Format {
    /// How the file's name ends.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Vcard => "vcf",
        }
    }
}

/// What will be exported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportAsk {
    /// As what.
    pub format: Format,
    /// Which customers.
    pub docs: Vec<DocId>,
    /// How many people stand in them.
    pub people: usize,
}

/// An export that is noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportTold {
    /// Its id.
    pub id: EntryId,
    /// Noted then, ms UTC.
    pub at_ms: i64,
    /// By whom; `None` = the command line.
    pub by: Option<PersonId>,
    /// As what.
    pub format: Format,
    /// How many customers.
    pub customers: usize,
    /// How many people at them.
    pub people: usize,
}
