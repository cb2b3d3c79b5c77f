//! `fieldbook company set-day` and `calendar`: days off, and weekend days that are worked to make up for them.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use fieldbook_process::Day;
use fieldbook_process::general::Does;
use fieldbook_server::import::calendar::{self, Kind};
use fieldbook_server::office::sheets;

use super::{Done, change, read_file};
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
            desk.may(Does::Administers)?;
            calendar::set(&mut desk.company.calendar, self.day, self.kind)?;
            Ok(Done::that(format!("{} is {}", self.day, self.kind.name())))
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
        let csv = read_file(file)?;
        change(&self.data, |desk| sheets::take_calendar(desk, &csv))
    }
}
