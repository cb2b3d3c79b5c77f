//! The company's calendar as a sheet: days off, and weekend days that are worked to make up for them.

use std::io;

use clap::ValueEnum;
use csv::Writer;
use fieldbook_process::Day;
use fieldbook_process::calendar::Calendar;

use super::{Sheet, Wrong, day};

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
    let mut wrong = Vec::new();
    for row in &sheet.rows {
        let parsed = row.fault.clone().map_or(Ok(()), Err).and_then(|()| {
            let (text, kind) = (row.cell(0), row.cell(1));
            let day = day(text).ok_or_else(|| format!("{text:?} is no day such as 2027-10-01"))?;
            let kind = Kind::from_str(kind, true);
            set(
                calendar,
                day,
                kind.map_err(|_| format!("{:?} is none of free, make-up, usual", row.cell(1)))?,
            )
        });
        wrong.extend(parsed.err().map(|reason| (row.line, reason)));
    }
    if wrong.is_empty() { Ok(sheet.rows.len()) } else { Err(wrong) }
}

/// Sets one day.
///
/// # Errors
/// Why it cannot be that.
pub fn set(calendar: &mut Calendar, day: Day, kind: Kind) -> Result<(), String> {
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
