//! `fieldbook report …`: figures as CSV.

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use fieldbook_process::Day;
use fieldbook_process::prospecting::sources::SourcesBy;
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
    /// Where customers come from: leads, their deals, what these are worth, and what it cost.
    Sources(Sources),
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

#[derive(Args)]
struct Sources {
    #[command(flatten)]
    data: Data,
    /// channel, campaign, event or partner.
    #[arg(long, value_parser = sources_by)]
    by: SourcesBy,
    /// Customers that came from that day on, such as 2026-01-01.
    #[arg(long, value_parser = super::day)]
    from: Option<Day>,
    /// … until that day.
    #[arg(long, value_parser = super::day)]
    to: Option<Day>,
    /// How it is written: csv.
    #[arg(long, default_value = "csv", value_parser = ["csv"])]
    format: String,
}

fn sources_by(text: &str) -> Result<SourcesBy> {
    SourcesBy::of_code(text).context("channel, campaign, event or partner")
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
        match self.what {
            What::Sales(sales) => sales.run(),
            What::Sources(sources) => sources.run(),
        }
    }
}

impl Sources {
    fn run(self) -> Result<()> {
        let book = self.data.place().open_existing()?;
        let from = self.from.unwrap_or(Day(i32::MIN));
        let during = from..self.to.map_or(Day(i32::MAX), |to| to.plus(1));
        let lines = book.store.snapshot(|tx| report::sources(tx, self.by, &during))?;
        let mut writer = csv::Writer::from_writer(Out);
        let head =
            ["leads", "deals", "won", "currency", "won_amount", "open_amount", "cost", "cost_per_deal"];
        writer.write_record([self.by.code()].iter().chain(&head))?;
        for (name, line) in lines {
            let counts = line.counts.map_or_else(Default::default, |counts| counts.map(|n| n.to_string()));
            let decimal = |minor: i64| report::decimal(minor.into());
            let amounts =
                line.minor.map(|minor| if line.currency.is_some() { decimal(minor) } else { String::new() });
            let currency = line.currency.map(String::from).unwrap_or_default();
            let per_deal = line.cost_per_deal.map(decimal).unwrap_or_default();
            let fields = [name].into_iter().chain(counts).chain([currency]).chain(amounts).chain([per_deal]);
            writer.write_record(fields)?;
        }
        writer.flush()?;
        Ok(())
    }
}

impl Sales {
    fn run(self) -> Result<()> {
        let Self { data, by, .. } = self;
        let book = data.place().open_existing()?;
        let sums = book.store.snapshot(|tx| report::sales(tx, by))?;
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
