//! `fieldbook company catalogue`: what the company sells. Printed as CSV, edited in any spreadsheet, brought back.

use std::io;
use std::path::PathBuf;

use anyhow::{Result, ensure};
use clap::Args;
use fieldbook_process::catalogue::{Catalogue, Product};
use fieldbook_process::value::Currency;
use fieldbook_process::{Day, Money};
use fieldbook_server::import::{Row, Sheet, minor_units};

use super::{Done, change, read_sheet, refuse_whole};
use crate::cli::{Data, day};

#[derive(Args)]
pub(in crate::cli) struct SetCatalogue {
    #[command(flatten)]
    data: Data,
    /// A CSV file with the columns code, name, group, list_price (386.00), currency (CNY) and, if there are such days,
    /// from and to. A product of a known code is changed, another one added; none is removed, since deals name it: set
    /// its last day in `to`. Without a file the catalogue is printed in the same form.
    file: Option<PathBuf>,
}

/// Columns of the file.
const COLUMNS: [&str; 5] = ["code", "name", "group", "list_price", "currency"];
const WELCOME: [&str; 2] = ["from", "to"];
/// The longest code or name, in characters: a deal names the code.
const LONGEST: usize = 60;

impl SetCatalogue {
    pub(super) fn run(self) -> Result<()> {
        let Some(file) = &self.file else {
            return self.data.company(|company| Ok(print(&company.catalogue, io::stdout().lock())?));
        };
        let sheet = read_sheet(file, &COLUMNS, &WELCOME)?;
        change(&self.data, |desk| {
            let (added, changed) = take(&sheet, &mut desk.company.catalogue)?;
            ensure!(added + changed > 0, "{} says nothing that the catalogue does not", file.display());
            Done::that(format!("{added} products are new, {changed} changed"))
        })
    }
}

/// Takes every product of a sheet, or refuses it with all that is wrong: how many were added, how many changed.
fn take(sheet: &Sheet, catalogue: &mut Catalogue) -> Result<(usize, usize)> {
    let (mut wrong, mut counts) = (Vec::new(), (0, 0));
    let mut seen: Vec<&str> = Vec::new();
    for row in &sheet.rows {
        let code = row.cell(0);
        let product = product(row).and_then(|product| {
            if seen.contains(&code) { Err(format!("{code} stands in the file twice")) } else { Ok(product) }
        });
        seen.push(code);
        match product {
            Err(reason) => wrong.push((row.line, reason)),
            Ok(product) => match catalogue.0.iter_mut().find(|known| known.code == product.code) {
                Some(known) if *known == product => {}
                Some(known) => {
                    *known = product;
                    counts.1 += 1;
                }
                None => {
                    catalogue.0.push(product);
                    counts.0 += 1;
                }
            },
        }
    }
    refuse_whole(sheet.file, &wrong)?;
    catalogue.0.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(counts)
}

fn product(row: &Row) -> Result<Product, String> {
    if let Some(fault) = &row.fault {
        return Err(fault.clone());
    }
    for (what, text) in [("code", row.cell(0)), ("name", row.cell(1))] {
        if text.is_empty() || text.chars().count() > LONGEST {
            return Err(format!("{text:?}: a product's {what} has 1 to {LONGEST} characters"));
        }
    }
    let end = |text: &str| -> Result<Option<Day>, String> {
        let parsed = (!text.is_empty()).then(|| day(text)).transpose();
        parsed.map_err(|_| format!("{text:?} is no day such as 2027-10-01"))
    };
    let (from, to) = (end(row.cell(5))?, end(row.cell(6))?);
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        return Err(format!("{}: its last day is before its first", row.cell(0)));
    }
    Ok(Product {
        code: row.cell(0).to_owned(),
        name: row.cell(1).to_owned(),
        group: row.cell(2).to_owned(),
        list_price: money(row.cell(3), row.cell(4))?,
        from,
        to,
    })
}

fn money(amount: &str, currency: &str) -> Result<Money, String> {
    let currency =
        Currency::parse(currency).ok_or_else(|| format!("{currency:?} is no currency such as CNY"))?;
    let minor = minor_units(amount).ok_or_else(|| format!("{amount:?} is no price such as 386 or 386.00"))?;
    Ok(Money { minor, currency })
}

fn print(catalogue: &Catalogue, to: impl io::Write) -> csv::Result<()> {
    let mut writer = csv::Writer::from_writer(to);
    writer.write_record(COLUMNS.iter().chain(&WELCOME))?;
    for product in &catalogue.0 {
        let Money { minor, currency } = product.list_price;
        let price = format!("{}.{:02}", minor / 100, minor % 100);
        let end = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let (from, to) = (end(product.from), end(product.to));
        let currency = String::from(currency);
        writer.write_record([&product.code, &product.name, &product.group, &price, &currency, &from, &to])?;
    }
    writer.flush()?;
    Ok(())
}
