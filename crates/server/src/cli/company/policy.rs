//! `fieldbook company set-policy`: a number of the policy, in force from a day on, agreed by the director.

use anyhow::{Context, Result, ensure};
use clap::Args;
use fieldbook_process::Day;
use fieldbook_process::people::Role;
use fieldbook_process::policy::{Agreed, PolicyValue};

use super::{Done, change};
use crate::cli::{Data, day};

#[derive(Args)]
pub(in crate::cli) struct SetPolicy {
    #[command(flatten)]
    data: Data,
    /// Its name, as `company show` prints it.
    #[arg(value_parser = value)]
    name: PolicyValue,
    /// The number, in the value's unit.
    #[arg(allow_hyphen_values = true)]
    number: i64,
    /// The account of the director, who agrees.
    #[arg(long)]
    agreed_by: String,
    /// In force from that day on; at once, if not said. What was is never judged anew, so no day before today.
    #[arg(long, value_parser = day)]
    from: Option<Day>,
}

fn value(text: &str) -> Result<PolicyValue> {
    PolicyValue::of_id(text).with_context(|| {
        let names: Vec<&str> = PolicyValue::ALL.iter().map(|value| value.id()).collect();
        format!("one of {}", names.join(", "))
    })
}

impl SetPolicy {
    pub(super) fn run(self) -> Result<()> {
        change(&self.data, |desk| {
            let director = desk.person(&self.agreed_by)?;
            let agreeing = desk.company.people.get(director).context("nobody agrees")?;
            ensure!(
                agreeing.role == Role::Director && !agreeing.left,
                "{} is not the director",
                agreeing.name
            );
            let calendar = &desk.company.calendar;
            let today = calendar.day_of(desk.now_ms);
            ensure!(self.from.is_none_or(|from| from >= today), "--from is before today");
            let starts = self.from.filter(|from| *from > today).map(|from| calendar.moment(from, 0));
            let from_ms = starts.unwrap_or(desk.now_ms);
            let told = format!("{} is {} from {}", self.name.id(), self.number, self.from.unwrap_or(today));
            let agreed = desk.company.policy.agree(self.name, Agreed { from_ms, number: self.number });
            agreed.map_err(|(least, most)| {
                anyhow::anyhow!("{} lies between {least} and {most}", self.name.id())
            })?;
            Ok(Done { what: told, agreed_by: Some(director) })
        })
    }
}
