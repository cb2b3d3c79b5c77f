//! `fieldbook company leave` and `notice`: somebody leaves, and what they looked after goes to a colleague in the same step.

use anyhow::Result;
use clap::Args;
use fieldbook_server::office::{leave, people};

use super::change;
use crate::cli::Data;
use crate::cli::out::say;

#[derive(Args)]
pub(in crate::cli) struct Leave {
    #[command(flatten)]
    data: Data,
    /// Account or id.
    who: String,
    /// Account or id of the colleague who gets their customers and open deals; closed deals stay in their name.
    #[arg(long)]
    to: Option<String>,
    /// They leave now, and their superior hands everything over in the app, one by one.
    #[arg(long, conflicts_with = "to")]
    hand_over_later: bool,
}

impl Leave {
    pub(super) fn run(self) -> Result<()> {
        change(&self.data, |desk| {
            let who = desk.person(&self.who)?;
            let to = self.to.as_deref().map(|text| desk.person(text)).transpose()?;
            leave::leave(desk, who, to, self.hand_over_later)
        })?;
        say!(
            "They cannot sign in any more. What their phones have not sent yet is kept for the present owners."
        )?;
        Ok(())
    }
}

#[derive(Args)]
pub(in crate::cli) struct Notice {
    #[command(flatten)]
    data: Data,
    /// Account or id.
    who: String,
    /// They stay after all.
    #[arg(long)]
    taken_back: bool,
}

impl Notice {
    pub(super) fn run(self) -> Result<()> {
        change(&self.data, |desk| {
            let who = desk.person(&self.who)?;
            people::notice(desk, who, !self.taken_back)
        })
    }
}
