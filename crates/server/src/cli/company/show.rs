//! `fieldbook company show`.

use std::io;

use anyhow::Result;
use clap::Args;
use fieldbook_process::general::{Proposal, Standing};
use fieldbook_process::policy::PolicyValue;
use fieldbook_process::{Company, PersonId};
use fieldbook_server::office::note_of;

use super::{Desk, at_desk};
use crate::cli::out::say;
use crate::cli::{Data, moment};

#[derive(Args)]
pub(in crate::cli) struct Show {
    #[command(flatten)]
    data: Data,
    /// Every version: when it came, what it changed, who agreed.
    #[arg(long)]
    history: bool,
}

impl Show {
    pub(super) fn run(self) -> Result<()> {
        at_desk(&self.data, |desk| {
            let shown = people(desk).and_then(|()| policy(desk)).and_then(|()| absences(desk));
            Ok(shown.map_err(Into::into).and_then(|()| if self.history { history(desk) } else { Ok(()) }))
        })?
    }
}

fn name(company: &Company, person: Option<PersonId>) -> String {
    let known = person.and_then(|person| company.people.get(person));
    known.map_or_else(|| "–".to_owned(), |person| person.name.clone())
}

fn people(desk: &Desk<'_>) -> io::Result<()> {
    say!("Company version {}", desk.company.version)?;
    say!("\nAccount, role, name, superior, territories")?;
    for person in desk.company.people.iter() {
        let account = desk.account_of(person.id).map_or_else(|| "–".to_owned(), ToString::to_string);
        let role = match person.department {
            Some(department) => format!("{} of {}", person.role.code(), department.code()),
            None => person.role.code().to_owned(),
        };
        let left = if person.left { "  (has left)" } else { "" };
        let superior = name(&desk.company, person.superior);
        let territories = person.territories.join(", ");
        let assistant = person.assistant.map(|it| format!("  (assistant {})", name(&desk.company, Some(it))));
        let assistant = assistant.unwrap_or_default();
        say!("  {account:12}  {role:18}  {}  ← {superior}  {territories}{assistant}{left}", person.name)?;
    }
    Ok(())
}

fn policy(desk: &Desk<'_>) -> io::Result<()> {
    say!("\nPolicy values in force")?;
    for value in PolicyValue::ALL {
        let (now, unit) = (desk.company.policy.at(*value, desk.now_ms), value.unit());
        say!("  {:26} {now:>5} {:8} {}", value.id(), format!("{unit:?}").to_lowercase(), value.clause())?;
        let later = desk.company.policy.history(*value).iter().filter(|agreed| agreed.from_ms > desk.now_ms);
        for agreed in later {
            say!("  {:26} {:>5} from {}", "", agreed.number, moment(&desk.company, agreed.from_ms))?;
        }
    }
    let waits = |it: &&Proposal| it.standing() == Standing::Waiting;
    for proposal in desk.company.proposals.iter().filter(waits) {
        let (id, number, from) = (proposal.value.id(), proposal.number, proposal.from);
        let open = proposal.open_seats(&desk.company);
        let open: Vec<&str> = open.iter().map(|seat| seat.code()).collect();
        say!("  {id:26} {number:>5} proposed from {from}, waits for {}", open.join(", "))?;
    }
    Ok(())
}

fn absences(desk: &Desk<'_>) -> io::Result<()> {
    let today = desk.company.calendar.day_of(desk.now_ms);
    let coming: Vec<_> = desk.company.absences.iter().filter(|absence| absence.to >= today).collect();
    if !coming.is_empty() {
        say!("\nAway")?;
    }
    for absence in coming {
        let deputy = name(&desk.company, absence.deputy);
        say!(
            "  {}  {} to {}, deputy {deputy}",
            name(&desk.company, Some(absence.person)),
            absence.from,
            absence.to
        )?;
    }
    Ok(())
}

fn history(desk: &mut Desk<'_>) -> Result<()> {
    say!("\nVersions")?;
    for version in 1..=desk.company.version {
        let Some(note) = note_of(desk.tx, version)? else {
            say!("  {version:>4}  (made otherwise)")?;
            continue;
        };
        let agreed = note.agreed_by.map(|by| format!(", agreed by {}", name(&desk.company, Some(by))));
        say!(
            "  {version:>4}  {}  {}{}",
            moment(&desk.company, note.at_ms),
            note.what,
            agreed.unwrap_or_default()
        )?;
    }
    Ok(())
}
