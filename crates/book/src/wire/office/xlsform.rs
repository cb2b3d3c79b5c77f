//! An XLSForm on its way to a draft: the server reads the file and tells what it holds; nothing is written there.

use fieldbook_process::prospecting::Asked;
use serde::{Deserialize, Serialize};

/// Where an XLSForm is read.
pub const XLSFORM: &str = "/v1/admin/xlsform";

/// A file to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct XlsFormAsk {
    /// The file's name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Of several languages that one; nothing = the form's own.
    pub language: Option<String>,
}

/// What a file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct XlsForm {
    /// What the form is called.
    pub name: String,
    /// Its languages.
    pub languages: Vec<String>,
    /// The one that was taken.
    pub language: Option<String>,
    /// Its items.
    pub items: Vec<Asked>,
    /// What cannot be taken.
    pub left_out: Vec<LeftOut>,
}

/// Something of the file that is not in the items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// On which sheet.
    pub sheet: String,
    /// In which row, from 1.
    pub row: u32,
    /// Why: `kind`, `calculated`, `condition`, `limits`, `choices`, `name`, `long`, `many`, `filter`, `required`, `disabled`,
    /// `other`, `column`.
    pub why: String,
    /// What stands there.
    pub what: String,
}
