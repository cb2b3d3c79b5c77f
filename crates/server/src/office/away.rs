//! Absences. The reason is nobody's business and is not asked for.

use fieldbook_process::general::Does;
use fieldbook_process::people::Absence;
use fieldbook_process::{Day, PersonId};

use super::{Desk, Done, Fault};

/// Somebody will be away.
///
/// # Errors
/// [`Fault`].
pub fn set(desk: &mut Desk<'_>, absence: Absence) -> Result<Done, Fault> {
    let person = desk.known(absence.person)?;
    desk.may(Does::Away(&absence))?;
    let done = Done::that(format!("{} is away from {} to {}", person.name, absence.from, absence.to));
    desk.company.absences.push(absence);
    Ok(done)
}

/// An absence is taken back.
///
/// # Errors
/// [`Fault`].
pub fn end(desk: &mut Desk<'_>, who: PersonId, from: Day) -> Result<Done, Fault> {
    let person = desk.known(who)?;
    desk.may(Does::Back(who, from))?;
    desk.company.absences.retain(|absence| absence.person != who || absence.from != from);
    Ok(Done::that(format!("{} is not away from {from}", person.name)))
}
