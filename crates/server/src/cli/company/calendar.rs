//! `fieldbook company set-day` and `calendar`: days off, and weekend days that are worked to make up for them.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use clap::{Args, ValueEnum};
use fieldbook_process::Day;
use fieldbook_process::calendar::Calendar;
use fieldbook_server::import::Sheet;

use super::{Done, change, read_sheet, refuse_whole};
use crate::cli::{Data, day};

/// What a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Nobody works.
    Free,
    /// A Saturday or Sunday that is worked.
    MakeUp,
    /// As its day of the week says.
    Usual,
}

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
            set(&mut desk.company.calendar, self.day, self.kind).map_err(anyhow::Error::msg)?;
            Done::that(format!("{} is {}", self.day, name(self.kind)))
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

/// Columns of the file.
const COLUMNS: [&str; 2] = ["day", "kind"];

impl SetCalendar {
    pub(super) fn run(self) -> Result<()> {
        let Some(file) = &self.file else {
            return self.data.company(|company| {
                let calendar = &company.calendar;
                let free = calendar.free.iter().map(|day| (*day, Kind::Free));
                let mut days: Vec<_> =
                    free.chain(calendar.make_up.iter().map(|day| (*day, Kind::MakeUp))).collect();
                days.sort_by_key(|(day, _)| *day);
                println!("{}", COLUMNS.join(","));
                days.iter().for_each(|(day, kind)| println!("{day},{}", name(*kind)));
                Ok(())
            });
        };
        let sheet = read_sheet(file, &COLUMNS, &[])?;
        change(&self.data, |desk| {
            let days = take(&sheet, &mut desk.company.calendar)?;
            ensure!(days > 0, "{} names no day", file.display());
            Done::that(format!("{days} days of the calendar are set"))
        })
    }
}

/// Sets every day of a sheet, or refuses it with all that is wrong.
fn take(sheet: &Sheet, calendar: &mut Calendar) -> Result<usize> {
    let mut wrong = Vec::new();
    for row in &sheet.rows {
        let parsed = row.fault.clone().map_or(Ok(()), Err).and_then(|()| {
            let day =
                day(row.cell(0)).map_err(|_| format!("{:?} is no day such as 2027-10-01", row.cell(0)))?;
            let kind = Kind::from_str(row.cell(1), true);
            set(
                calendar,
                day,
                kind.map_err(|_| format!("{:?} is none of free, make-up, usual", row.cell(1)))?,
            )
        });
        wrong.extend(parsed.err().map(|reason| (row.line, reason)));
    }
    refuse_whole(sheet.file, &wrong)?;
    Ok(sheet.rows.len())
}

fn set(calendar: &mut Calendar, day: Day, kind: Kind) -> Result<(), String> {
    if kind == Kind::MakeUp && day.weekday() < 5 {
        return Err(format!("{day} is no Saturday or Sunday, so it makes up for nothing"));
    }
    calendar.free.remove(&day);
    calendar.make_up.remove(&day);
    match kind {
        Kind::Free => calendar.free.insert(day),
        Kind::MakeUp => calendar.make_up.insert(day),
        Kind::Usual => true,
    };
    Ok(())
}

fn name(kind: Kind) -> String {
    kind.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}
