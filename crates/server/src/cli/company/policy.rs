//! `fieldbook company set-policy`: a number of the policy, in force from a day on, agreed by the director.

use anyhow::{Context, Result};
use clap::Args;
use fieldbook_process::Day;
use fieldbook_process::policy::PolicyValue;
use fieldbook_server::office::policy;

use super::change;
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
    /// The account of the director, who agrees; for money the head of finance's too.
    #[arg(long, required = true)]
    agreed_by: Vec<String>,
    /// Why, for those who read it in the policy.
    #[arg(long, default_value = "")]
    why: String,
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
            let today = desk.company.calendar.day_of(desk.now_ms);
            let from = self.from.unwrap_or(today);
            let (id, mut done) = policy::propose(desk, self.name, self.number, from, self.why)?;
            for account in &self.agreed_by {
                let by = desk.person(account)?;
                done = policy::agree(desk, id, by)?;
            }
            Ok(done)
        })
    }
}
