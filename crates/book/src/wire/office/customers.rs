//! A sheet of customers on its way into the book, and imports that are taken back.

use fieldbook_process::{EntryId, PersonId};
use serde::{Deserialize, Serialize};

use super::Wrong;

/// Where sheets of customers are tried, taken and taken back.
pub const CUSTOMERS: &str = "/v1/admin/customers";
/// Where imports are told: [`ImportTold`].
pub const IMPORTS: &str = "/v1/admin/imports";

/// Whether a file is a spreadsheet program's workbook (.xlsx, .ods and the like are zips; .xls), which no import of
/// customers reads.
#[must_use]
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0")
}

/// What is asked with a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetAsk {
    /// What would come of it; nothing is written.
    Try(CustomerSheet),
    /// Takes in what is new and whole.
    Take(CustomerSheet),
}

/// A sheet with what its columns mean.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerSheet {
    /// The file's name.
    pub name: String,
    /// Its text: CSV with the columns' names in the first line, or vCards.
    pub csv: String,
    /// The field of each column, in their order; nothing = guessed by the names.
    pub fields: Option<Vec<Option<String>>>,
    /// Who looks after customers for whom the sheet names nobody.
    pub owner: Option<PersonId>,
}

/// What comes, or came, of a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetTold {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Every field that a column can mean.
    pub fields: Vec<String>,
    /// Rows with something in them.
    pub rows: usize,
    /// Customers that are new.
    pub fresh: usize,
    /// The first of them in words.
    pub preview: Vec<String>,
    /// How many rows look like a customer that is there; they are left out.
    pub known_rows: usize,
    /// The first of them.
    pub known: Vec<Alike>,
    /// How many rows cannot be taken as they are; they are left out.
    pub wrong_rows: usize,
    /// The first of them.
    pub wrong: Vec<Wrong>,
    /// How much of rows that are taken is left out: cells that say otherwise than an earlier row of the same customer.
    #[serde(default)]
    pub dropped_cells: usize,
    /// The first of it.
    #[serde(default)]
    pub dropped: Vec<Wrong>,
    /// The import, where they were taken.
    pub import: Option<EntryId>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name in the first line.
    pub name: String,
    /// The field that it means: `name`, `contact/phone`; nothing = left out.
    pub field: Option<String>,
    /// Some of its cells.
    pub samples: Vec<String>,
}

/// A row that looks like a customer that is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alike {
    /// The line of the sheet, from 1.
    pub line: u64,
    /// Its name there.
    pub name: String,
    /// The customer that is there.
    pub known: String,
}

/// An import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportTold {
    /// Its id.
    pub id: EntryId,
    /// The file's name.
    pub name: String,
    /// Taken in then, ms UTC.
    pub at_ms: i64,
    /// By whom; `None` = the command line.
    pub by: Option<PersonId>,
    /// How many customers it brought.
    pub customers: usize,
    /// Taken back then, ms UTC.
    pub taken_back_ms: Option<i64>,
    /// How many of its customers stayed then, since somebody worked with them.
    pub stayed: usize,
}

/// An import is to be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeBack {
    /// Which.
    pub import: EntryId,
}
