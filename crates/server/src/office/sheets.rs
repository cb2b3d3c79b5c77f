//! Calendar and catalogue, taken from CSV whole or not at all.

use fieldbook_book::wire::office::NotMade;
use fieldbook_process::general::Does;
use fieldbook_process::line;

use super::{Desk, Done, Fault};
use crate::import::{Sheet, calendar, catalogue};

/// Days off and make-up days.
///
/// # Errors
/// [`Fault`]; what is wrong by its line.
pub fn take_calendar(desk: &mut Desk<'_>, csv: &[u8]) -> Result<Done, Fault> {
    desk.may(Does::Administers)?;
    let sheet = read(csv, &calendar::COLUMNS, &[])?;
    let taken = calendar::take(&sheet, &mut desk.company.calendar);
    let days = taken.map_err(|wrong| Fault::NotMade(NotMade::Wrong(wrong)))?;
    if days == 0 {
        return Err(line!("sheet_without_rows").into());
    }
    Ok(Done::that(format!("{days} days of the calendar are set")))
}

/// Products.
///
/// # Errors
/// [`Fault`]; what is wrong by its line.
pub fn take_catalogue(desk: &mut Desk<'_>, csv: &[u8]) -> Result<Done, Fault> {
    desk.may(Does::Administers)?;
    let sheet = read(csv, &catalogue::COLUMNS, &catalogue::WELCOME)?;
    let taken = catalogue::take(&sheet, &mut desk.company.catalogue);
    let (added, changed) = taken.map_err(|wrong| Fault::NotMade(NotMade::Wrong(wrong)))?;
    if added + changed == 0 {
        return Err(line!("sheet_says_nothing_new").into());
    }
    Ok(Done::that(format!("{added} products are new, {changed} changed")))
}

fn read(csv: &[u8], needed: &[&'static str], welcome: &[&'static str]) -> Result<Sheet, Fault> {
    Ok(Sheet::read("the file", csv, needed, welcome).map_err(|fault| fault.line())?)
}
