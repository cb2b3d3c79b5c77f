//! `fieldbook company catalogue`: what the company sells. Printed as CSV, edited in any spreadsheet, brought back.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use clap::Args;
use fieldbook_server::import::catalogue;

use super::{Done, change, read_sheet, whole};
use crate::cli::Data;
use crate::cli::out::Out;

#[derive(Args)]
pub(in crate::cli) struct SetCatalogue {
    #[command(flatten)]
    data: Data,
    /// A CSV file with the columns code, name, group, list_price (386.00), currency (CNY) and, if there are such days,
    /// from and to. A product of a known code is changed, another one added; none is removed, since deals name it: set
    /// its last day in `to`. Without a file the catalogue is printed in the same form.
    file: Option<PathBuf>,
}

impl SetCatalogue {
    pub(super) fn run(self) -> Result<()> {
        let Some(file) = &self.file else {
            return self.data.company(|company| Ok(catalogue::write(&company.catalogue, Out)?));
        };
        let sheet = read_sheet(file, &catalogue::COLUMNS, &catalogue::WELCOME)?;
        change(&self.data, |desk| {
            let (added, changed) = whole(sheet.file, catalogue::take(&sheet, &mut desk.company.catalogue))?;
            ensure!(added + changed > 0, "{} says nothing that the catalogue does not", file.display());
            Done::that(format!("{added} products are new, {changed} changed"))
        })
    }
}
