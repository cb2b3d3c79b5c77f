//! `fieldbook demo`: the demo company, made once; its sign-ins, printed each time.

use anyhow::Result;
use clap::Args;
use fieldbook_server::chance::now_ms;
use fieldbook_server::demo::{self, PASSWORD, Size};

use super::Data;
use super::out::say;

#[derive(Args)]
pub(super) struct Demo {
    #[command(flatten)]
    data: Data,
    /// Another number, another company.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many customers; more than the usual number is for measuring.
    #[arg(long, default_value_t = Size::default().customers)]
    customers: usize,
    /// How many deals.
    #[arg(long, default_value_t = Size::default().deals)]
    deals: usize,
    /// How many of the eight reps share them: with 1 everything is `lin`'s.
    #[arg(long, default_value_t = Size::default().reps)]
    reps: usize,
}

impl Demo {
    pub(super) fn run(self) -> Result<()> {
        let book = self.data.place().open()?;
        if demo::is_needed(&book.store)? {
            let size = Size { customers: self.customers, deals: self.deals, reps: self.reps };
            say!("Making the demo company: {} customers, {} deals …", size.customers, size.deals)?;
            demo::make(&book, size, self.seed, now_ms())?;
            demo::switch_on_lead_form(&self.data.data)?;
        }
        let sign_ins = demo::sign_ins(&book.store)?;
        if sign_ins.is_empty() {
            say!("There is a company here already; the demo company was not made.")?;
        }
        if let Some(widest) = sign_ins.iter().map(|sign_in| sign_in.account.len()).max() {
            say!("Sign in with one of these accounts and the password {PASSWORD}")?;
            for sign_in in sign_ins {
                say!("  {:widest$}  {:9}  {}", sign_in.account, sign_in.role.code(), sign_in.name)?;
            }
        }
        Ok(())
    }
}
