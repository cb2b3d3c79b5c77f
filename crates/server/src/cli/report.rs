//! `fieldbook report …`: figures as CSV.

use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use fieldbook_server::report::{self, By};

use super::Data;
use super::out::Out;

#[derive(Args)]
pub(super) struct Report {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Won deals by their closing day: how many, and what they were worth.
    Sales(Sales),
}

#[derive(Args)]
struct Sales {
    #[command(flatten)]
    data: Data,
    /// seller, product or month.
    #[arg(long, value_parser = by)]
    by: By,
    /// How it is written: csv.
    #[arg(long, default_value = "csv", value_parser = ["csv"])]
    format: String,
}

fn by(text: &str) -> Result<By> {
    match text {
        "seller" => Ok(By::Seller),
        "product" => Ok(By::Product),
        "month" => Ok(By::Month),
        _ => bail!("seller, product or month"),
    }
}

impl Report {
    pub(super) fn run(self) -> Result<()> {
        let What::Sales(Sales { data, by, .. }) = self.what;
        let book = data.place().open_existing()?;
        let sums = book.store.transaction(|tx| report::sales(tx, by))?;
        let mut writer = csv::Writer::from_writer(Out);
        let first = match by {
            By::Seller => "seller",
            By::Product => "product",
            By::Month => "month",
        };
        writer.write_record([first, "deals", "amount", "currency"])?;
        for ((name, currency), sum) in sums {
            let (deals, amount) = (sum.deals.to_string(), report::decimal(sum.minor));
            writer.write_record([name.as_str(), &deals, &amount, currency.code()])?;
        }
        writer.flush()?;
        Ok(())
    }
}
