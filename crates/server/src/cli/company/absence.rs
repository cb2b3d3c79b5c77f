//! `fieldbook company set-absence` and `end-absence`. The reason is nobody's business and is not asked for.

use anyhow::{Result, ensure};
use clap::Args;
use fieldbook_process::Day;
use fieldbook_process::people::Absence;

use super::{Done, change};
use crate::cli::{Data, day};

#[derive(Args)]
pub(in crate::cli) struct SetAbsence {
    #[command(flatten)]
    data: Data,
    /// Account or id.
    who: String,
    /// First day away.
    #[arg(long, value_parser = day)]
    from: Day,
    /// Last day away.
    #[arg(long, value_parser = day)]
    to: Day,
    /// Account or id of who stands in; the superior, if not said.
    #[arg(long)]
    deputy: Option<String>,
}

impl SetAbsence {
    pub(super) fn run(self) -> Result<()> {
        let (from, to) = (self.from, self.to);
        ensure!(from <= to, "--to is before --from");
        change(&self.data, |desk| {
            let person = desk.person(&self.who)?;
            let deputy = self.deputy.as_deref().map(|text| desk.person(text)).transpose()?;
            ensure!(deputy != Some(person), "nobody stands in for themselves");
            let crosses =
                |absence: &&Absence| absence.person == person && absence.from <= to && from <= absence.to;
            if let Some(other) = desk.company.absences.iter().find(crosses) {
                anyhow::bail!("away already from {} to {}; use end-absence first", other.from, other.to);
            }
            desk.company.absences.push(Absence { person, from, to, deputy });
            Done::that(format!("{} is away from {from} to {to}", self.who))
        })
    }
}

#[derive(Args)]
pub(in crate::cli) struct EndAbsence {
    #[command(flatten)]
    data: Data,
    /// Account or id.
    who: String,
    /// The absence's first day.
    #[arg(long, value_parser = day)]
    from: Day,
}

impl EndAbsence {
    pub(super) fn run(self) -> Result<()> {
        change(&self.data, |desk| {
            let person = desk.person(&self.who)?;
            let before = desk.company.absences.len();
            desk.company.absences.retain(|absence| absence.person != person || absence.from != self.from);
            ensure!(
                desk.company.absences.len() < before,
                "no absence of {} begins on {}",
                self.who,
                self.from
            );
            Done::that(format!("{} is not away from {}", self.who, self.from))
        })
    }
}
