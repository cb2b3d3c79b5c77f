//! Policy values: proposed, agreed to, returned.

use fieldbook_process::general::{Does, Proposal, Returned, Standing};
use fieldbook_process::policy::PolicyValue;
use fieldbook_process::{Day, EntryId, PersonId, line};

use super::{Desk, Done, Fault};
use crate::chance::random;

/// A number is proposed from a day on.
///
/// # Errors
/// [`Fault`].
pub fn propose(
    desk: &mut Desk<'_>,
    value: PolicyValue,
    number: i64,
    from: Day,
    why: String,
) -> Result<(EntryId, Done), Fault> {
    let proposal = Proposal {
        id: EntryId(fieldbook_process::id::uuid_v7(desk.now_ms, random()?)),
        value,
        number,
        from,
        why,
        by: desk.by,
        at_ms: desk.now_ms,
        agreed: Vec::new(),
        returned: None,
        in_force_ms: None,
    };
    desk.may(Does::Proposes(&proposal))?;
    let (id, what) = (proposal.id, format!("{} is proposed as {number} from {from}", value.id()));
    desk.company.proposals.push(proposal);
    Ok((id, Done::that(what)))
}

/// Somebody agrees; with the last who must, the value is in force.
///
/// # Errors
/// [`Fault`].
pub fn agree(desk: &mut Desk<'_>, id: EntryId, by: PersonId) -> Result<Done, Fault> {
    let proposal = find(desk, id)?;
    // The command line names who agrees; the law looks at them.
    let keyboard = desk.by.replace(by);
    let allowed = desk.may(Does::Agrees(&proposal));
    desk.by = keyboard;
    allowed?;
    desk.company.agree(id, by, desk.now_ms);
    let now = find(desk, id)?;
    let (name, number, from) = (now.value.id(), now.number, now.from);
    let what = match now.standing() {
        Standing::InForce(_) => format!("{name} is {number} from {from}"),
        _ => format!("{name} as {number} from {from} is agreed to, and waits for another office"),
    };
    Ok(Done { what, agreed_by: Some(by) })
}

/// A proposal is returned, or taken back by who proposed it.
///
/// # Errors
/// [`Fault`].
pub fn send_back(desk: &mut Desk<'_>, id: EntryId, by: PersonId, why: String) -> Result<Done, Fault> {
    let proposal = find(desk, id)?;
    desk.may(Does::Returns(&proposal, &why))?;
    desk.company.send_back(id, Returned { by, at_ms: desk.now_ms, why });
    Ok(Done::that(format!("{} as {} is returned", proposal.value.id(), proposal.number)))
}

fn find(desk: &Desk<'_>, id: EntryId) -> Result<Proposal, Fault> {
    let found = desk.company.proposals.iter().find(|proposal| proposal.id == id).cloned();
    Ok(found.ok_or_else(|| line!("no_proposal"))?)
}
