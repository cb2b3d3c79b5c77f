//! The company's calendar as a sheet: days off, and weekend days that are worked to make up for them.

use std::io;

use clap::ValueEnum;
use csv::Writer;
use fieldbook_book::wire::office::Wrong;
use fieldbook_process::calendar::Calendar;
use fieldbook_process::law::{Fact, Line};
use fieldbook_process::{Day, line};

use super::{Sheet, day_of_cell, quoted, wrong};

/// The columns.
pub const COLUMNS: [&str; 2] = ["day", "kind"];

/// What a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Nobody works.
    Free,
    /// A Saturday or Sunday that is worked.
    MakeUp,
    /// As its day of the week says.
    Usual,
}

impl Kind {
    /// As the sheet writes it.
    #[must_use]
    pub fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

/// Sets every day of a sheet with these columns; answers how many.
///
/// # Errors
/// All that is wrong; then the calendar is to be thrown away.
pub fn take(sheet: &Sheet, calendar: &mut Calendar) -> Result<usize, Vec<Wrong>> {
    let mut all = Vec::new();
    for row in &sheet.rows {
        let taken = row.fault.map_or(Ok(()), |fault| Err(fault.line())).and_then(|()| {
            let day = day_of_cell(row.cell(0))?;
            let kind = Kind::from_str(row.cell(1), true);
            set(calendar, day, kind.map_err(|_| line!("no_kind_of_day", text = quoted(row.cell(1))))?)
        });
        all.extend(taken.err().map(|what| wrong(row, what)));
    }
    if all.is_empty() { Ok(sheet.rows.len()) } else { Err(all) }
}

/// Sets one day.
///
/// # Errors
/// Why it cannot be that.
pub fn set(calendar: &mut Calendar, day: Day, kind: Kind) -> Result<(), Line> {
    if kind == Kind::MakeUp && day.weekday() < 5 {
        return Err(line!("makes_up_for_nothing", day = Fact::Day(day)));
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

/// Writes the calendar as a sheet that [`take`] takes back.
///
/// # Errors
/// Those of the writer.
pub fn write(calendar: &Calendar, to: impl io::Write) -> csv::Result<()> {
    let free = calendar.free.iter().map(|day| (*day, Kind::Free));
    let mut days: Vec<_> = free.chain(calendar.make_up.iter().map(|day| (*day, Kind::MakeUp))).collect();
    days.sort_by_key(|(day, _)| *day);
    let mut writer = Writer::from_writer(to);
    writer.write_record(COLUMNS)?;
    for (day, kind) in days {
        writer.write_record([day.to_string(), kind.name()])?;
    }
    writer.flush()?;
    Ok(())
}
