//! `fieldbook company set-day` and `calendar`: days off, and weekend days that are worked to make up for them.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use clap::Args;
use fieldbook_process::Day;
use fieldbook_server::import::calendar::{self, Kind};

use super::{Done, change, read_sheet, whole};
use crate::cli::out::Out;
use crate::cli::{Data, day};

#[derive(Args)]
pub(in crate::cli) struct SetDay {
    #[command(flatten)]
    data: Data,
    /// Such as 2027-10-01.
    #[arg(value_parser = day)]
    day: Day,
    /// What it is.
    kind: Kind,
}

impl SetDay {
    pub(super) fn run(self) -> Result<()> {
        change(&self.data, |desk| {
            calendar::set(&mut desk.company.calendar, self.day, self.kind).map_err(anyhow::Error::msg)?;
            Done::that(format!("{} is {}", self.day, self.kind.name()))
        })
    }
}

#[derive(Args)]
pub(in crate::cli) struct SetCalendar {
    #[command(flatten)]
    data: Data,
    /// A CSV file with the columns day (2027-10-01) and kind (free, make-up or usual); others are passed over. Without
    /// a file the calendar is printed in the same form.
    file: Option<PathBuf>,
}

impl SetCalendar {
    pub(super) fn run(self) -> Result<()> {
        let Some(file) = &self.file else {
            return self.data.company(|company| Ok(calendar::write(&company.calendar, Out)?));
        };
        let sheet = read_sheet(file, &calendar::COLUMNS, &[])?;
        change(&self.data, |desk| {
            let days = whole(sheet.file, calendar::take(&sheet, &mut desk.company.calendar))?;
            ensure!(days > 0, "{} names no day", file.display());
            Done::that(format!("{days} days of the calendar are set"))
        })
    }
}
