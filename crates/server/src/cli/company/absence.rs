//! `fieldbook company set-absence` and `end-absence`. The reason is nobody's business and is not asked for.

use anyhow::Result;
use clap::Args;
use fieldbook_process::Day;
use fieldbook_process::people::Absence;
use fieldbook_server::office::away;

use super::change;
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
        change(&self.data, |desk| {
            let person = desk.person(&self.who)?;
            let deputy = self.deputy.as_deref().map(|text| desk.person(text)).transpose()?;
            away::set(desk, Absence { person, from: self.from, to: self.to, deputy })
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
            away::end(desk, person, self.from)
        })
    }
}
