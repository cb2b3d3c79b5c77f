//! `fieldbook company catalogue`: what the company sells. Printed as CSV, edited in any spreadsheet, brought back.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use fieldbook_server::import::catalogue;
use fieldbook_server::office::sheets;

use super::{change, read_file};
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
        let csv = read_file(file)?;
        change(&self.data, |desk| sheets::take_catalogue(desk, &csv))
    }
}
